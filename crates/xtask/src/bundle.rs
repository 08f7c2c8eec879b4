//! The installers of this system: deb and rpm on Linux, what Tauri makes by itself elsewhere.

use std::env::consts::OS;

use anyhow::Result;

use crate::{packages::Purpose, page, process, repository, setup, versions};

pub fn perform(consent: setup::Consent) -> Result<()> {
    versions::check()?;
    setup::system(&[Purpose::Run], consent)?;
    setup::page()?;
    process::run(&mut page::script("build"))?;
    let mut npm = process::npm();
    npm.args(["exec", "--", "tauri", "build", "--bundles"]).arg(match OS {
        // An AppImage is left out: its tools are fetched from elsewhere while it is built.
        "linux" => "deb,rpm",
        "macos" => "dmg",
        _ => "nsis",
    });
    process::run(&mut npm)?;
    println!("{}", repository::target().join("release/bundle").display());
    Ok(())
}

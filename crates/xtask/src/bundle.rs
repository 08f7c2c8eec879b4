//! The installers of this system: deb and rpm on Linux, what Tauri makes by itself elsewhere.

mod clean_system;
mod deb;

use std::{env::consts::OS, fs, process::Command};

use anyhow::{Context as _, Result, bail};

use crate::{app, packages::Purpose, page, process, repository, setup, versions};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Install the .deb in a clean Debian, start it there, remove it, and see what is left (as root)
    #[arg(long)]
    r#try: bool,
    /// With --try: the one that was made before
    #[arg(long, requires = "try")]
    made: bool,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    versions::check()?;
    let purposes: &[Purpose] = if arguments.r#try { TO_TRY } else { &[Purpose::Run] };
    setup::system(purposes, arguments.consent)?;
    if arguments.r#try {
        clean_system::can_be_made()?;
    }
    if !arguments.made {
        make()?;
    }
    if arguments.r#try {
        let made = deb::made()?;
        deb::check(&made)?;
        clean_system::try_in(&made)?;
    }
    Ok(())
}

const TO_TRY: &[Purpose] = &[Purpose::Run, Purpose::Headless, Purpose::Bundle];

fn make() -> Result<()> {
    setup::page()?;
    rehearse()?;
    process::run(&mut page::script("build"))?;
    // Tauri's own command has no word for it.
    process::run(&mut process::cargo_locked("fetch"))?;
    process::run(&mut tauri(&["build", "--no-bundle"]))?;
    // Versions and all: a system whose libraries are older says so before it installs.
    let depends = deb::links_to(&app::built("release"))?;
    let config = serde_json::json!({ "bundle": { "linux": { "deb": { "depends": depends } } } });
    process::run(&mut tauri(&["bundle", "--bundles", kinds(), "--config", &config.to_string()]))?;
    println!("{}", repository::target().join("release/bundle").display());
    Ok(())
}

fn kinds() -> &'static str {
    match OS {
        // An AppImage is left out: its tools are fetched from elsewhere while it is built.
        "linux" => "deb,rpm",
        "macos" => "dmg",
        _ => "nsis",
    }
}

fn tauri(words: &[&str]) -> Command {
    let mut npm = process::npm();
    npm.args(["exec", "--", "tauri"]).args(words);
    npm
}

/// Lets the bundler pack a stand-in before the app is built: what it lacks it says now and not after ten minutes.
fn rehearse() -> Result<()> {
    if OS != "linux" {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let stand_in = folder.path().join("release").join("perigee");
    fs::create_dir_all(stand_in.parent().unwrap_or(folder.path()))?;
    fs::copy(std::env::current_exe()?, &stand_in).context("there is nothing to stand in for the app")?;
    let mut bundler = tauri(&["bundle", "--bundles", kinds()]);
    println!("> {} (rehearsed)", process::shown(&bundler));
    let told = bundler.env("CARGO_TARGET_DIR", folder.path()).output();
    let told = told.map_err(|error| process::not_started(&bundler, &error))?;
    if !told.status.success() {
        let said = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
        bail!("the installers could not be made, so the app is not built:\n{}", said.trim());
    }
    Ok(())
}

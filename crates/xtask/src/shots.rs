//! The pictures in docs/shots: every screen from the gallery, the real window from the real app, and its tray in a panel.

use std::path::Path;

use anyhow::Result;

use crate::{
    app,
    desktop::Desktop,
    page,
    process::{self, Guarded},
    setup, versions,
};

/// Situations whose window is worth a picture.
const SCENARIOS: [&str; 4] = ["healthy", "first-run", "stopped", "no-access"];
const FOLDER: &str = "docs/shots";

pub fn perform(consent: setup::Consent) -> Result<()> {
    versions::check()?;
    setup::system(setup::FOR_TESTS, consent)?;
    setup::page()?;
    std::fs::create_dir_all(FOLDER)?;
    process::run(&mut page::script("shots"))?;
    process::run(&mut page::script("build"))?;
    process::run(&mut app::build())?;
    for scenario in SCENARIOS {
        let file = Path::new(FOLDER).join(format!("window-{scenario}.png"));
        let desktop = Desktop::start()?;
        let mut app = desktop.command(app::binary());
        let mut app = Guarded(process::spawn(app.arg(format!("--demo={scenario}")))?);
        desktop.picture(&mut app.0, &file)?;
        println!("{}", file.display());
    }
    tray()
}

/// The test that opens each submenu takes a picture of it.
fn tray() -> Result<()> {
    let mut cargo = process::cargo_locked("test");
    cargo.args(["--package=whole-system", "--test=panel", "each_submenu"]);
    process::run(cargo.env("PERIGEE_PICTURES", std::env::current_dir()?.join(FOLDER)))
}

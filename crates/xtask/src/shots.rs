//! The pictures in docs/shots: every screen from the gallery, and the real window from the real app.

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
    Ok(())
}

//! Working on the page: a development server that follows every edit, under the app or in a plain browser.

use std::{
    net::TcpStream,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};

use crate::{
    process::{self, Guarded},
    setup, versions,
};

/// Where tauri.conf.json looks for the development server.
const SERVER: &str = "localhost:5173";
const PATIENCE: Duration = Duration::from_secs(30);
const VITE: &str = "node_modules/vite/bin/vite.js";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Handed to the app
    #[arg(last = true)]
    app: Vec<String>,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    versions::check()?;
    setup::system(setup::for_running(), arguments.consent)?;
    setup::page()?;
    let mut server = Guarded(process::spawn(vite().arg("--strictPort"))?);
    let begun = Instant::now();
    while TcpStream::connect(SERVER).is_err() {
        if let Some(status) = server.0.try_wait()? {
            bail!("the development server ended with {status}");
        }
        ensure!(begun.elapsed() < PATIENCE, "the development server did not answer on {SERVER}");
        thread::sleep(Duration::from_millis(100));
    }
    process::run(process::cargo_locked("run").args(["--package=perigee", "--"]).args(&arguments.app))
}

pub fn gallery() -> Result<()> {
    versions::check()?;
    setup::page()?;
    process::run(vite().args(["--open", "/gallery.html"]))
}

/// Without npm between, ending it ends the server.
fn vite() -> Command {
    let mut vite = Command::new("node");
    vite.arg(VITE).current_dir("ui");
    vite
}

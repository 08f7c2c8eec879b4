//! What comes into the program: under which licences, from where. deny.toml says what may.

use std::{env::consts::EXE_SUFFIX, path::PathBuf, process::Command};

use anyhow::Result;

use crate::{process, repository, step::Log};

/// Installed here alone: another one may read deny.toml in another way.
const VERSION: &str = "0.20.2";
const ASKED: [&str; 3] = ["licenses", "bans", "sources"];

pub fn check(log: &Log) -> Result<()> {
    let tool = tool();
    if !is_there(&tool) {
        let mut install = process::cargo();
        install.args(["install", "cargo-deny", "--locked", "--force", "--version", VERSION, "--root"]).arg(folder());
        log.run(&mut install)?;
    }
    println!(
        "  known faults of packages are left out here: the workflow asks for them, where their list can be reached"
    );
    log.run(Command::new(tool).args(["--locked", "check"]).args(ASKED))
}

fn folder() -> PathBuf {
    repository::target().join("xtask/tools")
}

fn tool() -> PathBuf {
    folder().join("bin").join(format!("cargo-deny{EXE_SUFFIX}"))
}

fn is_there(tool: &PathBuf) -> bool {
    process::output(Command::new(tool).arg("--version"))
        .is_ok_and(|told| told.split_whitespace().any(|word| word == VERSION))
}

//! Checking the app for macOS from another system, so that its own files there don't rot unseen.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, ensure};

use crate::{process, repository};

const TARGET: &str = "aarch64-apple-darwin";

pub fn perform() -> Result<()> {
    let told = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let libraries = PathBuf::from(told.trim()).join("lib/rustlib").join(TARGET);
    ensure!(libraries.is_dir(), "this Rust has no standard library for macOS: `rustup target add {TARGET}` brings it");
    let mut check = process::cargo_locked("clippy");
    check.args(["--workspace", "--all-targets", "--target", TARGET, "--", "-D", "warnings"]);
    // Nothing is linked, so what is written in C and Objective-C need not be translated: whoever does it does nothing.
    check.env("CC_aarch64_apple_darwin", "true").env("AR_aarch64_apple_darwin", "true");
    check.env("CARGO_TARGET_DIR", repository::root().join("target-macos"));
    process::run(&mut check)
}

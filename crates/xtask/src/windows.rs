//! Type-checking the app for Windows from another system, so that its own files there don't rot unseen.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, bail, ensure};

use crate::{process, repository};

const TARGET: &str = "x86_64-pc-windows-gnu";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Another compiler, with the source of its standard library beside it
    #[arg(long, value_name = "RUSTC")]
    rustc: Option<PathBuf>,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    ensure!(
        process::is_installed("x86_64-w64-mingw32-gcc"),
        "a C compiler for Windows is needed: Debian has it as gcc-mingw-w64-x86-64"
    );
    let rustc = arguments.rustc.clone().unwrap_or_else(|| "rustc".into());
    let told = process::output(Command::new(&rustc).args(["--print", "sysroot"]))?;
    let libraries = PathBuf::from(told.trim()).join("lib/rustlib");
    let mut check = process::cargo_locked("check");
    check.args(["--package=perigee", "--target", TARGET]);
    // Beside the other, or the two would undo each other's work.
    check.env("CARGO_TARGET_DIR", repository::root().join("target-windows")).env("RUSTC", &rustc);
    if libraries.join(TARGET).is_dir() {
        // The standard library is there, ready made.
    } else if libraries.join("src/rust/library").is_dir() {
        check.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,panic_unwind");
    } else {
        bail!(
            "this Rust has no standard library for Windows: `rustup target add {TARGET}` brings it, or `--rustc` names a \
             compiler with the source of its own (Debian: rustc-web and rust-web-src, unpacked anywhere)"
        );
    }
    process::run(&mut check)
}

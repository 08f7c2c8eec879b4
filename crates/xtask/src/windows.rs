//! Checking the app for Windows from another system, so that its own files there don't rot unseen.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, bail, ensure};

use crate::{process, repository};

const TARGET: &str = "x86_64-pc-windows-gnu";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Another compiler, with the source of its standard library beside it
    #[arg(long, value_name = "RUSTC")]
    rustc: Option<PathBuf>,
    /// The clippy-driver of that compiler's version, or a script that starts it with the same arguments
    #[arg(long, value_name = "DRIVER", requires = "rustc")]
    clippy: Option<PathBuf>,
}

/// As `cargo clippy` hands them on: those of `cargo xtask check`.
const LINTS: &str = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";

pub fn perform(arguments: &Arguments) -> Result<()> {
    ensure!(
        process::is_installed("x86_64-w64-mingw32-gcc"),
        "a C compiler for Windows is needed: Debian has it as gcc-mingw-w64-x86-64"
    );
    let rustc = arguments.rustc.clone().unwrap_or_else(|| "rustc".into());
    let told = process::output(Command::new(&rustc).args(["--print", "sysroot"]))?;
    let libraries = PathBuf::from(told.trim()).join("lib/rustlib");
    // Clippy is of the same make as the compiler: that of this Rust can't read what another has compiled.
    let has_clippy = arguments.rustc.is_none() || arguments.clippy.is_some();
    let mut check = process::cargo_locked(if arguments.rustc.is_none() { "clippy" } else { "check" });
    check.args(["--package=perigee", "--all-targets", "--target", TARGET]);
    if let Some(driver) = &arguments.clippy {
        check.env("RUSTC_WORKSPACE_WRAPPER", driver).env("CLIPPY_ARGS", LINTS);
    } else if arguments.rustc.is_none() {
        check.args(["--", "-D", "warnings"]);
    }
    // Beside the other, or the two would undo each other's work.
    check.env("CARGO_TARGET_DIR", repository::root().join("target-windows")).env("RUSTC", &rustc);
    if libraries.join(TARGET).is_dir() {
        // The standard library is there, ready made.
    } else if libraries.join("src/rust/library").is_dir() {
        check.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,panic_unwind,test");
    } else {
        bail!(
            "this Rust has no standard library for Windows: `rustup target add {TARGET}` brings it, or `--rustc` names a \
             compiler with the source of its own (Debian: rustc-web and rust-web-src, unpacked anywhere)"
        );
    }
    process::run(&mut check)?;
    if !has_clippy {
        println!("types only: `--clippy` names that compiler's clippy-driver (Debian: rust-web-clippy)");
    }
    Ok(())
}

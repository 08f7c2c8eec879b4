//! Everything that can be told without running the app: format, lints, generated files, the architecture's rules.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::{
    deny, guards, icons, page, process, setup,
    step::{self, Step},
    types, versions,
};

pub fn perform() -> Result<ExitCode> {
    let mut steps = vec![Step::new("versions", |_| versions::check()), Step::new("npm packages", |_| setup::page())];
    steps.extend(self::steps(Extent::All));
    step::run(steps)
}

/// How much is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    All,
    /// Without what needs the webview's libraries.
    Core,
}

/// The page is built first: the app does not compile without one.
pub fn steps(extent: Extent) -> Vec<Step> {
    let mut steps = vec![
        Step::command("format", cargo(&["fmt", "--all", "--check"])),
        Step::new("architecture", |_| guards::check()),
        Step::new("icons", |_| icons::check()),
        Step::new("types", |_| types::check()),
        Step::command("svelte-check", page::script("check")).needs(&["npm packages"]),
        Step::command("eslint", page::script("lint")).needs(&["npm packages"]),
        Step::command("page", page::script("build")).needs(&["npm packages"]),
        match extent {
            Extent::All => clippy(&["--workspace"]).needs(&["system packages", "page"]),
            Extent::Core => clippy(&[]),
        },
    ];
    if extent == Extent::All {
        steps.push(Step::new("licences and sources", deny::check));
    }
    steps
}

fn clippy(packages: &[&str]) -> Step {
    let mut clippy = process::cargo_locked("clippy");
    clippy.args(packages).args(["--all-targets", "--", "-D", "warnings"]);
    Step::command("clippy", clippy)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = process::cargo();
    cargo.args(arguments);
    cargo
}

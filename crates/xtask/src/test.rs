//! Every test, from the core's to the window's, and a table of them.

use std::{
    env::consts::OS,
    process::{Command, ExitCode},
};

use anyhow::{Context as _, Result};

use crate::{
    app, calendar,
    check::{self, Extent},
    page, process, repository, setup,
    step::{self, Step},
    versions,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Only what needs neither the built app nor a browser
    #[arg(long)]
    fast: bool,
}

impl Arguments {
    /// Everything, asking nobody.
    pub fn ci() -> Self {
        Self { consent: setup::Consent { yes: true }, fast: false }
    }
}

pub fn perform(arguments: &Arguments) -> Result<ExitCode> {
    let consent = arguments.consent;
    let mut steps = vec![Step::new("versions", |_| versions::check())];
    if !arguments.fast {
        steps.push(Step::new("system packages", move |_| setup::system(setup::FOR_TESTS, consent)));
    }
    steps.push(Step::new("npm packages", |_| setup::page()).needs(&["versions"]));
    steps.extend(check::steps(if arguments.fast { Extent::Core } else { Extent::All }));
    steps.push(Step::command("unit", cargo_test(&[])));
    let whole_system = whole_system()?;
    steps.extend(whole_system.iter().filter(|test| !needs_app(test)).map(|test| whole_system_test(test)));
    if !arguments.fast {
        if OS == "linux" {
            steps.extend(calendar::steps(true).into_iter().map(|step| step.needs(&["system packages"])));
        }
        steps.push(Step::command("page tests", page::script("test")).needs(&["system packages", "npm packages"]));
        steps.push(Step::command("app", app::build()).needs(&["system packages", "page"]));
        steps.push(Step::command("app unit", app::test()).needs(&["system packages", "page"]));
        let here = whole_system.iter().filter(|test| needs_app(test) && runs_here(test));
        steps.extend(here.map(|test| whole_system_test(test).needs(&["app"])));
    }
    step::run(steps)
}

/// Tests that need a real service, which only `live` has, and what `types` and `bench` run.
const OTHERS: [&str; 3] = ["live", "fixtures", "bench"];
/// Tests that start no app.
pub const WITHOUT_APP: [&str; 9] = [
    "administer",
    "connecting",
    "contract",
    "contract_authorities",
    "issued",
    "journey",
    "mutations",
    "news",
    "rotation",
];
/// Tests that drive the app through a webview or a bus, which only Linux offers to tests.
const LINUX_ONLY: [&str; 11] = [
    "elevated",
    "window",
    "window_administer",
    "window_tokens",
    "tray",
    "panel",
    "secrets",
    "strangers",
    "starts",
    "crashes",
    "keychain",
];

fn needs_app(test: &str) -> bool {
    !WITHOUT_APP.contains(&test)
}

fn runs_here(test: &str) -> bool {
    OS == "linux" || !LINUX_ONLY.contains(&test)
}

/// The tests in tests/, as Cargo knows them: a new one needs no entry here.
fn whole_system() -> Result<Vec<String>> {
    let packages = repository::packages()?;
    let package = packages.iter().find(|package| package["name"] == "whole-system").context("tests/ is no package")?;
    let targets = package["targets"].as_array().map(Vec::as_slice).unwrap_or_default();
    let tests = targets.iter().filter(|target| target["kind"][0] == "test");
    let names = tests.filter_map(|target| target["name"].as_str()).filter(|name| !OTHERS.contains(name));
    Ok(names.map(str::to_owned).collect())
}

fn whole_system_test(name: &str) -> Step {
    Step::command(name, cargo_test(&["--package=whole-system", &format!("--test={name}")]))
}

fn cargo_test(arguments: &[&str]) -> Command {
    let mut cargo = process::cargo_locked("test");
    cargo.args(arguments);
    cargo
}

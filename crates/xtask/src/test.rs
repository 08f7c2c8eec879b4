//! Every test, from the core's to the window's, and a table of them.

use std::{
    env::consts::OS,
    process::{Command, ExitCode},
};

use anyhow::Result;

use crate::{
    app, calendar,
    check::{self, Extent},
    page, process, setup,
    step::{self, Step},
    versions, whole_system,
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
    let whole_system = whole_system::tests()?;
    steps.extend(whole_system.iter().filter(|test| !whole_system::needs_app(test)).map(|test| whole_system_test(test)));
    if !arguments.fast {
        if OS == "linux" {
            steps.extend(calendar::steps(true).into_iter().map(|step| step.needs(&["system packages"])));
        }
        steps.push(Step::command("page tests", page::script("test")).needs(&["system packages", "npm packages"]));
        steps.push(Step::command("app", app::build()).needs(&["system packages", "page"]));
        steps.push(Step::command("app unit", app::test()).needs(&["system packages", "page"]));
        let here = whole_system.iter().filter(|test| whole_system::needs_app(test) && whole_system::runs_here(test));
        steps.extend(here.map(|test| whole_system_test(test).needs(&["app"])));
    }
    step::run(steps)
}

fn whole_system_test(name: &str) -> Step {
    Step::command(name, cargo_test(&["--package=whole-system", &format!("--test={name}")]))
}

fn cargo_test(arguments: &[&str]) -> Command {
    let mut cargo = process::cargo_locked("test");
    cargo.args(arguments);
    cargo
}

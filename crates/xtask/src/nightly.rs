//! The property tests on many new inputs. In the usual suite they run on few, which are the same every day.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher as _, Hasher as _},
    process::ExitCode,
};

use anyhow::Result;

use crate::{page, process, setup, step, step::Step, versions};

/// The packages with parsers, each with those of its tests that are properties.
const WITH_PARSERS: [&str; 3] = ["zerotier-api", "companion", "perigee"];

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Inputs for each property
    #[arg(long, default_value_t = 1_000_000)]
    cases: u32,
    /// The seed of an earlier run, to see it again
    #[arg(long)]
    seed: Option<u64>,
    /// Only this package
    #[arg(long, value_parser = WITH_PARSERS)]
    package: Option<String>,
}

pub fn perform(arguments: &Arguments) -> Result<ExitCode> {
    versions::check()?;
    let seed = arguments.seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
    println!("seed {seed}");
    let wanted = |package: &&str| arguments.package.as_deref().is_none_or(|only| only == *package);
    let packages: Vec<&str> = WITH_PARSERS.into_iter().filter(wanted).collect();
    let mut steps = Vec::new();
    if packages.contains(&"perigee") {
        let consent = arguments.consent;
        steps.push(Step::new("system packages", move |_| setup::system(setup::FOR_TESTS, consent)));
        steps.push(Step::new("npm packages", |_| setup::page()));
        steps.push(Step::command("page", page::script("build")).needs(&["npm packages"]));
    }
    for package in packages {
        let mut cargo = process::cargo_locked("test");
        cargo.args(["--profile=nightly", "--package", package, "--lib", "--", "properties::"]);
        cargo.env("PROPTEST_CASES", arguments.cases.to_string()).env("PROPTEST_RNG_SEED", seed.to_string());
        let step = Step::command(package, cargo);
        steps.push(if package == "perigee" { step.needs(&["system packages", "page"]) } else { step });
    }
    step::run(steps)
}

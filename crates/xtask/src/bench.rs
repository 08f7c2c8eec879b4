//! What the app costs, measured in one run and told as ratios: a number alone says more about the machine than about us.
//! The measuring itself is in tests/bench.rs, beside the pretend service and the private desktops it needs.

use anyhow::Result;

use crate::{app, page, process, setup, versions};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Measure the build that is shipped: it takes minutes to make
    #[arg(long)]
    release: bool,
    /// Only those whose name holds this: launch, list, toggle, requests, weight, crowd
    name: Option<String>,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    versions::check()?;
    setup::system(setup::FOR_TESTS, arguments.consent)?;
    setup::page()?;
    process::run(&mut page::script("build"))?;
    let mut build = app::build();
    let mut bench = process::cargo_locked("test");
    bench.args(["--package=whole-system", "--test=bench"]);
    if arguments.release {
        build.arg("--release");
        bench.arg("--release");
        bench.env("PERIGEE_APP", app::built("release"));
    }
    process::run(&mut build)?;
    bench.arg("--").args(&arguments.name).args(["--ignored", "--nocapture", "--test-threads=1"]);
    process::run(&mut bench)
}

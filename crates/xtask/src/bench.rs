//! What the app costs, measured in one run and told as ratios: a number alone says more about the machine than about us.

mod process_tree;
mod weight;

use anyhow::{Context as _, Result};

use crate::{app, page, process, setup, versions};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Only this one
    name: Option<String>,
}

struct Bench {
    name: &'static str,
    /// Measures, and says what came out.
    measure: fn() -> Result<String>,
}

const BENCHES: [Bench; 1] = [Bench { name: "weight", measure: weight::measure }];

pub fn perform(arguments: &Arguments) -> Result<()> {
    let wanted = |bench: &&Bench| arguments.name.as_ref().is_none_or(|name| name == bench.name);
    let benches: Vec<&Bench> = BENCHES.iter().filter(wanted).collect();
    let first =
        benches.first().with_context(|| format!("the benches are {}", BENCHES.map(|bench| bench.name).join(", ")))?;
    versions::check()?;
    setup::system(setup::FOR_TESTS, arguments.consent)?;
    setup::page()?;
    process::run(&mut page::script("build"))?;
    process::run(&mut app::build())?;
    println!("from {} on:", first.name);
    for bench in benches {
        println!("{}: {}", bench.name, (bench.measure)()?);
    }
    Ok(())
}

//! The pretend world on its own, to look at with curl or to point an app at.

use std::{future::pending, path::PathBuf};

use clap::Parser;
use simulator::{Pace, Scenario, Simulator};

/// A pretend ZeroTier service on 127.0.0.1.
#[derive(Debug, Parser)]
struct Arguments {
    /// The situation it begins in
    #[arg(default_value = "healthy", value_parser = |name: &str| name.parse::<Scenario>())]
    scenario: Scenario,
    /// A free one if none is named
    #[arg(long)]
    port: Option<u16>,
    /// Where to put the token and the port; else a new folder
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
    /// Fifty times as fast
    #[arg(long)]
    fast: bool,
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "what it prints is how it is found")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let pace = if arguments.fast { Pace::Fast } else { Pace::AsMeasured };
    let own = arguments.home.is_none().then(tempfile::tempdir).transpose()?;
    let home = arguments.home.or_else(|| own.as_ref().map(|folder| folder.path().to_owned())).unwrap_or_default();
    let simulator = Simulator::start_at(arguments.scenario, pace, home, arguments.port).await?;
    println!("{} on 127.0.0.1:{}, its token in {}", arguments.scenario, simulator.port(), simulator.home().display());
    println!(
        "Central on {}, legacy token {}, key {}",
        simulator.central_url(),
        simulator.legacy_token(),
        simulator.new_key()
    );
    pending::<()>().await;
    Ok(())
}

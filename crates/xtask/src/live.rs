//! The service client and a join-configure-leave journey on a real service: off by default, and said what it does.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::process;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder with the service's authtoken.secret and zerotier-one.port
    #[arg(long, value_name = "DIR")]
    service_home: PathBuf,
    /// The network to join and leave; else an ad-hoc one, which needs no controller
    #[arg(long, value_name = "ID")]
    network: Option<String>,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    let home = std::path::absolute(&arguments.service_home)?;
    ensure!(home.is_dir(), "{} is not a folder", home.display());
    let mut live = process::cargo_locked("test");
    live.args(["--package=whole-system", "--test=live", "--"])
        .args(["--ignored", "--nocapture", "--test-threads=1"])
        .env("PERIGEE_LIVE_HOME", home)
        .envs(arguments.network.as_ref().map(|network| ("PERIGEE_LIVE_NETWORK", network)));
    process::run(&mut live)
}

//! The command line.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, Subcommand, builder::TypedValueParser};

use crate::{demo::Scenario, elevated::Verb};

/// Networks of `ZeroTier` on this machine, in a window.
#[derive(Debug, Parser)]
#[command(
    name = "perigee",
    version,
    about = "A desktop companion for ZeroTier",
    args_conflicts_with_subcommands = true
)]
pub struct Args {
    /// The folder with the service's authtoken.secret and zerotier-one.port
    #[arg(long, value_name = "DIR", env = "PERIGEE_SERVICE_HOME", value_parser = absolute_folder())]
    pub(crate) service_home: Option<PathBuf>,

    /// Keep everything the app stores in this folder
    #[arg(long, value_name = "DIR", env = "PERIGEE_DATA_DIR", value_parser = absolute_folder())]
    pub(crate) data_dir: Option<PathBuf>,

    /// Show a pretend service instead of this machine's
    #[arg(long, value_name = "SCENARIO", num_args = 0..=1, require_equals = true, default_missing_value = "central-legacy")]
    pub(crate) demo: Option<Scenario>,

    /// Start without a window
    #[arg(long)]
    pub(crate) hidden: bool,

    /// End after this many seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds())]
    pub(crate) quit_after: Option<Duration>,

    /// A link that invites to a network, as `perigee://join/ID`
    #[arg(value_name = "LINK")]
    pub(crate) link: Option<String>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A deed that needs an administrator; the app starts itself with it after asking
    #[command(hide = true, subcommand)]
    Elevated(Verb),
}

impl Args {
    /// The deed to do instead of showing an app.
    pub fn verb(&self) -> Option<&Verb> {
        self.command.as_ref().map(|Command::Elevated(verb)| verb)
    }
}

/// A folder seen from anywhere: whoever runs with an administrator's rights starts in another one.
fn absolute_folder() -> impl TypedValueParser<Value = PathBuf> {
    clap::builder::PathBufValueParser::new().try_map(std::path::absolute)
}

fn seconds() -> impl TypedValueParser<Value = Duration> {
    clap::value_parser!(u64).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    #[cfg(feature = "demo")]
    fn a_demo_without_a_name_is_of_somebody_who_looks_after_networks() {
        let args = Args::try_parse_from(["perigee", "--demo"]).unwrap();
        assert_eq!(args.demo.unwrap().to_string(), "central-legacy");
        assert!(Args::try_parse_from(["perigee", "--demo=no-such-thing"]).is_err());
    }

    #[test]
    fn a_link_is_taken_as_it_is() {
        let link = |args: &[&str]| Args::try_parse_from(args).unwrap().link;
        assert_eq!(
            link(&["perigee", "perigee://join/17d395d8cb43a800"]).as_deref(),
            Some("perigee://join/17d395d8cb43a800")
        );
        assert_eq!(link(&["perigee", "--hidden", "perigee://"]).as_deref(), Some("perigee://"));
        assert_eq!(link(&["perigee"]), None);
    }

    #[test]
    fn a_relative_folder_is_seen_from_here() {
        let args = Args::try_parse_from(["perigee", "--data-dir", "there"]).unwrap();
        assert!(args.data_dir.unwrap().is_absolute());
    }
}

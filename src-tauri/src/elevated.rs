//! The deeds that need an administrator: a fixed list. The app asks the system to start this same program with one of
//! them; the system asks the person. Seen from both sides here: the asking app and the program that does the deed.

use std::{
    ffi::OsString,
    io,
    io::Write as _,
    path::{Component, Path, PathBuf},
    process::ExitCode,
};

use clap::Subcommand;
use companion::model::event::Refusal;
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::{
    home::{TOKEN_FILE, own_token},
    platform,
    renewal::{self, Controls, Failure, Patience},
};

/// The exit codes of a deed that was not done.
const NO_TOKEN: u8 = 3;
const NOT_DONE: u8 = 4;
/// The old token is gone, and there is no new one.
const HALF_DONE: u8 = 5;

const GONE: &str = "the old token is removed, and there is no new one";

/// A deed, as it stands on the command line.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Verb {
    /// Hand over the service's token
    ReadToken {
        #[arg(long, value_parser = plain_folder)]
        home: PathBuf,
        /// Where to, on systems without a standard output across that border
        #[arg(long, value_parser = pipe_name)]
        pipe: Option<String>,
    },
    /// Make the service take a new token, and hand that over
    RenewToken {
        #[arg(long, value_parser = plain_folder)]
        home: PathBuf,
        /// As above
        #[arg(long, value_parser = pipe_name)]
        pipe: Option<String>,
    },
    StartService,
    RestartService,
}

impl Verb {
    /// The command line that means this deed.
    pub(crate) fn args(&self) -> Vec<OsString> {
        let mut args = vec!["elevated".into()];
        match self {
            Self::ReadToken { home, pipe } => args.extend(token_args("read-token", home, pipe.as_deref())),
            Self::RenewToken { home, pipe } => args.extend(token_args("renew-token", home, pipe.as_deref())),
            Self::StartService => args.push("start-service".into()),
            Self::RestartService => args.push("restart-service".into()),
        }
        args
    }
}

fn token_args(verb: &str, home: &Path, pipe: Option<&str>) -> Vec<OsString> {
    let mut args = vec![verb.into(), "--home".into(), home.into()];
    args.extend(pipe.into_iter().flat_map(|pipe| ["--pipe".into(), pipe.into()]));
    args
}

/// A folder without detours.
fn plain_folder(text: &str) -> Result<PathBuf, &'static str> {
    let folder = PathBuf::from(text);
    let plain = folder.components().all(|part| !matches!(part, Component::ParentDir | Component::CurDir));
    if folder.is_absolute() && plain { Ok(folder) } else { Err("not an absolute folder") }
}

/// As the app makes them: nothing that could lead elsewhere.
fn pipe_name(text: &str) -> Result<String, &'static str> {
    let plain = text.len() == 32 && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    if plain { Ok(text.into()) } else { Err("not the name of a pipe") }
}

/// Does the deed. Runs with an administrator's rights, so nothing else of the app does.
pub fn run(verb: &Verb) -> ExitCode {
    let done = match verb {
        Verb::ReadToken { home, pipe } => match own_token(&home.join(TOKEN_FILE)) {
            Some(token) => platform::hand_over(&token, pipe.as_deref()),
            None => return ExitCode::from(NO_TOKEN),
        },
        Verb::RenewToken { home, pipe } => match renew(home) {
            Ok(token) => platform::hand_over(&token, pipe.as_deref()),
            Err(failure) => return failed(failure_code(&failure), &failure),
        },
        Verb::StartService => platform::start_service(),
        Verb::RestartService => platform::restart_service(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(NOT_DONE, &error),
    }
}

fn failed(code: u8, error: &dyn std::error::Error) -> ExitCode {
    // Who can't be told why is still told that.
    writeln!(io::stderr(), "{error}").ok();
    ExitCode::from(code)
}

fn renew(home: &Path) -> Result<Secret, Failure> {
    let controls = Controls { stop: platform::stop_service, start: platform::start_service };
    renewal::renew(home, &controls, Patience::default())
}

fn failure_code(failure: &Failure) -> u8 {
    match failure {
        Failure::NoToken => NO_TOKEN,
        Failure::Kept(_) => NOT_DONE,
        Failure::NotStarted(_) | Failure::NoneMade => HALF_DONE,
    }
}

/// What came back from a deed that the person consented to.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) handed_over: Zeroizing<Vec<u8>>,
    /// What it, or the system in its place, said on the way.
    pub(crate) said: String,
}

/// One consented read of the token in this folder.
pub(crate) async fn read_token(home: PathBuf) -> Result<Secret, Refusal> {
    let path = home.join(TOKEN_FILE);
    let outcome = platform::elevate(Verb::ReadToken { home, pipe: None }).await?;
    let token = token_of(&outcome, path);
    tracing::info!(refusal = ?token.as_ref().err(), "asked for the token");
    token
}

/// One consented renewal of the token in this folder; gives the new one.
pub(crate) async fn renew_token(home: PathBuf) -> Result<Secret, Refusal> {
    let path = home.join(TOKEN_FILE);
    let outcome = platform::elevate(Verb::RenewToken { home, pipe: None }).await?;
    let token = token_of(&outcome, path);
    tracing::info!(refusal = ?token.as_ref().err(), "asked for a new token");
    token
}

fn token_of(outcome: &Outcome, path: PathBuf) -> Result<Secret, Refusal> {
    match done(outcome) {
        Ok(()) => std::str::from_utf8(&outcome.handed_over)
            .map(Secret::new)
            .ok()
            .filter(|token| !token.is_empty())
            .ok_or(Refusal::NoToken { path }),
        Err(_) if outcome.code == Some(NO_TOKEN.into()) => Err(Refusal::NoToken { path }),
        Err(refusal) => Err(refusal),
    }
}

/// Starts or restarts the service.
pub(crate) async fn ask(verb: Verb) -> Result<(), Refusal> {
    let asked = match platform::elevate(verb.clone()).await {
        Ok(outcome) => done(&outcome),
        Err(refusal) => Err(refusal),
    };
    tracing::info!(?verb, refusal = ?asked.as_ref().err(), "asked for a deed");
    asked
}

fn done(outcome: &Outcome) -> Result<(), Refusal> {
    match outcome.code {
        Some(0) => Ok(()),
        _ if !outcome.said.trim().is_empty() => Err(Refusal::Failed { said: outcome.said.trim().into() }),
        // Not every system lets it say so itself.
        Some(code) if code == i32::from(HALF_DONE) => Err(Refusal::Failed { said: GONE.into() }),
        code => Err(Refusal::Failed { said: format!("exit code {}", code.unwrap_or(-1)) }),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::Args;

    fn outcome(code: i32, handed_over: &[u8], said: &str) -> Outcome {
        Outcome { code: Some(code), handed_over: Zeroizing::new(handed_over.to_vec()), said: said.into() }
    }

    fn parse(args: &[&str]) -> Result<Verb, clap::Error> {
        let args = ["perigee", "elevated"].iter().chain(args);
        Args::try_parse_from(args).map(|args| args.verb().unwrap().clone())
    }

    #[test]
    fn the_command_line_of_a_deed_is_read_as_that_deed() {
        let home = std::path::absolute("zt home").unwrap();
        for verb in [
            Verb::ReadToken { home: home.clone(), pipe: None },
            Verb::ReadToken { home: home.clone(), pipe: Some("0123456789abcdef".repeat(2)) },
            Verb::RenewToken { home: home.clone(), pipe: None },
            Verb::RenewToken { home, pipe: Some("0123456789abcdef".repeat(2)) },
            Verb::StartService,
            Verb::RestartService,
        ] {
            let line = std::iter::once("perigee".into()).chain(verb.args());
            assert_eq!(Args::try_parse_from(line).unwrap().verb(), Some(&verb));
        }
    }

    #[test]
    fn a_deed_takes_no_folder_with_detours_and_no_odd_pipe() {
        for verb in ["read-token", "renew-token"] {
            for home in ["zt", "/var/lib/../../etc", ""] {
                assert!(parse(&[verb, "--home", home]).is_err(), "{home}");
            }
            for pipe in ["", "../x", "0123", r"..\..\x", &"G".repeat(32)] {
                assert!(parse(&[verb, "--home", "/srv", "--pipe", pipe]).is_err(), "{pipe}");
            }
            assert!(parse(&[verb]).is_err());
        }
        assert!(parse(&["format-disk"]).is_err());
    }

    #[test]
    fn a_service_without_a_token_is_not_a_failure_of_the_system() {
        let path = PathBuf::from("/srv/authtoken.secret");
        let refused = |outcome: Outcome| token_of(&outcome, path.clone());
        assert_eq!(refused(outcome(0, b"abc\n", "")), Ok(Secret::new("abc")));
        assert_eq!(refused(outcome(3, b"", "")), Err(Refusal::NoToken { path: path.clone() }));
        assert_eq!(refused(outcome(0, b"", "")), Err(Refusal::NoToken { path: path.clone() }));
        assert_eq!(refused(outcome(4, b"", "no such unit\n")), Err(Refusal::Failed { said: "no such unit".into() }));
        assert_eq!(refused(outcome(9, b"", " ")), Err(Refusal::Failed { said: "exit code 9".into() }));
    }

    #[test]
    fn a_renewal_that_ended_half_way_says_so_on_every_system() {
        let error = || io::Error::other("no such unit");
        let codes = [Failure::NoToken, Failure::Kept(error()), Failure::NotStarted(error()), Failure::NoneMade]
            .map(|failure| failure_code(&failure));
        assert_eq!(codes, [NO_TOKEN, NOT_DONE, HALF_DONE, HALF_DONE]);
        let refused = |said: &str| token_of(&outcome(HALF_DONE.into(), b"", said), PathBuf::from("/srv"));
        assert_eq!(refused(""), Err(Refusal::Failed { said: GONE.into() }));
        assert_eq!(refused("it did not start\n"), Err(Refusal::Failed { said: "it did not start".into() }));
    }
}

//! The deeds that need an administrator: a fixed list. The app asks the system to start this same program with one of
//! them; the system asks the person. Seen from both sides here: the asking app and the program that does the deed.

use std::{
    ffi::OsString,
    io,
    io::Write as _,
    path::{Component, Path, PathBuf, Prefix},
    process::ExitCode,
};

use clap::Subcommand;
use companion::ports::service::{HandedOver, Refusal};
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::{
    home::{TOKEN_FILE, own_port, own_token},
    platform::{self, Folder},
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
            Self::ReadToken { home, pipe } => {
                args.extend(["read-token".into(), "--home".into(), home.into()]);
                args.extend(pipe_args(pipe.as_deref()));
            }
            Self::RenewToken { pipe } => {
                args.push("renew-token".into());
                args.extend(pipe_args(pipe.as_deref()));
            }
            Self::StartService => args.push("start-service".into()),
            Self::RestartService => args.push("restart-service".into()),
        }
        args
    }
}

fn pipe_args(pipe: Option<&str>) -> impl Iterator<Item = OsString> {
    pipe.into_iter().flat_map(|pipe| ["--pipe".into(), pipe.into()])
}

/// A folder of this machine's, without detours.
fn plain_folder(text: &str) -> Result<PathBuf, &'static str> {
    let folder = PathBuf::from(text);
    let plain = folder.components().all(|part| match part {
        // Neither another machine's nor a device.
        Component::Prefix(prefix) => matches!(prefix.kind(), Prefix::Disk(_)),
        Component::RootDir | Component::Normal(_) => true,
        Component::ParentDir | Component::CurDir => false,
    });
    if folder.is_absolute() && plain { Ok(folder) } else { Err("not an absolute folder of this machine") }
}

/// As the app makes them: nothing that could lead elsewhere.
fn pipe_name(text: &str) -> Result<String, &'static str> {
    let plain = text.len() == 32 && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    if plain { Ok(text.into()) } else { Err("not the name of a pipe") }
}

/// Does the deed. Runs with an administrator's rights, so nothing else of the app does.
pub fn run(verb: &Verb) -> ExitCode {
    // Whatever starts the service makes the service's files.
    platform::be_as_others();
    let done = match verb {
        Verb::ReadToken { home, pipe } => match read(home) {
            Ok(Some(handed)) => platform::hand_over(&handed, pipe.as_deref()),
            Ok(None) => return ExitCode::from(NO_TOKEN),
            Err(error) => Err(error),
        },
        Verb::RenewToken { pipe } => match renew() {
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

/// The token, and in a second line the port, which may be as closed to others. None if there is no token, or what stands
/// in its place is not one.
fn read(home: &Path) -> io::Result<Option<Secret>> {
    let folder = match Folder::of_service(home) {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match folder.file(TOKEN_FILE) {
        Ok(file) => Ok(own_token(&file).map(|token| {
            let lines = Zeroizing::new(format!("{}\n{}", token.expose_secret(), own_port(&folder)));
            Secret::new(&lines)
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whoever asked has no say in whose token it is: it is that of the service the system starts.
fn renew() -> Result<Secret, Failure> {
    // Half of it would leave the service stopped and without a token.
    platform::see_it_through().map_err(Failure::Kept)?;
    let folder = platform::own_home().and_then(|home| Folder::of_service(&home)).map_err(Failure::Kept)?;
    let controls = Controls { stop: platform::stop_service, start: platform::start_service };
    renewal::renew(&folder, &controls, Patience::default())
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
pub(crate) async fn read_token(home: PathBuf) -> Result<HandedOver, Refusal> {
    let path = home.join(TOKEN_FILE);
    // The elevated part follows no link; whoever has chosen one means where it leads.
    let home = std::fs::canonicalize(&home).unwrap_or(home);
    let outcome = platform::elevate(Verb::ReadToken { home, pipe: None }).await?;
    let handed = handed_over(&outcome, path);
    tracing::info!(refusal = ?handed.as_ref().err(), "asked for the token");
    handed
}

/// One consented renewal of the token of the system's service, which is in this folder; gives the new one.
pub(crate) async fn renew_token(home: &Path) -> Result<Secret, Refusal> {
    let outcome = platform::elevate(Verb::RenewToken { pipe: None }).await?;
    let token = handed_over(&outcome, home.join(TOKEN_FILE)).map(|handed| handed.token);
    tracing::info!(refusal = ?token.as_ref().err(), "asked for a new token");
    token
}

fn handed_over(outcome: &Outcome, path: PathBuf) -> Result<HandedOver, Refusal> {
    match done(outcome) {
        Ok(()) => {
            let mut lines = std::str::from_utf8(&outcome.handed_over).unwrap_or_default().lines();
            let token = lines.next().map(Secret::new).filter(|token| !token.is_empty());
            let port = lines.next().and_then(|port| port.trim().parse().ok());
            token.map(|token| HandedOver { token, port }).ok_or(Refusal::NoToken { path })
        }
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
mod properties;

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
            Verb::ReadToken { home, pipe: Some("0123456789abcdef".repeat(2)) },
            Verb::RenewToken { pipe: None },
            Verb::RenewToken { pipe: Some("0123456789abcdef".repeat(2)) },
            Verb::StartService,
            Verb::RestartService,
        ] {
            let line = std::iter::once("perigee".into()).chain(verb.args());
            assert_eq!(Args::try_parse_from(line).unwrap().verb(), Some(&verb));
        }
    }

    #[test]
    fn a_deed_takes_no_folder_with_detours_and_no_odd_pipe() {
        for home in ["zt", "/var/lib/../../etc", "", r"\\host\share", r"\\.\pipe", r"\\?\C:\x"] {
            assert!(parse(&["read-token", "--home", home]).is_err(), "{home}");
        }
        for pipe in ["", "../x", "0123", r"..\..\x", &"G".repeat(32)] {
            assert!(parse(&["read-token", "--home", "/srv", "--pipe", pipe]).is_err(), "{pipe}");
            assert!(parse(&["renew-token", "--pipe", pipe]).is_err(), "{pipe}");
        }
        assert!(parse(&["read-token"]).is_err());
        assert!(parse(&["renew-token", "--home", "/srv"]).is_err(), "which one is not for the asking side to say");
        assert!(parse(&["format-disk"]).is_err());
    }

    #[test]
    fn a_service_without_a_token_is_not_a_failure_of_the_system() {
        let path = PathBuf::from("/srv/authtoken.secret");
        let refused = |outcome: Outcome| handed_over(&outcome, path.clone());
        let handed = |port| Ok(HandedOver { token: Secret::new("abc"), port });
        assert_eq!(refused(outcome(0, b"abc\n", "")), handed(None));
        assert_eq!(refused(outcome(0, b"abc\n20001", "")), handed(Some(20001)));
        assert_eq!(refused(outcome(0, b"abc\n99999", "")), handed(None));
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
        let refused = |said: &str| handed_over(&outcome(HALF_DONE.into(), b"", said), PathBuf::from("/srv"));
        assert_eq!(refused(""), Err(Refusal::Failed { said: GONE.into() }));
        assert_eq!(refused("it did not start\n"), Err(Refusal::Failed { said: "it did not start".into() }));
    }
}

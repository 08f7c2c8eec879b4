//! What is asked of the service and of whoever knows where it is, and what they answer.

use std::path::PathBuf;

use ipnet::IpNet;
use zerotier_api::{
    Error, Secret,
    service::{Health, Network, Status},
};

/// Where the service should answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub port: u16,
    /// The service's folder: whoever it belongs to may listen there.
    pub home: Option<PathBuf>,
    /// The person has vouched for whoever answers, as nobody can see who listens.
    pub trusted: bool,
}

/// Counts writes: an answer to a question asked before a write is old and dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(pub u64);

/// What came of knocking at the service's port.
#[derive(Debug)]
pub struct Contact {
    /// The question's.
    pub number: u32,
    pub port: u16,
    /// Proof of life, needs no token.
    pub health: Result<Health, Error>,
    /// The first token that fits; an error is that of the last one tried. None if there was none to try.
    pub reached: Option<Result<(Status, Origin), Error>>,
}

#[derive(Debug)]
pub struct Looked {
    pub status: Option<Status>,
    pub networks: Vec<Network>,
    /// The places of what could not be read in the service's answers. Hostile text.
    pub odd: Vec<String>,
    /// What this machine's adapters are in.
    pub lans: Vec<Lan>,
}

/// An adapter of this machine, with an address of its own and the range that is reached through it without a gateway.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lan {
    /// The adapter, as the system calls it.
    pub adapter: String,
    /// Its address, with the bits of the range.
    pub address: IpNet,
}

/// What an administrator has let be read of a service's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    pub token: Secret,
    /// The port the service wrote down, which may be as closed to others as the token.
    pub port: Option<u16>,
}

impl From<Secret> for HandedOver {
    fn from(token: Secret) -> Self {
        Self { token, port: None }
    }
}

/// Why a deed that needs an administrator was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The person said no, or closed the question.
    Cancelled,
    /// Nobody on this desktop can ask for a password.
    NoWayToAsk,
    /// Somebody else than an administrator could put another program in the place of this one: it is not started as one.
    Unguarded { program: PathBuf },
    /// The file is not there, or empty.
    NoToken { path: PathBuf },
    /// The system said something else.
    Failed { said: String },
}

/// What the desktop knows of the service before anybody talks to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// A service folder or a service entry of the system exists.
    pub installed: bool,
    /// What the service manager says; none if it can't be asked.
    pub running: Option<bool>,
    /// The folder with token and port.
    pub home: Option<PathBuf>,
    /// It is none of the system's service: somebody runs another one there, and starts and stops it himself.
    pub elsewhere: bool,
    /// The port from the port file, else the usual one.
    pub port: u16,
    /// There may be another port, which an administrator can read.
    pub port_unreadable: bool,
    /// Tokens that can be read without asking anybody, best source first.
    pub tokens: Vec<FoundToken>,
    /// The token file is there and can't be read.
    pub unreadable: Option<PathBuf>,
    /// The copies of the token in the person's own folders, as the command line and other apps make them.
    pub copies: Vec<TokenCopy>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundToken {
    pub origin: Origin,
    pub token: Secret,
}

/// Where a token came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The service's own file.
    ServiceHome(PathBuf),
    /// A copy in the person's folder, as the command line makes.
    UserCopy(PathBuf),
    Keychain,
    /// Just read with an administrator's consent.
    Consent,
}

/// A copy of the service's token in the person's own folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenCopy {
    pub path: PathBuf,
    /// It is not the token in use; none if that can't be told.
    pub stale: Option<bool>,
}

//! What the desktop finds without asking anybody: the service, its token, tokens for other authorities.

use std::path::PathBuf;

use zerotier_api::Secret;

use super::credential::CredentialId;

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

/// A token that lies ready; the token itself stays where it is until it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCredential {
    pub source: Source,
    pub kind: FoundKind,
    /// The credential here whose secret is the same.
    pub kept: Option<CredentialId>,
}

/// Where a token lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The variable of the app's own environment that holds the secret.
    Variable(String),
    /// A file of the person's that holds nothing else.
    File(PathBuf),
}

impl Source {
    /// As the view names it.
    pub fn name(&self) -> String {
        match self {
            Self::Variable(name) => name.clone(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// Whose a found token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundKind {
    /// A token of either Central.
    Central,
    /// An id and a secret of `ZeroPath`.
    ZeroPath,
}

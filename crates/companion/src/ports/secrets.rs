//! What the keychain and the environment answer.

use std::path::PathBuf;

use crate::kernel::ids::CredentialId;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainFault {
    Missing,
    Locked,
    /// The secret is there, and was kept for another address than it is asked for.
    Elsewhere,
    Other,
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

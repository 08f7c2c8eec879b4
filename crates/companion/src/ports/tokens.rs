//! What is asked about tokens and what is told.

use zerotier_api::{BaseUrl, Secret, authority::Account};

use crate::kernel::ids::AuthorityKind;

/// A `ZeroPath` token to be asked about.
#[derive(Debug, Clone)]
pub struct ZeroPathQuestion {
    /// Counts these questions while one is on its way in.
    pub number: u32,
    /// The token that is known here; none is one on its way in.
    pub known: Option<u32>,
    pub base: BaseUrl,
    pub token_id: String,
    pub secret: Secret,
}

/// What a token is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To be copied for another program.
    Copy,
    /// To take the place of the one in use here.
    Rotation {
        /// One may have been made already, and its secret lost: whatever has this name and is not among these ids goes
        /// first. None at the first attempt.
        not_among: Option<Vec<String>>,
    },
}

/// Whose a token is.
#[derive(Debug)]
pub struct Recognised {
    pub kind: AuthorityKind,
    pub base: BaseUrl,
    pub account: Account,
}

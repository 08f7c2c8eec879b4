//! What is known of credentials on their way.

use std::collections::{BTreeMap, BTreeSet};

use super::rotation::Rotating;
use crate::{
    interface::tokens::Issue,
    kernel::{
        days::{self, EndFault},
        ids::{AuthorityId, CredentialId, Slot},
    },
    ports::{fault::AuthorityFault, kept::KeptZeroPath, secrets::FoundCredential},
};

/// Credentials, and what is on its way with them.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// An account on its way in.
    pub adding: Option<Adding>,
    /// The dialog in which something is made at an authority.
    pub issuing: Option<Issuing>,
    /// Rotations of this run.
    pub rotating: BTreeMap<AuthorityId, Rotating>,
    /// Tokens that lie ready in the app's environment, as last looked for.
    pub lying: Vec<FoundCredential>,
    /// Credentials whose secrets are being asked about.
    pub verifying: BTreeSet<CredentialId>,
    /// What came of the last time each was asked about.
    pub verdicts: BTreeMap<CredentialId, Verdict>,
    /// What is wrong with the end somebody typed.
    pub end_fault: Option<(CredentialId, String, EndFault)>,
    /// Credentials whose secrets are on their way to the keychain.
    pub keeping: BTreeSet<CredentialId>,
    /// Credentials whose secrets only this run knows: no keychain took them.
    pub held: BTreeSet<CredentialId>,
    /// Entries of ours in the keychain, as last listed; none if they can't be.
    pub entries: Option<Vec<(CredentialId, Slot)>>,
    /// Counts the questions whose token one is.
    pub recognitions: u32,
    /// Accounts there ever were: a number is never given twice.
    pub accounts_made: u32,
    /// `ZeroPath` tokens, by their number.
    pub zero_path: BTreeMap<u32, KeptZeroPath>,
    /// The ends of tokens that were told, each with how many days it was before.
    pub ends_told: BTreeMap<CredentialId, (i64, i64)>,
}

/// An account on its way in: whose token is being found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adding {
    /// A token may be typed.
    Open {
        renew: Option<CredentialId>,
    },
    /// A `ZeroPath` token was asked about.
    AskingZeroPath {
        number: u32,
        /// The known one that gets this secret.
        renewed: Option<u32>,
        kept: Box<KeptZeroPath>,
    },
    /// Asked.
    Asking {
        number: u32,
        form: AccountForm,
    },
    Refused {
        renew: Option<CredentialId>,
        fault: AddFault,
    },
    /// It is in; the page closes its dialog.
    Added,
}

/// What was filled in beside the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountForm {
    /// The token is for this account, which has lost its own.
    pub authority: Option<AuthorityId>,
    pub name: String,
    /// When the token ends, milliseconds since 1970.
    pub ends: Option<i64>,
}

/// Why a token was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddFault {
    /// Nothing was typed.
    Empty,
    /// What kind it is has to be said, as nobody is asked.
    KindNeeded,
    /// The end is no day, or none that can be.
    BadEnd {
        said: days::EndFault,
    },
    /// In the demo nobody outside is asked.
    Demo,
    /// More than one line, or characters no token has.
    NotAToken,
    /// The address is none.
    BadAddress,
    NotHttps,
    /// Nobody of those asked knows it.
    Unknown {
        hosts: Vec<String>,
    },
    /// It is of another kind than the one it was meant for.
    OtherKind,
    /// It is another account's than the one it was meant for.
    OtherAccount,
    Silent {
        host: String,
        fault: AuthorityFault,
    },
    /// Whoever answers at this address speaks of something else.
    Elsewhere {
        base: String,
        said: String,
    },
    /// That very account is here already.
    Known {
        name: String,
    },
}

/// What came of asking whether a secret fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does. The clock there is ahead of the one here by this many milliseconds.
    Fits {
        ahead: Option<i64>,
    },
    Not(AuthorityFault),
}

/// A dialog in which something is made at an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuing {
    pub authority: AuthorityId,
    pub issue: Issue,
    pub stage: IssueStage,
    /// Proposed for the end of a name: see `tag` of issued tokens.
    pub tag: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueStage {
    Open,
    Asking,
    Refused(IssueFault),
    /// It is made, and its secret is on its way to where it is copied from.
    Keeping {
        name: String,
    },
    /// It is made, and its secret waits to be copied.
    Made {
        name: String,
        copied: bool,
    },
}

impl IssueStage {
    /// An answer or a secret is on its way.
    pub const fn is_on_its_way(&self) -> bool {
        matches!(self, Self::Asking | Self::Keeping { .. })
    }
}

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueFault {
    NoName,
    /// Another one is called so.
    NameTaken,
    BadEnd(EndFault),
    /// No left part of an address.
    BadId,
    IdTaken,
    /// Which one is in use here has to be said.
    NotChosen,
    /// The token in use is in no keychain: no other one can be kept beside it.
    NoKeychain,
    Authority(AuthorityFault),
}

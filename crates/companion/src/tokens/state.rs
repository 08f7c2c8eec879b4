//! What is known of credentials on their way.

use crate::{
    authorities::fault::AuthorityFault,
    interface::tokens::Issue,
    kernel::{
        days::{self, EndFault},
        ids::{AuthorityId, CredentialId},
    },
    ports::kept::KeptZeroPath,
};

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
    /// Proposed for the end of a name: see [`crate::tokens::issued::tag`].
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

//! What can be asked of tokens.

use serde::{Deserialize, Serialize};
use zerotier_api::Secret;

use crate::kernel::ids::{AuthorityKind, CredentialId};

/// A token on its way from a field to the keychain, with what was filled in beside it. It can be read and never shown.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Entrusted {
    /// The credential that gets a new secret; none adds one.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub renew: Option<CredentialId>,
    /// None finds it out.
    pub kind: Option<AuthorityKind>,
    /// Where to ask; empty is the usual place.
    pub base: String,
    /// A name for the account; empty takes the authority's own.
    pub name: String,
    /// The id that goes with a `ZeroPath` secret; none is a token of an authority.
    pub token_id: Option<String>,
    /// When it ends, as `2026-12-31`; empty is never or not known.
    pub ends: String,
    /// Keep it though nobody could be asked.
    pub keep_unverified: bool,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub token: Secret,
}

/// What is done with tokens at an authority. Ids are as the authority names things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TokenDeed {
    /// Make one for another program; its secret can be copied once.
    Make {
        holder: String,
        name: String,
        /// When it ends, as `2026-12-31`, where tokens end.
        day: String,
    },
    Revoke {
        holder: String,
        token: String,
    },
    /// This is the one in use here, a person says.
    IsOwn {
        token: String,
    },
    Rename {
        holder: String,
        token: String,
        name: String,
    },
    /// Make an account for a program.
    MakeAccount {
        organisation: String,
        /// The left part of its address.
        id: String,
        name: String,
        description: String,
    },
    EditAccount {
        account: String,
        name: String,
        description: String,
    },
    /// All its tokens end with it.
    DeleteAccount {
        account: String,
    },
    /// Replace the one in use here by a new one.
    Rotate {
        /// The one in use here.
        old: String,
        name: String,
        /// When the new one ends, as `2026-12-31`, where tokens end.
        day: String,
    },
    /// Go on with a rotation where it stopped.
    GoOn,
    /// End a rotation where it is: whatever works goes on working.
    Stop,
}

/// What a dialog is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Issue {
    Token { holder: String },
    Account { organisation: String },
    EditAccount { account: String },
    Rotation,
}

//! What is kept in the settings file of networks, authorities and credentials.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};
use zerotier_api::{BaseUrl, NetworkId, service::Allow};

use crate::kernel::ids::AuthorityKind;

/// What is kept of an authority between runs: never its token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptAuthority {
    pub kind: AuthorityKind,
    /// The name the person gave it.
    pub name: String,
    /// Where it answers; none is this machine's own service.
    pub base: Option<BaseUrl>,
    /// Milliseconds since 1970.
    pub added: i64,
    /// When its token was last seen to fit, milliseconds since 1970.
    pub verified: Option<i64>,
    /// The person's own note on its token.
    pub note: String,
    /// When its token ends, milliseconds since 1970; none if it does not, or that is not known.
    pub ends: Option<i64>,
    /// When its token last did something for Perigee, milliseconds since 1970, by the hour.
    pub used: Option<i64>,
    /// Its token was kept on the person's word: nobody could be asked.
    pub unverified: bool,
    /// Whose token it is, as the authority names the account.
    pub account: String,
    /// Its token goes as `Bearer`, whatever is usual there.
    pub bearer: bool,
    /// What the authority calls the token among those it lists; empty if that is not known.
    pub issued_as: String,
    /// The token is being replaced by a new one.
    pub rotation: Option<Rotation>,
    /// The networks it administers, as last read: so that a network that waits is known at once.
    pub networks: BTreeMap<NetworkId, KeptNetwork>,
}

/// A network somebody administers here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptNetwork {
    pub name: String,
    /// Tell when a device waits there.
    pub watched: bool,
}

/// What is kept of a `ZeroPath` token: never its secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptZeroPath {
    pub name: String,
    pub note: String,
    /// The id that goes with the secret; may be shown.
    pub token_id: String,
    pub base: Option<BaseUrl>,
    /// Milliseconds since 1970, like all that follow.
    pub added: i64,
    pub ends: Option<i64>,
    pub verified: Option<i64>,
    pub used: Option<i64>,
    /// Kept on the person's word: nobody could be asked.
    pub unverified: bool,
}

/// A door somebody vouched for; behind any other one the question is asked again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Trusted {
    /// The folder whose key is told; none if none was found.
    pub home: Option<PathBuf>,
    pub port: u16,
}

/// What is kept of a rotation until it has ended, so that it can go on after a crash. Never a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Rotation {
    /// What is done now, or next.
    pub step: RotationStep,
    /// Whose tokens they are, as the authority names it.
    pub holder: String,
    /// The token in use until now, as the authority names it.
    pub old: String,
    /// What the new one is called.
    pub name: String,
    /// The new one, as the authority names it; empty before it is made.
    pub new: String,
    /// When the new one ends, milliseconds since 1970; none if never.
    pub ends: Option<i64>,
    /// The holder's tokens when it began: another one of the new one's name was made on the way, and its secret was lost.
    pub before: Vec<String>,
    /// Ends the new one's name if it is the proposed one: nobody else's is called so.
    pub tag: String,
}

/// A step of a rotation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RotationStep {
    /// Make the new token and keep it beside the old one.
    #[default]
    Make,
    /// Ask whether the new one, as it came out of the keychain, fits.
    Verify,
    /// The new one takes the old one's place here.
    Switch,
    /// Revoke the old one, with the new one.
    Revoke,
    /// See that the old one is refused.
    Confirm,
    /// A word of a newer version: nothing is done with it.
    #[serde(other)]
    Unknown,
}

impl RotationStep {
    /// In their order.
    pub const ALL: [Self; 5] = [Self::Make, Self::Verify, Self::Switch, Self::Revoke, Self::Confirm];
}

/// What is kept of a network, joined or not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Remembered {
    /// A name the person gave it; empty if none.
    pub own_name: String,
    /// The name its controller gave it, as last seen.
    pub name: String,
    /// The permissions it had when last seen.
    pub allow: Allow,
    /// It was connected at some time: a refusal later on means that access was withdrawn.
    pub was_connected: bool,
    /// Leave it when the app quits.
    pub leave_on_quit: bool,
}

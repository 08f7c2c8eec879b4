//! What can be asked of networks and members at authorities.

use serde::{Deserialize, Serialize};

/// Which members are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum MemberFilter {
    /// All that are not hidden.
    #[default]
    All,
    Waiting,
    Allowed,
    /// Allowed, and not seen for a while.
    Away,
    /// Hidden or turned away.
    Hidden,
}

impl MemberFilter {
    /// In the order they are shown.
    pub const ALL: [Self; 5] = [Self::All, Self::Waiting, Self::Allowed, Self::Away, Self::Hidden];
}

/// What the members are sorted by; those who wait always come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum MemberSort {
    #[default]
    Name,
    Address,
    LastSeen,
    Version,
}

/// What is done with members: three different things an administrator can mean by "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum MemberDeed {
    /// Let it in.
    Allow,
    /// Let it in no longer; everything known of it stays.
    Withdraw,
    /// Turn it away for good.
    Reject,
    /// Drop it with its name and addresses. If it is still joined, it asks anew.
    Remove,
    Hide,
    Unhide,
}

/// One change to a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum MemberEdit {
    Name { text: String },
    Description { text: String },
    Bridge { on: bool },
    NoAutoAssign { on: bool },
    SignInExempt { on: bool },
    AddAddress { address: String },
    RemoveAddress { address: String },
}

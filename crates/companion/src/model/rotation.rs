//! A token on its way to being replaced by a new one: made, verified, switched over to; then the old one is revoked and
//! seen to be refused. In this order there is a token that works at every moment, wherever it stops.

use serde::{Deserialize, Serialize};

use super::{authority::AuthorityFault, event::KeychainFault};

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

/// How a rotation goes in this run; one that is kept and not known here was interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotating {
    Running,
    /// What has been done is written down, and all that is on its way is done, before the keychain changes.
    Saving,
    /// The keychain changes: nothing goes out with a token that gives way.
    Switching,
    /// The old token takes its place back: the new one is refused.
    Restoring,
    Stopped(RotationFault),
    /// It has ended well.
    Done,
}

/// Why a rotation has stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RotationFault {
    Authority(AuthorityFault),
    Keychain(KeychainFault),
    /// The new token is not of the same account.
    OtherAccount,
    /// The old token was revoked, and is accepted all the same.
    StillAccepted,
    /// The record could not be written: after a crash nobody would know how far it had come.
    NotSaved,
}

impl Rotating {
    /// It waits for nobody.
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Running | Self::Saving | Self::Switching | Self::Restoring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_of_a_newer_version_does_not_fail_the_read() {
        let kept: Rotation = serde_json::from_str(r#"{"step":"notarise","old":"desk","witness":1}"#).unwrap();
        assert_eq!((kept.step, kept.old.as_str()), (RotationStep::Unknown, "desk"));
        assert_eq!(serde_json::from_str::<Rotation>("{}").unwrap(), Rotation::default());
    }
}

//! A token on its way to being replaced by a new one: made, verified, switched over to; then the old one is revoked and
//! seen to be refused. In this order there is a token that works at every moment, wherever it stops.

use crate::ports::{fault::AuthorityFault, secrets::KeychainFault};

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
    use crate::ports::kept::{Rotation, RotationStep};

    #[test]
    fn a_step_of_a_newer_version_does_not_fail_the_read() {
        let kept: Rotation = serde_json::from_str(r#"{"step":"notarise","old":"desk","witness":1}"#).unwrap();
        assert_eq!((kept.step, kept.old.as_str()), (RotationStep::Unknown, "desk"));
        assert_eq!(serde_json::from_str::<Rotation>("{}").unwrap(), Rotation::default());
    }
}

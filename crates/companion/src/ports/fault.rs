//! Why an authority could not be read, or did not do what was asked.

use std::time::Duration;

use zerotier_api::{Error, Fault};

/// How long nothing is asked where an authority asks to slow down and does not say for how long.
const BUSY: Duration = Duration::from_secs(30);

/// Whoever says "at once" has just said "slow down".
const SHORTEST_BUSY: Duration = Duration::from_secs(2);

/// Whoever says "in a century" is asked again tomorrow.
const LONGEST_BUSY: Duration = Duration::from_secs(24 * 60 * 60);

/// Why an authority could not be read, or did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorityFault {
    /// 401: the token does not fit.
    Refused,
    /// There is no token for it in the keychain.
    NoToken,
    /// The keychain is there and was not unlocked.
    Locked,
    /// Its token is in the keychain, kept for another address than the account has now.
    Elsewhere,
    /// The keychain can't be asked: it is not there (yet), or something is wrong with it.
    NoKeychain,
    /// 403: this token may not do that.
    Forbidden { said: String },
    /// 404: it has no such network or member.
    NotThere,
    /// This build of the service has no controller.
    NoController,
    /// It asks to slow down until then, counted from the app's start.
    Busy { until: Duration },
    /// It understood what was asked and did not do it, for a reason of its own.
    Declined { said: String },
    /// Nobody answers, or with a fault of its own.
    Unreachable { said: String },
    /// Somebody else's program listens there, on this machine; it was told nothing. Hostile text.
    Stranger { said: String },
    /// An answer that is none.
    Garbled { said: String },
    /// Done, and not so afterwards.
    NotDone,
}

impl AuthorityFault {
    /// Nothing can be sent there as it is.
    pub fn closes(&self) -> bool {
        matches!(
            self,
            Self::Refused
                | Self::NoToken
                | Self::Locked
                | Self::Elsewhere
                | Self::Unreachable { .. }
                | Self::Stranger { .. }
        )
    }

    /// What this error of a call means.
    pub fn of(error: &Error, now: Duration) -> Self {
        let said = error.to_string();
        match &error.fault {
            Fault::Unauthorized => Self::Refused,
            Fault::Forbidden { .. } => Self::Forbidden { said },
            Fault::NotFound => Self::NotThere,
            Fault::Limited { wait } => {
                let wait = wait.unwrap_or(BUSY).clamp(SHORTEST_BUSY, LONGEST_BUSY);
                Self::Busy { until: now.saturating_add(wait) }
            }
            Fault::NotDone { .. } => Self::NotDone,
            // Two of them are about when, not about what.
            Fault::Status { code, .. } if (400..500).contains(code) && !matches!(code, 408 | 425) => {
                Self::Declined { said }
            }
            Fault::Garbled { .. } | Fault::TooLarge { .. } | Fault::Redirected { .. } => Self::Garbled { said },
            Fault::Stranger(stranger) => Self::Stranger { said: stranger.to_string() },
            _ => Self::Unreachable { said },
        }
    }

    /// Nothing will go better before somebody does something about the token.
    pub fn is_about_token(&self) -> bool {
        matches!(self, Self::Refused | Self::NoToken | Self::Elsewhere | Self::Locked | Self::NoKeychain)
    }

    /// What a person with more knowledge wants to see.
    pub fn said(&self) -> Option<&str> {
        match self {
            Self::Forbidden { said }
            | Self::Declined { said }
            | Self::Unreachable { said }
            | Self::Garbled { said } => Some(said),
            _ => None,
        }
    }
}

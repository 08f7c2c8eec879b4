//! What a person wants of a network, until it is so.

use std::time::Duration;

use zerotier_api::service::AllowChange;

use super::flags::Flags as _;
use crate::interface::networks::Permission;

/// Turning `allowManaged` off and on within a second loses the addresses for good: the service's list of what the
/// adapter has is a second old, so it skips what it should add, and nothing mends that.
pub const HOLD: Duration = Duration::from_millis(1500);

/// What was asked for a network and is not yet so. One write per network is on its way at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub aim: Aim,
    pub sent: bool,
    /// Not to be sent before this moment.
    pub not_before: Duration,
    /// What was asked for after this one was sent; the last word counts.
    pub next: Option<Aim>,
    /// Nobody answered whether it was done: the next look tells.
    pub doubt: Option<Doubt>,
}

/// A write without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What came instead.
    pub found: String,
    /// The connection broke: the service may have gone over it.
    pub broken: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Join; `again` if it is remembered.
    Join {
        allow: AllowChange,
        again: bool,
    },
    Leave {
        forget: bool,
    },
    Configure {
        change: AllowChange,
    },
}

impl Wish {
    /// A wish to be sent at once.
    pub fn new(aim: Aim) -> Self {
        Self { aim, sent: false, not_before: Duration::ZERO, next: None, doubt: None }
    }

    /// What will be so in the end.
    pub fn last(&self) -> Aim {
        self.next.unwrap_or(self.aim)
    }

    /// What this wish makes of a permission, if it concerns it.
    pub fn change(&self, permission: Permission) -> Option<bool> {
        let of = |aim: Aim| match aim {
            Aim::Configure { change } | Aim::Join { allow: change, .. } => change.get(permission),
            Aim::Leave { .. } => None,
        };
        self.next.and_then(of).or_else(|| of(self.aim))
    }
}

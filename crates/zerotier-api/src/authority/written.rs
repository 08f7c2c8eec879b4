//! What a write came to.

use super::{Access, Member, MemberChange, MemberField, Network, NetworkChange, NetworkField};
use crate::wire::v4_first;

/// What a write came to: how it is now, and which of the asked changes were not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T, F> {
    /// As the authority answered.
    pub now: T,
    /// Asked for, and not so in the answer.
    pub not_taken: Vec<F>,
}

impl Written<Network, NetworkField> {
    /// A network after `change`. A network's own pools stand IPv4 first, so the asked ones are put that way too.
    pub(crate) fn network(now: Network, change: &NetworkChange) -> Self {
        let asked = NetworkChange { pools: change.pools.clone().map(v4_first), ..change.clone() };
        Self { not_taken: asked.not_taken(&now), now }
    }
}

impl Written<Member, MemberField> {
    /// A member after `change`.
    pub(crate) fn member(now: Member, change: &MemberChange) -> Self {
        Self { not_taken: change.not_taken(&now), now }
    }

    /// A member whose access was set. Who was never let in can't be told from who was withdrawn without a date.
    pub(crate) fn access(now: Member, access: Access) -> Self {
        let taken = match access {
            Access::Withdrawn | Access::Waiting => matches!(now.access, Access::Withdrawn | Access::Waiting),
            Access::Allowed | Access::Rejected => now.access == access,
        };
        Self { not_taken: if taken { Vec::new() } else { vec![MemberField::Access] }, now }
    }

    /// A member that was let in and named.
    pub(crate) fn added(now: Member, name: &str) -> Self {
        let mut written = Self::access(now, Access::Allowed);
        if !name.is_empty() && written.now.name != name {
            written.not_taken.push(MemberField::Name);
        }
        written
    }
}

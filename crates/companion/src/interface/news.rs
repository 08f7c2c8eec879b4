//! What is told as a notification.

use std::collections::BTreeSet;

use zerotier_api::{NetworkId, NodeAddress};

use super::preference::Kind;
use crate::kernel::ids::{AuthorityId, CredentialId};

/// Something that happened by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    Connected {
        network: NetworkId,
    },
    Dropped {
        network: NetworkId,
    },
    /// Somebody allowed this device.
    Approved {
        network: NetworkId,
    },
    /// Somebody no longer allows this device.
    Withdrawn {
        network: NetworkId,
    },
    /// The sign-in ends soon.
    SignInEnds {
        network: NetworkId,
    },
    SignInEnded {
        network: NetworkId,
    },
    /// This device waits to be allowed there.
    Waits {
        network: NetworkId,
    },
    /// A device waits to be allowed on a network somebody administers here.
    DeviceWaits {
        authority: AuthorityId,
        network: NetworkId,
        member: NodeAddress,
    },
    /// Several do.
    DevicesWait {
        authority: AuthorityId,
        network: NetworkId,
        count: usize,
    },
    /// A token ends in so many days; less than none is past.
    TokenEnds {
        credential: CredentialId,
        days: i64,
    },
    /// Several do, or have ended.
    TokensEnd {
        count: usize,
    },
    /// Several networks changed alike, at once or one soon after the other.
    Several {
        change: Change,
        networks: BTreeSet<NetworkId>,
        /// The notification's: a higher number takes the place of the lower.
        key: String,
    },
    /// The service was there and can't be reached any more.
    ServiceLost,
    ServiceBack,
}

/// How a network changed, where several may have at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Connected,
    Dropped,
    Approved,
    Withdrawn,
    SignInEnds,
    SignInEnded,
    Waits,
}

impl Change {
    fn kind(self) -> Kind {
        match self {
            Self::Connected | Self::Dropped | Self::Approved | Self::Withdrawn => Kind::Networks,
            Self::SignInEnds | Self::SignInEnded => Kind::SignIn,
            Self::Waits => Kind::Waiting,
        }
    }

    /// The news that this network has changed so.
    pub fn of(self, network: NetworkId) -> News {
        match self {
            Self::Connected => News::Connected { network },
            Self::Dropped => News::Dropped { network },
            Self::Approved => News::Approved { network },
            Self::Withdrawn => News::Withdrawn { network },
            Self::SignInEnds => News::SignInEnds { network },
            Self::SignInEnded => News::SignInEnded { network },
            Self::Waits => News::Waits { network },
        }
    }
}

impl News {
    pub fn kind(&self) -> Kind {
        match self {
            Self::DeviceWaits { .. } | Self::DevicesWait { .. } => Kind::Waiting,
            Self::TokenEnds { .. } | Self::TokensEnd { .. } => Kind::Tokens,
            Self::ServiceLost | Self::ServiceBack => Kind::Service,
            Self::Several { change, .. } => change.kind(),
            other => other.change().map_or(Kind::Networks, |(change, _)| change.kind()),
        }
    }

    /// The network that changed, and how; none if it is about something else or about several.
    pub fn change(&self) -> Option<(Change, NetworkId)> {
        Some(match self {
            Self::Connected { network } => (Change::Connected, *network),
            Self::Dropped { network } => (Change::Dropped, *network),
            Self::Approved { network } => (Change::Approved, *network),
            Self::Withdrawn { network } => (Change::Withdrawn, *network),
            Self::SignInEnds { network } => (Change::SignInEnds, *network),
            Self::SignInEnded { network } => (Change::SignInEnded, *network),
            Self::Waits { network } => (Change::Waits, *network),
            _ => return None,
        })
    }
}

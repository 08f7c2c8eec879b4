//! What the person knows by now, or brought about: only what differs from it is news.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use zerotier_api::{NetworkId, service::NetworkStatus};

use crate::interface::news::Change;

/// What the person knows by now, or brought about.
#[derive(Debug, Clone, Default)]
pub struct Belief {
    /// How each joined network stood when that was last certain.
    pub networks: BTreeMap<NetworkId, NetworkStatus>,
    /// Since when networks are missing from the list.
    pub missing: BTreeMap<NetworkId, Duration>,
    /// What the person did with a network and has not come of it yet: that it comes is no news, however late.
    pub deeds: BTreeMap<NetworkId, OwnDeed>,
    /// The service has just started: until then nothing it says of its networks is certain.
    pub settling: Option<Settling>,
    /// The service was there and can't be reached any more.
    pub outage: Option<Outage>,
    /// The person has asked for the service to start or to start again: until when what comes of it is no news.
    pub own_start: Option<Duration>,
    /// What was told together, so that what comes soon after is told with it.
    pub bursts: BTreeMap<Change, Burst>,
}

/// What a person does with a network, as far as it changes how the network stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnDeed {
    /// Join, connect, or sign in.
    Join,
    Leave,
    /// Let this device in, at an authority.
    Allow,
    /// Have this device in no longer: withdrawn, removed, or the whole network deleted.
    Withdraw,
}

impl OwnDeed {
    /// The network stands as the person wanted it.
    pub fn is_done(self, status: Option<&NetworkStatus>) -> bool {
        match self {
            Self::Join | Self::Allow => status == Some(&NetworkStatus::Ok),
            Self::Leave => status.is_none(),
            Self::Withdraw => status != Some(&NetworkStatus::Ok),
        }
    }
}

/// A service that has just started tells first what it remembers, and not of all its networks at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settling {
    pub until: Duration,
    /// Nothing was known before: whatever is there in the end is how it is.
    pub first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    pub since: Duration,
    /// The person was told, or has seen it.
    pub known: bool,
}

/// Networks that changed alike, one soon after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burst {
    /// The notification's.
    pub key: String,
    pub networks: BTreeSet<NetworkId>,
    pub last: Duration,
}

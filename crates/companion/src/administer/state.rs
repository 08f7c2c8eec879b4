//! What is administered at an authority.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{Network, NetworkSummary},
};

use super::{
    draft::Draft,
    members::{Members, Steady},
};
use crate::{
    interface::administer::MemberDeed,
    ports::{
        authorities::{Ask, Read},
        fault::AuthorityFault,
    },
};

/// What is marked and typed among members.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Members marked in the shown list, and the last one marked.
    pub marks: (BTreeSet<NodeAddress>, Option<NodeAddress>),
    /// Rows of the shown list keep their place, as somebody is at them; none lets them go where they belong.
    pub steady: Option<Steady>,
    /// What is typed as one more address of the shown member.
    pub address_text: String,
    /// What is typed as the address of a member to be added.
    pub member_text: String,
    /// Devices that were told to be waiting.
    pub waiting_told: BTreeSet<(NetworkId, NodeAddress)>,
}

impl State {
    /// Members whose rows keep the place they had.
    pub fn steady(&self) -> &Steady {
        static NONE: Steady = Steady::new();
        self.steady.as_ref().unwrap_or(&NONE)
    }
}

/// A write nobody answered.
#[derive(Debug, Clone)]
pub struct Doubt {
    pub ask: Ask,
    /// What tells.
    pub read: Read,
    /// The networks that were known then.
    pub before: BTreeSet<NetworkId>,
    /// That nobody can tell was said.
    pub said: bool,
}

/// A network as its authority tells it.
#[derive(Debug, Clone)]
pub struct Administered {
    pub summary: NetworkSummary,
    pub settings: Option<Box<Network>>,
    pub settings_asked: Option<Duration>,
    pub members: Option<Members>,
    /// When members were last asked for.
    pub members_asked: Option<Duration>,
    pub fault: Option<AuthorityFault>,
    /// What was asked for members and is not yet so.
    pub wishes: BTreeMap<NodeAddress, MemberDeed>,
    /// What was done in one call for many, which names nobody: the next list tells whom it reached.
    pub unproven: BTreeMap<NodeAddress, MemberDeed>,
    pub draft: Option<Draft>,
    pub deleting: bool,
    /// The addresses members will have once all that is on its way is done.
    pub addresses: BTreeMap<NodeAddress, Vec<String>>,
}

impl Administered {
    pub fn new(summary: NetworkSummary) -> Self {
        Self {
            summary,
            settings: None,
            settings_asked: None,
            members: None,
            members_asked: None,
            fault: None,
            wishes: BTreeMap::new(),
            unproven: BTreeMap::new(),
            draft: None,
            deleting: false,
            addresses: BTreeMap::new(),
        }
    }
}

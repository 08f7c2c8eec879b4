//! What is administered at an authority.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{Network, NetworkSummary},
};

use super::{draft::Draft, members::Members};
use crate::{
    app::state::State,
    authorities::{fault::AuthorityFault, state::Read},
    interface::administer::MemberDeed,
    kernel::ids::AuthorityId,
    ports::authorities::Ask,
};

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

/// What is known of a network there.
pub fn administered<'a>(state: &'a State, id: &AuthorityId, network: NetworkId) -> Option<&'a Administered> {
    state.authorities.get(id)?.networks.as_ref()?.get(&network)
}

/// The same, to be changed.
pub fn administered_mut<'a>(
    state: &'a mut State,
    id: &AuthorityId,
    network: NetworkId,
) -> Option<&'a mut Administered> {
    state.authorities.get_mut(id)?.networks.as_mut()?.get_mut(&network)
}

/// The edit of a network's settings, begun if it was not.
pub(crate) fn draft(known: &mut Administered) -> Option<&mut Draft> {
    let settings = known.settings.as_ref()?;
    Some(known.draft.get_or_insert_with(|| Draft::of(settings)))
}

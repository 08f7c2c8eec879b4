//! Where a network is administered.

use zerotier_api::NetworkId;

use super::known::administered;
use crate::{
    app::state::State, kernel::ids::AuthorityId, networks::standing, ports::fault::AuthorityFault, service::state::Link,
};

/// The authority that can admit members to this network, if one is known here.
pub fn of_network(state: &State, network: NetworkId) -> Option<AuthorityId> {
    let own = state.service.node.as_ref().is_some_and(|node| node.address == network.controller());
    if own {
        return Some(AuthorityId::own());
    }
    let known = state.authorities.kept.iter().filter(|(_, kept)| kept.networks.contains_key(&network));
    // Whoever can write there and whose token fits comes first.
    let able = |id: &AuthorityId| {
        let fits = state.authorities.lines.get(id).and_then(|authority| authority.fault.as_ref());
        let fits = !fits.is_some_and(AuthorityFault::is_about_token);
        fits && administered(&state.authorities, id, network).is_none_or(|known| known.summary.may_write)
    };
    known.map(|(id, _)| id).min_by_key(|id| (!able(id), id.number())).cloned()
}

/// This authority can let members in on this network, as far as is known.
pub fn may_admit(state: &State, id: &AuthorityId, network: NetworkId) -> bool {
    let refused = state.authorities.lines.get(id).and_then(|authority| authority.fault.as_ref());
    !matches!(refused, Some(AuthorityFault::Refused | AuthorityFault::NoToken))
        && administered(&state.authorities, id, network).is_none_or(|known| known.summary.may_write)
}

/// This device can be let in from here.
pub(crate) fn allowable(state: &State, network: NetworkId) -> bool {
    state.service.link == Link::Live && of_network(state, network).is_some_and(|id| may_admit(state, &id, network))
}

/// A network's name wherever it is known from.
pub(crate) fn network_name(state: &State, network: NetworkId) -> String {
    let local = standing::name(state, network);
    if local != network.to_string() {
        return local;
    }
    let kept = state.authorities.kept.values().filter_map(|kept| kept.networks.get(&network));
    kept.map(|kept| kept.name.clone()).find(|name| !name.is_empty()).unwrap_or(local)
}

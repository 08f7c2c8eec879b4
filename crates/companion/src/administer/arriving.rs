//! Networks and members that come in parts, as controllers without a list of them have to be asked for each.

use zerotier_api::{
    NetworkId,
    authority::{Member, NetworkSummary},
};

use super::{known::administered_mut, members::Members, reading::see_own, state::Administered};
use crate::{
    app::state::State,
    kernel::ids::AuthorityId,
    ports::{answer::Part, authorities::Read},
};

/// They are shown while the rest is on its way. A list that was whole stays until the next one is; a part that is older
/// than a write would take it back.
pub(crate) fn some(state: &mut State, id: &AuthorityId, epoch: u32, part: Part) {
    let read = match part {
        Part::Networks(_) => Read::Networks,
        Part::Members { network, .. } => Read::Members(network),
    };
    let authority = state.authorities.lines.get(id).filter(|authority| authority.epoch == epoch);
    if authority.is_none_or(|authority| authority.reading.get(&read) != Some(&authority.writes)) {
        return;
    }
    match part {
        Part::Networks(networks) => some_networks(state, id, networks),
        Part::Members { network, members } => some_members(state, id, network, members),
    }
}

fn some_networks(state: &mut State, id: &AuthorityId, networks: Vec<NetworkSummary>) {
    let Some(authority) = state.authorities.lines.get_mut(id).filter(|authority| authority.networks.is_none()) else {
        return;
    };
    authority.arriving.extend(networks.into_iter().map(|summary| (summary.id, Administered::new(summary))));
}

fn some_members(state: &mut State, id: &AuthorityId, network: NetworkId, mut members: Vec<Member>) {
    for member in &mut members {
        see_own(state, network, member);
    }
    let read_at = state.moment.now;
    let Some(known) = administered_mut(&mut state.authorities, id, network) else { return };
    match known.members.take() {
        Some(whole) if whole.whole => known.members = Some(whole),
        before => {
            let before = before.unwrap_or_else(|| Members::new(Vec::new(), read_at));
            known.members = Some(before.and(members, read_at));
        }
    }
}

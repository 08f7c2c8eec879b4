//! Devices that wait, told once each.

use std::collections::BTreeSet;

use zerotier_api::{NetworkId, NodeAddress};

use super::known::administered;
use crate::{app::state::State, frame::news::tell, interface::news::News, kernel::ids::AuthorityId};

/// From here on, devices that wait are told by their number.
const MANY: usize = 3;

/// Devices that wait on a watched network, each told once. Whoever looks at the list sees them.
pub(crate) fn devices_wait(state: &mut State, id: &AuthorityId, network: NetworkId) {
    let watched = state.authorities.kept.get(id).and_then(|kept| kept.networks.get(&network));
    if !watched.is_some_and(|kept| kept.watched) {
        return;
    }
    let Some(members) = administered(&state.authorities, id, network).and_then(|known| known.members.as_ref()) else {
        return;
    };
    let waiting: BTreeSet<NodeAddress> = members.waiting().map(|member| member.node).collect();
    // Whoever asks again after having been dropped is told again.
    state.administer.waiting_told.retain(|(of, member)| *of != network || waiting.contains(member));
    let fresh: Vec<NodeAddress> =
        waiting.into_iter().filter(|member| state.administer.waiting_told.insert((network, *member))).collect();
    let shown = state.frame.window_open && state.frame.place.administered().is_some_and(|(_, shown)| shown == network);
    match fresh.len() {
        _ if shown => {}
        count if count > MANY => tell(state, News::DevicesWait { authority: id.clone(), network, count }),
        _ => fresh.into_iter().for_each(|member| {
            tell(state, News::DeviceWaits { authority: id.clone(), network, member });
        }),
    }
}

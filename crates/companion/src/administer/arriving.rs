//! Members that come in parts, as controllers without a list of them have to be asked for each.

use zerotier_api::{NetworkId, authority::Member};

use super::{members::Members, reading::see_own, state::administered_mut};
use crate::{app::state::State, authorities::state::Read, kernel::ids::AuthorityId};

/// They are shown while the rest is on its way. A list that was whole stays until the next one is; a part that is older
/// than a write would take it back.
pub(crate) fn some(state: &mut State, id: &AuthorityId, epoch: u32, network: NetworkId, mut members: Vec<Member>) {
    let authority = state.authorities.lines.get(id).filter(|authority| authority.epoch == epoch);
    let fresh =
        authority.is_some_and(|authority| authority.reading.get(&Read::Members(network)) == Some(&authority.writes));
    for member in &mut members {
        see_own(state, network, member);
    }
    let read_at = state.moment.now;
    let Some(known) = administered_mut(&mut state.authorities, id, network).filter(|_| fresh) else { return };
    match known.members.take() {
        Some(whole) if whole.whole => known.members = Some(whole),
        before => {
            let before = before.unwrap_or_else(|| Members::new(Vec::new(), read_at));
            known.members = Some(before.and(members, read_at));
        }
    }
}

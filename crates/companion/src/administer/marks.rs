//! Members marked for one deed with many.

use zerotier_api::NodeAddress;

use super::known::administered;
use crate::{app::state::State, interface::place::Place};

pub(crate) fn mark(state: &mut State, member: NodeAddress, on: bool) {
    if on {
        state.administer.marks.0.insert(member);
        state.administer.marks.1 = Some(member);
    } else {
        state.administer.marks.0.remove(&member);
    }
}

/// Marks everything between the last marked member and this one, in the order shown.
pub(crate) fn mark_to(state: &mut State, member: NodeAddress) {
    let shown = shown(state);
    let place = |wanted: NodeAddress| shown.iter().position(|node| *node == wanted);
    let Some(to) = place(member) else { return };
    let from = state.administer.marks.1.and_then(place).unwrap_or(to);
    let range = if from <= to { from..=to } else { to..=from };
    state.administer.marks.0.extend(&shown[range]);
    state.administer.marks.1 = Some(member);
}

pub(crate) fn mark_all(state: &mut State, on: bool) {
    state.administer.marks =
        (if on { shown(state).into_iter().collect() } else { std::collections::BTreeSet::new() }, None);
}

/// The members of the shown list, in its order.
fn shown(state: &State) -> Vec<NodeAddress> {
    let Place::Members { authority, network, filter, search, sort, .. } = &state.frame.place else { return Vec::new() };
    let members = administered(&state.authorities, authority, *network).and_then(|known| known.members.as_ref());
    let shown = members
        .map(|members| members.shown(*filter, search, *sort, state.administer.steady(), state.moment.now))
        .unwrap_or_default();
    shown.into_iter().map(|row| row.member.node).collect()
}

/// Marks of members that are gone are none.
pub(crate) fn forget_lost_marks(state: &mut State) {
    if state.administer.marks.0.is_empty() {
        return;
    }
    let Some((id, network)) = state.frame.place.administered() else { return };
    let Some(members) = administered(&state.authorities, id, network).and_then(|known| known.members.as_ref()) else {
        return;
    };
    let there: std::collections::BTreeSet<NodeAddress> = members.iter().map(|member| member.node).collect();
    state.administer.marks.0.retain(|member| there.contains(member));
}

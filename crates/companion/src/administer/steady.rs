//! Rows that keep their place while somebody is at them: what was just pressed does not go from under the pointer.

use std::collections::BTreeSet;

use zerotier_api::{NetworkId, NodeAddress};

use super::{known::administered, members::Members};
use crate::{app::state::State, kernel::ids::AuthorityId};

/// Rows keep their place from now on, or go where they belong.
pub(crate) fn hold(state: &mut State, on: bool) {
    state.administer.steady = on.then(|| state.administer.steady.take().unwrap_or_default());
}

/// Something is about to be done with these: they stand where they stand now.
pub(crate) fn keep(state: &mut State, id: &AuthorityId, network: NetworkId, members: &[NodeAddress]) {
    let Some(mut steady) = state.administer.steady.take_if(|_| state.frame.place.administered() == Some((id, network)))
    else {
        return;
    };
    let about: BTreeSet<NodeAddress> = members.iter().copied().collect();
    let known = administered(&state.authorities, id, network).and_then(|known| known.members.as_ref());
    for member in known.into_iter().flat_map(Members::iter).filter(|member| about.contains(&member.node)) {
        steady.entry(member.node).or_insert_with(|| member.clone());
    }
    state.administer.steady = Some(steady);
}

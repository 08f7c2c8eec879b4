//! The token of an authority, fetched once.

use std::collections::BTreeMap;

use super::state::{Authority, Door};
use crate::{
    app::state::State,
    kernel::ids::{AuthorityId, CredentialId, Slot},
    ports::effect::{Deed, Effect},
    tokens::credential,
};

/// Fetches the authority's token, once.
pub(crate) fn open(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    let Some(authority) = state.authorities.lines.get_mut(id) else { return Vec::new() };
    if authority.door != Door::Closed || id.is_own() {
        return Vec::new();
    }
    authority.door = Door::Opening;
    vec![fetch(state, id.clone().into(), Slot::Current)]
}

/// Another token: what was asked with the old one has no answer any more, and what is known of the networks stays.
pub(crate) fn take_token(authority: &mut Authority) {
    let mut networks = authority.networks.take();
    for known in networks.iter_mut().flat_map(BTreeMap::values_mut) {
        known.wishes.clear();
        known.unproven.clear();
        known.addresses.clear();
        known.deleting = false;
        known.members_asked = None;
        if let Some(draft) = known.draft.as_mut() {
            draft.sending = false;
        }
    }
    let epoch = authority.epoch.wrapping_add(1);
    // What waits goes out with the new one, and not sooner than it would have.
    let (issued, queued) = (authority.issued.take(), std::mem::take(&mut authority.queued));
    let (settling, busy_until) = (std::mem::take(&mut authority.settling), authority.busy_until);
    *authority =
        Authority { door: Door::Open, networks, epoch, issued, queued, settling, busy_until, ..Authority::default() };
}

/// The service has answered with a token that fits: its controller is asked anew.
pub(crate) fn own_answers(state: &mut State, another: bool) {
    let Some(own) = state.authorities.lines.get_mut(&AuthorityId::own()) else { return };
    if another {
        // Another machine's, or the same with another identity.
        *own = Authority { epoch: own.epoch.wrapping_add(1), ..Authority::default() };
    }
    own.door = Door::Open;
    own.fault = None;
    own.failures = 0;
    own.asked_at = None;
}

/// It comes out of the keychain for the address it was kept for, and for no other.
pub(crate) fn fetch(state: &State, credential: CredentialId, slot: Slot) -> Effect {
    let base = credential::destination(state, &credential);
    Effect::Do(Deed::FetchSecret { credential, slot, base })
}

//! Reading what authorities tell: who is asked for what, and when. Nobody is asked who was not chosen to be watched or
//! looked at.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{Error, NetworkId};

use super::{
    door::open,
    state::{Authority, Door},
    wants::{Want, wants},
};
use crate::{
    administer::{known::administered_mut, state::Administered},
    app::state::State,
    kernel::ids::AuthorityId,
    ports::{
        authorities::{Ask, Read, Told},
        effect::{Effect, Question},
        fault::AuthorityFault,
    },
    service::state::Link,
};

pub(crate) fn look_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.service.link == Link::Live {
        state.authorities.lines.entry(AuthorityId::own()).or_default().door = Door::Open;
    }
    for id in state.authorities.kept.keys() {
        state.authorities.lines.entry(id.clone()).or_default();
    }
    let mut effects = Vec::new();
    for want in wants(state).into_iter().filter(|want| want.at <= now) {
        effects.extend(read(state, &want, now));
    }
    effects
}

/// Asks, or opens the way to whoever is to be asked.
fn read(state: &mut State, want: &Want, now: Duration) -> Vec<Effect> {
    let Some(authority) = state.authorities.lines.get_mut(&want.authority) else { return Vec::new() };
    if authority.door == Door::Opening || authority.reading.contains_key(&want.read) {
        return Vec::new();
    }
    if authority.door == Door::Closed {
        return open(state, &want.authority);
    }
    authority.reading.insert(want.read, authority.writes);
    let epoch = authority.epoch;
    if want.read == Read::Networks {
        authority.asked_at = Some(now);
    }
    let ask = match want.read {
        Read::Networks => Ask::Networks,
        Read::Members(network) => Ask::Members { network },
        Read::Settings(network) => Ask::Settings { network },
        Read::Tokens => {
            authority.issued_asked = Some(now);
            Ask::Tokens
        }
    };
    match want.read {
        Read::Networks | Read::Tokens => {}
        Read::Members(network) => note_asked(state, &want.authority, network, |known| known.members_asked = Some(now)),
        Read::Settings(network) => {
            note_asked(state, &want.authority, network, |known| known.settings_asked = Some(now));
        }
    }
    vec![Effect::Ask(Question::OfAuthority { authority: want.authority.clone(), epoch, ask })]
}

fn note_asked(state: &mut State, id: &AuthorityId, network: NetworkId, note: impl FnOnce(&mut Administered)) {
    if let Some(known) = administered_mut(&mut state.authorities, id, network) {
        note(known);
    }
}

/// Somebody wants to know now: what went wrong before is tried again.
pub(crate) fn read_now(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    if let Some(authority) = state.authorities.lines.get_mut(id) {
        authority.asked_at = None;
        authority.issued_asked = None;
        authority.issued_fault = None;
        authority.failures = 0;
        // A token that is not accepted is not sent again.
        authority.fault.take_if(|fault| *fault != AuthorityFault::Refused);
        for known in authority.networks.iter_mut().flat_map(BTreeMap::values_mut) {
            known.members_asked = None;
            known.fault = None;
            if known.settings.is_none() {
                known.settings_asked = None;
            }
        }
        if authority.door == Door::Open && authority.fault.is_none() {
            return Vec::new();
        }
    }
    open(state, id)
}

pub(crate) fn fault(authority: &mut Authority, fault: AuthorityFault) {
    if let AuthorityFault::Busy { until } = fault {
        authority.busy_until = authority.busy_until.max(Some(until));
    }
    authority.failures = authority.failures.saturating_add(1);
    authority.fault = Some(fault);
}

/// A read has ended; true if its answer still holds. One that was asked for before a write ended would take the write
/// back: it is asked for again once all is written.
pub(crate) fn finished(state: &mut State, id: &AuthorityId, read: Read, answered: bool) -> bool {
    let Some(authority) = state.authorities.lines.get_mut(id) else { return false };
    let before = authority.reading.remove(&read);
    let fresh = before == Some(authority.writes);
    if answered && !fresh {
        authority.failures = 0;
        authority.fault.take_if(|fault| !fault.is_about_token());
        authority.outdated.insert(read);
        read_outdated(state, id);
        return false;
    }
    true
}

/// All is written: what was read across a write is read again.
pub(crate) fn read_outdated(state: &mut State, id: &AuthorityId) {
    let Some(authority) = state.authorities.lines.get_mut(id) else { return };
    if authority.writing > 0 || !authority.queued.is_empty() {
        return;
    }
    for read in std::mem::take(&mut authority.outdated) {
        match read {
            Read::Networks => {
                if let Some(authority) = state.authorities.lines.get_mut(id) {
                    authority.asked_at = None;
                }
            }
            Read::Tokens => {
                if let Some(authority) = state.authorities.lines.get_mut(id) {
                    authority.issued_asked = None;
                }
            }
            Read::Settings(network) => note_asked(state, id, network, |known| known.settings_asked = None),
            Read::Members(network) => note_asked(state, id, network, |known| known.members_asked = None),
        }
    }
}

/// What an error of this authority means. The token of this machine's own service is somebody else's to look after.
pub(crate) fn fault_of(id: &AuthorityId, error: &Error, now: Duration) -> AuthorityFault {
    match AuthorityFault::of(error, now) {
        AuthorityFault::Refused if id.is_own() => AuthorityFault::Unreachable { said: error.to_string() },
        fault => fault,
    }
}

/// An answer that no read or write of its kind gives.
pub(crate) fn astray(told: &Told) -> Error {
    tracing::warn!(?told, "an answer of another kind");
    Error {
        method: "GET",
        path: String::new(),
        fault: zerotier_api::Fault::Garbled { at: ".".into(), found: "an answer of another kind".into() },
    }
}

//! Reading what authorities tell: who is asked for what, and when. Nobody is asked who was not chosen to be watched or
//! looked at.

mod wants;

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error, NetworkId,
    authority::{Dialect, Group, Member, NetworkSummary},
    service::NetworkStatus,
};

use super::{
    super::{
        action::Place,
        authority::{
            self, Administered, Authority, AuthorityFault, AuthorityId, Door, KeptNetwork, Read, administered_mut,
        },
        credential::Slot,
        draft::Draft,
        effect::{Ask, Effect, Question},
        event::Told,
        members::Members,
        rows,
        state::{Link, State},
    },
    administering, credentials, telling,
};

pub(in crate::model) use wants::due;
use wants::{Want, wants};

pub(super) fn look_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.link == Link::Live {
        state.authorities.entry(AuthorityId::own()).or_default().door = Door::Open;
    }
    for id in state.settings.authorities.keys() {
        state.authorities.entry(id.clone()).or_default();
    }
    let mut effects = Vec::new();
    for want in wants(state).into_iter().filter(|want| want.at <= now) {
        effects.extend(read(state, &want, now));
    }
    effects
}

/// Asks, or opens the way to whoever is to be asked.
fn read(state: &mut State, want: &Want, now: Duration) -> Vec<Effect> {
    let Some(authority) = state.authorities.get_mut(&want.authority) else { return Vec::new() };
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
    if let Some(known) = administered_mut(state, id, network) {
        note(known);
    }
}

/// Fetches the authority's token, once.
pub(super) fn open(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    let Some(authority) = state.authorities.get_mut(id) else { return Vec::new() };
    if authority.door != Door::Closed || id.is_own() {
        return Vec::new();
    }
    authority.door = Door::Opening;
    vec![credentials::fetch(state, id.clone().into(), Slot::Current)]
}

/// Somebody wants to know now: what went wrong before is tried again.
pub(super) fn read_now(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    if let Some(authority) = state.authorities.get_mut(id) {
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

/// Another token: what was asked with the old one has no answer any more, and what is known of the networks stays.
pub(super) fn take_token(authority: &mut Authority) {
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

/// A place is gone to: what is read once is read once more.
pub(super) fn arrived(state: &mut State) {
    if matches!(state.place, Place::Tokens { .. }) {
        for authority in state.authorities.values_mut() {
            authority.issued_asked = None;
        }
    }
    let Some((id, network)) = state.place.administered().map(|(id, network)| (id.clone(), network)) else { return };
    let members = matches!(state.place, Place::Members { .. });
    if let Some(known) = administered_mut(state, &id, network) {
        if members {
            known.members_asked = None;
        }
        known.settings_asked = None;
    }
}

/// What came of a read.
pub(super) fn told_networks(
    state: &mut State,
    id: &AuthorityId,
    told: Result<(Vec<NetworkSummary>, Vec<Group>), Error>,
    now: Duration,
) {
    let read_at = state.now;
    if !finished(state, id, Read::Networks, told.is_ok()) {
        return;
    }
    let is_controller = authority::dialect(state, id) == Dialect::Controller;
    let Some(authority) = state.authorities.get_mut(id) else { return };
    match told {
        Ok((networks, groups)) => {
            authority.fault = None;
            authority.failures = 0;
            authority.read_at = Some(read_at);
            authority.groups = groups;
            let mut before = authority.networks.take().unwrap_or_default();
            let now: BTreeMap<NetworkId, Administered> = networks
                .into_iter()
                .map(|summary| match before.remove(&summary.id) {
                    Some(known) => (summary.id, Administered { summary, ..known }),
                    None => (summary.id, Administered::new(summary)),
                })
                .collect();
            authority.networks = Some(now);
            keep(state, id);
            administering::resolve_doubts(state, id, Read::Networks, None);
        }
        // A controller's list is not there where there is no controller, a Central's where there is no Central.
        Err(error) => {
            let found = match fault_of(id, &error, now) {
                AuthorityFault::NotThere if is_controller => AuthorityFault::NoController,
                AuthorityFault::NotThere => AuthorityFault::Garbled { said: error.to_string() },
                found => found,
            };
            fault(authority, found.clone());
            administering::resolve_doubts(state, id, Read::Networks, Some(&found));
        }
    }
}

/// Remembers which networks are administered here.
fn keep(state: &mut State, id: &AuthorityId) {
    let Some(networks) = state.authorities.get(id).and_then(|authority| authority.networks.as_ref()) else { return };
    if id.is_own() && !networks.is_empty() {
        state.settings.authorities.entry(id.clone()).or_default();
    }
    let Some(kept) = state.settings.authorities.get_mut(id) else { return };
    let watched = |network: &NetworkId| kept.networks.get(network).is_some_and(|kept| kept.watched);
    kept.networks = networks
        .iter()
        .map(|(network, known)| {
            (*network, KeptNetwork { name: rows::one_line(&known.summary.name), watched: watched(network) })
        })
        .collect();
}

pub(super) fn fault(authority: &mut Authority, fault: AuthorityFault) {
    if let AuthorityFault::Busy { until } = fault {
        authority.busy_until = authority.busy_until.max(Some(until));
    }
    authority.failures = authority.failures.saturating_add(1);
    authority.fault = Some(fault);
}

pub(super) fn told_settings(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    told: Result<zerotier_api::authority::Network, Error>,
    now: Duration,
) {
    if !finished(state, id, Read::Settings(network), told.is_ok()) {
        return;
    }
    match told {
        Ok(settings) => {
            note_settings(state, id, settings);
            administering::resolve_doubts(state, id, Read::Settings(network), None);
        }
        Err(error) => {
            let found = fault_of(id, &error, now);
            network_fault(state, id, network, found.clone());
            administering::resolve_doubts(state, id, Read::Settings(network), Some(&found));
        }
    }
}

/// Takes the settings of a network over. What somebody has typed stays as it is.
pub(super) fn note_settings(state: &mut State, id: &AuthorityId, settings: zerotier_api::authority::Network) {
    let Some(known) = administered_mut(state, id, settings.id) else { return };
    known.fault = None;
    known.summary.name.clone_from(&settings.name);
    known.settings = Some(Box::new(settings));
}

pub(super) fn told_members(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    told: Result<Vec<Member>, Error>,
    now: Duration,
) {
    if !finished(state, id, Read::Members(network), told.is_ok()) {
        return;
    }
    let read_at = state.now;
    match told {
        Ok(mut members) => {
            for member in &mut members {
                see_own(state, network, member);
            }
            let Some(known) = administered_mut(state, id, network) else { return };
            known.fault = None;
            known.members = Some(Members::new(members, read_at));
            if let Some(authority) = state.authorities.get_mut(id) {
                authority.failures = 0;
                authority.fault = None;
            }
            administering::prove(state, id, network);
            administering::resolve_doubts(state, id, Read::Members(network), None);
            administering::forget_lost_marks(state);
            telling::devices_wait(state, id, network);
        }
        Err(error) => {
            let found = fault_of(id, &error, now);
            network_fault(state, id, network, found.clone());
            administering::resolve_doubts(state, id, Read::Members(network), Some(&found));
        }
    }
}

/// A controller has no path to itself and never sees its own device, which is there all the same.
pub(super) fn see_own(state: &State, network: NetworkId, member: &mut Member) {
    let own = state.link == Link::Live && state.node.as_ref().is_some_and(|node| node.address == member.node);
    let connected = state.networks.get(&network).is_some_and(|network| network.status == NetworkStatus::Ok);
    if own && connected {
        member.last_seen = Some(state.now.unix_ms);
    }
}

/// A read has ended; true if its answer still holds. One that was asked for before a write ended would take the write
/// back: it is asked for again once all is written.
pub(super) fn finished(state: &mut State, id: &AuthorityId, read: Read, answered: bool) -> bool {
    let Some(authority) = state.authorities.get_mut(id) else { return false };
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
pub(super) fn read_outdated(state: &mut State, id: &AuthorityId) {
    let Some(authority) = state.authorities.get_mut(id) else { return };
    if authority.writing > 0 || !authority.queued.is_empty() {
        return;
    }
    for read in std::mem::take(&mut authority.outdated) {
        match read {
            Read::Networks => {
                if let Some(authority) = state.authorities.get_mut(id) {
                    authority.asked_at = None;
                }
            }
            Read::Tokens => {
                if let Some(authority) = state.authorities.get_mut(id) {
                    authority.issued_asked = None;
                }
            }
            Read::Settings(network) => note_asked(state, id, network, |known| known.settings_asked = None),
            Read::Members(network) => note_asked(state, id, network, |known| known.members_asked = None),
        }
    }
}

/// What an error of this authority means. The token of this machine's own service is somebody else's to look after.
pub(super) fn fault_of(id: &AuthorityId, error: &Error, now: Duration) -> AuthorityFault {
    match AuthorityFault::of(error, now) {
        AuthorityFault::Refused if id.is_own() => AuthorityFault::Unreachable { said: error.to_string() },
        fault => fault,
    }
}

/// The service has answered with a token that fits: its controller is asked anew.
pub(super) fn own_answers(state: &mut State, another: bool) {
    let Some(own) = state.authorities.get_mut(&AuthorityId::own()) else { return };
    if another {
        // Another machine's, or the same with another identity.
        *own = Authority { epoch: own.epoch.wrapping_add(1), ..Authority::default() };
    }
    own.door = Door::Open;
    own.fault = None;
    own.failures = 0;
    own.asked_at = None;
}

/// A fault of one network stays with it; one of the whole authority is said once.
pub(super) fn network_fault(state: &mut State, id: &AuthorityId, network: NetworkId, found: AuthorityFault) {
    if matches!(found, AuthorityFault::Forbidden { .. } | AuthorityFault::NotThere) {
        if let Some(known) = administered_mut(state, id, network) {
            known.fault = Some(found);
        }
    } else if let Some(authority) = state.authorities.get_mut(id) {
        fault(authority, found);
    }
}

/// The edit of a network's settings, begun if it was not.
pub(super) fn draft(known: &mut Administered) -> Option<&mut Draft> {
    let settings = known.settings.as_ref()?;
    Some(known.draft.get_or_insert_with(|| Draft::of(settings)))
}

/// An answer that no read or write of its kind gives.
pub(super) fn astray(told: &Told) -> Error {
    tracing::warn!(?told, "an answer of another kind");
    Error {
        method: "GET",
        path: String::new(),
        fault: zerotier_api::Fault::Garbled { at: ".".into(), found: "an answer of another kind".into() },
    }
}

//! Reading what authorities tell: who is asked for what, and when. Nobody is asked who was not chosen to be watched or
//! looked at.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error, NetworkId,
    authority::{Group, Member, NetworkSummary},
};

use super::{
    super::{
        action::Place,
        authority::{
            Administered, Authority, AuthorityFault, AuthorityId, Door, KeptNetwork, Read, administered,
            administered_mut,
        },
        credential::Slot,
        draft::Draft,
        effect::{Ask, Deed, Effect, Question},
        event::Told,
        members::Members,
        rows,
        state::{Link, State},
    },
    administering, telling,
};

/// The list of networks, while it is shown.
const LIST: Duration = Duration::from_secs(60);
/// The members of the network that is shown.
const SHOWN: Duration = Duration::from_secs(30);
/// The members of a network that is watched, and of those in the shown list where somebody may wait.
const WATCHED: Duration = Duration::from_secs(60);
/// From here on, a list of members is too long to be read for a number in a row.
const LONG_LIST: u64 = 2_000;
const FIRST_RETRY: Duration = Duration::from_secs(15);
const LAST_RETRY: Duration = Duration::from_secs(600);
/// What is not this token's to read may be tomorrow.
const NOT_YOURS: Duration = Duration::from_secs(600);

/// Something to be read, and when.
struct Want {
    authority: AuthorityId,
    read: Read,
    at: Duration,
}

/// When the next read is due; none if nothing is wanted.
pub(in crate::model) fn due(state: &State) -> Option<Duration> {
    wants(state).into_iter().map(|want| want.at).min()
}

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

/// Everything wanted, each with its moment. What is on its way, or can't be had, is not among it.
fn wants(state: &State) -> Vec<Want> {
    let mut wanted: BTreeMap<(AuthorityId, Read), Duration> = BTreeMap::new();
    let mut want = |authority: &AuthorityId, read: Read, pace: Duration| {
        let known = wanted.entry((authority.clone(), read)).or_insert(pace);
        *known = pace.min(*known);
    };
    for (id, kept) in &state.settings.authorities {
        for network in kept.networks.iter().filter(|(_, network)| network.watched).map(|(network, _)| *network) {
            want(id, Read::Members(network), WATCHED);
        }
    }
    match &state.place {
        Place::Administer { .. } if state.window_open => {
            for (id, authority) in &state.authorities {
                want(id, Read::Networks, LIST);
                for network in authority.networks.iter().flat_map(BTreeMap::values).filter(|known| may_wait(known)) {
                    want(id, Read::Members(network.summary.id), WATCHED);
                }
            }
        }
        Place::Members { authority, network, .. } if state.window_open => {
            want(authority, Read::Networks, Duration::MAX);
            want(authority, Read::Members(*network), SHOWN);
            want(authority, Read::Settings(*network), Duration::MAX);
        }
        Place::NetworkSettings { authority, network } if state.window_open => {
            want(authority, Read::Networks, Duration::MAX);
            want(authority, Read::Settings(*network), Duration::MAX);
        }
        _ => {}
    }
    wanted.into_iter().filter_map(|((authority, read), pace)| when(state, authority, read, pace)).collect()
}

/// Not everybody there is allowed, as far as the list tells.
fn may_wait(network: &Administered) -> bool {
    network.summary.counts.is_none_or(|counts| counts.total > counts.allowed && counts.total <= LONG_LIST)
}

fn when(state: &State, id: AuthorityId, read: Read, pace: Duration) -> Option<Want> {
    let authority = state.authorities.get(&id)?;
    if authority.door == Door::Opening || authority.reading.contains(&read) {
        return None;
    }
    if id.is_own() && state.link != Link::Live {
        return None;
    }
    // The networks come first: what is in them can't be noted without.
    if authority.networks.is_none() && read != Read::Networks {
        return when(state, id, Read::Networks, Duration::MAX);
    }
    let asked = match read {
        Read::Networks => authority.asked_at,
        Read::Members(network) => administered(state, &id, network)?.members_asked,
        Read::Settings(network) => administered(state, &id, network)?.settings_asked,
    };
    let fault = match read {
        Read::Networks => authority.fault.as_ref(),
        Read::Members(network) | Read::Settings(network) => {
            authority.fault.as_ref().or(administered(state, &id, network)?.fault.as_ref())
        }
    };
    let retry = FIRST_RETRY.saturating_mul(1 << authority.failures.saturating_sub(1).min(6)).min(LAST_RETRY);
    let at = match (asked, fault) {
        (_, Some(fault)) if fault.is_about_token() => return None,
        (_, Some(AuthorityFault::Busy { until })) => *until,
        // A build without a controller will have none for as long as it runs.
        (Some(_), Some(AuthorityFault::NotThere)) => return None,
        (Some(asked), Some(AuthorityFault::Forbidden { .. })) => asked + NOT_YOURS,
        (Some(asked), Some(_)) => asked + retry,
        (None, _) => Duration::ZERO,
        (Some(_), None) if pace == Duration::MAX => return None,
        (Some(asked), None) => asked + pace,
    };
    Some(Want { authority: id, read, at })
}

/// Asks, or opens the way to whoever is to be asked.
fn read(state: &mut State, want: &Want, now: Duration) -> Vec<Effect> {
    let Some(authority) = state.authorities.get_mut(&want.authority) else { return Vec::new() };
    if authority.door == Door::Opening {
        return Vec::new();
    }
    if authority.door == Door::Closed {
        return open(state, &want.authority);
    }
    authority.reading.insert(want.read);
    if want.read == Read::Networks {
        authority.asked_at = Some(now);
    }
    let ask = match want.read {
        Read::Networks => Ask::Networks,
        Read::Members(network) => Ask::Members { network },
        Read::Settings(network) => Ask::Settings { network },
    };
    match want.read {
        Read::Networks => {}
        Read::Members(network) => note_asked(state, &want.authority, network, |known| known.members_asked = Some(now)),
        Read::Settings(network) => {
            note_asked(state, &want.authority, network, |known| known.settings_asked = Some(now));
        }
    }
    vec![Effect::Ask(Question::OfAuthority { authority: want.authority.clone(), ask })]
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
    vec![Effect::Do(Deed::FetchSecret { credential: id.clone().into(), slot: Slot::Current })]
}

/// Somebody wants to know now: what went wrong before is tried again.
pub(super) fn read_now(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    if let Some(authority) = state.authorities.get_mut(id) {
        authority.asked_at = None;
        authority.failures = 0;
        // A token that is not accepted is not sent again.
        authority.fault.take_if(|fault| *fault != AuthorityFault::Refused);
        for known in authority.networks.iter_mut().flat_map(BTreeMap::values_mut) {
            known.members_asked = None;
            known.fault = None;
        }
        if authority.door == Door::Open && authority.fault.is_none() {
            return Vec::new();
        }
    }
    open(state, id)
}

/// A place is gone to: what is read once is read once more.
pub(super) fn arrived(state: &mut State) {
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
    let Some(authority) = state.authorities.get_mut(id) else { return };
    authority.reading.remove(&Read::Networks);
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
        }
        Err(error) => fault(authority, AuthorityFault::of(&error, now)),
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
    finished(state, id, Read::Settings(network));
    match told {
        Ok(settings) => note_settings(state, id, settings),
        Err(error) => network_fault(state, id, network, AuthorityFault::of(&error, now)),
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
    finished(state, id, Read::Members(network));
    let read_at = state.now;
    match told {
        Ok(members) => {
            let Some(known) = administered_mut(state, id, network) else { return };
            // A list asked for before a write would take it back: what is on its way is read again afterwards.
            if !known.wishes.is_empty() && known.members.is_some() {
                return;
            }
            known.fault = None;
            known.members = Some(Members::new(members, read_at));
            if let Some(authority) = state.authorities.get_mut(id) {
                authority.failures = 0;
                authority.fault = None;
            }
            administering::forget_lost_marks(state);
            telling::devices_wait(state, id, network);
        }
        Err(error) => network_fault(state, id, network, AuthorityFault::of(&error, now)),
    }
}

fn finished(state: &mut State, id: &AuthorityId, read: Read) {
    if let Some(authority) = state.authorities.get_mut(id) {
        authority.reading.remove(&read);
    }
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
    let form = super::super::draft::NetworkForm::of(settings);
    Some(known.draft.get_or_insert_with(|| Draft { form, ..Draft::default() }))
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

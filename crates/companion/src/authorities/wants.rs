//! What is to be read from authorities, and when: the whole table, because each line of it costs somebody's requests.

use std::{collections::BTreeMap, time::Duration};

use super::state::Door;
use crate::{
    administer::{known::administered, members::Members, state::Administered},
    app::state::State,
    interface::place::Place,
    kernel::ids::AuthorityId,
    ports::{authorities::Read, fault::AuthorityFault},
    service::state::Link,
    tokens::{issued, rotation::Rotating},
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
pub(crate) struct Want {
    pub(crate) authority: AuthorityId,
    pub(crate) read: Read,
    pub(crate) at: Duration,
}

/// When the next read is due; none if nothing is wanted.
pub(crate) fn due(state: &State) -> Option<Duration> {
    wants(state).into_iter().map(|want| want.at).min()
}

/// Everything wanted, each with its moment. What is on its way, or can't be had, is not among it.
pub(crate) fn wants(state: &State) -> Vec<Want> {
    let mut wanted: BTreeMap<(AuthorityId, Read), Duration> = BTreeMap::new();
    let mut want = |authority: &AuthorityId, read: Read, pace: Duration| {
        let known = wanted.entry((authority.clone(), read)).or_insert(pace);
        *known = pace.min(*known);
    };
    for (id, kept) in &state.authorities.kept {
        for network in kept.networks.iter().filter(|(_, network)| network.watched).map(|(network, _)| *network) {
            want(id, Read::Members(network), WATCHED);
        }
    }
    // What nobody answered is looked at, whoever looks on.
    for (id, authority) in &state.authorities.lines {
        for doubt in &authority.doubts {
            want(id, doubt.read, Duration::MAX);
        }
    }
    match &state.frame.place {
        Place::Administer { .. } if state.frame.window_open => {
            for (id, authority) in &state.authorities.lines {
                want(id, Read::Networks, LIST);
                for network in authority.networks.iter().flat_map(BTreeMap::values).filter(|known| may_wait(known)) {
                    want(id, Read::Members(network.summary.id), WATCHED);
                }
            }
        }
        Place::Members { authority, network, .. } if state.frame.window_open => {
            want(authority, Read::Networks, Duration::MAX);
            want(authority, Read::Members(*network), SHOWN);
            want(authority, Read::Settings(*network), Duration::MAX);
        }
        Place::NetworkSettings { authority, network } if state.frame.window_open => {
            want(authority, Read::Networks, Duration::MAX);
            want(authority, Read::Settings(*network), Duration::MAX);
        }
        Place::Tokens { .. } if state.frame.window_open => {
            // What a rotation changes is read when it has ended.
            let rotates = |id: &AuthorityId| state.tokens.rotating.get(id).is_some_and(Rotating::is_under_way);
            for id in issued::listers(state).into_iter().filter(|id| !rotates(id)) {
                want(&id, Read::Tokens, Duration::MAX);
            }
        }
        _ => {}
    }
    wanted.into_iter().filter_map(|((authority, read), pace)| when(state, authority, read, pace)).collect()
}

/// Not everybody there is allowed, as far as the list tells.
fn may_wait(network: &Administered) -> bool {
    let known = network.members.as_ref().map(Members::len).and_then(|count| u64::try_from(count).ok());
    let short = known.is_none_or(|count| count <= LONG_LIST);
    short && network.summary.counts.is_none_or(|counts| counts.total > counts.allowed && counts.total <= LONG_LIST)
}

fn when(state: &State, id: AuthorityId, read: Read, pace: Duration) -> Option<Want> {
    let authority = state.authorities.lines.get(&id)?;
    if authority.door == Door::Opening || authority.reading.contains_key(&read) {
        return None;
    }
    if id.is_own() && state.service.link != Link::Live {
        return None;
    }
    // The networks come first: what is in them can't be noted without.
    if authority.networks.is_none() && matches!(read, Read::Members(_) | Read::Settings(_)) {
        return when(state, id, Read::Networks, Duration::MAX);
    }
    let asked = match read {
        Read::Networks => authority.asked_at,
        Read::Tokens => authority.issued_asked,
        Read::Members(network) => administered(&state.authorities, &id, network)?.members_asked,
        Read::Settings(network) => administered(&state.authorities, &id, network)?.settings_asked,
    };
    let fault = match read {
        Read::Networks => authority.fault.as_ref(),
        Read::Tokens => authority.fault.as_ref().or(authority.issued_fault.as_ref()),
        Read::Members(network) | Read::Settings(network) => {
            authority.fault.as_ref().or(administered(&state.authorities, &id, network)?.fault.as_ref())
        }
    };
    let retry = FIRST_RETRY.saturating_mul(1 << authority.failures.saturating_sub(1).min(6)).min(LAST_RETRY);
    // What is read once is read again until it was read.
    let never = match read {
        Read::Networks => authority.networks.is_none(),
        Read::Tokens => authority.issued.is_none(),
        Read::Settings(network) => administered(&state.authorities, &id, network)?.settings.is_none(),
        Read::Members(network) => {
            !administered(&state.authorities, &id, network)?.members.as_ref().is_some_and(|members| members.whole)
        }
    };
    let at = match (asked, fault) {
        (_, Some(fault)) if fault.is_about_token() => return None,
        // A build without a controller will have none for as long as it runs.
        (Some(_), Some(AuthorityFault::NotThere | AuthorityFault::NoController)) => return None,
        (Some(asked), Some(AuthorityFault::Busy { .. })) => asked + pace.min(LIST),
        (Some(asked), Some(AuthorityFault::Forbidden { .. })) => asked + NOT_YOURS,
        (Some(asked), Some(_)) => asked + retry,
        (None, _) => Duration::ZERO,
        (Some(asked), None) if pace == Duration::MAX && never => asked + retry,
        (Some(_), None) if pace == Duration::MAX => return None,
        (Some(asked), None) => asked + pace,
    };
    let at = at.max(authority.busy_until.unwrap_or_default());
    Some(Want { authority: id, read, at })
}

//! What became of networks, as far as it is news: not what the person did, and not what a service that starts anew
//! goes through on its way back.

use std::{collections::BTreeSet, time::Duration};

use zerotier_api::{NetworkId, service::NetworkStatus};

use crate::{
    administer::homes::of_network,
    app::state::State,
    frame::{belief::OwnDeed, news::tell},
    interface::news::{Change, News},
};

/// A sign-in that ends is told this long before.
pub(crate) const SIGN_IN_WARNING_MS: i64 = 10 * 60 * 1000;

/// Sign-ins that end soon, each told once.
pub(crate) fn sign_ins(state: &mut State) {
    let soon: Vec<(NetworkId, i64)> = state
        .networks
        .joined
        .values()
        .filter(|network| network.status == NetworkStatus::Ok && network.authentication_expiry_time > 0)
        .map(|network| (network.id, network.authentication_expiry_time))
        .filter(|(id, ends)| {
            ends - SIGN_IN_WARNING_MS <= state.moment.now.unix_ms && state.networks.sign_in_told.get(id) != Some(ends)
        })
        .collect();
    for (network, ends) in soon {
        state.networks.sign_in_told.insert(network, ends);
        if ends > state.moment.now.unix_ms {
            tell(state, News::SignInEnds { network });
        }
    }
}

/// A network that is not in the list for less than this may be on its way back into it.
const GONE: Duration = Duration::from_secs(5);

/// Notes what the person has just done with this network: what comes of it is no news to them.
pub(crate) fn own_deed(state: &mut State, network: NetworkId, deed: OwnDeed) {
    state.frame.belief.deeds.insert(network, deed);
}

/// It was not done: what becomes of the network now comes from others.
pub(crate) fn not_done(state: &mut State, network: NetworkId) {
    state.frame.belief.deeds.remove(&network);
}

/// All networks were read for the first time: how they are is how it was.
pub(crate) fn first_look(state: &mut State) {
    state.frame.belief.networks =
        state.networks.joined.iter().map(|(id, network)| (*id, network.status.clone())).collect();
    state.frame.belief.missing.clear();
    // What is on its way back from an earlier run was connected by the person.
    for (id, network) in &state.networks.joined {
        let again = state.networks.remembered.get(id).is_some_and(|kept| kept.was_connected);
        if again && network.status == NetworkStatus::RequestingConfiguration {
            state.frame.belief.deeds.insert(*id, OwnDeed::Join);
        }
    }
}

/// Networks were read: what differs for certain from what the person knows is told.
pub(crate) fn networks_read(state: &mut State) {
    let ids: BTreeSet<NetworkId> =
        state.frame.belief.networks.keys().chain(state.networks.joined.keys()).copied().collect();
    for id in ids {
        network_read(state, id);
    }
    let belief = &mut state.frame.belief;
    belief.missing.retain(|id, _| belief.networks.contains_key(id));
}

/// The same for one.
pub(crate) fn network_read(state: &mut State, id: NetworkId) {
    let was = state.frame.belief.networks.get(&id).cloned();
    let is = state.networks.joined.get(&id).map(|network| network.status.clone());
    if is.is_some() {
        state.frame.belief.missing.remove(&id);
    }
    if was != is {
        if !is_certain(state, id, was.as_ref(), is.as_ref()) {
            return;
        }
        match &is {
            Some(status) => state.frame.belief.networks.insert(id, status.clone()),
            None => state.frame.belief.networks.remove(&id),
        };
        changed(state, id, was.as_ref(), is.as_ref());
    }
    let pending = state.networks.wishes.contains_key(&id);
    state.frame.belief.deeds.retain(|of, deed| *of != id || pending || !deed.is_done(is.as_ref()));
}

/// A service that starts anew forgets for a moment: networks come one after the other, ask their controllers, and tell
/// what they remember before they were answered. Only what lasts is so.
fn is_certain(state: &mut State, id: NetworkId, was: Option<&NetworkStatus>, is: Option<&NetworkStatus>) -> bool {
    let now = state.moment.now.since_start;
    if state.frame.belief.settling.is_some_and(|settling| settling.until > now) {
        return false;
    }
    match (was, is) {
        (Some(was), Some(NetworkStatus::RequestingConfiguration)) => {
            *was == NetworkStatus::Ok && state.networks.requesting.get(&id).is_some_and(|waiting| waiting.long)
        }
        (Some(_), None) => {
            let since = *state.frame.belief.missing.entry(id).or_insert(now);
            state.frame.belief.deeds.contains_key(&id) || now.saturating_sub(since) >= GONE
        }
        _ => true,
    }
}

fn changed(state: &mut State, id: NetworkId, was: Option<&NetworkStatus>, is: Option<&NetworkStatus>) {
    let deed = state.frame.belief.deeds.get(&id).copied();
    let was_connected = state.networks.remembered.get(&id).is_some_and(|kept| kept.was_connected);
    let change = match (was, is) {
        (Some(NetworkStatus::AccessDenied), Some(NetworkStatus::Ok)) => {
            state.networks.expected.remove(&id);
            (deed != Some(OwnDeed::Allow)).then_some(Change::Approved)
        }
        (_, Some(NetworkStatus::AccessDenied)) if deed == Some(OwnDeed::Withdraw) => None,
        (Some(NetworkStatus::Ok | NetworkStatus::RequestingConfiguration), Some(NetworkStatus::AccessDenied))
            if was_connected =>
        {
            Some(Change::Withdrawn)
        }
        // Who looks at it sees it; who can't do anything about it need not be called.
        (_, Some(NetworkStatus::AccessDenied)) => {
            (!state.frame.window_open && of_network(state, id).is_some()).then_some(Change::Waits)
        }
        (Some(NetworkStatus::Ok), Some(NetworkStatus::AuthenticationRequired)) => Some(Change::SignInEnded),
        (_, Some(NetworkStatus::Ok)) => deed.is_none().then_some(Change::Connected),
        (Some(NetworkStatus::Ok), _) => deed.is_none().then_some(Change::Dropped),
        _ => None,
    };
    // What was told of it before no longer holds: it is not counted among what comes after.
    for burst in state.frame.belief.bursts.values_mut() {
        burst.networks.remove(&id);
    }
    if let Some(change) = change {
        tell(state, change.of(id));
    }
}

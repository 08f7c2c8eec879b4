//! Networks as the service tells them.

use std::{collections::BTreeSet, time::Duration};

use zerotier_api::{
    NetworkId,
    service::{Network, NetworkStatus},
};

use super::{doubt, standing, telling, wish::HOLD};
use crate::{app::state::State, kernel::text, service::state::Waiting};

/// A controller that has not answered for this long is worth a word.
const LONG_REQUEST: Duration = Duration::from_secs(30);

pub(crate) fn note_networks(state: &mut State, networks: Vec<Network>, now: Duration) {
    state.networks.read = Some(state.moment.now);
    let before = std::mem::take(&mut state.networks.joined);
    let joined: BTreeSet<NetworkId> = networks.iter().map(|network| network.id).collect();
    for network in networks {
        note_network(state, before.get(&network.id), network, now);
    }
    if state.networks.known {
        for id in before.keys().filter(|id| !joined.contains(id)) {
            state.networks.announced = (state.networks.announced.0.wrapping_add(1), Some(*id));
        }
    }
    state.networks.requesting.retain(|id, _| joined.contains(id));
    doubt::resolve(state, now);
    let first = state.frame.belief.settling.is_some_and(|settling| settling.first && settling.until > now);
    if !std::mem::replace(&mut state.networks.known, true) || first {
        telling::first_look(state);
    } else {
        telling::networks_read(state);
    }
    state.networks.managed_off.retain(|_, at| *at + HOLD > now);
}

/// Takes over what the service says of one network, and remembers it for the day it is left.
pub(crate) fn note_network(state: &mut State, before: Option<&Network>, network: Network, now: Duration) {
    let id = network.id;
    if before.is_some_and(|before| before.allow().managed) && !network.allow().managed {
        state.networks.managed_off.insert(id, now);
    }
    if network.status == NetworkStatus::RequestingConfiguration {
        let waiting = lasting(state.networks.requesting.get(&id).copied(), now, LONG_REQUEST);
        state.networks.requesting.insert(id, waiting);
    } else {
        state.networks.requesting.remove(&id);
    }
    let forgetting = standing::standing(state, id).is_none() && state.networks.wishes.contains_key(&id);
    if !forgetting {
        let kept = state.networks.remembered.entry(id).or_default();
        kept.allow = network.allow();
        kept.was_connected |= network.status == NetworkStatus::Ok;
        if !network.name.is_empty() {
            kept.name = text::one_line(&network.name);
        }
    }
    let news = state.networks.known && before.is_none_or(|before| before.status != network.status);
    if news {
        state.networks.announced = (state.networks.announced.0.wrapping_add(1), Some(id));
    }
    state.networks.joined.insert(id, network);
}

pub(crate) fn lasting(before: Option<Waiting>, now: Duration, long: Duration) -> Waiting {
    let since = before.map_or(now, |waiting| waiting.since);
    Waiting { since, long: now.saturating_sub(since) >= long }
}

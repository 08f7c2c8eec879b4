//! Noticing what happened by itself, and telling it once.

pub mod networks;
pub mod service;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use zerotier_api::{NetworkId, NodeAddress, service::NetworkStatus};

use super::{belief::Burst, state::State};
use crate::{
    administer::state::administered,
    interface::news::{Change, News},
    kernel::{days, ids::AuthorityId},
    tokens::credential,
};

/// What changes alike within this time is told together.
const BURST: Duration = Duration::from_secs(60);

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

/// A token's end is told this many days before, each once: two weeks, three days, the day itself, and when it is past.
const TOLD_BEFORE: [i64; 4] = [-1, 0, 3, 14];

/// Ends of tokens that are near, each told once for each step.
pub(crate) fn token_ends(state: &mut State) {
    // What is told is kept: nothing is told before that was read.
    if state.service.looked_at.is_none() {
        return;
    }
    let now = state.moment.now.unix_ms;
    for id in credential::ids(state) {
        let Some(ends) = credential::facts(state, &id).and_then(|facts| facts.ends) else { continue };
        let days = days::days_left(ends, now);
        let Some(step) = TOLD_BEFORE.into_iter().find(|step| days <= *step) else { continue };
        let told = state.tokens.ends_told.get(&id);
        if told.is_some_and(|(told, before)| *told == ends && *before <= step) {
            continue;
        }
        state.tokens.ends_told.insert(id.clone(), (ends, step));
        tell(state, News::TokenEnds { credential: id, days });
    }
}

/// When the next end of a token is to be told, in milliseconds since 1970.
pub(crate) fn next_token_end(state: &State) -> Option<i64> {
    let now = state.moment.now.unix_ms;
    let steps = credential::ids(state)
        .into_iter()
        .filter_map(|id| credential::facts(state, &id)?.ends)
        .flat_map(|ends| TOLD_BEFORE.into_iter().map(move |step| ends - (step + 1) * days::DAY + 1));
    steps.filter(|at| *at > now).min()
}

/// From here on, devices that wait are told by their number.
const MANY: usize = 3;

/// Devices that wait on a watched network, each told once. Whoever looks at the list sees them.
pub(crate) fn devices_wait(state: &mut State, id: &AuthorityId, network: NetworkId) {
    let watched = state.authorities.kept.get(id).and_then(|kept| kept.networks.get(&network));
    if !watched.is_some_and(|kept| kept.watched) {
        return;
    }
    let Some(members) = administered(&state.authorities, id, network).and_then(|known| known.members.as_ref()) else {
        return;
    };
    let waiting: BTreeSet<NodeAddress> = members.waiting().map(|member| member.node).collect();
    // Whoever asks again after having been dropped is told again.
    state.administer.waiting_told.retain(|(of, member)| *of != network || waiting.contains(member));
    let fresh: Vec<NodeAddress> =
        waiting.into_iter().filter(|member| state.administer.waiting_told.insert((network, *member))).collect();
    let shown = state.frame.window_open && state.frame.place.administered().is_some_and(|(_, shown)| shown == network);
    match fresh.len() {
        _ if shown => {}
        count if count > MANY => tell(state, News::DevicesWait { authority: id.clone(), network, count }),
        _ => fresh.into_iter().for_each(|member| {
            tell(state, News::DeviceWaits { authority: id.clone(), network, member });
        }),
    }
}

pub(crate) fn tell(state: &mut State, news: News) {
    if state.frame.preferences.notify.tells(news.kind()) {
        state.news.push(news);
    }
}

/// What is to be told now: what came together in one, and what follows soon in that one's place.
pub(crate) fn gathered(state: &mut State) -> Vec<News> {
    let mut gathered = Vec::new();
    let mut changes: BTreeMap<Change, BTreeSet<NetworkId>> = BTreeMap::new();
    let mut tokens = Vec::new();
    for news in std::mem::take(&mut state.news) {
        match (news.change(), &news) {
            (Some((change, network)), _) => drop(changes.entry(change).or_default().insert(network)),
            (None, News::TokenEnds { .. }) => tokens.push(news),
            (None, _) => gathered.push(news),
        }
    }
    gathered.extend(changes.into_iter().map(|(change, networks)| together(state, change, networks)));
    match tokens.len() {
        0 | 1 => gathered.extend(tokens),
        count => gathered.push(News::TokensEnd { count }),
    }
    gathered
}

fn together(state: &mut State, change: Change, networks: BTreeSet<NetworkId>) -> News {
    let now = state.moment.now.since_start;
    let key = match networks.first() {
        Some(network) if networks.len() == 1 => network.to_string(),
        _ => "networks".into(),
    };
    let fresh = |burst: &Burst| !burst.networks.is_empty() && now.saturating_sub(burst.last) < BURST;
    let before = state.belief.bursts.remove(&change).filter(fresh);
    let mut burst = before.unwrap_or(Burst { key, networks: BTreeSet::new(), last: now });
    burst.networks.extend(networks);
    burst.last = now;
    let news = match burst.networks.first() {
        Some(network) if burst.networks.len() == 1 => change.of(*network),
        _ => News::Several { change, networks: burst.networks.clone(), key: burst.key.clone() },
    };
    state.belief.bursts.insert(change, burst);
    news
}

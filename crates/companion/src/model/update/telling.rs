//! Noticing what happened by itself, and telling it once.

use std::{collections::BTreeSet, time::Duration};

use zerotier_api::{
    NetworkId, NodeAddress,
    service::{Network, NetworkStatus},
};

use super::super::{
    authority::{AuthorityId, administered, of_network},
    credential,
    news::{Kind, News},
    state::State,
};

/// What follows a person's own press within this time is no news to them.
const OWN_DEED: Duration = Duration::from_secs(60);
/// A sign-in that ends is told this long before.
pub(crate) const SIGN_IN_WARNING_MS: i64 = 10 * 60 * 1000;

/// Notes that the person has just done something with this network.
pub(super) fn own_deed(state: &mut State, network: NetworkId) {
    state.own_deeds.insert(network, state.now.since_start);
}

/// A network's status changed from one look to the next.
pub(super) fn status_changed(state: &mut State, before: Option<&Network>, after: Option<&Network>) {
    let Some(network) = before.or(after).map(|network| network.id) else { return };
    let now = state.now.since_start;
    let own = state.own_deeds.get(&network).is_some_and(|at| now.saturating_sub(*at) < OWN_DEED);
    let status = |network: Option<&Network>| network.map(|network| network.status.clone());
    match (status(before), status(after)) {
        (before, after) if before == after => {}
        (Some(NetworkStatus::AccessDenied), Some(NetworkStatus::Ok)) => {
            let by_hand = state.admitting.remove(&network).is_some();
            if !by_hand {
                tell(state, News::Approved { network });
            }
        }
        // Who looks at it sees it; who can't do anything about it need not be called.
        (_, Some(NetworkStatus::AccessDenied)) if !state.window_open && of_network(state, network).is_some() => {
            tell(state, News::Waits { network });
        }
        (Some(NetworkStatus::Ok), Some(NetworkStatus::AuthenticationRequired)) => {
            tell(state, News::SignInEnded { network });
        }
        (_, Some(NetworkStatus::Ok)) if !own => tell(state, News::Connected { network }),
        (Some(NetworkStatus::Ok), _) if !own => tell(state, News::Dropped { network }),
        _ => {}
    }
}

/// Sign-ins that end soon, each told once.
pub(super) fn sign_ins(state: &mut State) {
    let soon: Vec<(NetworkId, i64)> = state
        .networks
        .values()
        .filter(|network| network.status == NetworkStatus::Ok && network.authentication_expiry_time > 0)
        .map(|network| (network.id, network.authentication_expiry_time))
        .filter(|(id, ends)| ends - SIGN_IN_WARNING_MS <= state.now.unix_ms && state.sign_in_told.get(id) != Some(ends))
        .collect();
    for (network, ends) in soon {
        state.sign_in_told.insert(network, ends);
        if ends > state.now.unix_ms {
            tell(state, News::SignInEnds { network });
        }
    }
}

/// A token's end is told this many days before, each once: two weeks, three days, the day itself, and when it is past.
const TOLD_BEFORE: [i64; 4] = [-1, 0, 3, 14];

/// Ends of tokens that are near, each told once for each step.
pub(super) fn token_ends(state: &mut State) {
    // What is told is kept: nothing is told before that was read.
    if state.looked_at.is_none() {
        return;
    }
    let now = state.now.unix_ms;
    for id in credential::ids(state) {
        let Some(ends) = credential::facts(state, &id).and_then(|facts| facts.ends) else { continue };
        let days = credential::days_left(ends, now);
        let Some(step) = TOLD_BEFORE.into_iter().find(|step| days <= *step) else { continue };
        let told = state.settings.ends_told.get(&id);
        if told.is_some_and(|(told, before)| *told == ends && *before <= step) {
            continue;
        }
        state.settings.ends_told.insert(id.clone(), (ends, step));
        tell(state, News::TokenEnds { credential: id, days });
    }
}

/// When the next end of a token is to be told, in milliseconds since 1970.
pub(crate) fn next_token_end(state: &State) -> Option<i64> {
    let now = state.now.unix_ms;
    let steps = credential::ids(state)
        .into_iter()
        .filter_map(|id| credential::facts(state, &id)?.ends)
        .flat_map(|ends| TOLD_BEFORE.into_iter().map(move |step| ends - (step + 1) * credential::DAY + 1));
    steps.filter(|at| *at > now).min()
}

/// From here on, devices that wait are told by their number.
const MANY: usize = 3;

/// Devices that wait on a watched network, each told once. Whoever looks at the list sees them.
pub(super) fn devices_wait(state: &mut State, id: &AuthorityId, network: NetworkId) {
    let watched = state.settings.authorities.get(id).and_then(|kept| kept.networks.get(&network));
    if !watched.is_some_and(|kept| kept.watched) {
        return;
    }
    let Some(members) = administered(state, id, network).and_then(|known| known.members.as_ref()) else { return };
    let waiting: BTreeSet<NodeAddress> = members.waiting().map(|member| member.node).collect();
    // Whoever asks again after having been dropped is told again.
    state.waiting_told.retain(|(of, member)| *of != network || waiting.contains(member));
    let fresh: Vec<NodeAddress> =
        waiting.into_iter().filter(|member| state.waiting_told.insert((network, *member))).collect();
    let shown = state.window_open && state.place.administered().is_some_and(|(_, shown)| shown == network);
    match fresh.len() {
        _ if shown => {}
        count if count > MANY => tell(state, News::DevicesWait { authority: id.clone(), network, count }),
        _ => fresh.into_iter().for_each(|member| {
            tell(state, News::DeviceWaits { authority: id.clone(), network, member });
        }),
    }
}

fn tell(state: &mut State, news: News) {
    let wanted = match news.kind() {
        Kind::Networks => state.settings.notify.networks,
        Kind::SignIn => state.settings.notify.sign_in,
        Kind::Waiting => state.settings.notify.waiting,
        Kind::Tokens => state.settings.notify.tokens,
    };
    if wanted {
        state.news.push(news);
    }
}

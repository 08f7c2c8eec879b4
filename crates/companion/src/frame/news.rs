//! News on their way to be told: what comes together is told together.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use zerotier_api::NetworkId;

use super::belief::Burst;
use crate::{
    app::state::State,
    interface::news::{Change, News},
};

/// What changes alike within this time is told together.
const BURST: Duration = Duration::from_secs(60);

pub(crate) fn tell(state: &mut State, news: News) {
    if state.frame.preferences.notify.tells(news.kind()) {
        state.frame.news.push(news);
    }
}

/// What is to be told now: what came together in one, and what follows soon in that one's place.
pub(crate) fn gathered(state: &mut State) -> Vec<News> {
    let mut gathered = Vec::new();
    let mut changes: BTreeMap<Change, BTreeSet<NetworkId>> = BTreeMap::new();
    let mut tokens = Vec::new();
    for news in std::mem::take(&mut state.frame.news) {
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
    let before = state.frame.belief.bursts.remove(&change).filter(fresh);
    let mut burst = before.unwrap_or(Burst { key, networks: BTreeSet::new(), last: now });
    burst.networks.extend(networks);
    burst.last = now;
    let news = match burst.networks.first() {
        Some(network) if burst.networks.len() == 1 => change.of(*network),
        _ => News::Several { change, networks: burst.networks.clone(), key: burst.key.clone() },
    };
    state.frame.belief.bursts.insert(change, burst);
    news
}

//! The service goes away and comes back: one sentence for it, and none for each of its networks.

use std::time::Duration;

use super::state::Link;
use crate::{
    app::state::State,
    frame::{
        belief::{Outage, Settling},
        news::tell,
    },
    interface::news::News,
};

/// A service that is back within this time was restarted, and nobody need know.
const SHORT: Duration = Duration::from_secs(2);

/// For so long after its start it goes on finding its networks and its roots.
const SETTLING: Duration = Duration::from_secs(10);

/// What the person has asked to start is there within this time.
const STARTING: Duration = Duration::from_secs(30);

/// The person has asked for the service to start, or to start again.
pub(crate) fn own_start(state: &mut State) {
    state.frame.belief.own_start = Some(Duration::MAX);
}

/// The system has done so; or it will not.
pub(crate) fn own_start_answered(state: &mut State, done: bool) {
    let until = state.moment.now.since_start.saturating_add(STARTING);
    state.frame.belief.own_start = state.frame.belief.own_start.filter(|_| done).map(|_| until);
}

fn is_own(state: &State) -> bool {
    state.frame.belief.own_start.is_some_and(|until| until > state.moment.now.since_start)
}

/// The service could not be reached; before, the link was so.
pub(crate) fn lost(state: &mut State, before: &Link) {
    let now = state.moment.now.since_start;
    if *before == Link::Live && state.frame.belief.outage.is_none() {
        state.frame.belief.outage = Some(Outage { since: now, known: false });
    }
    let (own, shown) = (is_own(state), state.frame.window_open);
    let Some(outage) = state.frame.belief.outage.as_mut() else { return };
    let lasts = now.saturating_sub(outage.since) >= SHORT;
    if shown {
        outage.known = true;
    } else if lasts && !own && !outage.known {
        outage.known = true;
        tell(state, News::ServiceLost);
    }
}

/// It answers, with a token that fits.
pub(crate) fn back(state: &mut State, online: bool) {
    let own = is_own(state);
    state.frame.belief.own_start = None;
    let outage = state.frame.belief.outage.take();
    if outage.is_some() || !online {
        settle(state);
    }
    if outage.is_some_and(|outage| outage.known) && !own && !state.frame.window_open {
        tell(state, News::ServiceBack);
    }
}

/// It has just started, as far as can be told: it knows no root yet.
pub(crate) fn settle(state: &mut State) {
    let until = state.moment.now.since_start.saturating_add(SETTLING);
    state.frame.belief.settling = Some(Settling { until, first: !state.networks.known });
}

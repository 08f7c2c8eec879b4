//! How often the service is looked at.

use std::time::Duration;

use super::state::Link;
use crate::{app::state::State, interface::place::Place, networks::pace::waits_for_approval};

const SOON: Duration = Duration::from_secs(1);

const SHOWN: Duration = Duration::from_secs(2);

const ELSEWHERE: Duration = Duration::from_secs(5);

const WAITING: Duration = Duration::from_secs(15);

const HIDDEN: Duration = Duration::from_secs(30);

const FIRST_RETRY: Duration = Duration::from_secs(2);

const LAST_RETRY: Duration = Duration::from_secs(60);

/// While somebody waits for it to come back.
const LAST_RETRY_SHOWN: Duration = Duration::from_secs(10);

/// From one look to the next.
pub fn pace(state: &State) -> Duration {
    if matches!(state.service.link, Link::Broken(_)) {
        return if knocks(state) { SOON } else { retry(state) };
    }
    let joining = state.networks.requesting.values().any(|waiting| !waiting.long);
    if !state.networks.wishes.is_empty() || joining || !state.networks.expected.is_empty() {
        return SOON;
    }
    match (&state.frame.place, state.frame.window_open) {
        (Place::Networks { .. }, true) => SHOWN,
        (_, true) => ELSEWHERE,
        // It may be on its way back into the list.
        (_, false) if !state.frame.belief.missing.is_empty() => ELSEWHERE,
        (_, false) if waits_for_approval(state) => WAITING,
        (_, false) => HIDDEN,
    }
}

/// Nobody takes connections and somebody waits for it: whether anybody does is tried between two searches, which costs a
/// connection that is refused.
pub(crate) fn knocks(state: &State) -> bool {
    matches!(state.service.link, Link::Broken(_)) && state.frame.window_open && state.service.refused
}

/// From one search for a service that is broken to the next: doubling from two seconds.
pub(crate) fn retry(state: &State) -> Duration {
    let last = if state.frame.window_open { LAST_RETRY_SHOWN } else { LAST_RETRY };
    FIRST_RETRY.saturating_mul(1 << state.service.attempts.saturating_sub(1).min(6)).min(last)
}

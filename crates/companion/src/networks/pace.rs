//! What networks wait for.

use std::time::Duration;

use zerotier_api::service::{Network, NetworkStatus};

use super::telling::SIGN_IN_WARNING_MS;
use crate::app::state::State;

pub(crate) fn waits_for_approval(state: &State) -> bool {
    state.networks.joined.values().any(|network| network.status == NetworkStatus::AccessDenied)
}

/// The next moment a sign-in's end is to be told, or its minutes change on a screen that shows them.
pub(crate) fn sign_in(state: &State) -> Option<Duration> {
    let ends = |network: &&Network| {
        network.status == NetworkStatus::Ok && network.authentication_expiry_time > state.moment.now.unix_ms
    };
    let wait = |network: &Network| {
        let left = network.authentication_expiry_time - state.moment.now.unix_ms;
        let told = state.networks.sign_in_told.get(&network.id) == Some(&network.authentication_expiry_time);
        let warning = (!told).then_some(left - SIGN_IN_WARNING_MS);
        let minute = state.frame.window_open.then_some(left % 60_000 + 1);
        warning.into_iter().chain(minute).min()
    };
    let ms = state.networks.joined.values().filter(ends).filter_map(wait).min()?;
    Some(state.moment.now.since_start + Duration::from_millis(u64::try_from(ms).unwrap_or_default()))
}

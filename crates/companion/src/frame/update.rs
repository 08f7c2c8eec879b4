//! Tray, preferences, pages of vendors.

use std::time::Duration;

use super::{
    problem::Problem,
    troubles::{clear, trouble},
};
use crate::{
    app::state::State,
    interface::preference::Preference,
    ports::effect::{Deed, Effect},
};

/// The pages tokens are made at; nothing else is opened by this.
const VENDORS: [&str; 3] =
    ["https://my.zerotier.com/account", "https://central.zerotier.com", "https://zeropath.com/app/settings/api"];

pub(crate) fn open_vendor(address: String) -> Vec<Effect> {
    if VENDORS.contains(&address.as_str()) { vec![Effect::Do(Deed::Open(address))] } else { Vec::new() }
}

/// A panel that is started anew is back within this time.
const PANEL_COMES_BACK: Duration = Duration::from_secs(10);

/// That there is no tray is said once, not at every start.
pub(crate) fn tray(state: &mut State, present: bool) -> Vec<Effect> {
    let lost = state.frame.tray == Some(true) && !present && !state.frame.window_open;
    state.frame.unreachable_at = lost.then(|| state.moment.now.since_start + PANEL_COMES_BACK);
    state.frame.tray = Some(present);
    clear(&mut state.frame, |known| *known == Problem::NoTray);
    if !present && state.saved.is_some() && !state.frame.told_no_tray {
        trouble(&mut state.frame, Problem::NoTray);
    }
    Vec::new()
}

/// Without a tray and without a window nobody could reach the app.
pub(crate) fn show_if_unreachable(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.frame.unreachable_at.is_none_or(|at| at > now) {
        return Vec::new();
    }
    state.frame.unreachable_at = None;
    vec![Effect::Do(Deed::OpenWindow)]
}

pub(crate) fn prefer(state: &mut State, preference: Preference) -> Vec<Effect> {
    let before = state.frame.preferences.appearance;
    state.frame.preferences.prefer(preference);
    if before == state.frame.preferences.appearance {
        Vec::new()
    } else {
        vec![Effect::Do(Deed::Dress(state.frame.preferences.appearance))]
    }
}

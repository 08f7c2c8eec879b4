//! What is kept between runs: read at the start, written whenever it differs from what was last written.

use std::time::Duration;

use zerotier_api::NetworkId;

use super::{
    super::{
        effect::{Deed, Effect},
        event::{LoadFault, Loaded, SaveFault},
        problem::Problem,
        rows,
        settings::Preference,
        state::State,
    },
    clear, looking, rotating, trouble,
};

/// Longer names say nothing more and break every list.
const LONGEST_NAME: usize = 80;

pub(super) fn loaded(state: &mut State, loaded: Loaded, now: Duration) -> Vec<Effect> {
    let damaged = matches!(loaded.fault, Some(LoadFault::SetAside { .. }));
    state.saved = (!damaged).then(|| loaded.settings.clone());
    state.settings = loaded.settings;
    if let Some(fault) = loaded.fault {
        trouble(state, Problem::SettingsNotRead { fault });
    }
    if let Some(present) = state.tray {
        tray(state, present);
    }
    let mut effects = vec![Effect::Do(Deed::Dress(state.settings.appearance))];
    effects.extend(looking::seek(state, now));
    effects
}

/// A panel that is started anew is back within this time.
const PANEL_COMES_BACK: Duration = Duration::from_secs(10);

/// That there is no tray is said once, not at every start.
pub(super) fn tray(state: &mut State, present: bool) -> Vec<Effect> {
    let lost = state.tray == Some(true) && !present && !state.window_open;
    state.unreachable_at = lost.then(|| state.now.since_start + PANEL_COMES_BACK);
    state.tray = Some(present);
    clear(state, |known| *known == Problem::NoTray);
    if !present && state.saved.is_some() && !state.settings.told_no_tray {
        trouble(state, Problem::NoTray);
    }
    Vec::new()
}

/// Without a tray and without a window nobody could reach the app.
pub(super) fn show_if_unreachable(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.unreachable_at.is_none_or(|at| at > now) {
        return Vec::new();
    }
    state.unreachable_at = None;
    vec![Effect::Do(Deed::OpenWindow)]
}

pub(super) fn dismiss(state: &mut State, notice: &str) -> Vec<Effect> {
    state.settings.told_no_tray |= notice == Problem::NoTray.key();
    clear(state, |known| known.key() == notice);
    Vec::new()
}

pub(super) fn save_if_changed(state: &mut State) -> Vec<Effect> {
    // Nothing was read yet: nothing may be written.
    // One write at a time: two at once could end in any order.
    if state.looked_at.is_none() || state.saving || state.saved.as_ref() == Some(&state.settings) {
        return Vec::new();
    }
    state.saving = true;
    state.saved = Some(state.settings.clone());
    vec![Effect::Do(Deed::Save(Box::new(state.settings.clone())))]
}

pub(super) fn saved(state: &mut State, saved: Result<(), SaveFault>) -> Vec<Effect> {
    state.saving = false;
    clear(state, |known| matches!(known, Problem::SettingsNotSaved { .. }));
    let effects = rotating::saved(state, saved.is_ok());
    if let Err(fault) = saved {
        let said = |known: &Problem| matches!(known, Problem::SettingsNotRead { fault: LoadFault::Newer { .. } });
        // That the file is a newer one was said when it was read.
        if fault != SaveFault::Newer || !state.troubles.iter().any(said) {
            trouble(state, Problem::SettingsNotSaved { fault });
        }
    }
    effects
}

pub(super) fn prefer(state: &mut State, preference: Preference) -> Vec<Effect> {
    let before = state.settings.appearance;
    state.settings.prefer(preference);
    if before == state.settings.appearance {
        Vec::new()
    } else {
        vec![Effect::Do(Deed::Dress(state.settings.appearance))]
    }
}

pub(super) fn leave_on_quit(state: &mut State, id: NetworkId, on: bool) -> Vec<Effect> {
    if let Some(kept) = state.settings.networks.get_mut(&id) {
        kept.leave_on_quit = on;
    }
    Vec::new()
}

pub(super) fn rename(state: &mut State, id: NetworkId, name: &str) -> Vec<Effect> {
    let name: String = rows::one_line(name).chars().take(LONGEST_NAME).collect();
    if let Some(kept) = state.settings.networks.get_mut(&id) {
        kept.own_name = name;
    }
    Vec::new()
}

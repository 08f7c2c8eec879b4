//! What is kept between runs: read at the start, written whenever it differs from what was last written.

use std::time::Duration;

use super::{
    problem::Problem,
    state::State,
    troubles::{clear, trouble},
};
use crate::{
    frame::update::tray,
    ports::{
        effect::{Deed, Effect},
        frame::{LoadFault, Loaded, SaveFault},
    },
    service::looking,
    tokens::rotating,
};

pub(crate) fn loaded(state: &mut State, loaded: Loaded, now: Duration) -> Vec<Effect> {
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

pub(crate) fn dismiss(state: &mut State, notice: &str) -> Vec<Effect> {
    state.settings.told_no_tray |= notice == Problem::NoTray.key();
    clear(state, |known| known.key() == notice);
    Vec::new()
}

pub(crate) fn save_if_changed(state: &mut State) -> Vec<Effect> {
    // Nothing was read yet: nothing may be written.
    // One write at a time: two at once could end in any order.
    if state.looked_at.is_none() || state.saving || state.saved.as_ref() == Some(&state.settings) {
        return Vec::new();
    }
    state.saving = true;
    state.saved = Some(state.settings.clone());
    vec![Effect::Do(Deed::Save(Box::new(state.settings.clone())))]
}

pub(crate) fn saved(state: &mut State, saved: Result<(), SaveFault>) -> Vec<Effect> {
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

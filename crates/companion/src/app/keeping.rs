//! What is kept between runs: read at the start, written whenever it differs from what was last written.

use std::time::Duration;

use super::{
    kept::{settings, take},
    state::State,
};
use crate::{
    frame::{
        problem::Problem,
        troubles::{clear, trouble},
        update::tray,
    },
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
    take(state, loaded.settings);
    if let Some(fault) = loaded.fault {
        trouble(&mut state.frame, Problem::SettingsNotRead { fault });
    }
    if let Some(present) = state.frame.tray {
        tray(state, present);
    }
    let mut effects = vec![Effect::Do(Deed::Dress(state.frame.preferences.appearance))];
    effects.extend(looking::seek(state, now));
    effects
}

pub(crate) fn dismiss(state: &mut State, notice: &str) -> Vec<Effect> {
    state.frame.told_no_tray |= notice == Problem::NoTray.key();
    clear(&mut state.frame, |known| known.key() == notice);
    Vec::new()
}

pub(crate) fn save_if_changed(state: &mut State) -> Vec<Effect> {
    // Nothing was read yet: nothing may be written.
    // One write at a time: two at once could end in any order.
    if state.service.looked_at.is_none() || state.saving {
        return Vec::new();
    }
    let settings = settings(state);
    if state.saved.as_ref() == Some(&settings) {
        return Vec::new();
    }
    state.saving = true;
    state.saved = Some(settings.clone());
    vec![Effect::Do(Deed::Save(Box::new(settings)))]
}

pub(crate) fn saved(state: &mut State, saved: Result<(), SaveFault>) -> Vec<Effect> {
    state.saving = false;
    clear(&mut state.frame, |known| matches!(known, Problem::SettingsNotSaved { .. }));
    let effects = rotating::saved(state, saved.is_ok());
    if let Err(fault) = saved {
        let said = |known: &Problem| matches!(known, Problem::SettingsNotRead { fault: LoadFault::Newer { .. } });
        // That the file is a newer one was said when it was read.
        if fault != SaveFault::Newer || !state.frame.troubles.iter().any(said) {
            trouble(&mut state.frame, Problem::SettingsNotSaved { fault });
        }
    }
    effects
}

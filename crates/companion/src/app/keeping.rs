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
        settings::{Preferences, Settings},
    },
    service::looking,
    tokens::rotating,
};

pub(crate) fn loaded(state: &mut State, loaded: Loaded, now: Duration) -> Vec<Effect> {
    let damaged = matches!(loaded.fault, Some(LoadFault::SetAside { .. }));
    state.saved = (!damaged).then(|| loaded.settings.clone());
    take(state, loaded.settings);
    if let Some(fault) = loaded.fault {
        trouble(state, Problem::SettingsNotRead { fault });
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
    clear(state, |known| known.key() == notice);
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

/// Everything that is to be kept is on the disk.
pub(crate) fn is_written(state: &State) -> bool {
    !state.saving && state.saved.as_ref() == Some(&settings(state))
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

/// What is to be kept, of every capability. A new field of the file does not compile until it has an owner, here and in
/// [`take`].
pub fn settings(state: &State) -> Settings {
    let State { frame, service, networks, authorities, tokens, .. } = state;
    let Preferences { appearance, density, language, start_hidden, show_in_tray, tray_icon, keep_running, notify } =
        frame.preferences.clone();
    Settings {
        version: state.saved.as_ref().map_or(Settings::VERSION, |saved| saved.version),
        appearance,
        density,
        language,
        start_hidden,
        show_in_tray,
        tray_icon,
        keep_running,
        notify,
        told_no_tray: frame.told_no_tray,
        service_home: service.chosen_home.clone(),
        trusted: service.trusted.clone(),
        handed_port: service.handed_port.clone(),
        networks: networks.remembered.clone(),
        authorities: authorities.kept.clone(),
        accounts_made: tokens.accounts_made,
        zero_path: tokens.zero_path.clone(),
        ends_told: tokens.ends_told.clone(),
        profiles: networks.profiles.clone(),
    }
}

/// Gives what was kept to whom it belongs.
fn take(state: &mut State, settings: Settings) {
    let Settings {
        version: _,
        appearance,
        density,
        language,
        start_hidden,
        show_in_tray,
        tray_icon,
        keep_running,
        notify,
        told_no_tray,
        service_home,
        trusted,
        handed_port,
        networks,
        authorities,
        accounts_made,
        zero_path,
        ends_told,
        profiles,
    } = settings;
    state.frame.preferences =
        Preferences { appearance, density, language, start_hidden, show_in_tray, tray_icon, keep_running, notify };
    state.frame.told_no_tray = told_no_tray;
    state.service.chosen_home = service_home;
    state.service.trusted = trusted;
    state.service.handed_port = handed_port;
    state.networks.remembered = networks;
    state.networks.profiles = profiles;
    state.authorities.kept = authorities;
    state.tokens.accounts_made = accounts_made;
    state.tokens.zero_path = zero_path;
    state.tokens.ends_told = ends_told;
}

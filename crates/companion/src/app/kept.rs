//! What is kept between runs, taken apart and put together: each part has one owner.

use super::state::State;
use crate::ports::settings::{Preferences, Settings};

/// Everything that is to be kept is on the disk.
pub(crate) fn is_written(state: &State) -> bool {
    !state.saving && state.saved.as_ref() == Some(&settings(state))
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
pub(crate) fn take(state: &mut State, settings: Settings) {
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

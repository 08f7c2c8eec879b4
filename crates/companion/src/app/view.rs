//! What the window shows: `State → View`, sentences included, ready to draw. Everything here is text to be shown as
//! text; a button carries the [`crate::interface::action::Action`] it sends back.

use serde::Serialize;

use super::{palette, problem, state::State};
use crate::{
    administer::view::{self, AdministerView},
    interface::{
        action::Action,
        menu::PaletteView,
        notice::{Notice, Remedy, Toast, Tone},
        place::Place,
        preference::{Appearance, Density, Notify},
    },
    kernel::{days, text, words::Words},
    networks::{
        profiles::{self, ProfileView},
        view::{
            detail::{self, NetworkView},
            join::{self, JoinView},
            list::{self, Announcement, NetworkList, networks},
        },
    },
    service::{
        self,
        state::Link,
        view::{AccessView, Me, me},
        welcome::{self, WelcomeView},
    },
    tokens::{self, view::TokensView},
};

/// The picture of the whole app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The language of every sentence here, as a tag.
    pub language: String,
    pub appearance: Appearance,
    pub density: Density,
    /// Nothing here is real: the simulator stands in for the service.
    pub demo: bool,
    /// The day it is, UTC, as `2026-12-31`: the page has no clock of its own.
    pub today: String,
    pub place: Place,
    /// This device, once it was heard of.
    pub me: Option<Me>,
    /// The service can't be talked to and never could since the start: one page, one cause, one button.
    pub welcome: Option<WelcomeView>,
    /// The first is the most important one.
    pub notices: Vec<Notice>,
    pub networks: NetworkList,
    /// The selected network.
    pub network: Option<NetworkView>,
    pub join: JoinView,
    pub administer: AdministerView,
    pub tokens: TokensView,
    pub toast: Option<Toast>,
    /// Find or do, while it is open.
    pub palette: Option<PaletteView>,
    pub profiles: Vec<ProfileView>,
    pub settings: SettingsView,
    /// The last change of state in words, for screen readers; counts up with each.
    pub announcement: Announcement,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SettingsView {
    /// The chosen language tag; none follows the system.
    pub language: Option<String>,
    /// The app starts at login; none if the system can't say.
    pub start_at_login: Option<bool>,
    pub start_hidden: bool,
    pub show_in_tray: bool,
    pub tray_icon: Appearance,
    pub keep_running: bool,
    pub notify: Notify,
    pub access: AccessView,
    /// The version of Perigee.
    pub version: String,
}

/// The picture of this state, in these words.
pub fn view(state: &State, words: &Words) -> View {
    let lost = matches!(state.service.link, Link::Broken(_));
    let welcome = welcome::welcome(state, words);
    View {
        language: words.language(),
        appearance: state.frame.preferences.appearance,
        density: state.frame.preferences.density,
        demo: state.service.demo,
        today: days::day_of(state.moment.now.unix_ms),
        place: state.frame.place.clone(),
        me: me(state, words),
        notices: notices(state, welcome.is_some(), words),
        welcome,
        networks: networks(state, lost, words),
        network: detail::selected(state, words),
        join: join::join(state, words),
        administer: view::administer(state, words),
        tokens: tokens::view::tokens(state, words),
        toast: toast(state, words),
        palette: palette::palette(state, words),
        profiles: profiles::profiles(state, words),
        settings: SettingsView {
            language: state.frame.preferences.language.clone(),
            start_at_login: state.frame.autostart,
            start_hidden: state.frame.preferences.start_hidden,
            show_in_tray: state.frame.preferences.show_in_tray,
            tray_icon: state.frame.preferences.tray_icon,
            keep_running: state.frame.preferences.keep_running,
            notify: state.frame.preferences.notify,
            access: service::view::access(state, words),
            version: env!("CARGO_PKG_VERSION").into(),
        },
        announcement: list::announcement(state, words),
    }
}

/// The newest word stands above the older one for as long as it lasts.
fn toast(state: &State, words: &Words) -> Option<Toast> {
    if let Some(copied) = &state.frame.copied {
        let text = match &copied.text {
            Some(text) => words.say("toast-copied", &[("text", &text::one_line(text))]),
            None => words.say("toast-report", &[]),
        };
        return Some(Toast { text, remedy: None });
    }
    if let Some((done, _)) = &state.undoing.said {
        return Some(Toast { text: words.say("toast-undone", &[("deed", &done.sentence(words))]), remedy: None });
    }
    state.networks.toast.as_ref().map(|toast| Toast {
        text: match toast.networks.len() {
            0 | 1 => words.say("toast-forgotten", &[("name", &toast.name)]),
            count => words.count("toast-forgotten-many", &[("count", count)]),
        },
        remedy: Some(Remedy { label: words.say("undo", &[]), action: Action::UndoForget }),
    })
}

/// What this place has to say. Other places than Networks are not for how networks stand, unless it is trouble.
fn notices(state: &State, first: bool, words: &Words) -> Vec<Notice> {
    if first {
        return welcome::notices(state, words);
    }
    let mut notices = problem::notices(state, words);
    if !matches!(state.frame.place, Place::Networks { .. }) {
        notices.retain(|notice| notice.dismissible || notice.tone == Tone::Bad);
    }
    notices
}

/// This device's address; empty before it was heard of.
pub(crate) fn own_address(state: &State) -> String {
    state.service.node.as_ref().map(|node| node.address.to_string()).unwrap_or_default()
}

//! What the window shows: `State → View`, sentences included, ready to draw. Everything here is text to be shown as
//! text; a button carries the [`Action`] it sends back.

use serde::Serialize;
use zerotier_api::NetworkId;

use super::{
    action::{Action, Permission, Place},
    ago, credential,
    palette::{self, PaletteView},
    problem,
    profile::{self, ProfileView},
    rows::{self, Glyph},
    settings::{Appearance, Density, Notify},
    state::{Link, State},
};
use crate::words::Words;

mod access;
mod administer;
mod detail;
mod join;
mod offer;
mod tokens;
mod unused;
mod welcome;

pub use access::AccessView;
pub use administer::{
    AccountStage, AddingView, AddressRow, AdministerView, AdministeredRow, AdministeredView, Complaint, FilterView,
    FormView, Maker, MemberList, MemberRow, MemberToAdd, MemberView, RangeView, Section,
};
pub(in crate::model) use administer::{open as open_members, still_waiting};
pub use detail::{Address, Fact, NetworkView, PermissionView, RouteView};
pub(in crate::model) use detail::{open, permission_label, question, show, sign_in_ends, sign_in_left};
pub use join::JoinView;
pub use offer::{Advice, Offer, Question};
pub use tokens::{
    ChoiceView, FoundTokenView, HolderView, IssuedRow, IssuedView, IssuingStage, IssuingView, Progress,
    RotationStepView, RotationView, TokenGroup, TokenRow, TokenView, TokensView,
};
pub(in crate::model) use tokens::{days_left, ending};
pub use unused::UnusedView;
pub use welcome::WelcomeView;

/// At most this many rows of a list are in a view; the page asks for others by [`Place::Networks::from`].
pub const ROWS: usize = 60;

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

/// This device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Me {
    pub glyph: Glyph,
    /// Online or not, in a word.
    pub state: String,
    pub address: String,
    /// The version of the service; empty while it can't be reached.
    pub version: String,
}

/// Something to know or to do, with the deeds that help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The same while it is the same problem.
    pub key: String,
    /// The network it is about.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub network: Option<NetworkId>,
    pub tone: Tone,
    pub title: String,
    pub text: String,
    /// What a person with more knowledge wants to see, behind a fold.
    pub details: Option<String>,
    /// The first is the remedy.
    pub remedies: Vec<Remedy>,
    /// An administrator is being asked: the remedies wait.
    pub busy: bool,
    /// It can be put away with [`Action::Dismiss`].
    pub dismissible: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    Bad,
    Warn,
    Info,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    pub label: String,
    pub action: Action,
}

/// A window of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct NetworkList {
    /// Nothing was read yet: show nothing, and grey rows after 400 ms.
    pub loading: bool,
    /// The service does not answer at the moment: what is shown is what was.
    pub stale: bool,
    /// Networks in all, searched or not.
    pub total: usize,
    /// Networks that match the search; the whole list if nothing is searched.
    pub matching: usize,
    /// The place of `rows[0]` in the list of matches.
    pub from: usize,
    pub rows: Vec<NetworkRow>,
    /// As "2 of 4 connected".
    pub summary: String,
    /// The search looks like the id of a network that is not here: it can be joined.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub joinable: Option<NetworkId>,
    /// Forgets all of these that are off; none if none is.
    pub forget_off: Option<Offer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct NetworkRow {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: NetworkId,
    /// Own name, else the network's, else its id. Hostile text.
    pub name: String,
    /// The name the person gave it, to edit; empty if none.
    pub own_name: String,
    /// The name its controller gave it; empty if none.
    pub network_name: String,
    /// The name is an id (shown in the id's letters).
    pub nameless: bool,
    pub glyph: Glyph,
    /// The address to show and copy, without its bits.
    pub address: Option<String>,
    /// This device waits there and can be let in from here.
    pub allow: Option<Remedy>,
    /// The state in words.
    pub state: String,
    /// How long the sign-in still lasts, as "8 h left"; none if it does not end.
    pub sign_in: Option<String>,
    /// The colour of the words, if they have one.
    pub tone: Option<Tone>,
    /// The switch: joined, or about to be.
    pub on: bool,
    /// A wish is on its way: the switch is dimmed.
    pub busy: bool,
    /// For screen readers: "home, connected".
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Toast {
    pub text: String,
    pub remedy: Option<Remedy>,
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

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    pub count: u32,
    pub text: String,
}

/// The picture of this state, in these words.
pub fn view(state: &State, words: &Words) -> View {
    let lost = matches!(state.link, Link::Broken(_));
    let welcome = welcome::welcome(state, words);
    View {
        language: words.language(),
        appearance: state.settings.appearance,
        density: state.settings.density,
        demo: state.demo,
        today: credential::day_of(state.now.unix_ms),
        place: state.place.clone(),
        me: me(state, words),
        notices: notices(state, welcome.is_some(), words),
        welcome,
        networks: networks(state, lost, words),
        network: detail::selected(state, words),
        join: join::join(state, words),
        administer: administer::administer(state, words),
        tokens: tokens::tokens(state, words),
        toast: toast(state, words),
        palette: palette::palette(state, words),
        profiles: profile::profiles(state, words),
        settings: SettingsView {
            language: state.settings.language.clone(),
            start_at_login: state.autostart,
            start_hidden: state.settings.start_hidden,
            show_in_tray: state.settings.show_in_tray,
            tray_icon: state.settings.tray_icon,
            keep_running: state.settings.keep_running,
            notify: state.settings.notify,
            access: access::access(state, words),
            version: env!("CARGO_PKG_VERSION").into(),
        },
        announcement: rows::announcement(state, words),
    }
}

/// The newest word stands above the older one for as long as it lasts.
fn toast(state: &State, words: &Words) -> Option<Toast> {
    if let Some(copied) = &state.copied {
        let text = match &copied.text {
            Some(text) => words.say("toast-copied", &[("text", &rows::one_line(text))]),
            None => words.say("toast-report", &[]),
        };
        return Some(Toast { text, remedy: None });
    }
    if let Some((done, _)) = &state.undoing.said {
        return Some(Toast { text: words.say("toast-undone", &[("deed", &done.sentence(words))]), remedy: None });
    }
    state.toast.as_ref().map(|toast| Toast {
        text: match toast.networks.len() {
            0 | 1 => words.say("toast-forgotten", &[("name", &toast.name)]),
            count => words.count("toast-forgotten-many", &[("count", count)]),
        },
        remedy: Some(Remedy { label: words.say("undo", &[]), action: Action::UndoForget }),
    })
}

fn networks(state: &State, lost: bool, words: &Words) -> NetworkList {
    let mut networks = NetworkList { loading: !state.known && !lost, stale: lost, ..rows::list(state, words) };
    if lost {
        // Nobody knows how many are connected now.
        networks.summary = ago::as_of(state.networks_read, state.now, words).unwrap_or_default();
    }
    networks
}

/// What this place has to say. Other places than Networks are not for how networks stand, unless it is trouble.
fn notices(state: &State, first: bool, words: &Words) -> Vec<Notice> {
    if first {
        return welcome::notices(state, words);
    }
    let mut notices = problem::notices(state, words);
    if !matches!(state.place, Place::Networks { .. }) {
        notices.retain(|notice| notice.dismissible || notice.tone == Tone::Bad);
    }
    notices
}

fn me(state: &State, words: &Words) -> Option<Me> {
    let node = state.node.as_ref()?;
    let lost = matches!(state.link, Link::Broken(_));
    let (glyph, word) = match (&state.link, node.online) {
        (Link::Broken(_), _) => (Glyph::Trouble, "me-unreachable"),
        (_, true) if node.relayed => (Glyph::Attention, "me-relayed"),
        (_, true) => (Glyph::Connected, "me-online"),
        (_, false) => (Glyph::Off, "me-offline"),
    };
    Some(Me {
        glyph,
        state: words.say(word, &[]),
        address: node.address.to_string(),
        version: if lost { String::new() } else { node.version.to_string() },
    })
}

/// This device's address; empty before it was heard of.
pub(super) fn own_address(state: &State) -> String {
    state.node.as_ref().map(|node| node.address.to_string()).unwrap_or_default()
}

/// The service's own name of a permission.
pub(super) fn technical_name(permission: Permission) -> &'static str {
    match permission {
        Permission::Managed => "allowManaged",
        Permission::Global => "allowGlobal",
        Permission::Default => "allowDefault",
        Permission::Dns => "allowDNS",
    }
}

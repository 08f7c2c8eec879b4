//! A network in a line: its name, its state in a word and a glyph, its address. Window and tray draw the same lines.

use std::collections::BTreeSet;

use ipnet::IpNet;
use serde::Serialize;
use url::Url;
use zerotier_api::{
    NetworkId,
    service::{Network, NetworkStatus},
};

pub use super::foreign::{one_line, short};
use super::{
    action::{Action, Place},
    invitation,
    problem::{self, Problem},
    scope,
    state::{Link, State},
    view::{self, Announcement, NetworkList, NetworkRow, Offer, Question, ROWS, Remedy, Tone},
    wish::{Aim, Wish},
};
use crate::words::Words;

/// A state as a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Glyph {
    Connected,
    Working,
    Off,
    /// Nobody tells.
    Unknown,
    Attention,
    Trouble,
}

/// How a network stands, as far as a person cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    Joining,
    Connecting,
    Disconnecting,
    Connected,
    /// Its controller has not answered for half a minute.
    Unanswered,
    WaitingForApproval,
    AccessWithdrawn,
    NotFound,
    PortError,
    ClientTooOld,
    SignInNeeded,
    Unknown(&'a str),
    Off,
}

impl Standing<'_> {
    fn word(self) -> &'static str {
        match self {
            Self::Joining => "state-joining",
            Self::Connecting => "state-connecting",
            Self::Disconnecting => "state-disconnecting",
            Self::Connected => "state-connected",
            Self::Unanswered => "state-unanswered",
            Self::WaitingForApproval => "state-waiting",
            Self::AccessWithdrawn => "state-withdrawn",
            Self::NotFound => "state-not-found",
            Self::PortError => "state-port-error",
            Self::ClientTooOld => "state-too-old",
            Self::SignInNeeded => "state-sign-in",
            Self::Unknown(_) => "state-unknown",
            Self::Off => "state-off",
        }
    }

    pub fn glyph(self) -> Glyph {
        match self {
            Self::Connected => Glyph::Connected,
            Self::Joining | Self::Connecting | Self::Disconnecting => Glyph::Working,
            Self::Off => Glyph::Off,
            Self::Unanswered | Self::WaitingForApproval | Self::SignInNeeded | Self::Unknown(_) => Glyph::Attention,
            Self::AccessWithdrawn | Self::NotFound | Self::PortError | Self::ClientTooOld => Glyph::Trouble,
        }
    }

    fn tone(self) -> Option<Tone> {
        match self.glyph() {
            Glyph::Attention => Some(Tone::Warn),
            Glyph::Trouble => Some(Tone::Bad),
            Glyph::Connected | Glyph::Working | Glyph::Off | Glyph::Unknown => None,
        }
    }
}

/// How a network stands; none if it is neither joined nor remembered (or about to be forgotten).
pub fn standing(state: &State, id: NetworkId) -> Option<Standing<'_>> {
    let wish = state.wishes.get(&id).map(Wish::last);
    match (wish, state.networks.get(&id)) {
        (Some(Aim::Leave { forget: true }), _) => None,
        (Some(Aim::Leave { forget: false }), _) => Some(Standing::Disconnecting),
        (Some(Aim::Join { again: true, .. }), _) => Some(Standing::Connecting),
        (Some(Aim::Join { again: false, .. }), _) => Some(Standing::Joining),
        (_, Some(network)) => Some(joined(state, network)),
        (_, None) => state.settings.networks.contains_key(&id).then_some(Standing::Off),
    }
}

fn joined<'a>(state: &'a State, network: &'a Network) -> Standing<'a> {
    let was_connected = || state.settings.networks.get(&network.id).is_some_and(|kept| kept.was_connected);
    match &network.status {
        NetworkStatus::Ok => Standing::Connected,
        NetworkStatus::RequestingConfiguration if state.requesting.get(&network.id).is_some_and(|w| w.long) => {
            Standing::Unanswered
        }
        NetworkStatus::RequestingConfiguration if was_connected() => Standing::Connecting,
        NetworkStatus::RequestingConfiguration => Standing::Joining,
        NetworkStatus::AccessDenied if was_connected() => Standing::AccessWithdrawn,
        NetworkStatus::AccessDenied => Standing::WaitingForApproval,
        NetworkStatus::NotFound => Standing::NotFound,
        NetworkStatus::PortError => Standing::PortError,
        NetworkStatus::ClientTooOld => Standing::ClientTooOld,
        NetworkStatus::AuthenticationRequired => Standing::SignInNeeded,
        NetworkStatus::Other(word) => Standing::Unknown(word),
    }
}

/// The name to show: one's own, else the network's, else its id. Without characters that could move the text about.
pub fn name(state: &State, id: NetworkId) -> String {
    let kept = state.settings.networks.get(&id);
    let candidates = [
        kept.map(|kept| kept.own_name.as_str()),
        state.networks.get(&id).map(|network| network.name.as_str()),
        kept.map(|kept| kept.name.as_str()),
    ];
    candidates.into_iter().flatten().map(one_line).find(|name| !name.is_empty()).unwrap_or_else(|| id.to_string())
}

/// The addresses that are really in use, `address/bits`, IPv4 first.
pub fn addresses(state: &State, id: NetworkId) -> Vec<String> {
    let Some(network) = state.networks.get(&id) else { return Vec::new() };
    let used = |text: &String| text.parse().is_ok_and(|address| scope::unused(network, &address).is_none());
    assigned(state, id).into_iter().filter(used).collect()
}

/// The addresses a connected network has given this device, `address/bits`, each once, IPv4 first: used or not, unless
/// none of them is to be.
pub(super) fn assigned(state: &State, id: NetworkId) -> Vec<String> {
    let given = |network: &&Network| network.status == NetworkStatus::Ok && network.allow().managed;
    let Some(network) = state.networks.get(&id).filter(given) else { return Vec::new() };
    let read = |text: &String| Some((text.parse::<IpNet>().ok()?, text.clone()));
    let mut known = BTreeSet::new();
    let mut addresses: Vec<(IpNet, String)> = network.assigned_addresses.iter().filter_map(read).collect();
    addresses.retain(|(address, _)| known.insert(*address));
    addresses.sort_by_key(|(address, _)| address.addr().is_ipv6());
    addresses.into_iter().map(|(_, text)| text).collect()
}

/// The line of a network; none if it is not to be shown.
pub fn row(state: &State, id: NetworkId, words: &Words) -> Option<NetworkRow> {
    let standing = standing(state, id)?;
    let wish = state.wishes.get(&id).map(Wish::last);
    let on = match wish {
        Some(Aim::Leave { .. }) => false,
        Some(Aim::Join { .. }) => true,
        _ => state.networks.contains_key(&id),
    };
    let name = name(state, id);
    let kept = state.settings.networks.get(&id).cloned().unwrap_or_default();
    let said = match standing {
        Standing::Connected if lost(state) => words.say("state-was-connected", &[]),
        Standing::Connected if offline(state) => words.say("me-offline", &[]),
        Standing::Connected if addresses(state, id).is_empty() => words.say("state-connected-bare", &[]),
        Standing::Unknown(word) => words.say(standing.word(), &[("word", &one_line(word))]),
        _ => words.say(standing.word(), &[]),
    };
    Some(NetworkRow {
        id,
        own_name: kept.own_name,
        network_name: kept.name,
        nameless: name == id.to_string(),
        glyph: if standing == Standing::Connected && (lost(state) || offline(state)) {
            Glyph::Off
        } else {
            standing.glyph()
        },
        address: addresses(state, id).first().map(|text| bare(text)),
        tone: standing.tone(),
        allow: allow(state, id, words),
        // How long it lasts is no matter of what was.
        sign_in: view::sign_in_left(state, id, words).filter(|_| !lost(state) && !offline(state)),
        on,
        busy: matches!(wish, Some(Aim::Join { .. } | Aim::Leave { .. })),
        label: words.say("row-label", &[("name", &name), ("state", &said)]),
        state: said,
        name,
    })
}

/// Nobody tells any more how it is.
fn lost(state: &State) -> bool {
    matches!(state.link, Link::Broken(_))
}

/// The node hears nobody: what its networks say of themselves is how they were.
fn offline(state: &State) -> bool {
    state.offline.is_some_and(|offline| offline.long)
}

/// Letting this device in, where it waits and somebody here can.
pub(super) fn allow(state: &State, id: NetworkId, words: &Words) -> Option<Remedy> {
    let waits = matches!(standing(state, id)?, Standing::WaitingForApproval | Standing::AccessWithdrawn);
    let notice = waits.then(|| trouble(state, id)).flatten().map(|problem| problem::notice(&problem, state, words))?;
    let mut remedies = notice.remedies.into_iter();
    remedies.find(|remedy| matches!(remedy.action, Action::AllowThisDevice { .. }))
}

/// The press that leads to a network's sign-in page; its label says where that is.
pub(super) fn sign_in(state: &State, id: NetworkId, words: &Words) -> Remedy {
    let url = state.networks.get(&id).and_then(|network| Url::parse(&network.authentication_url).ok());
    let host = url.filter(|url| url.scheme() == "https").and_then(|url| url.host_str().map(str::to_owned));
    match host {
        Some(host) => Remedy {
            label: words.say("remedy-sign-in-at", &[("host", &host)]),
            action: Action::SignIn { network: id, host },
        },
        None => Remedy {
            label: words.say("remedy-sign-in", &[]),
            action: Action::SignIn { network: id, host: String::new() },
        },
    }
}

/// The address without its bits.
pub(super) fn bare(address: &str) -> String {
    address.split('/').next().unwrap_or_default().to_owned()
}

/// All networks to be shown, in an order that never depends on their state: muscle memory beats cleverness.
pub fn ids(state: &State) -> Vec<NetworkId> {
    let mut ids: Vec<NetworkId> =
        state.networks.keys().chain(state.settings.networks.keys()).chain(state.wishes.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| standing(state, *id).is_some());
    ids.sort_by_cached_key(|id| (name(state, *id).to_lowercase(), *id));
    ids
}

/// The window of rows the place asks for.
pub(super) fn list(state: &State, words: &Words) -> NetworkList {
    let ids = ids(state);
    let total = ids.len();
    let standings =
        |wanted: fn(Standing<'_>) -> bool| ids.iter().filter(|id| standing(state, **id).is_some_and(wanted)).count();
    let on = total - standings(|standing| standing == Standing::Off);
    let connected = standings(|standing| standing == Standing::Connected);
    let summary = match (total, on) {
        (0, _) => String::new(),
        _ if offline(state) => words.say("me-offline", &[]),
        (_, 0) => words.say("summary-off", &[]),
        _ => words.count("summary", &[("connected", connected), ("on", on)]),
    };

    let (search, from) = match &state.place {
        Place::Networks { search, from, .. } => (one_line(search).to_lowercase(), *from),
        _ => (String::new(), 0),
    };
    let matches: Vec<NetworkId> =
        if search.is_empty() { ids } else { ids.into_iter().filter(|id| found(state, *id, &search, words)).collect() };
    let matching = matches.len();
    let forget_off = forget_off(state, &matches, !search.is_empty(), words);
    let from = from.min(matching.saturating_sub(1));
    let rows = matches.into_iter().skip(from).take(ROWS).filter_map(|id| row(state, id, words)).collect();
    let joinable = invitation::read(&search).ok().filter(|id| matching == 0 && standing(state, *id).is_none());
    NetworkList { total, matching, from, rows, summary, joinable, forget_off, ..NetworkList::default() }
}

/// The press that forgets those of these networks that are off.
pub(super) fn forget_off(state: &State, ids: &[NetworkId], found: bool, words: &Words) -> Option<Offer> {
    let off: Vec<NetworkId> = ids.iter().filter(|id| standing(state, **id) == Some(Standing::Off)).copied().collect();
    let count = off.len();
    let label = words.count(if found { "forget-off-found" } else { "forget-off" }, &[("count", count)]);
    let offer = Offer { label, action: Action::ForgetOff { networks: off }, question: None };
    (count > 0).then(|| offer.asking(Question::about_all("forget-off", count, words)))
}

fn found(state: &State, id: NetworkId, search: &str, words: &Words) -> bool {
    let Some(row) = row(state, id, words) else { return false };
    let texts = [row.name.to_lowercase(), id.to_string(), row.state.to_lowercase()];
    let digits: String = search.chars().filter(|c| !c.is_whitespace()).collect();
    texts.iter().any(|text| text.contains(search))
        || id.to_string().contains(&digits)
        || addresses(state, id).iter().any(|address| address.contains(search))
}

/// What the state of this network means and what helps, for its inspector.
pub(super) fn explanation(state: &State, id: NetworkId, words: &Words) -> (Option<String>, Vec<Remedy>) {
    if let Some(notice) = problem::of_network(state, id).map(|problem| problem::notice(&problem, state, words)) {
        let elsewhere = |remedy: &Remedy| !matches!(remedy.action, Action::Go { .. });
        return (Some(notice.text), notice.remedies.into_iter().filter(elsewhere).collect());
    }
    let said = match standing(state, id) {
        Some(Standing::Unanswered) => {
            Some(words.say("unanswered-text", &[("controller", &id.controller().to_string())]))
        }
        Some(Standing::Off) => Some(words.say("off-text", &[])),
        _ => None,
    };
    (said, Vec::new())
}

/// The problem a network's standing is, if it is one.
pub(super) fn trouble(state: &State, id: NetworkId) -> Option<Problem> {
    Some(match standing(state, id)? {
        Standing::WaitingForApproval => Problem::WaitingForApproval { network: id },
        Standing::AccessWithdrawn => Problem::AccessWithdrawn { network: id },
        Standing::NotFound => Problem::NotFound { network: id },
        Standing::PortError => Problem::AdapterNotMade {
            network: id,
            code: state.networks.get(&id).map(|network| network.port_error).unwrap_or_default(),
        },
        Standing::ClientTooOld => Problem::ClientTooOld { network: id },
        Standing::SignInNeeded => Problem::SignInNeeded { network: id },
        _ => return None,
    })
}

/// The last change that a screen reader should tell.
pub(super) fn announcement(state: &State, words: &Words) -> Announcement {
    let (count, network) = state.announced;
    let text = network.and_then(|id| row(state, id, words)).map(|row| row.label).unwrap_or_default();
    Announcement { count, text }
}

//! A network in a line: its name, its state in a word and a glyph, its address. Window and tray draw the same lines.

use std::collections::BTreeSet;

use ipnet::IpNet;
use url::Url;
use zerotier_api::{
    NetworkId,
    service::{Network, NetworkStatus},
};

use super::{
    scope,
    wish::{Aim, Wish},
};
use crate::{
    app::{problem::advice, state::State},
    frame::problem::Problem,
    interface::{
        action::Action,
        glyph::Glyph,
        notice::{Remedy, Tone},
    },
    kernel::{text::one_line, words::Words},
    service::state::Link,
};

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
    pub(crate) fn word(self) -> &'static str {
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

    pub(crate) fn tone(self) -> Option<Tone> {
        match self.glyph() {
            Glyph::Attention => Some(Tone::Warn),
            Glyph::Trouble => Some(Tone::Bad),
            Glyph::Connected | Glyph::Working | Glyph::Off | Glyph::Unknown => None,
        }
    }
}

/// How a network stands; none if it is neither joined nor remembered (or about to be forgotten).
pub fn standing(state: &State, id: NetworkId) -> Option<Standing<'_>> {
    let wish = state.networks.wishes.get(&id).map(Wish::last);
    match (wish, state.networks.joined.get(&id)) {
        (Some(Aim::Leave { forget: true }), _) => None,
        (Some(Aim::Leave { forget: false }), _) => Some(Standing::Disconnecting),
        (Some(Aim::Join { again: true, .. }), _) => Some(Standing::Connecting),
        (Some(Aim::Join { again: false, .. }), _) => Some(Standing::Joining),
        (_, Some(network)) => Some(joined(state, network)),
        (_, None) => state.networks.remembered.contains_key(&id).then_some(Standing::Off),
    }
}

fn joined<'a>(state: &'a State, network: &'a Network) -> Standing<'a> {
    let was_connected = || state.networks.remembered.get(&network.id).is_some_and(|kept| kept.was_connected);
    match &network.status {
        NetworkStatus::Ok => Standing::Connected,
        NetworkStatus::RequestingConfiguration
            if state.networks.requesting.get(&network.id).is_some_and(|w| w.long) =>
        {
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
    let kept = state.networks.remembered.get(&id);
    let candidates = [
        kept.map(|kept| kept.own_name.as_str()),
        state.networks.joined.get(&id).map(|network| network.name.as_str()),
        kept.map(|kept| kept.name.as_str()),
    ];
    candidates.into_iter().flatten().map(one_line).find(|name| !name.is_empty()).unwrap_or_else(|| id.to_string())
}

/// The addresses that are really in use, `address/bits`, IPv4 first.
pub fn addresses(state: &State, id: NetworkId) -> Vec<String> {
    let Some(network) = state.networks.joined.get(&id) else { return Vec::new() };
    let used = |text: &String| text.parse().is_ok_and(|address| scope::unused(network, &address).is_none());
    assigned(state, id).into_iter().filter(used).collect()
}

/// The addresses a connected network has given this device, `address/bits`, each once, IPv4 first: used or not, unless
/// none of them is to be.
pub(crate) fn assigned(state: &State, id: NetworkId) -> Vec<String> {
    let given = |network: &&Network| network.status == NetworkStatus::Ok && network.allow().managed;
    let Some(network) = state.networks.joined.get(&id).filter(given) else { return Vec::new() };
    let read = |text: &String| Some((text.parse::<IpNet>().ok()?, text.clone()));
    let mut known = BTreeSet::new();
    let mut addresses: Vec<(IpNet, String)> = network.assigned_addresses.iter().filter_map(read).collect();
    addresses.retain(|(address, _)| known.insert(*address));
    addresses.sort_by_key(|(address, _)| address.addr().is_ipv6());
    addresses.into_iter().map(|(_, text)| text).collect()
}

/// Nobody tells any more how it is.
pub(crate) fn lost(state: &State) -> bool {
    matches!(state.service.link, Link::Broken(_))
}

/// The node hears nobody: what its networks say of themselves is how they were.
pub(crate) fn offline(state: &State) -> bool {
    state.service.offline.is_some_and(|offline| offline.long)
}

/// Letting this device in, where it waits and somebody here can.
pub(crate) fn allow(state: &State, id: NetworkId, words: &Words) -> Option<Remedy> {
    let waits = matches!(standing(state, id)?, Standing::WaitingForApproval | Standing::AccessWithdrawn);
    let notice = waits.then(|| trouble(state, id)).flatten().map(|problem| advice::notice(&problem, state, words))?;
    let mut remedies = notice.remedies.into_iter();
    remedies.find(|remedy| matches!(remedy.action, Action::AllowThisDevice { .. }))
}

/// The press that leads to a network's sign-in page; its label says where that is.
pub(crate) fn sign_in(state: &State, id: NetworkId, words: &Words) -> Remedy {
    let url = state.networks.joined.get(&id).and_then(|network| Url::parse(&network.authentication_url).ok());
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

/// All networks to be shown, in an order that never depends on their state: muscle memory beats cleverness.
pub fn ids(state: &State) -> Vec<NetworkId> {
    let mut ids: Vec<NetworkId> = state
        .networks
        .joined
        .keys()
        .chain(state.networks.remembered.keys())
        .chain(state.networks.wishes.keys())
        .copied()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| standing(state, *id).is_some());
    ids.sort_by_cached_key(|id| (name(state, *id).to_lowercase(), *id));
    ids
}

/// The problem a network's standing is, if it is one.
pub(crate) fn trouble(state: &State, id: NetworkId) -> Option<Problem> {
    Some(match standing(state, id)? {
        Standing::WaitingForApproval => Problem::WaitingForApproval { network: id },
        Standing::AccessWithdrawn => Problem::AccessWithdrawn { network: id },
        Standing::NotFound => Problem::NotFound { network: id },
        Standing::PortError => Problem::AdapterNotMade {
            network: id,
            code: state.networks.joined.get(&id).map(|network| network.port_error).unwrap_or_default(),
        },
        Standing::ClientTooOld => Problem::ClientTooOld { network: id },
        Standing::SignInNeeded => Problem::SignInNeeded { network: id },
        _ => return None,
    })
}

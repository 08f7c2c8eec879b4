//! The inspector: everything about one network.

use serde::Serialize;
use zerotier_api::{
    NetworkId,
    service::{Network, NetworkStatus, NetworkType, Route},
};

use super::{
    list,
    permissions::{PermissionView, offers_no_way_out, permissions, word},
    unused::{self, UnusedView},
};
use crate::{
    app::{problem, state::State},
    interface::{
        glyph::{Fact, Glyph},
        networks::Permission,
        notice::{Remedy, Tone},
        offer::Question,
        place::Place,
    },
    kernel::{text, words::Words},
    networks::standing,
};

/// Everything about one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct NetworkView {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: NetworkId,
    /// As in the row. Hostile text.
    pub name: String,
    /// The name the person gave it, to edit; empty if none.
    pub own_name: String,
    /// The name its controller gave it; empty if none.
    pub network_name: String,
    pub glyph: Glyph,
    pub tone: Option<Tone>,
    pub state: String,
    /// A sentence on what the state means and what to do, if it needs one.
    pub explanation: Option<String>,
    /// What helps now.
    pub remedies: Vec<Remedy>,
    /// The press that shows its members, where somebody here administers it.
    pub administer: Option<Remedy>,
    /// "Private" or "Public"; none before it is known.
    pub kind: Option<String>,
    pub on: bool,
    pub busy: bool,
    /// When the sign-in ends, as "Sign-in ends in 2 hours"; none if the network has none.
    pub sign_in: Option<String>,
    /// It is left when the app quits.
    pub leave_on_quit: bool,
    /// The link that invites to it, for a phone's camera.
    pub link: String,
    pub addresses: Vec<Address>,
    /// Why there is no address; none if there is one.
    pub unaddressed: Option<String>,
    pub routes: Vec<RouteView>,
    pub dns: Option<DnsView>,
    pub permissions: Vec<PermissionView>,
    /// Technical facts behind a fold.
    pub facts: Vec<Fact>,
}

/// An address of this node in the network, split where the page draws it in two shades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// What is copied, whole.
    pub address: String,
    /// What is shown; a long IPv6 address is cut in the middle.
    pub short: String,
    /// As "/24"; empty if none.
    pub bits: String,
    /// It is not set on this machine.
    pub unused: Option<UnusedView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RouteView {
    pub target: String,
    /// The gateway; none goes straight into the network.
    pub via: Option<String>,
    pub unused: Option<UnusedView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct DnsView {
    pub domain: String,
    pub servers: Vec<String>,
    pub unused: Option<UnusedView>,
}

/// The network the place has selected, if it is still there.
pub(crate) fn selected(state: &State, words: &Words) -> Option<NetworkView> {
    let Place::Networks { selected: Some(id), .. } = state.frame.place else { return None };
    let row = list::row(state, id, words)?;
    let remembered = state.networks.remembered.get(&id).cloned().unwrap_or_default();
    let joined = state.networks.joined.get(&id);
    let (explanation, remedies) = problem::explanation(state, id, words);
    let kind = joined.filter(|network| network.netconf_revision > 0).map(|network| match &network.kind {
        NetworkType::Private => words.say("kind-private", &[]),
        NetworkType::Public => words.say("kind-public", &[]),
        NetworkType::Other(word) => word.clone(),
    });
    Some(NetworkView {
        id,
        own_name: remembered.own_name,
        network_name: remembered.name,
        glyph: row.glyph,
        tone: row.tone,
        state: row.state,
        explanation,
        remedies,
        administer: NetworkView::administer(state, id, words),
        kind,
        on: row.on,
        busy: row.busy,
        sign_in: sign_in_ends(state, id, words),
        leave_on_quit: remembered.leave_on_quit,
        link: format!("https://joinzt.com/addnetwork?nwid={id}&v=1"),
        unaddressed: unaddressed(state, id, words),
        addresses: addresses(state, id, words),
        routes: joined
            .map(|network| network.routes.iter().map(|known| route(network, known, words)).collect())
            .unwrap_or_default(),
        dns: joined.filter(|network| !network.dns.servers.is_empty()).map(|network| DnsView {
            domain: text::one_line(&network.dns.domain),
            servers: network.dns.servers.iter().map(|server| text::one_line(server)).collect(),
            unused: unused::dns(network, state.moment.os, words),
        }),
        permissions: if row.on { permissions(state, id, words) } else { Vec::new() },
        facts: facts(state, id, words),
        name: row.name,
    })
}

/// Said where the addresses would stand, so that nothing below them moves when they go.
fn unaddressed(state: &State, id: NetworkId, words: &Words) -> Option<String> {
    if !standing::assigned(state, id).is_empty() {
        return None;
    }
    let word = match state.networks.joined.get(&id) {
        None => "no-addresses-off",
        Some(_) if !state.networks.permission(id, Permission::Managed).0 => "no-addresses-unmanaged",
        Some(network) if network.status == NetworkStatus::Ok => "no-addresses-given",
        Some(_) => "no-addresses-yet",
    };
    Some(words.say(word, &[]))
}

/// Those in use first; the others with the reason why they are not.
fn addresses(state: &State, id: NetworkId, words: &Words) -> Vec<Address> {
    let Some(network) = state.networks.joined.get(&id) else { return Vec::new() };
    let mut addresses: Vec<Address> = standing::assigned(state, id)
        .iter()
        .map(|text| Address { unused: unused::target(network, text, words), ..address(text) })
        .collect();
    addresses.sort_by_key(|address| address.unused.is_some());
    addresses
}

/// The plain name of a permission.
pub(crate) fn permission_label(permission: Permission, words: &Words) -> String {
    words.say(&format!("allow-{}", word(permission)), &[])
}

/// What is asked before this permission is given; only one can cut the connection.
pub(crate) fn question(state: &State, id: NetworkId, permission: Permission, words: &Words) -> Option<Question> {
    // Where there is no other way, nothing goes another way.
    let asks = permission == Permission::Default && !offers_no_way_out(state, id);
    asks.then(|| Question::about("default-route", &standing::name(state, id), words))
}

fn route(network: &Network, route: &Route, words: &Words) -> RouteView {
    RouteView {
        target: text::one_line(&route.target),
        via: route.via.as_deref().map(text::one_line),
        unused: unused::target(network, &route.target, words),
    }
}

fn facts(state: &State, id: NetworkId, words: &Words) -> Vec<Fact> {
    let fact = |label: &str, value: String| Fact { label: words.say(label, &[]), value };
    let yes_or_no = |yes: bool| words.say(if yes { "yes" } else { "no" }, &[]);
    let mut facts = Vec::new();
    if !id.is_ad_hoc() {
        facts.push(fact("fact-controller", id.controller().to_string()));
    }
    if let Some(network) = state.networks.joined.get(&id) {
        facts.push(fact("fact-mac", network.mac.clone()));
        facts.push(fact("fact-interface", network.port_device_name.clone()));
        facts.push(fact("fact-mtu", network.mtu.to_string()));
        facts.push(fact("fact-bridge", yes_or_no(network.bridge)));
        facts.push(fact("fact-broadcast", yes_or_no(network.broadcast_enabled)));
        facts.push(fact("fact-revision", network.netconf_revision.to_string()));
        if network.port_error != 0 {
            facts.push(fact("fact-port-error", network.port_error.to_string()));
        }
    }
    facts.retain(|fact| !fact.value.is_empty());
    facts
}

/// Splits `address/bits`, and cuts an IPv6 address of more than five groups in its middle.
fn address(text: &str) -> Address {
    let (address, bits) = text.split_at(text.find('/').unwrap_or(text.len()));
    let groups: Vec<&str> = address.split(':').collect();
    let short = if groups.len() > 6 {
        let (head, tail) = (&groups[..3], &groups[groups.len() - 2..]);
        format!("{}:…:{}", head.join(":"), tail.join(":"))
    } else {
        address.to_owned()
    };
    Address { address: address.into(), short, bits: bits.into(), unused: None }
}

/// When the sign-in of this network ends, in words; none if it never does or that is not known.
pub(crate) fn sign_in_ends(state: &State, id: NetworkId, words: &Words) -> Option<String> {
    sign_in(state, id, words, "sign-in-ends")
}

/// The same, short enough for a row.
pub(crate) fn sign_in_left(state: &State, id: NetworkId, words: &Words) -> Option<String> {
    sign_in(state, id, words, "sign-in-left")
}

fn sign_in(state: &State, id: NetworkId, words: &Words, sentence: &str) -> Option<String> {
    const MINUTE: i64 = 60_000;
    let network = state.networks.joined.get(&id).filter(|network| network.status == NetworkStatus::Ok)?;
    let left = network.authentication_expiry_time.checked_sub(state.moment.now.unix_ms)?;
    if network.authentication_expiry_time <= 0 || left <= 0 {
        return None;
    }
    // Rounded up: what ends in 90 seconds ends within two minutes.
    let count = |name, unit: i64| {
        words.count(
            &format!("{sentence}-{name}"),
            &[("count", usize::try_from((left + unit - 1) / unit).unwrap_or(usize::MAX))],
        )
    };
    Some(match left {
        left if left <= 90 * MINUTE => count("minutes", MINUTE),
        left if left <= 48 * 60 * MINUTE => count("hours", 60 * MINUTE),
        _ => count("days", 24 * 60 * MINUTE),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_is_cut_in_its_middle_and_copied_whole() {
        let long = address("fd17:d395:d8cb:43a8:0099:938f:2c1a:9b3d/88");
        assert_eq!(long.short, "fd17:d395:d8cb:…:2c1a:9b3d");
        assert_eq!(long.address, "fd17:d395:d8cb:43a8:0099:938f:2c1a:9b3d");
        assert_eq!(long.bits, "/88");
        assert_eq!(address("10.147.17.24/24").short, "10.147.17.24");
        assert_eq!(address("").short, "");
    }
}

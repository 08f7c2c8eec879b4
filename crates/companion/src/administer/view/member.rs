//! Everything about one member.

use std::net::IpAddr;

use serde::Serialize;
use zerotier_api::{
    NodeAddress,
    authority::{Access, Member, Pool},
};

use super::members::{glyph, seen, standing, withdrawing};
use crate::{
    administer::{members::is_here, state::Administered},
    app::state::State,
    interface::{
        action::Action,
        administer::MemberDeed,
        glyph::{Fact, Glyph},
        networks::Permission,
        notice::Tone,
        offer::{Offer, Question},
        place::Place,
    },
    kernel::{ago, ids::AuthorityId, text, words::Words},
    networks::{scope::Scope, view::detail::permission_label},
};

/// Everything about one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub node: NodeAddress,
    /// To edit; empty if it has none. Hostile text.
    pub name: String,
    pub title: String,
    /// It is this very machine.
    pub own: bool,
    pub glyph: Glyph,
    pub tone: Option<Tone>,
    pub state: String,
    /// As "Seen now"; empty if not known.
    pub seen: String,
    pub allowed: bool,
    pub busy: bool,
    pub may_write: bool,
    pub addresses: Vec<AddressRow>,
    /// What is typed as one more address, what is wrong with it, and whether it can be added all the same.
    pub address_text: String,
    pub address_said: Option<String>,
    pub address_ready: bool,
    pub bridge: bool,
    pub no_auto_assign: bool,
    /// None where the authority has no such thing.
    pub sign_in_exempt: Option<bool>,
    /// None where the authority has no notes.
    pub note: Option<String>,
    pub facts: Vec<Fact>,
    /// What can be done with it; the first is the most usual.
    pub deeds: Vec<Offer>,
}

/// One address of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AddressRow {
    pub address: String,
    /// As "within a pool".
    pub said: String,
    pub tone: Option<Tone>,
}

pub(crate) fn member(
    state: &State,
    id: &AuthorityId,
    known: &Administered,
    may_write: bool,
    words: &Words,
) -> Option<MemberView> {
    let Place::Members { selected: Some(node), .. } = &state.frame.place else { return None };
    let member = known.members.as_ref()?.get(*node)?;
    let name = text::one_line(&member.name);
    let title = if name.is_empty() { words.say("no-name", &[]) } else { name.clone() };
    let abilities = state.authorities.dialect(id).abilities();
    let (address_said, address_ready) = typed(state, known, member, words);
    let seen = seen(member, state, words);
    Some(MemberView {
        node: *node,
        own: state.service.node.as_ref().is_some_and(|me| me.address == *node),
        glyph: glyph(member, state),
        tone: tone(member),
        state: words.say(standing(member), &[]),
        seen: if seen.is_empty() { seen } else { words.say("seen", &[("ago", &seen)]) },
        allowed: member.access == Access::Allowed,
        busy: known.wishes.contains_key(node),
        may_write,
        addresses: each_once(&member.addresses).map(|address| address_row(known, member, address, words)).collect(),
        address_text: state.administer.address_text.clone(),
        address_said,
        address_ready,
        bridge: member.bridge,
        no_auto_assign: member.no_auto_assign,
        sign_in_exempt: member.sign_in_exempt.filter(|_| abilities.exempts_from_sign_in),
        note: abilities.describes_members.then(|| text::one_line(&member.description)),
        facts: facts(member, state, words),
        deeds: if may_write { deeds(state, id, known, member, &title, words) } else { Vec::new() },
        name,
        title,
    })
}

/// An address that is given twice is one.
fn each_once(addresses: &[String]) -> impl Iterator<Item = &String> {
    addresses.iter().enumerate().filter(|(at, address)| !addresses[..*at].contains(address)).map(|(_, address)| address)
}

fn tone(member: &Member) -> Option<Tone> {
    (member.access == Access::Waiting && !member.hidden).then_some(Tone::Warn)
}

fn pools(known: &Administered) -> &[Pool] {
    known.settings.as_ref().map(|settings| settings.pools.as_slice()).unwrap_or_default()
}

fn in_pool(known: &Administered, address: IpAddr) -> bool {
    pools(known).iter().any(|pool| {
        let first: Option<IpAddr> = pool.first.parse().ok();
        let last: Option<IpAddr> = pool.last.parse().ok();
        first
            .zip(last)
            .is_some_and(|(first, last)| first.is_ipv4() == address.is_ipv4() && first <= address && address <= last)
    })
}

/// In a range the network routes directly.
fn in_route(known: &Administered, address: IpAddr) -> bool {
    let routes = known.settings.as_ref().map(|settings| settings.routes.as_slice()).unwrap_or_default();
    let direct = routes.iter().filter(|route| route.via.is_none());
    direct.filter_map(|route| route.target.parse::<ipnet::IpNet>().ok()).any(|net| net.contains(&address))
}

/// Another member that has this address too.
fn holder<'a>(known: &'a Administered, member: &Member, address: &str) -> Option<&'a Member> {
    let others = known.members.as_ref()?.iter().filter(|other| other.node != member.node);
    let mut holders = others.filter(|other| other.addresses.iter().any(|known| known == address));
    holders.next()
}

fn name_of(member: &Member) -> String {
    let name = text::one_line(&member.name);
    if name.is_empty() { member.node.to_string() } else { name }
}

fn address_row(known: &Administered, member: &Member, address: &str, words: &Words) -> AddressRow {
    let parsed: Option<IpAddr> = address.parse().ok();
    let (said, tone) = match parsed {
        _ if holder(known, member, address).is_some() => {
            let other = holder(known, member, address).map(name_of).unwrap_or_default();
            (words.say("address-shared", &[("name", &other)]), Some(Tone::Bad))
        }
        None => (words.say("address-odd", &[]), Some(Tone::Warn)),
        Some(address) if Scope::of(address) == Scope::Public => (words.say("address-public", &[]), Some(Tone::Warn)),
        Some(_) if known.settings.is_none() => (String::new(), None),
        Some(address) if in_pool(known, address) => (words.say("address-in-pool", &[]), None),
        Some(address) if !in_route(known, address) => (words.say("address-outside-routes", &[]), Some(Tone::Warn)),
        Some(_) => (words.say("address-outside-pools", &[]), Some(Tone::Warn)),
    };
    AddressRow { address: text::one_line(address), said, tone }
}

/// What is typed as one more address: what to say of it, and whether it can be added.
fn typed(state: &State, known: &Administered, member: &Member, words: &Words) -> (Option<String>, bool) {
    let text = state.administer.address_text.trim();
    if text.is_empty() {
        return (None, false);
    }
    let Ok(address) = text.parse::<IpAddr>() else {
        let word = if text.contains('/') { "address-with-bits" } else { "address-unreadable" };
        return (Some(words.say(word, &[])), false);
    };
    let text = address.to_string();
    if member.addresses.contains(&text) {
        return (Some(words.say("address-twice", &[])), false);
    }
    if let Some(other) = holder(known, member, &text) {
        return (Some(words.say("address-taken", &[("name", &name_of(other))])), false);
    }
    if Scope::of(address) == Scope::Public {
        let permission = permission_label(Permission::Global, words);
        return (Some(words.say("address-needs", &[("permission", &permission)])), true);
    }
    if known.settings.is_some() && !in_route(known, address) {
        return (Some(words.say("address-no-route", &[])), true);
    }
    let outside = known.settings.is_some() && !pools(known).is_empty() && !in_pool(known, address);
    (outside.then(|| words.say("address-no-pool", &[])), true)
}

fn facts(member: &Member, state: &State, words: &Words) -> Vec<Fact> {
    let fact = |label: &str, value: Option<String>| value.map(|value| Fact { label: words.say(label, &[]), value });
    let day = |moment: Option<i64>| moment.map(|moment| ago::day(moment, words));
    let text = |text: Option<&String>| text.map(|text| text::one_line(text)).filter(|text| !text.is_empty());
    let last = member.last_seen.filter(|_| !is_here(member, state.moment.now));
    [
        fact("member-version", text(member.version.as_ref())),
        fact("member-system", text(member.system.as_ref())),
        fact("member-physical", text(member.physical.as_ref())),
        fact("member-last-seen", day(last)),
        fact("member-allowed-at", day(member.allowed_at)),
        fact("member-withdrawn-at", day(member.withdrawn_at)),
        fact("member-created", day(member.created)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn deeds(
    state: &State,
    id: &AuthorityId,
    known: &Administered,
    member: &Member,
    title: &str,
    words: &Words,
) -> Vec<Offer> {
    let abilities = state.authorities.dialect(id).abilities();
    let offer = |label: &str, deed: MemberDeed| {
        let (authority, network) = (id.clone(), known.summary.id);
        Offer::new(label, Action::DoWith { authority, network, members: vec![member.node], deed }, words)
    };
    // Without a question, as at the switch: either is taken back with one press.
    let mut deeds = vec![if member.access == Access::Allowed {
        Offer { question: withdrawing(state, member, title, words), ..offer("withdraw", MemberDeed::Withdraw) }
    } else {
        offer("allow-member", MemberDeed::Allow)
    }];
    if abilities.rejects && member.access != Access::Rejected {
        deeds.push(offer("reject", MemberDeed::Reject).asking(Question::about("reject", title, words)));
    }
    if abilities.hides {
        let (word, hide) = if member.hidden { ("unhide", MemberDeed::Unhide) } else { ("hide", MemberDeed::Hide) };
        deeds.push(offer(word, hide));
    }
    deeds.push(offer("remove-member", MemberDeed::Remove).asking(Question::about("remove", title, words)));
    deeds
}

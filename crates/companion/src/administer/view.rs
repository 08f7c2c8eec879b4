//! What somebody administers: authorities as headings, their networks below, one of them opened.

pub mod form;
pub mod member;
pub mod members;
pub mod sections;

use serde::Serialize;
use zerotier_api::{NetworkId, authority::Dialect};

use super::{draft::ranges, homes, known, state::Administered};
use crate::{
    administer::{
        self,
        view::{
            form::{FormView, RangeView},
            member::MemberView,
            members::{MemberList, MemberToAdd},
            sections::{as_of, heading, order, sections},
        },
    },
    app::{problem::advice, state::State},
    authorities::{notice, state::Door},
    frame::problem::Problem,
    interface::{
        action::Action,
        glyph::Glyph,
        notice::{Notice, Remedy, Tone},
        offer::{Advice, Offer},
        place::Place,
    },
    kernel::{
        ids::{AuthorityId, AuthorityKind},
        text,
        words::Words,
    },
    networks::view::detail::NetworkView,
    ports::{authorities::Read, fault::AuthorityFault, kept::KeptAuthority},
    service::state::Link,
    tokens::view::adding::{self, AddingView},
};

/// What somebody administers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AdministerView {
    /// Devices that wait on networks administered here, as far as is known.
    pub waiting: usize,
    /// As "2 devices wait for approval"; empty if nobody does.
    pub summary: String,
    pub sections: Vec<Section>,
    /// This machine's own controller can be used, and is not yet.
    pub own_offered: bool,
    /// This machine's service comes without a controller, and nobody else is asked yet.
    pub own_missing: bool,
    /// The account being added, while its dialog is open.
    pub adding: Option<AddingView>,
    /// Where a new network can be made, in this order.
    pub makers: Vec<Maker>,
    /// Ranges a new network can give out, the first unless another is chosen.
    pub ranges: Vec<RangeView>,
    /// The network the place shows.
    pub network: Option<AdministeredView>,
}

/// An authority, or one organisation of it, with its networks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// The same as long as it is the same section.
    pub key: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub authority: AuthorityId,
    pub kind: AuthorityKind,
    pub title: String,
    /// The name the person gave the account, to edit.
    pub name: String,
    /// It is this machine's own controller: nothing to rename or to sign out of.
    pub own: bool,
    /// Nothing was read yet.
    pub loading: bool,
    /// As "32 so far; more are being asked for"; empty once all are there.
    pub pending: String,
    /// What is wrong with it, and what helps.
    pub notice: Option<Notice>,
    /// What is shown is from then, as "As of 4 min ago"; none if it is fresh.
    pub as_of: Option<String>,
    /// Networks in all, searched or not.
    pub total: usize,
    pub rows: Vec<AdministeredRow>,
}

/// An administered network in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AdministeredRow {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: NetworkId,
    /// Hostile text.
    pub name: String,
    /// The name is an id.
    pub nameless: bool,
    pub glyph: Glyph,
    /// As "2 waiting".
    pub state: String,
    pub tone: Option<Tone>,
    /// As "10 members"; empty if not known.
    pub members: String,
    /// It is told when a device waits there.
    pub watched: bool,
}

/// Somebody who can make a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Maker {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub authority: AuthorityId,
    pub label: String,
    /// The group it is made in, where there are groups.
    pub group: Option<String>,
    /// One is being made.
    pub busy: bool,
}

/// The administered network that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AdministeredView {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub authority: AuthorityId,
    /// As the heading of its section.
    pub of: String,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: NetworkId,
    /// Hostile text.
    pub name: String,
    /// The authority does not know it (any more).
    pub gone: bool,
    /// What is wrong with reading it.
    pub notice: Option<Notice>,
    /// As in [`Section::as_of`].
    pub as_of: Option<String>,
    /// Why nothing can be changed here; none if it can.
    pub read_only: Option<String>,
    /// Nobody gets an address there, and what to do about it.
    pub addressless: Option<Advice>,
    /// It is joined on this computer.
    pub joined: bool,
    pub watched: bool,
    /// It is being deleted.
    pub deleting: bool,
    /// None before they were read, and where settings are shown.
    pub members: Option<MemberList>,
    /// The selected member.
    pub member: Option<MemberView>,
    pub add: MemberToAdd,
    /// None before it was read, and where members are shown.
    pub form: Option<FormView>,
}

pub(crate) fn administer(state: &State, words: &Words) -> AdministerView {
    let waiting = waiting(state);
    let shown = state.frame.place.is_administer();
    AdministerView {
        waiting,
        summary: if waiting == 0 { String::new() } else { words.count("devices-wait", &[("count", waiting)]) },
        sections: if matches!(state.frame.place, Place::Administer { .. }) {
            sections(state, words)
        } else {
            Vec::new()
        },
        own_offered: shown && own_offered(state),
        own_missing: shown && state.authorities.kept.is_empty() && is_without_controller(state),
        adding: adding::adding(state, words),
        makers: if shown { makers(state, words) } else { Vec::new() },
        ranges: if shown { form::ranges(state, None, words) } else { Vec::new() },
        network: administered(state, words),
    }
}

/// Devices that wait on networks administered here, as far as is known.
pub(crate) fn waiting(state: &State) -> usize {
    let networks = state.authorities.lines.values().filter_map(|authority| authority.networks.as_ref());
    let networks = networks.flat_map(std::collections::BTreeMap::values);
    networks.map(|known| still_waiting(known).count()).sum()
}

/// Members that wait, without those that are just being decided on.
pub(crate) fn still_waiting(known: &Administered) -> impl Iterator<Item = &zerotier_api::authority::Member> {
    let members = known.members.iter().flat_map(administer::members::Members::waiting);
    members.filter(|member| !known.wishes.contains_key(&member.node))
}

fn own_offered(state: &State) -> bool {
    state.service.link == Link::Live
        && !is_without_controller(state)
        && !state.authorities.kept.contains_key(&AuthorityId::own())
}

/// This machine's service was asked for its controller, and has none.
fn is_without_controller(state: &State) -> bool {
    let own = state.authorities.lines.get(&AuthorityId::own());
    own.and_then(|own| own.fault.as_ref()) == Some(&AuthorityFault::NoController)
}

/// Whoever can make a network at the moment.
fn makers(state: &State, words: &Words) -> Vec<Maker> {
    let mut makers = Vec::new();
    let own = AuthorityId::own();
    let offered = own_offered(state).then(|| (own, KeptAuthority::default()));
    let known = order(state).into_iter().map(|(id, kept)| (id.clone(), kept.clone()));
    for (id, kept) in known.chain(offered) {
        let Some(authority) = state.authorities.lines.get(&id) else { continue };
        let able = authority.door == Door::Open && authority.fault.is_none();
        let read_only = authority.account.as_ref().is_some_and(|account| account.read_only);
        if !able || read_only {
            continue;
        }
        let label = heading(&id, &kept, None, words);
        let maker = |label: String, group: Option<String>| Maker {
            authority: id.clone(),
            label,
            group,
            busy: authority.creating,
        };
        if kept.kind.dialect() == Dialect::New {
            makers.extend(authority.groups.iter().map(|group| {
                let parts = [("place", label.as_str()), ("group", &text::one_line(&group.name))];
                maker(words.say("maker-group", &parts), Some(group.id.clone()))
            }));
        } else {
            makers.push(maker(label, None));
        }
    }
    makers
}

fn administered(state: &State, words: &Words) -> Option<AdministeredView> {
    let (id, network) = state.frame.place.administered()?;
    let (id, network) = (id.clone(), network);
    let kept = state.authorities.kept.get(&id);
    let kept_network = kept.and_then(|kept| kept.networks.get(&network));
    let authority = state.authorities.lines.get(&id);
    let known = known::administered(&state.authorities, &id, network);
    let fault = known.and_then(|known| known.fault.clone()).or(authority.and_then(|authority| authority.fault.clone()));
    let read = authority.is_some_and(|authority| authority.networks.is_some());
    let named = known.or(authority.and_then(|authority| authority.arriving.get(&network)));
    let name = named.map(|known| text::one_line(&known.summary.name)).filter(|name| !name.is_empty());
    let name = name.or_else(|| kept_network.map(|kept| kept.name.clone()).filter(|name| !name.is_empty()));
    let members = matches!(state.frame.place, Place::Members { .. });
    let read_at = match known.and_then(|known| known.members.as_ref()).filter(|_| members) {
        Some(members) => Some(members.read_at),
        None => authority.and_then(|authority| authority.read_at),
    };
    let read_only = known.filter(|known| !known.summary.may_write).map(|_| words.say("read-only-network", &[]));
    let may_write = read_only.is_none();
    // A form that is being filled in stays as it is: what can't be sent now is sent later.
    let reaches = may_write && !authority.and_then(|known| known.fault.as_ref()).is_some_and(AuthorityFault::closes);
    let waits = |read: Read| authority.is_some_and(|authority| authority.reading.contains_key(&read));
    let gone = read && known.is_none() && !waits(Read::Networks);
    Some(AdministeredView {
        of: notice::title(state, &id, words),
        id: network,
        name: name.unwrap_or_else(|| network.to_string()),
        gone,
        as_of: as_of(read_at, fault.as_ref(), state, words),
        notice: fault.map(|fault| advice::notice(&Problem::Authority { authority: id.clone(), fault }, state, words)),
        read_only,
        addressless: known.and_then(|known| addressless(state, &id, known, may_write, words)),
        joined: state.networks.joined.contains_key(&network),
        watched: kept_network.is_some_and(|kept| kept.watched),
        deleting: known.is_some_and(|known| known.deleting),
        members: known.filter(|_| members).and_then(|known| members::members(state, &id, known, reaches, words)),
        member: known.filter(|_| members).and_then(|known| member::member(state, &id, known, reaches, words)),
        add: members::to_add(state, known, words),
        form: known.filter(|_| !members).and_then(|known| form::form(state, &id, known, may_write, words)),
        authority: id,
    })
}

/// Nobody gets an address by itself, and nobody was given one.
fn addressless(
    state: &State,
    id: &AuthorityId,
    known: &Administered,
    may_write: bool,
    words: &Words,
) -> Option<Advice> {
    let settings = known.settings.as_ref().filter(|settings| !ranges::gives_addresses(settings))?;
    let mut members = known.members.iter().flat_map(administer::members::Members::iter);
    // A range that is being given is as good as given.
    let sending = known.draft.as_ref().is_some_and(|draft| draft.sending);
    // Nor is it known of those who are on their way.
    let sending = sending || known.members.as_ref().is_some_and(|members| !members.whole);
    if sending || known.deleting || members.any(|member| !member.addresses.is_empty()) {
        return None;
    }
    let range = ranges::easy(state, Some(settings.id)).into_iter().next().filter(|_| may_write);
    let offer = range.map(|range| Offer {
        label: words.say("give-range", &[("range", &range.target)]),
        action: Action::GiveRange { authority: id.clone(), network: settings.id, target: range.target },
        question: None,
    });
    Some(Advice::new("nobody-gets-addresses", offer, words))
}

/// A network of this list, opened.
pub(crate) fn open(authority: AuthorityId, network: NetworkId) -> Action {
    Action::Show { place: Place::members(authority, network) }
}

impl NetworkView {
    /// The press that opens the authority's side of a network joined here.
    pub(crate) fn administer(state: &State, id: NetworkId, words: &Words) -> Option<Remedy> {
        let authority = homes::of_network(state, id)?;
        let known = state.authorities.kept.get(&authority)?.networks.contains_key(&id);
        known.then(|| Remedy {
            label: words.say("remedy-administer", &[]),
            action: Action::Go { place: Place::members(authority, id) },
        })
    }
}

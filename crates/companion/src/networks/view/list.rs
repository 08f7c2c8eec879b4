//! The list of networks.

use serde::Serialize;
use zerotier_api::NetworkId;

use super::detail;
use crate::{
    app::state::State,
    interface::{
        action::Action,
        glyph::Glyph,
        notice::{Remedy, Tone},
        offer::{Offer, Question},
        place::Place,
    },
    kernel::{
        ago,
        text::{bare, one_line},
        words::Words,
    },
    networks::{
        invitation,
        standing::{Standing, addresses, allow, ids, lost, name, offline, standing},
        wish::{Aim, Wish},
    },
};

/// The line of a network; none if it is not to be shown.
pub fn row(state: &State, id: NetworkId, words: &Words) -> Option<NetworkRow> {
    let standing = standing(state, id)?;
    let wish = state.networks.wishes.get(&id).map(Wish::last);
    let on = match wish {
        Some(Aim::Leave { .. }) => false,
        Some(Aim::Join { .. }) => true,
        _ => state.networks.joined.contains_key(&id),
    };
    let name = name(state, id);
    let kept = state.networks.remembered.get(&id).cloned().unwrap_or_default();
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
        sign_in: detail::sign_in_left(state, id, words).filter(|_| !lost(state) && !offline(state)),
        on,
        busy: matches!(wish, Some(Aim::Join { .. } | Aim::Leave { .. })),
        label: words.say("row-label", &[("name", &name), ("state", &said)]),
        state: said,
        name,
    })
}

/// The window of rows the place asks for.
pub(crate) fn list(state: &State, words: &Words) -> NetworkList {
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

    let (search, from) = match &state.frame.place {
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
pub(crate) fn forget_off(state: &State, ids: &[NetworkId], found: bool, words: &Words) -> Option<Offer> {
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

/// The last change that a screen reader should tell.
pub(crate) fn announcement(state: &State, words: &Words) -> Announcement {
    let (count, network) = state.networks.announced;
    let text = network.and_then(|id| row(state, id, words)).map(|row| row.label).unwrap_or_default();
    Announcement { count, text }
}

/// At most this many rows of a list are in a view; the page asks for others by [`Place::Networks::from`].
pub const ROWS: usize = 60;

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

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    pub count: u32,
    pub text: String,
}

pub(crate) fn networks(state: &State, lost: bool, words: &Words) -> NetworkList {
    let mut networks = NetworkList { loading: !state.networks.known && !lost, stale: lost, ..list(state, words) };
    if lost {
        // Nobody knows how many are connected now.
        networks.summary = ago::as_of(state.networks.read, state.moment.now, words).unwrap_or_default();
    }
    networks
}

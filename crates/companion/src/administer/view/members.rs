//! The members of a network as a table: a window of rows, those who wait first.

use serde::Serialize;
use zerotier_api::{
    NodeAddress,
    authority::{Access, Member},
};

use crate::{
    administer::{
        members::{Members, is_away, is_here, waits},
        state::Administered,
    },
    app::state::State,
    interface::{
        action::Action,
        administer::{MemberDeed, MemberFilter, MemberSort},
        glyph::Glyph,
        offer::{Offer, Question},
        place::Place,
    },
    kernel::{ago, ids::AuthorityId, text, words::Words},
    networks::view::list::ROWS,
};

/// A window of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    /// Members in all.
    pub total: usize,
    /// Those of the filter that match the search.
    pub matching: usize,
    /// The place of `rows[0]` among them.
    pub from: usize,
    /// So many of the matching ones stand among those who wait; they come first.
    pub waiting: usize,
    pub filters: Vec<FilterView>,
    pub sort: MemberSort,
    pub rows: Vec<MemberRow>,
    /// So many are marked.
    pub marked: usize,
    /// As "3 marked".
    pub marked_text: String,
    /// What can be done with the marked ones.
    pub marked_deeds: Vec<Offer>,
    /// As "120 on their way"; while not all members are there, as "96 so far"; else empty.
    pub pending: String,
    /// Members can be changed here.
    pub may_write: bool,
    /// Last seen is known to this authority.
    pub tells_seen: bool,
}

/// A chip above the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FilterView {
    pub filter: MemberFilter,
    pub label: String,
    pub count: usize,
    pub on: bool,
}

/// A member in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MemberRow {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub node: NodeAddress,
    /// Empty if it has none. Hostile text.
    pub name: String,
    /// What stands where the name would: the name, or "No name".
    pub title: String,
    /// It is this very machine.
    pub own: bool,
    pub glyph: Glyph,
    /// It waits to be allowed.
    pub waits: bool,
    /// Not here at the moment, or not allowed: drawn faintly.
    pub away: bool,
    /// The first of its addresses; for one that waits, "Asks to join".
    pub address: Option<String>,
    /// So many more addresses.
    pub more: usize,
    pub seen: String,
    pub version: String,
    /// The switch: allowed, or about to be.
    pub allowed: bool,
    /// What was asked for is on its way.
    pub busy: bool,
    pub marked: bool,
    /// Asked before it is withdrawn, if it is this very machine.
    pub question: Option<Question>,
    /// For screen readers: "nas, allowed, seen now".
    pub label: String,
}

/// What the field for a member's own address came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MemberToAdd {
    pub text: String,
    /// The address, once it is one.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub node: Option<NodeAddress>,
    /// What is wrong with it, or to be known about it.
    pub said: Option<String>,
}

pub(crate) fn members(
    state: &State,
    id: &AuthorityId,
    known: &Administered,
    may_write: bool,
    words: &Words,
) -> Option<MemberList> {
    let Place::Members { filter, search, sort, from, .. } = &state.frame.place else { return None };
    let members = known.members.as_ref()?;
    let shown = members.shown(*filter, search, *sort, state.administer.steady(), state.moment.now);
    let matching = shown.len();
    let from = (*from).min(matching.saturating_sub(1));
    let waiting = shown.iter().take_while(|row| row.among_waiting).count();
    let rows = shown.into_iter().skip(from).take(ROWS).map(|shown| row(state, known, shown.member, words)).collect();
    let marked = state.administer.marks.0.len();
    let pending = known.wishes.len();
    let dialect = state.authorities.dialect(id);
    Some(MemberList {
        total: members.len(),
        matching,
        from,
        waiting,
        filters: filters(state, members, *filter, dialect.abilities().hides || dialect.abilities().rejects, words),
        sort: *sort,
        rows,
        marked,
        marked_text: words.count("count-marked", &[("count", marked)]),
        marked_deeds: if marked > 0 && may_write { marked_deeds(state, members, id, words) } else { Vec::new() },
        pending: match pending {
            _ if !members.whole => words.count("count-so-far", &[("count", members.len())]),
            0 | 1 => String::new(),
            count => words.count("count-pending", &[("count", count)]),
        },
        may_write,
        tells_seen: members.iter().any(|member| member.last_seen.is_some()),
    })
}

fn filters(state: &State, members: &Members, now: MemberFilter, aside: bool, words: &Words) -> Vec<FilterView> {
    let word = |filter| match filter {
        MemberFilter::All => "filter-all",
        MemberFilter::Waiting => "filter-waiting",
        MemberFilter::Allowed => "filter-allowed",
        MemberFilter::Away => "filter-away",
        MemberFilter::Hidden => "filter-hidden",
    };
    MemberFilter::ALL
        .into_iter()
        .zip(members.counts(state.moment.now))
        .filter(|(filter, count)| match filter {
            MemberFilter::Hidden => aside || *count > 0,
            // Where nobody is told to be seen, nobody is away.
            MemberFilter::Away => *filter == now || members.iter().any(|member| member.last_seen.is_some()),
            _ => true,
        })
        .map(|(filter, count)| FilterView { filter, label: words.say(word(filter), &[]), count, on: filter == now })
        .collect()
}

/// What the marked members have in common to be done with.
fn marked_deeds(state: &State, members: &Members, id: &AuthorityId, words: &Words) -> Vec<Offer> {
    let marked: Vec<&Member> =
        members.iter().filter(|member| state.administer.marks.0.contains(&member.node)).collect();
    let count = |wanted: fn(&Member) -> bool| marked.iter().filter(|member| wanted(member)).count();
    let allow = count(|member| member.access != Access::Allowed);
    let withdraw = count(|member| member.access == Access::Allowed);
    let offer = |word: &str, count: usize, deed: MemberDeed| Offer {
        label: words.count(word, &[("count", count)]),
        action: Action::DoWithMarked { deed },
        question: None,
    };
    let mut deeds = Vec::new();
    if allow > 0 {
        deeds.push(offer("allow-count", allow, MemberDeed::Allow));
    }
    if withdraw > 0 {
        let question = Question::about_all("withdraw", withdraw, words);
        deeds.push(offer("withdraw-count", withdraw, MemberDeed::Withdraw).asking(question));
    }
    let waiting = count(waits);
    if waiting > 0 && state.authorities.dialect(id).abilities().rejects {
        let question = Question::about_all("reject", waiting, words);
        deeds.push(offer("reject-count", waiting, MemberDeed::Reject).asking(question));
    }
    let all = marked.len();
    let question = Question::about_all("remove", all, words);
    deeds.push(offer("remove-count", all, MemberDeed::Remove).asking(question));
    deeds
}

/// How a member stands, in a word of the catalogue.
pub(crate) fn standing(member: &Member) -> &'static str {
    match member.access {
        Access::Waiting => "member-waiting",
        Access::Allowed => "member-allowed",
        Access::Withdrawn => "member-withdrawn",
        Access::Rejected => "member-rejected",
    }
}

pub(crate) fn glyph(member: &Member, state: &State) -> Glyph {
    if waits(member) {
        Glyph::Attention
    } else if member.access == Access::Allowed && is_here(member, state.moment.now) {
        Glyph::Connected
    } else if member.access == Access::Allowed && member.last_seen.is_none() {
        Glyph::Unknown
    } else {
        Glyph::Off
    }
}

pub(crate) fn seen(member: &Member, state: &State, words: &Words) -> String {
    member.last_seen.map(|seen| ago::ago(seen, state.moment.now.unix_ms, words)).unwrap_or_default()
}

/// What is asked before a member's access is withdrawn: nothing, unless it is this very machine.
pub(crate) fn withdrawing(state: &State, member: &Member, title: &str, words: &Words) -> Option<Question> {
    let own = state.service.node.as_ref().is_some_and(|node| node.address == member.node);
    (own && member.access == Access::Allowed).then(|| Question::about("withdraw-own", title, words))
}

fn row(state: &State, known: &Administered, member: &Member, words: &Words) -> MemberRow {
    let wish = known.wishes.get(&member.node);
    let allowed = match wish {
        Some(MemberDeed::Allow) => true,
        Some(MemberDeed::Withdraw | MemberDeed::Reject) => false,
        _ => member.access == Access::Allowed,
    };
    let name = text::one_line(&member.name);
    let title = if name.is_empty() { words.say("no-name", &[]) } else { name.clone() };
    let waiting = waits(member);
    let seen = seen(member, state, words);
    let own = state.service.node.as_ref().is_some_and(|node| node.address == member.node);
    let standing = words.say(standing(member), &[]);
    MemberRow {
        node: member.node,
        own,
        glyph: glyph(member, state),
        waits: waiting,
        away: !waiting && (member.access != Access::Allowed || is_away(member, state.moment.now)),
        address: if waiting {
            Some(words.say("asks-to-join", &[]))
        } else {
            member.addresses.first().map(|address| text::one_line(address))
        },
        more: if waiting { 0 } else { member.addresses.len().saturating_sub(1) },
        version: member.version.as_deref().map(text::one_line).unwrap_or_default(),
        allowed,
        busy: wish.is_some(),
        marked: state.administer.marks.0.contains(&member.node),
        question: withdrawing(state, member, &title, words),
        label: words
            .say("member-label", &[("name", &title), ("state", &standing), ("address", &member.node.to_string())]),
        seen,
        name,
        title,
    }
}

/// What is typed as the address of a member to be added.
pub(crate) fn to_add(state: &State, known: Option<&Administered>, words: &Words) -> MemberToAdd {
    let text = state.administer.member_text.clone();
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != ':').collect();
    if digits.is_empty() {
        return MemberToAdd { text, ..MemberToAdd::default() };
    }
    let Ok(node) = digits.parse::<NodeAddress>() else {
        let count = digits.chars().count().to_string();
        let found = digits.chars().find(|c| !c.is_ascii_hexdigit());
        let said = match found {
            Some(found) => words.say("add-not-hex", &[("found", &found.to_string())]),
            None if digits.len() == 16 => words.say("add-network-id", &[]),
            None => words.say("add-length", &[("digits", &count)]),
        };
        return MemberToAdd { text, node: None, said: Some(said) };
    };
    let member = known.and_then(|known| known.members.as_ref()).and_then(|members| members.get(node));
    let said = member.map(|member| {
        let name = text::one_line(&member.name);
        let name = if name.is_empty() { node.to_string() } else { name };
        let word = if member.access == Access::Allowed { "add-already" } else { "add-allows" };
        words.say(word, &[("name", &name)])
    });
    MemberToAdd { text, node: Some(node), said }
}

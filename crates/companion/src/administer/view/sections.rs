//! Authorities as headings, their networks below.

use zerotier_api::NetworkId;

use super::{AdministeredRow, Section, still_waiting};
use crate::{
    administer::{members, state::Administered},
    app::{problem::advice, state::State},
    authorities::state::Authority,
    frame::problem::Problem,
    interface::{glyph::Glyph, notice::Tone, place::Place},
    kernel::{
        ago,
        ids::{AuthorityId, AuthorityKind},
        moment, text,
        words::Words,
    },
    ports::{authorities::Read, fault::AuthorityFault, kept::KeptAuthority},
};

pub(crate) fn sections(state: &State, words: &Words) -> Vec<Section> {
    let search = match &state.frame.place {
        Place::Administer { search } => text::one_line(search).to_lowercase(),
        _ => String::new(),
    };
    let mut sections: Vec<Section> = Vec::new();
    let none = Authority::default();
    for (id, kept) in order(state) {
        let authority = state.authorities.lines.get(id).unwrap_or(&none);
        let mut organisations: Vec<Option<&str>> = shown(authority).map(organisation).collect();
        organisations.sort_unstable();
        organisations.dedup();
        if organisations.is_empty() {
            organisations.push(None);
        }
        for organisation in organisations {
            sections.push(section(state, words, (id, kept, authority), organisation, &search));
        }
    }
    sections
}

/// Accounts in the order they came, this machine's own controller last.
pub(crate) fn order(state: &State) -> Vec<(&AuthorityId, &KeptAuthority)> {
    let mut order: Vec<_> = state.authorities.kept.iter().collect();
    order.sort_by_key(|(id, _)| (id.is_own(), id.number()));
    order
}

/// The networks that are known, and before all are, those that have come.
fn shown(authority: &Authority) -> impl Iterator<Item = &Administered> {
    let known = authority.networks.iter().flatten();
    let is_new = |id: &NetworkId| authority.networks.as_ref().is_none_or(|known| !known.contains_key(id));
    known.chain(authority.arriving.iter().filter(move |(id, _)| is_new(id))).map(|(_, known)| known)
}

fn organisation(known: &Administered) -> Option<&str> {
    known.summary.organisation.as_ref().map(|organisation| organisation.id.as_str())
}

fn section(
    state: &State,
    words: &Words,
    (id, kept, authority): (&AuthorityId, &KeptAuthority, &Authority),
    wanted: Option<&str>,
    search: &str,
) -> Section {
    let mut known: Vec<&Administered> = shown(authority).filter(|known| organisation(known) == wanted).collect();
    known.sort_by_cached_key(|known| (text::one_line(&known.summary.name).to_lowercase(), known.summary.id));
    let name = known.first().and_then(|known| known.summary.organisation.as_ref());
    let name = name.map(|organisation| text::one_line(&organisation.name)).filter(|name| !name.is_empty());
    let title = heading(id, kept, name.as_deref(), words);
    let total = known.len();
    let is_arriving = !authority.arriving.is_empty() && authority.reading.contains_key(&Read::Networks);
    let fault = authority.fault.clone();
    Section {
        key: format!("{} {}", id.as_str(), wanted.unwrap_or_default()),
        authority: id.clone(),
        kind: kept.kind,
        title,
        name: text::one_line(&kept.name),
        own: id.is_own(),
        loading: authority.networks.is_none() && total == 0 && fault.is_none(),
        pending: if is_arriving { words.count("count-so-far", &[("count", total)]) } else { String::new() },
        as_of: as_of(authority.read_at, fault.as_ref(), state, words),
        notice: fault.map(|fault| advice::notice(&Problem::Authority { authority: id.clone(), fault }, state, words)),
        total,
        rows: known
            .into_iter()
            .filter(|known| {
                text::one_line(&known.summary.name).to_lowercase().contains(search)
                    || known.summary.id.to_string().contains(search)
            })
            .map(|known| row(state, id, known, words))
            .collect(),
    }
}

/// "ZeroTier Central (legacy)", "New Central, organisation “harbour”", each with the account's name where there are two.
pub(crate) fn heading(id: &AuthorityId, kept: &KeptAuthority, organisation: Option<&str>, words: &Words) -> String {
    if id.is_own() {
        return words.say("own-controller", &[]);
    }
    let name = text::one_line(&kept.name);
    match (kept.kind, organisation) {
        (AuthorityKind::New, Some(organisation)) => {
            words.say("heading-organisation", &[("organisation", organisation)])
        }
        (AuthorityKind::New, None) => words.say("heading-new", &[("name", &name)]),
        (AuthorityKind::Legacy, _) => words.say("heading-legacy", &[("name", &name)]),
        (AuthorityKind::Controller, _) => words.say("heading-controller", &[("name", &name)]),
    }
}

pub(crate) fn as_of(
    read_at: Option<moment::Now>,
    fault: Option<&AuthorityFault>,
    state: &State,
    words: &Words,
) -> Option<String> {
    fault?;
    ago::as_of(read_at, state.moment.now, words)
}

fn row(state: &State, id: &AuthorityId, known: &Administered, words: &Words) -> AdministeredRow {
    let name = text::one_line(&known.summary.name);
    let nameless = name.is_empty();
    let waiting = known.members.as_ref().map(|_| still_waiting(known).count());
    let total = known.members.as_ref().map(members::Members::len);
    let total = total.or(known.summary.counts.and_then(|counts| usize::try_from(counts.total).ok()));
    let undecided = known.summary.counts.filter(|counts| known.members.is_none() && counts.total > counts.allowed);
    let (glyph, state_text, tone) = match (waiting, undecided) {
        (Some(0), _) => (Glyph::Connected, words.say("nobody-waits", &[]), None),
        (Some(count), _) => (Glyph::Attention, words.count("count-waiting", &[("count", count)]), Some(Tone::Warn)),
        (None, Some(counts)) => {
            let count = usize::try_from(counts.total - counts.allowed).unwrap_or(usize::MAX);
            (Glyph::Off, words.count("count-not-allowed", &[("count", count)]), None)
        }
        (None, None) if known.summary.counts.is_some() => (Glyph::Connected, words.say("nobody-waits", &[]), None),
        (None, None) => (Glyph::Off, String::new(), None),
    };
    let kept = state.authorities.kept.get(id).and_then(|kept| kept.networks.get(&known.summary.id));
    AdministeredRow {
        id: known.summary.id,
        name: if nameless { known.summary.id.to_string() } else { name },
        nameless,
        glyph,
        state: state_text,
        tone,
        members: total.map(|count| words.count("count-members", &[("count", count)])).unwrap_or_default(),
        watched: kept.is_some_and(|kept| kept.watched),
    }
}

//! Everything about one credential.

use serde::Serialize;

use super::{
    days_left, deeds,
    rotation::{self, RotationView},
    row::{advice, care, ends, glyph, purpose, service_row},
};
use crate::{
    app::state::State,
    authorities::{clock, notice},
    interface::{
        action::Action,
        glyph::{Fact, Glyph},
        notice::Tone,
        offer::Offer,
        place::Place,
    },
    kernel::{
        ago,
        days::{self, days_left as days_until, end_fault},
        ids::{CredentialId, CredentialKind},
        text,
        words::Words,
    },
    ports::{fault::AuthorityFault, service::Origin},
    service::state::Link,
    tokens::{
        credential::{self, Facts},
        issued,
        state::Verdict,
    },
};

/// Everything about one credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TokenView {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: CredentialId,
    pub kind: CredentialKind,
    pub name: String,
    pub purpose: String,
    pub glyph: Glyph,
    pub tone: Option<Tone>,
    /// As "Accepted", "Not accepted", "Not verified".
    pub state: String,
    /// What came of asking, in a sentence; none if nothing need be said.
    pub said: Option<String>,
    pub details: Option<String>,
    /// It has a name, a note and an end of its own.
    pub editable: bool,
    pub note: String,
    /// As `2026-12-31`, to edit; empty if it has no end.
    pub ends_day: String,
    pub ends: String,
    /// What is wrong with the day somebody typed.
    pub ends_said: Option<String>,
    /// Its end is what its authority says, in a sentence; none if a person says it.
    pub ends_fixed: Option<String>,
    /// It is being asked about.
    pub verifying: bool,
    /// An administrator is being asked: deeds wait.
    pub busy: bool,
    /// What would be wise, a sentence each.
    pub advice: Vec<String>,
    pub facts: Vec<Fact>,
    /// The one thing to do now, if there is one.
    pub lead: Option<Offer>,
    /// What else can be done.
    pub deeds: Vec<Offer>,
    /// It is being replaced by a new one.
    pub rotation: Option<RotationView>,
}

pub(crate) fn selected(state: &State, words: &Words) -> Option<TokenView> {
    let Place::Tokens { selected: Some(id), .. } = &state.frame.place else { return None };
    if *id == CredentialId::Service {
        return service(state, words);
    }
    let facts = credential::facts(state, id)?;
    let tone = care(state, id, &facts);
    let verdict = state.tokens.verdicts.get(id);
    let by_use = id.authority().and_then(|id| state.authorities.lines.get(id)?.fault.as_ref());
    let (word, said, details) = standing(&facts, verdict, by_use, words);
    let typed = state.tokens.end_fault.as_ref().filter(|(about, ..)| about == id);
    let day = |moment: i64| ago::day(moment, words);
    let fact = |label: &str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(Fact { label: words.say(label, &[]), value })
    };
    let moment = |moment: Option<i64>| moment.map(|at| ago::ago(at, state.moment.now.unix_ms, words));
    let token_id = match id {
        CredentialId::ZeroPath(number) => state.tokens.zero_path.get(number).map(|kept| kept.token_id.clone()),
        _ => None,
    };
    let issued = id.authority().and_then(|authority| {
        let kept = state.authorities.kept.get(authority)?;
        Some(issued::token(state, authority, &kept.issued_as)?.1)
    });
    let issued_as = issued.map(|token| text::one_line(&token.name));
    let ends_fixed = issued.and_then(|token| token.ends).map(|ends| words.say("ends-fixed", &[("day", &day(ends))]));
    let rotation = id.authority().and_then(|id| rotation::rotation(state, id, words));
    let lead = match word {
        _ if rotation.as_ref().is_some_and(|rotation| !rotation.steps.is_empty()) => None,
        "token-refused" | "token-unknown" => Some(deeds::replace(id, words)),
        _ if tone == Some(Tone::Bad) => Some(deeds::replace(id, words)),
        "token-unverified" => Some(deeds::verify(id.clone(), words)),
        _ => None,
    };
    let name = text::one_line(facts.name);
    Some(TokenView {
        id: id.clone(),
        kind: facts.kind,
        purpose: purpose(&facts, words),
        glyph: glyph(&facts, tone),
        tone,
        state: if id.authority().is_some_and(|id| rotation::waits(state, id)) {
            words.say("rotation-stopped", &[])
        } else if word == "token-accepted" {
            accepted(&facts, state.moment.now.unix_ms, words)
        } else {
            words.say(word, &[])
        },
        said,
        details,
        editable: true,
        note: text::one_line(facts.note),
        ends_day: typed.map_or_else(|| facts.ends.map(days::day_of).unwrap_or_default(), |(_, day, _)| day.clone()),
        ends: ends(facts.ends, state.moment.now.unix_ms, words),
        ends_fixed,
        ends_said: typed.map(|(_, _, fault)| words.say(end_fault(*fault), &[])),
        verifying: state.tokens.verifying.contains(id),
        busy: false,
        advice: if rotation.is_some() {
            Vec::new()
        } else {
            advice(state, id, &facts, words).into_iter().map(|advice| advice.text).collect()
        },
        facts: [
            fact("token-host", facts.base.map(|base| base.host().to_owned())),
            fact("token-id", token_id),
            fact("token-issued-as", issued_as),
            fact(
                "token-kept",
                Some(words.say(if state.tokens.held.contains(id) { "kept-memory" } else { "kept-keychain" }, &[])),
            ),
            fact("token-added", (facts.added > 0).then(|| day(facts.added))),
            fact("token-verified", moment(facts.verified)),
            fact("token-used", moment(facts.used)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        deeds: deeds::kept(state, id, &facts, words).into_iter().filter(|deed| Some(deed) != lead.as_ref()).collect(),
        lead,
        rotation,
        name,
    })
}

/// What is accepted says its end before it comes.
fn accepted(facts: &Facts<'_>, now: i64, words: &Words) -> String {
    match facts.ends.map(|ends| days_until(ends, now)) {
        Some(days @ ..0) => words.say("token-ended", &[("ends", &days_left(days, words))]),
        Some(days @ ..=14) => words.say("token-ends", &[("ends", &days_left(days, words))]),
        _ => words.say("token-accepted", &[]),
    }
}

/// The state in a word, and what came of asking in a sentence.
fn standing(
    facts: &Facts<'_>,
    verdict: Option<&Verdict>,
    by_use: Option<&AuthorityFault>,
    words: &Words,
) -> (&'static str, Option<String>, Option<String>) {
    let why = |fault: &AuthorityFault| words.say(&format!("why-{}", notice::word(fault)), &[]);
    match verdict {
        Some(Verdict::Fits { ahead: Some(ahead) }) => {
            let minutes = usize::try_from(clock::minutes(*ahead).unsigned_abs()).unwrap_or(usize::MAX);
            let word = if *ahead > 0 { "clock-behind" } else { "clock-ahead" };
            ("token-accepted", Some(words.count(word, &[("count", minutes)])), None)
        }
        Some(Verdict::Fits { ahead: None }) => ("token-accepted", None, None),
        Some(Verdict::Not(fault)) => {
            let word = match fault {
                AuthorityFault::Refused => "token-refused",
                AuthorityFault::NoToken | AuthorityFault::Locked => "token-unknown",
                _ => "token-unverified",
            };
            (word, Some(why(fault)), fault.said().map(text::one_line))
        }
        None => match by_use {
            Some(fault @ AuthorityFault::Refused) => ("token-refused", Some(why(fault)), None),
            _ if facts.unverified => ("token-unverified", None, None),
            _ if facts.verified.is_some() => ("token-accepted", None, None),
            _ => ("token-unverified", None, None),
        },
    }
}

/// The token of this machine's service.
fn service(state: &State, words: &Words) -> Option<TokenView> {
    let row = service_row(state, words)?;
    let origin = state.service.origin.as_ref()?;
    let fact = |label: &str, value: String| Fact { label: words.say(label, &[]), value };
    let live = state.service.link == Link::Live;
    let mut facts = vec![fact("token-kept", row.kept.clone())];
    if let Origin::ServiceHome(path) | Origin::UserCopy(path) = origin {
        facts.push(fact("token-file", path.display().to_string()));
    }
    for copy in &state.service.traces.copies {
        let word = match copy.stale {
            Some(true) => "token-copy-stale",
            Some(false) => "token-copy-right",
            None => "token-copy-found",
        };
        facts.push(fact(word, copy.path.display().to_string()));
    }
    Some(TokenView {
        id: CredentialId::Service,
        kind: CredentialKind::Service,
        name: row.name,
        purpose: row.purpose,
        glyph: row.glyph,
        tone: None,
        state: words.say(if live { "token-accepted" } else { "token-unverified" }, &[]),
        said: None,
        details: None,
        editable: false,
        note: String::new(),
        ends_day: String::new(),
        ends: String::new(),
        ends_said: None,
        ends_fixed: None,
        verifying: false,
        busy: state.service.asking,
        advice: row.advice.into_iter().map(|advice| advice.text).collect(),
        facts,
        lead: deeds::repair(state, words),
        deeds: row.deeds.into_iter().filter(|deed| deed.action != Action::RepairCopies).collect(),
        rotation: None,
    })
}

//! A token in the list.

use serde::Serialize;

use super::{days_left, deeds, rotation};
use crate::{
    app::state::State,
    interface::{
        glyph::Glyph,
        notice::Tone,
        offer::{Advice, Offer},
    },
    kernel::{
        ago,
        days::{self, days_left as days_until},
        ids::{CredentialId, CredentialKind},
        text,
        words::Words,
    },
    ports::{fault::AuthorityFault, service::Origin},
    service::state::Link,
    tokens::{
        credential::{self, Facts},
        state::Verdict,
    },
};

/// A credential in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TokenRow {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub id: CredentialId,
    pub name: String,
    /// What it is for, and where it applies.
    pub purpose: String,
    pub glyph: Glyph,
    /// As "in 12 days"; empty if it has no end.
    pub ends: String,
    pub tone: Option<Tone>,
    pub kept: String,
    pub verified: String,
    pub used: String,
    pub advice: Vec<Advice>,
    /// It has a name of its own.
    pub editable: bool,
    pub deeds: Vec<Offer>,
}

/// How much care a credential needs: trouble if it has ended or is refused, a warning if it ends within two weeks.
pub(crate) fn care(state: &State, id: &CredentialId, facts: &Facts<'_>) -> Option<Tone> {
    let refused = |fault: &AuthorityFault| matches!(fault, AuthorityFault::Refused | AuthorityFault::NoToken);
    let by_use = id.authority().and_then(|id| state.authorities.lines.get(id)?.fault.as_ref()).is_some_and(refused);
    let asked = matches!(state.tokens.verdicts.get(id), Some(Verdict::Not(fault)) if refused(fault));
    let days = facts.ends.map(|ends| days_until(ends, state.moment.now.unix_ms));
    match days {
        _ if by_use || asked => Some(Tone::Bad),
        Some(days) if days < 0 => Some(Tone::Bad),
        Some(days) if days <= 14 => Some(Tone::Warn),
        _ if facts.unverified => Some(Tone::Warn),
        _ if id.authority().is_some_and(|id| rotation::waits(state, id)) => Some(Tone::Warn),
        _ => None,
    }
}

/// How near an end is: past, or within two weeks.
pub(crate) fn ends_tone(ends: Option<i64>, now: i64) -> Option<Tone> {
    match days_until(ends?, now) {
        ..0 => Some(Tone::Bad),
        0..=14 => Some(Tone::Warn),
        _ => None,
    }
}

/// In a row: as "in 12 days", "ended 3 days ago"; empty if it has no end.
pub(crate) fn ends(ends: Option<i64>, now: i64, words: &Words) -> String {
    match ends.map(|ends| days_until(ends, now)) {
        Some(days @ ..-90) => {
            words.count("ended-months-ago", &[("count", usize::try_from(-days / 30).unwrap_or_default())])
        }
        Some(days @ -90..0) => words.count("ended-days-ago", &[("count", usize::try_from(-days).unwrap_or_default())]),
        Some(days) => days_left(days, words),
        None => String::new(),
    }
}

pub(crate) fn row(state: &State, id: &CredentialId, facts: &Facts<'_>, words: &Words) -> TokenRow {
    let tone = care(state, id, facts);
    let moment =
        |moment: Option<i64>| moment.map(|at| ago::ago(at, state.moment.now.unix_ms, words)).unwrap_or_default();
    TokenRow {
        id: id.clone(),
        name: text::one_line(facts.name),
        purpose: purpose(facts, words),
        glyph: glyph(facts, tone),
        ends: ends(facts.ends, state.moment.now.unix_ms, words),
        tone: ends_tone(facts.ends, state.moment.now.unix_ms),
        kept: words.say(if state.tokens.held.contains(id) { "kept-memory" } else { "kept-keychain" }, &[]),
        verified: if facts.unverified { words.say("never", &[]) } else { moment(facts.verified) },
        used: moment(facts.used),
        advice: match id.authority().and_then(|id| rotation::waiting_text(state, id, words)) {
            // One thing at a time.
            Some(text) => vec![Advice { text, offer: None }],
            None => advice(state, id, facts, words),
        },
        editable: true,
        deeds: deeds::kept(state, id, facts, words),
    }
}

/// What was never seen to fit is not shown as if it did.
pub(crate) fn glyph(facts: &Facts<'_>, tone: Option<Tone>) -> Glyph {
    match tone {
        Some(Tone::Bad) => Glyph::Trouble,
        Some(Tone::Warn | Tone::Info) => Glyph::Attention,
        None if facts.verified.is_none() => Glyph::Off,
        None => Glyph::Connected,
    }
}

pub(crate) fn purpose(facts: &Facts<'_>, words: &Words) -> String {
    let host = facts.base.map(|base| base.host().to_owned()).unwrap_or_default();
    let word = match facts.kind {
        CredentialKind::Service => "purpose-service",
        CredentialKind::Legacy => "purpose-legacy",
        CredentialKind::New => "purpose-new",
        CredentialKind::Controller => "purpose-controller",
        CredentialKind::ZeroPath => "purpose-zero-path",
    };
    words.say(word, &[("host", &host)])
}

/// The token of this machine's service, wherever it comes from.
pub(crate) fn service_row(state: &State, words: &Words) -> Option<TokenRow> {
    let origin = state.service.origin.as_ref()?;
    let live = state.service.link == Link::Live;
    let outdated = state.service.traces.copies.iter().filter(|copy| copy.stale == Some(true)).count();
    Some(TokenRow {
        id: CredentialId::Service,
        name: words.say("token-of-service", &[]),
        purpose: words.say("purpose-service", &[]),
        glyph: if live { Glyph::Connected } else { Glyph::Off },
        ends: String::new(),
        tone: None,
        kept: kept_where(origin, state.service.kept, words),
        verified: if live { words.say("ago-now", &[]) } else { String::new() },
        used: if live { words.say("ago-now", &[]) } else { String::new() },
        advice: if outdated == 0 {
            Vec::new()
        } else {
            vec![Advice {
                text: words.count("advice-copies", &[("count", outdated)]),
                offer: deeds::repair(state, words),
            }]
        },
        editable: false,
        deeds: deeds::service(state, words),
    })
}

fn kept_where(origin: &Origin, kept: bool, words: &Words) -> String {
    let word = match origin {
        Origin::Keychain => "kept-keychain",
        Origin::Consent if kept => "kept-keychain",
        Origin::Consent => "kept-memory",
        Origin::ServiceHome(_) => "kept-service",
        Origin::UserCopy(_) => "kept-copy",
    };
    words.say(word, &[])
}

/// What would be wise. Not a lecture: a sentence where there is something to do.
pub(crate) fn advice(state: &State, id: &CredentialId, facts: &Facts<'_>, words: &Words) -> Vec<Advice> {
    let now = state.moment.now.unix_ms;
    let days = facts.ends.map(|ends| days_until(ends, now));
    let mut advice = Vec::new();
    let mut say = |word: &str, offer: Option<Offer>| advice.push(Advice::new(word, offer, words));
    if facts.unverified {
        say("advice-unverified", Some(deeds::verify(id.clone(), words)));
    }
    if credential::without_secret(state).contains(id) && !state.tokens.verdicts.contains_key(id) {
        say("advice-no-secret", Some(deeds::replace(id, words)));
    }
    let rotate = || id.authority().filter(|id| rotation::is_offered(state, id)).map(|id| rotation::offer(id, words));
    match days {
        Some(days) if days < 0 => say("advice-ended", Some(deeds::replace(id, words))),
        Some(days) if days <= 14 => {
            say("advice-ends-soon", Some(rotate().unwrap_or_else(|| deeds::replace(id, words))));
        }
        Some(days) if days > 365 => say("advice-far", None),
        // What has no end by its nature is not reproached for it.
        None if matches!(facts.kind, CredentialKind::New | CredentialKind::ZeroPath) => say("advice-no-end", None),
        _ => {}
    }
    let since = facts.used.unwrap_or(facts.added);
    if since > 0 && now.saturating_sub(since) > 90 * days::DAY {
        say("advice-unused", None);
    }
    let same = |other: &CredentialId| {
        other != id
            && credential::facts(state, other).is_some_and(|other| {
                other.kind == facts.kind && other.base == facts.base && account(state, id).is_some()
            })
            && account(state, other) == account(state, id)
    };
    if credential::ids(state).iter().any(same) {
        say("advice-same-account", None);
    }
    for found in state.tokens.lying.iter().filter(|found| found.kept.as_ref() == Some(id)) {
        let text = words.say("advice-elsewhere", &[("source", &found.source.name())]);
        advice.push(Advice { text, offer: None });
    }
    advice
}

fn account<'a>(state: &'a State, id: &CredentialId) -> Option<&'a str> {
    let account = state.authorities.kept.get(id.authority()?)?.account.as_str();
    (!account.is_empty()).then_some(account)
}

//! Every credential: what it is for, where it is kept, when it ends. Never a secret.

mod deeds;
mod detail;
mod found;
mod issued;
mod issuing;
mod rotation;

use serde::Serialize;

pub use detail::TokenView;
pub use found::FoundTokenView;
pub use issued::{HolderView, IssuedRow, IssuedView};
pub use issuing::{ChoiceView, IssuingStage, IssuingView};
pub use rotation::{Progress, RotationStepView, RotationView};

use super::Tone;
use crate::{
    model::{
        action::{Action, Place},
        ago,
        authority::AuthorityFault,
        credential::{self, CredentialId, CredentialKind, Facts, Verdict, days_left as days_until},
        event::Origin,
        rows,
        rows::Glyph,
        state::{Link, State},
        view::{Advice, Offer, Remedy},
    },
    words::Words,
};

/// Every credential.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TokensView {
    /// So many are in the worst state there is: refused or ended, else ending soon or not verified.
    pub attention: usize,
    /// The worst of them.
    pub tone: Option<Tone>,
    /// As "1 has ended, 2 end soon"; empty if none needs care.
    pub summary: String,
    pub groups: Vec<TokenGroup>,
    /// Tokens that lie ready in the environment.
    pub found: Vec<FoundTokenView>,
    /// What a crash has left behind, in a sentence; none if nothing.
    pub left_over: Option<String>,
    /// The selected one.
    pub token: Option<TokenView>,
    /// The dialog in which something is made at an authority.
    pub issuing: Option<IssuingView>,
}

/// The credentials of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct TokenGroup {
    pub kind: CredentialKind,
    pub title: String,
    /// Where they are made, if a person makes them.
    pub made_at: Option<Remedy>,
    pub rows: Vec<TokenRow>,
    /// What the accounts of this kind list.
    pub issued: Vec<IssuedView>,
}

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

pub(super) fn tokens(state: &State, words: &Words) -> TokensView {
    let caring: Vec<Option<Tone>> =
        credential::ids(state).iter().filter_map(|id| Some(care(state, id, &credential::facts(state, id)?))).collect();
    let tone = caring.iter().flatten().min().copied();
    // The worst of them are counted: a number in red is of what is red.
    let attention = caring.iter().flatten().filter(|care| Some(**care) == tone).count();
    let shown = matches!(state.place, Place::Tokens { .. });
    let mut view = TokensView { attention, tone, summary: summary(state, words), ..TokensView::default() };
    if shown {
        view.groups = groups(state, words);
        view.found = found::found(state, words);
        view.left_over = left_over(state, words);
        view.token = detail::selected(state, words);
        view.issuing = issuing::issuing(state, words);
    }
    view
}

/// How many need what care, in their order: as "1 has ended, 2 end soon"; empty if none does.
fn summary(state: &State, words: &Words) -> String {
    let now = state.now.unix_ms;
    let mut counts = [("tokens-ended", 0_usize), ("tokens-refused", 0), ("tokens-end-soon", 0), ("tokens-other", 0)];
    for id in credential::ids(state) {
        let Some(facts) = credential::facts(state, &id) else { continue };
        let place = match (care(state, &id, &facts), facts.ends.map(|ends| days_until(ends, now))) {
            (None, _) => continue,
            (_, Some(..0)) => 0,
            (Some(Tone::Bad), _) => 1,
            (_, Some(0..=14)) => 2,
            _ => 3,
        };
        counts[place].1 += 1;
    }
    counts[2].1 += issued::ending(state);
    let parts =
        counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| words.count(word, &[("count", *count)]));
    parts.collect::<Vec<_>>().join(", ")
}

/// How much care a credential needs: trouble if it has ended or is refused, a warning if it ends within two weeks.
fn care(state: &State, id: &CredentialId, facts: &Facts<'_>) -> Option<Tone> {
    let refused = |fault: &AuthorityFault| matches!(fault, AuthorityFault::Refused | AuthorityFault::NoToken);
    let by_use = id.authority().and_then(|id| state.authorities.get(id)?.fault.as_ref()).is_some_and(refused);
    let asked = matches!(state.verdicts.get(id), Some(Verdict::Not(fault)) if refused(fault));
    let days = facts.ends.map(|ends| days_until(ends, state.now.unix_ms));
    match days {
        _ if by_use || asked => Some(Tone::Bad),
        Some(days) if days < 0 => Some(Tone::Bad),
        Some(days) if days <= 14 => Some(Tone::Warn),
        _ if facts.unverified => Some(Tone::Warn),
        _ if id.authority().is_some_and(|id| rotation::waits(state, id)) => Some(Tone::Warn),
        _ => None,
    }
}

/// Tokens that end soon or have ended, for the tray.
pub(in crate::model) fn ending(state: &State) -> Vec<(CredentialId, i64)> {
    let mut ending: Vec<(CredentialId, i64)> = credential::ids(state)
        .into_iter()
        .filter_map(|id| {
            let days = days_until(credential::facts(state, &id)?.ends?, state.now.unix_ms);
            (days <= 14).then_some((id, days))
        })
        .collect();
    ending.sort_by_key(|(_, days)| *days);
    ending
}

/// How near an end is: past, or within two weeks.
fn ends_tone(ends: Option<i64>, now: i64) -> Option<Tone> {
    match days_until(ends?, now) {
        ..0 => Some(Tone::Bad),
        0..=14 => Some(Tone::Warn),
        _ => None,
    }
}

/// In a row: as "in 12 days", "ended 3 days ago"; empty if it has no end.
fn ends(ends: Option<i64>, now: i64, words: &Words) -> String {
    match ends.map(|ends| days_until(ends, now)) {
        Some(days @ ..-90) => {
            words.count("ended-months-ago", &[("count", usize::try_from(-days / 30).unwrap_or_default())])
        }
        Some(days @ -90..0) => words.count("ended-days-ago", &[("count", usize::try_from(-days).unwrap_or_default())]),
        Some(days) => days_left(days, words),
        None => String::new(),
    }
}

/// In a sentence: as "today", "in 12 days", "3 days ago".
pub(in crate::model) fn days_left(days: i64, words: &Words) -> String {
    let count = |name: &str, days: i64| words.count(name, &[("count", usize::try_from(days).unwrap_or_default())]);
    match days {
        ..=-1 => count("ended-days", -days),
        0 => words.say("ends-today", &[]),
        1..=90 => count("ends-days", days),
        91..=730 => count("ends-months", days / 30),
        _ => count("ends-years", days / 365),
    }
}

fn groups(state: &State, words: &Words) -> Vec<TokenGroup> {
    let search = match &state.place {
        Place::Tokens { search, .. } => rows::one_line(search).to_lowercase(),
        _ => String::new(),
    };
    let kinds = [
        (CredentialKind::Service, "tokens-service", None),
        (CredentialKind::Legacy, "tokens-legacy", Some("https://my.zerotier.com/account")),
        (CredentialKind::New, "tokens-new", Some("https://central.zerotier.com")),
        (CredentialKind::Controller, "tokens-controller", None),
        (CredentialKind::ZeroPath, "tokens-zero-path", Some("https://zeropath.com/app/settings/api")),
    ];
    let ids = credential::ids(state);
    kinds
        .into_iter()
        .filter_map(|(kind, title, made_at)| {
            let mut known: Vec<(&CredentialId, Facts<'_>)> =
                ids.iter().filter_map(|id| Some((id, credential::facts(state, id)?))).collect();
            known.retain(|(_, facts)| facts.kind == kind);
            // What needs care first, then what ends first.
            known.sort_by_key(|(id, facts)| {
                let care = care(state, id, facts);
                (care.is_none(), care, facts.ends.is_none(), facts.ends, facts.name.to_lowercase())
            });
            let mut rows: Vec<TokenRow> = known.iter().map(|(id, facts)| row(state, id, facts, words)).collect();
            if kind == CredentialKind::Service {
                rows.extend(service_row(state, words));
            }
            rows.retain(|row| format!("{} {} {}", row.name, row.purpose, row.id).to_lowercase().contains(&search));
            let made_at = made_at.map(|address| Remedy {
                label: words.say("tokens-made-at", &[]),
                action: Action::OpenVendor { address: address.into() },
            });
            let issued = issued::of_kind(state, kind, &search, words);
            let worth = !rows.is_empty() || !issued.is_empty() || (made_at.is_some() && search.is_empty());
            worth.then(|| TokenGroup { kind, title: words.say(title, &[]), made_at, rows, issued })
        })
        .collect()
}

fn row(state: &State, id: &CredentialId, facts: &Facts<'_>, words: &Words) -> TokenRow {
    let tone = care(state, id, facts);
    let moment = |moment: Option<i64>| moment.map(|at| ago::ago(at, state.now.unix_ms, words)).unwrap_or_default();
    TokenRow {
        id: id.clone(),
        name: rows::one_line(facts.name),
        purpose: purpose(facts, words),
        glyph: glyph(facts, tone),
        ends: ends(facts.ends, state.now.unix_ms, words),
        tone: ends_tone(facts.ends, state.now.unix_ms),
        kept: words.say(if state.held.contains(id) { "kept-memory" } else { "kept-keychain" }, &[]),
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
fn glyph(facts: &Facts<'_>, tone: Option<Tone>) -> Glyph {
    match tone {
        Some(Tone::Bad) => Glyph::Trouble,
        Some(Tone::Warn | Tone::Info) => Glyph::Attention,
        None if facts.verified.is_none() => Glyph::Off,
        None => Glyph::Connected,
    }
}

fn purpose(facts: &Facts<'_>, words: &Words) -> String {
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
fn service_row(state: &State, words: &Words) -> Option<TokenRow> {
    let origin = state.origin.as_ref()?;
    let live = state.link == Link::Live;
    let outdated = state.traces.copies.iter().filter(|copy| copy.stale == Some(true)).count();
    Some(TokenRow {
        id: CredentialId::Service,
        name: words.say("token-of-service", &[]),
        purpose: words.say("purpose-service", &[]),
        glyph: if live { Glyph::Connected } else { Glyph::Off },
        ends: String::new(),
        tone: None,
        kept: kept_where(origin, state.kept, words),
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
fn advice(state: &State, id: &CredentialId, facts: &Facts<'_>, words: &Words) -> Vec<Advice> {
    let now = state.now.unix_ms;
    let days = facts.ends.map(|ends| days_until(ends, now));
    let mut advice = Vec::new();
    let mut say = |word: &str, offer: Option<Offer>| advice.push(Advice::new(word, offer, words));
    if facts.unverified {
        say("advice-unverified", Some(deeds::verify(id.clone(), words)));
    }
    if credential::without_secret(state).contains(id) && !state.verdicts.contains_key(id) {
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
    if since > 0 && now.saturating_sub(since) > 90 * credential::DAY {
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
    for found in state.lying.iter().filter(|found| found.kept.as_ref() == Some(id)) {
        let text = words.say("advice-elsewhere", &[("source", &found.source.name())]);
        advice.push(Advice { text, offer: None });
    }
    advice
}

fn account<'a>(state: &'a State, id: &CredentialId) -> Option<&'a str> {
    let account = state.settings.authorities.get(id.authority()?)?.account.as_str();
    (!account.is_empty()).then_some(account)
}

fn left_over(state: &State, words: &Words) -> Option<String> {
    let count = credential::left_over(state).len();
    (count > 0).then(|| words.count("tokens-left-over", &[("count", count)]))
}

//! Every credential: what it is for, where it is kept, when it ends. Never a secret.

pub mod adding;
pub mod deeds;
pub mod detail;
pub mod found;
pub mod issued;
pub mod issuing;
pub mod rotation;
pub mod row;

use serde::Serialize;

use super::credential::{self, Facts};
use crate::{
    app::state::State,
    interface::{
        action::Action,
        notice::{Remedy, Tone},
        place::Place,
    },
    kernel::{
        days::days_left as days_until,
        ids::{CredentialId, CredentialKind},
        text,
        words::Words,
    },
    tokens::view::{
        detail::TokenView,
        found::FoundTokenView,
        issued::IssuedView,
        issuing::IssuingView,
        row::{TokenRow, care, row, service_row},
    },
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

pub(crate) fn tokens(state: &State, words: &Words) -> TokensView {
    let caring: Vec<Option<Tone>> =
        credential::ids(state).iter().filter_map(|id| Some(care(state, id, &credential::facts(state, id)?))).collect();
    let tone = caring.iter().flatten().min().copied();
    // The worst of them are counted: a number in red is of what is red.
    let attention = caring.iter().flatten().filter(|care| Some(**care) == tone).count();
    let shown = matches!(state.frame.place, Place::Tokens { .. });
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
    let now = state.moment.now.unix_ms;
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

/// Tokens that end soon or have ended, for the tray.
pub(crate) fn ending(state: &State) -> Vec<(CredentialId, i64)> {
    let mut ending: Vec<(CredentialId, i64)> = credential::ids(state)
        .into_iter()
        .filter_map(|id| {
            let days = days_until(credential::facts(state, &id)?.ends?, state.moment.now.unix_ms);
            (days <= 14).then_some((id, days))
        })
        .collect();
    ending.sort_by_key(|(_, days)| *days);
    ending
}

/// In a sentence: as "today", "in 12 days", "3 days ago".
pub(crate) fn days_left(days: i64, words: &Words) -> String {
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
    let search = match &state.frame.place {
        Place::Tokens { search, .. } => text::one_line(search).to_lowercase(),
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

fn left_over(state: &State, words: &Words) -> Option<String> {
    let count = credential::left_over(state).len();
    (count > 0).then(|| words.count("tokens-left-over", &[("count", count)]))
}

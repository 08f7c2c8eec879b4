//! The dialog for an account's token: how far finding out whose it is has come.

use serde::Serialize;

use crate::{
    app::state::State,
    authorities::notice,
    kernel::{
        days::end_fault,
        ids::{CredentialId, CredentialKind},
        text,
        words::Words,
    },
    ports::fault::AuthorityFault,
    tokens::{
        credential,
        state::{AddFault, Adding},
    },
};

/// The dialog for an account's token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AddingView {
    pub stage: AccountStage,
    /// The credential that gets a new secret; none adds one.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub renew: Option<CredentialId>,
    /// Its name, and its kind.
    pub name: String,
    pub kind: Option<CredentialKind>,
    /// Where it answers; empty where one is added.
    pub base: String,
    /// What is wrong, beside the field.
    pub said: Option<String>,
    pub details: Option<String>,
    /// Nobody could be asked: it can be kept all the same, if the person says so.
    pub can_keep: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum AccountStage {
    /// A token may be typed.
    Open,
    /// It is being found out whose it is.
    Asking,
    /// It is in; the dialog closes.
    Added,
}

pub(crate) fn adding(state: &State, words: &Words) -> Option<AddingView> {
    let (step, renew, fault) = match state.tokens.adding.as_ref()? {
        Adding::Open { renew } => (AccountStage::Open, renew.clone(), None),
        Adding::AskingZeroPath { renewed, .. } => (AccountStage::Asking, renewed.map(CredentialId::ZeroPath), None),
        Adding::Asking { form, .. } => (AccountStage::Asking, form.authority.clone().map(Into::into), None),
        Adding::Refused { renew, fault } => (AccountStage::Open, renew.clone(), Some(fault)),
        Adding::Added => (AccountStage::Added, None, None),
    };
    let known = renew.as_ref().and_then(|id| credential::facts(state, id));
    Some(AddingView {
        stage: step,
        name: known.map(|facts| text::one_line(facts.name)).unwrap_or_default(),
        kind: known.map(|facts| facts.kind),
        base: known.and_then(|facts| facts.base).map(ToString::to_string).unwrap_or_default(),
        renew,
        said: fault.map(|fault| said(fault, words)),
        can_keep: matches!(fault, Some(AddFault::Silent { .. } | AddFault::Elsewhere { .. } | AddFault::KindNeeded)),
        details: fault.and_then(|fault| match fault {
            AddFault::Silent { fault, .. } => fault.said().map(text::one_line),
            AddFault::Elsewhere { said, .. } => Some(text::one_line(said)),
            _ => None,
        }),
    })
}

fn said(fault: &AddFault, words: &Words) -> String {
    match fault {
        AddFault::Empty => words.say("account-empty", &[]),
        AddFault::KindNeeded => words.say("account-kind-needed", &[]),
        AddFault::BadEnd { said } => words.say(end_fault(*said), &[]),
        AddFault::Demo => words.say("account-demo", &[]),
        AddFault::NotAToken => words.say("account-not-a-token", &[]),
        AddFault::BadAddress => words.say("account-bad-address", &[]),
        AddFault::NotHttps => words.say("account-not-https", &[]),
        AddFault::Unknown { hosts } => {
            let word = if hosts.len() > 1 { "account-unknown-hosts" } else { "account-unknown-host" };
            let last = hosts.last().map(String::as_str).unwrap_or_default();
            let first = hosts.first().map(String::as_str).unwrap_or_default();
            words.say(word, &[("host", first), ("other", last)])
        }
        AddFault::OtherAccount => words.say("account-other-account", &[]),
        AddFault::OtherKind => words.say("account-other-kind", &[]),
        AddFault::Silent { host, fault: AuthorityFault::Forbidden { .. } } => {
            words.say("account-forbidden", &[("host", host)])
        }
        AddFault::Silent { host, fault } => {
            let why = words.say(&format!("why-{}", notice::word(fault)), &[]);
            words.say("account-silent", &[("host", host), ("why", &why)])
        }
        AddFault::Elsewhere { base, .. } => words.say("account-elsewhere", &[("base", base)]),
        AddFault::Known { name } => words.say("account-known", &[("name", &text::one_line(name))]),
    }
}

//! What can be done with a credential.

use super::rotation;
use crate::{
    app::state::State,
    interface::{
        action::Action,
        offer::{Offer, Question},
    },
    kernel::{
        ids::{CredentialId, CredentialKind},
        text,
        words::Words,
    },
    service::state::Link,
    tokens::credential::Facts,
};

/// With one that is kept here.
pub(crate) fn kept(state: &State, id: &CredentialId, facts: &Facts<'_>, words: &Words) -> Vec<Offer> {
    let credential = || id.clone();
    let mut deeds = vec![verify(credential(), words)];
    let rotates = id.authority().filter(|authority| rotation::is_offered(state, authority));
    deeds.extend(rotates.map(|authority| rotation::offer(authority, words)));
    deeds.push(replace(id, words));
    deeds.extend(copies(id, words));
    let about = if facts.kind == CredentialKind::ZeroPath { "forget-token" } else { "forget-account" };
    let question = Question::about(about, &text::one_line(facts.name), words);
    deeds.push(
        Offer::new("token-forget", Action::ForgetCredential { credential: credential() }, words).asking(question),
    );
    deeds
}

/// With the token of this machine's service.
pub(crate) fn service(state: &State, words: &Words) -> Vec<Offer> {
    let mut deeds = vec![verify(CredentialId::Service, words)];
    deeds.extend(repair(state, words));
    if state.service.home.is_some() && !state.service.traces.elsewhere && !state.service.demo {
        let question = Question::about("renew-token", "", words);
        deeds.push(Offer::new("token-renew", Action::RenewServiceToken, words).asking(question));
    }
    deeds.extend(copies(&CredentialId::Service, words));
    if state.service.kept {
        let action = Action::ForgetCredential { credential: CredentialId::Service };
        deeds.push(Offer::new("token-forget-now", action, words));
    }
    deeds
}

/// Only what is known to fit may be written over what is there.
pub(crate) fn repair(state: &State, words: &Words) -> Option<Offer> {
    let outdated =
        state.service.link == Link::Live && state.service.traces.copies.iter().any(|copy| copy.stale == Some(true));
    outdated.then(|| Offer::new("token-repair-copies", Action::RepairCopies, words))
}

pub(crate) fn replace(id: &CredentialId, words: &Words) -> Offer {
    Offer::new("token-replace", Action::AskAccount { open: true, renew: Some(id.clone()) }, words)
}

pub(crate) fn verify(credential: CredentialId, words: &Words) -> Offer {
    Offer::new("token-verify", Action::VerifyCredential { credential }, words)
}

fn copies(id: &CredentialId, words: &Words) -> [Offer; 2] {
    [
        Offer::new("token-copy", Action::CopySecret { credential: id.clone() }, words),
        Offer::new("token-copy-curl", Action::CopyCurl { credential: id.clone() }, words),
    ]
}

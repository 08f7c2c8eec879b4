//! What is done with credentials: named, noted, verified, copied, forgotten; `ZeroPath` tokens coming in.

use std::time::Duration;

use zerotier_api::{BaseUrl, Error, Secret};

use super::{credential, curl, ending, found, incoming, issuing, rotating, state::Verdict};
use crate::{
    app::state::State,
    authorities::{
        clock,
        door::{self, fetch},
        reading,
        state::Door,
    },
    frame::{
        keychain,
        problem::Problem,
        troubles::{self, trouble},
    },
    interface::{action::Action, place},
    kernel::{
        days,
        ids::{AuthorityId, CredentialId, Slot},
        text,
    },
    ports::{
        authorities::{Ask, Told},
        effect::{Deed, Effect, Question},
        fault::AuthorityFault,
        secrets::KeychainFault,
        tokens::ZeroPathQuestion,
    },
    service::{access, looking},
};

pub(crate) const LONGEST_NAME: usize = 80;

const LONGEST_NOTE: usize = 500;

pub(crate) fn act(state: &mut State, action: Action, now: Duration) -> Vec<Effect> {
    match action {
        Action::RenameCredential { credential, name } => rename(state, &credential, &name),
        Action::NoteCredential { credential, text } => note(state, &credential, &text),
        Action::EndCredential { credential, day } => end(state, credential, day),
        Action::VerifyCredential { credential } => return verify(state, credential),
        Action::ForgetCredential { credential } => return forget(state, credential),
        Action::CopySecret { credential } => {
            return vec![Effect::Do(Deed::CopySecret { credential, slot: Slot::Current })];
        }
        Action::CopyCurl { credential } => return curl::copy_curl(state, &credential, now),
        Action::ForgetLeftOver => return forget_left_over(state),
        Action::RepairCopies => return vec![Effect::Do(Deed::RepairCopies)],
        Action::TakeFound { source } => return found::take(state, &source),
        _ => {}
    }
    Vec::new()
}

fn rename(state: &mut State, id: &CredentialId, name: &str) {
    let name: String = text::one_line(name).chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        return;
    }
    match id {
        CredentialId::Service => {}
        CredentialId::Authority(id) => {
            state.authorities.kept.entry(id.clone()).and_modify(|kept| kept.name = name);
        }
        CredentialId::ZeroPath(number) => {
            state.tokens.zero_path.entry(*number).and_modify(|kept| kept.name = name);
        }
    }
}

fn note(state: &mut State, id: &CredentialId, text: &str) {
    let note: String = text::one_line(text).chars().take(LONGEST_NOTE).collect();
    match id {
        CredentialId::Service => {}
        CredentialId::Authority(id) => {
            state.authorities.kept.entry(id.clone()).and_modify(|kept| kept.note = note);
        }
        CredentialId::ZeroPath(number) => {
            state.tokens.zero_path.entry(*number).and_modify(|kept| kept.note = note);
        }
    }
}

fn end(state: &mut State, id: CredentialId, day: String) {
    let Some(kind) = credential::facts(state, &id).map(|facts| facts.kind) else { return };
    state.tokens.end_fault = None;
    match days::end_of(&day, kind, state.moment.now.unix_ms) {
        Err(fault) => state.tokens.end_fault = Some((id, day, fault)),
        Ok(ends) => match &id {
            CredentialId::Service => {}
            CredentialId::Authority(id) => {
                state.authorities.kept.entry(id.clone()).and_modify(|kept| kept.ends = ends);
            }
            CredentialId::ZeroPath(number) => {
                state.tokens.zero_path.entry(*number).and_modify(|kept| kept.ends = ends);
            }
        },
    }
}

/// Asks once whether the secret still fits.
pub(crate) fn verify(state: &mut State, id: CredentialId) -> Vec<Effect> {
    if id == CredentialId::Service {
        return looking::look_now(state, state.moment.now.since_start);
    }
    if !state.tokens.verifying.insert(id.clone()) {
        return Vec::new();
    }
    state.tokens.verdicts.remove(&id);
    match &id {
        CredentialId::Authority(authority) => {
            let known = state.authorities.lines.entry(authority.clone()).or_default();
            if known.door == Door::Open {
                known.writing += 1;
                let epoch = known.epoch;
                let (authority, ask) = (authority.clone(), Ask::Account);
                return vec![Effect::Ask(Question::OfAuthority { authority, epoch, ask })];
            }
            known.queued.push_back(Ask::Account);
            door::open(state, authority)
        }
        CredentialId::ZeroPath(_) | CredentialId::Service => {
            vec![fetch(state, id, Slot::Current)]
        }
    }
}

/// Whose token it is was told, or that it is nobody's.
pub(crate) fn verified(state: &mut State, id: &AuthorityId, told: Result<Told, Error>, now: Duration) {
    let credential = CredentialId::from(id.clone());
    state.tokens.verifying.remove(&credential);
    let verdict = match told {
        Ok(Told::Account(account)) => {
            let off = account.clock.map(|clock| clock - state.moment.now.unix_ms).filter(|off| off.abs() > clock::OFF);
            if let Some(kept) = state.authorities.kept.get_mut(id) {
                kept.verified = Some(state.moment.now.unix_ms);
                kept.unverified = false;
                kept.bearer = account.bearer;
            }
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.account = Some(account);
                authority.fault.take_if(|fault| fault.is_about_token());
            }
            Verdict::Fits { ahead: off }
        }
        Ok(other) => Verdict::Not(AuthorityFault::of(&reading::astray(&other), now)),
        Err(error) => Verdict::Not(AuthorityFault::of(&error, now)),
    };
    if let (Verdict::Not(fault), Some(authority)) = (&verdict, state.authorities.lines.get_mut(id)) {
        authority.account = None;
        if fault.is_about_token() {
            authority.fault = Some(fault.clone());
        }
    }
    state.tokens.verdicts.insert(credential, verdict);
}

fn forget(state: &mut State, id: CredentialId) -> Vec<Effect> {
    state.tokens.verdicts.remove(&id);
    state.tokens.held.remove(&id);
    if let place::Place::Tokens { selected, .. } = &mut state.frame.place {
        selected.take_if(|selected| *selected == id);
    }
    state.tokens.ends_told.remove(&id);
    for found in &mut state.tokens.lying {
        found.kept.take_if(|kept| *kept == id);
    }
    // What is just being dropped is nothing left over.
    if let Some(entries) = state.tokens.entries.as_mut() {
        entries.retain(|(entry, _)| *entry != id);
    }
    match &id {
        CredentialId::Service => access::forget(state),
        CredentialId::Authority(authority) => incoming::remove(state, authority.clone()),
        CredentialId::ZeroPath(number) => {
            state.tokens.zero_path.remove(number);
            vec![Effect::Do(Deed::ForgetSecret { credential: id, slot: Slot::Current })]
        }
    }
}

/// What a crash has left behind.
fn forget_left_over(state: &mut State) -> Vec<Effect> {
    let lost = credential::left_over(state);
    if let Some(entries) = state.tokens.entries.as_mut() {
        entries.retain(|entry| !lost.contains(entry));
    }
    lost.into_iter().map(|(credential, slot)| Effect::Do(Deed::ForgetSecret { credential, slot })).collect()
}

/// Where `ZeroPath` answers unless somebody says otherwise.
pub(crate) fn zero_path_base() -> Option<BaseUrl> {
    "https://zeropath.com".parse().ok()
}

/// The secret in use goes to the keychain.
pub(crate) fn keep(state: &mut State, credential: CredentialId, secret: Secret) -> Effect {
    state.tokens.keeping.insert(credential.clone());
    let base = credential::destination(state, &credential);
    Effect::Do(Deed::KeepSecret { credential, slot: Slot::Current, secret, base })
}

/// The keychain took a secret, or did not: then this run alone knows it.
pub(crate) fn kept(state: &mut State, id: &CredentialId, slot: Slot, kept: Result<(), KeychainFault>) -> Vec<Effect> {
    // No keychain ever sees it.
    if slot == Slot::Made {
        return issuing::lies_ready(state, id);
    }
    keychain::keychain(state, kept);
    if slot == Slot::Current {
        state.tokens.keeping.remove(id);
    }
    if kept.is_ok() {
        if slot == Slot::Current {
            state.tokens.held.remove(id);
        }
        if let Some(entries) = state.tokens.entries.as_mut() {
            entries.retain(|entry| *entry != (id.clone(), slot));
            entries.push((id.clone(), slot));
        }
    } else if slot == Slot::Current {
        state.tokens.held.insert(id.clone());
    }
    let mut effects = match (slot, id.authority()) {
        (Slot::Next, Some(authority)) => rotating::kept(state, authority, kept),
        (Slot::Current, Some(authority)) => ending::kept_again(state, authority, kept),
        _ => Vec::new(),
    };
    // It may be one of those that lie ready.
    if slot == Slot::Current && kept.is_ok() {
        effects.extend(found::look_again(state));
    }
    effects
}

/// The keychain dropped a secret, or did not.
pub(crate) fn forgotten(
    state: &mut State,
    id: &CredentialId,
    slot: Slot,
    forgotten: Result<(), KeychainFault>,
) -> Vec<Effect> {
    troubles::clear(&mut state.frame, |known| *known == Problem::SecretNotForgotten);
    if forgotten.is_err() {
        trouble(&mut state.frame, Problem::SecretNotForgotten);
    }
    match (slot, id.authority()) {
        (Slot::Previous, Some(authority)) => ending::forgotten(state, authority, forgotten),
        _ => Vec::new(),
    }
}

/// A secret came out of the keychain to be asked about.
pub(crate) fn fetched(
    state: &mut State,
    id: CredentialId,
    slot: Slot,
    secret: Result<Option<Secret>, KeychainFault>,
) -> Vec<Effect> {
    let (CredentialId::ZeroPath(number), Slot::Current) = (&id, slot) else { return Vec::new() };
    let known = state.tokens.zero_path.get(number).and_then(|kept| Some((kept.base.clone()?, kept.token_id.clone())));
    match (secret, known) {
        (Ok(Some(secret)), Some((base, token_id))) => {
            let question = ZeroPathQuestion { number: 0, known: Some(*number), base, token_id, secret };
            vec![Effect::Ask(Question::ZeroPath(question))]
        }
        (secret, _) => {
            state.tokens.verifying.remove(&id);
            let fault = match secret {
                Err(KeychainFault::Locked) => AuthorityFault::Locked,
                Err(KeychainFault::Elsewhere) => AuthorityFault::Elsewhere,
                _ => AuthorityFault::NoToken,
            };
            state.tokens.verdicts.insert(id, Verdict::Not(fault));
            Vec::new()
        }
    }
}

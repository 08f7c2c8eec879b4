//! Replacing the token in use by a new one. Each step begins from what the keychain and the authority really have, so
//! that it can be taken again after whatever stopped it.

use zerotier_api::{
    Error, Secret,
    authority::{Account, NewToken},
};

use super::{
    credential,
    ending::{finished, refused_as_wanted, restored},
    found,
    issued::token,
    issuing, outcome,
    rotation::{Rotating, RotationFault},
    state::{IssueFault, IssueStage, Verdict},
};
use crate::{
    app::{kept, state::State},
    authorities::{door, reading, sending},
    interface::tokens::Issue,
    kernel::{
        ids::{AuthorityId, CredentialId, Slot},
        text,
    },
    ports::{
        authorities::Ask,
        effect::{Deed, Effect, Question},
        fault::AuthorityFault,
        kept::{Rotation, RotationStep},
        secrets::KeychainFault,
        tokens::Purpose,
    },
};

/// The first press: what is wrong with it is said in the dialog.
pub(crate) fn begin(state: &mut State, id: &AuthorityId, old: &str, name: &str, day: &str) -> Vec<Effect> {
    let asked =
        state.tokens.issuing.as_ref().is_some_and(|dialog| dialog.authority == *id && dialog.issue == Issue::Rotation);
    if !asked || rotation(state, id).is_some() {
        return Vec::new();
    }
    match planned(state, id, old, name, day) {
        Ok(rotation) => {
            state.tokens.issuing = None;
            if let Some(kept) = state.authorities.kept.get_mut(id) {
                kept.rotation = Some(rotation);
            }
            run(state, id, false)
        }
        Err(fault) => {
            if let Some(dialog) = state.tokens.issuing.as_mut() {
                dialog.stage = IssueStage::Refused(fault);
            }
            Vec::new()
        }
    }
}

fn planned(state: &State, id: &AuthorityId, old: &str, name: &str, day: &str) -> Result<Rotation, IssueFault> {
    let (holder, _) = token(state, id, old).ok_or(IssueFault::NotChosen)?;
    let name = issuing::named(name)?;
    if issuing::is_taken(state, id, holder, &name) {
        return Err(IssueFault::NameTaken);
    }
    let ends = issuing::end(state, id, day)?;
    if state.tokens.held.contains(&id.clone().into()) {
        return Err(IssueFault::NoKeychain);
    }
    let before = holder.tokens.iter().map(|token| token.id.clone()).collect();
    let (holder, old) = (holder.id.clone(), old.to_owned());
    // A name a person has typed may be anybody's.
    let tag = name.rsplit_once(' ').map(|(_, tag)| tag).filter(|tag| is_tag(tag)).unwrap_or_default().to_owned();
    Ok(Rotation { step: RotationStep::Make, holder, old, name, ends, before, tag, ..Rotation::default() })
}

/// Takes the step it is at.
fn run(state: &mut State, id: &AuthorityId, again: bool) -> Vec<Effect> {
    let Some(rotation) = rotation(state, id).cloned() else { return Vec::new() };
    let credential = CredentialId::from(id.clone());
    state.tokens.rotating.insert(id.clone(), Rotating::Running);
    match rotation.step {
        RotationStep::Make => {
            let Rotation { holder, name, ends, before, tag, .. } = rotation;
            let lost = again && !tag.is_empty();
            let purpose = Purpose::Rotation { not_among: lost.then_some(before) };
            sending::send(state, id, vec![Ask::MakeToken { holder, name, ends, purpose }])
        }
        RotationStep::Verify => vec![door::fetch(state, credential, Slot::Next)],
        RotationStep::Switch => switch(state, id),
        // Time has passed: the new one is fetched the same way, to be tried once more before the old one goes.
        RotationStep::Revoke if again => switch(state, id),
        RotationStep::Revoke => {
            let Rotation { holder, old, .. } = rotation;
            let name = token(state, id, &old).map(|(_, token)| text::one_line(&token.name)).unwrap_or_default();
            sending::send(state, id, vec![Ask::RevokeToken { holder, token: old, name, rotation: true }])
        }
        RotationStep::Confirm => vec![door::fetch(state, credential, Slot::Previous)],
        RotationStep::Unknown => {
            state.tokens.rotating.remove(id);
            Vec::new()
        }
    }
}

fn step(state: &mut State, id: &AuthorityId, step: RotationStep) -> Vec<Effect> {
    if let Some(rotation) = rotation_mut(state, id) {
        rotation.step = step;
    }
    run(state, id, false)
}

/// The new token is there: it is kept beside the one in use.
pub(crate) fn made(state: &mut State, id: &AuthorityId, new: NewToken) -> Vec<Effect> {
    let NewToken { token: made, secret } = new;
    let Some(rotation) = rotation_mut(state, id).filter(|rotation| rotation.step == RotationStep::Make) else {
        return Vec::new();
    };
    rotation.new.clone_from(&made.id);
    rotation.ends = made.ends;
    let whose = rotation.holder.clone();
    outcome::note_made(state, id, &whose, &made);
    let credential = CredentialId::from(id.clone());
    let base = credential::destination(state, &credential);
    vec![Effect::Do(Deed::KeepSecret { credential, slot: Slot::Next, secret, base })]
}

/// Whether the keychain took the new one.
pub(crate) fn kept(state: &mut State, id: &AuthorityId, kept: Result<(), KeychainFault>) -> Vec<Effect> {
    if !is_at(state, id, RotationStep::Make) {
        return Vec::new();
    }
    match kept {
        Ok(()) => step(state, id, RotationStep::Verify),
        Err(fault) => stopped(state, id, RotationFault::Keychain(fault)),
    }
}

/// A secret came out of the keychain, to be tried.
pub(crate) fn fetched(
    state: &mut State,
    id: &AuthorityId,
    slot: Slot,
    secret: Result<Option<Secret>, KeychainFault>,
) -> Vec<Effect> {
    if slot == Slot::Previous && state.tokens.rotating.get(id) == Some(&Rotating::Restoring) {
        return restored(state, id, secret);
    }
    let asked = if slot == Slot::Next { RotationStep::Verify } else { RotationStep::Confirm };
    if !is_at(state, id, asked) {
        return Vec::new();
    }
    let known = state.authorities.kept.get(id).and_then(|kept| Some((kept.kind, kept.base.clone()?)));
    match (secret, known) {
        (Ok(Some(token)), Some((kind, base))) => {
            vec![Effect::Ask(Question::Try { credential: id.clone().into(), slot, kind, base, token })]
        }
        // It was lost: another one is made in its place.
        (Ok(None), _) if slot == Slot::Next => {
            if let Some(rotation) = rotation_mut(state, id) {
                rotation.step = RotationStep::Make;
            }
            run(state, id, true)
        }
        (Err(fault), _) => stopped(state, id, RotationFault::Keychain(fault)),
        // There is nothing to ask with.
        _ => finished(state, id),
    }
}

/// Whose the secret is that was tried.
pub(crate) fn tried(state: &mut State, id: &AuthorityId, slot: Slot, told: Result<Account, Error>) -> Vec<Effect> {
    let now = state.moment.now.since_start;
    let told = told.map_err(|error| AuthorityFault::of(&error, now));
    match slot {
        Slot::Next if is_at(state, id, RotationStep::Verify) => match told {
            Ok(account) => {
                let known = state.authorities.kept.get(id).map(|kept| kept.account.clone()).unwrap_or_default();
                if known.is_empty() || account.id.is_empty() || known == account.id {
                    return step(state, id, RotationStep::Switch);
                }
                stopped(state, id, RotationFault::OtherAccount)
            }
            Err(fault) => stopped(state, id, RotationFault::Authority(fault)),
        },
        Slot::Current if is_at(state, id, RotationStep::Revoke) => match told {
            Ok(account) => {
                if let Some(kept) = state.authorities.kept.get_mut(id) {
                    kept.bearer = account.bearer;
                }
                run(state, id, false)
            }
            Err(fault) => stopped(state, id, RotationFault::Authority(fault)),
        },
        Slot::Previous if is_at(state, id, RotationStep::Confirm) => match told {
            // Whoever may do nothing any more has no token that works.
            Err(AuthorityFault::Refused | AuthorityFault::Forbidden { .. }) => refused_as_wanted(state, id),
            Ok(_) => {
                if let Some(rotation) = rotation_mut(state, id) {
                    rotation.step = RotationStep::Revoke;
                }
                stopped(state, id, RotationFault::StillAccepted)
            }
            Err(fault) => stopped(state, id, RotationFault::Authority(fault)),
        },
        _ => Vec::new(),
    }
}

/// A crash in the switch must not find a record of before it: what was made would be taken for lost, and revoked.
fn switch(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    state.tokens.rotating.insert(id.clone(), Rotating::Saving);
    switch_if_ready(state)
}

/// The records are written, or can't be.
pub(crate) fn saved(state: &mut State, saved: bool) -> Vec<Effect> {
    if saved {
        return switch_if_ready(state);
    }
    for id in saving(state) {
        // The keychain was not touched yet.
        if let Some(rotation) = rotation_mut(state, &id).filter(|rotation| rotation.step == RotationStep::Switch) {
            rotation.step = RotationStep::Verify;
        }
        stopped(state, &id, RotationFault::NotSaved);
    }
    Vec::new()
}

/// All is written down, and nothing asked with the old token is without its answer.
pub(crate) fn switch_if_ready(state: &mut State) -> Vec<Effect> {
    if !kept::is_written(state) {
        return Vec::new();
    }
    let idle = |id: &AuthorityId| state.authorities.lines.get(id).is_none_or(|authority| authority.writing == 0);
    let ready: Vec<AuthorityId> = saving(state).into_iter().filter(idle).collect();
    for id in &ready {
        state.tokens.rotating.insert(id.clone(), Rotating::Switching);
    }
    ready.into_iter().map(|id| Effect::Do(Deed::SwitchSecret { credential: id.into() })).collect()
}

/// Nothing goes out while one token gives way to another: its answer would find nobody.
pub(crate) fn is_switching(state: &State, id: &AuthorityId) -> bool {
    matches!(state.tokens.rotating.get(id), Some(Rotating::Saving | Rotating::Switching))
}

fn saving(state: &State) -> Vec<AuthorityId> {
    let saving = state.tokens.rotating.iter().filter(|(_, rotating)| **rotating == Rotating::Saving);
    saving.map(|(id, _)| id.clone()).collect()
}

/// The new token is the one in use: everything is asked with it from now on.
pub(crate) fn switched(state: &mut State, id: &AuthorityId, switched: Result<Secret, KeychainFault>) -> Vec<Effect> {
    if state.tokens.rotating.get(id) != Some(&Rotating::Switching) {
        return Vec::new();
    }
    let token = match switched {
        Ok(token) => token,
        Err(fault) => return stopped(state, id, RotationFault::Keychain(fault)),
    };
    state.tokens.rotating.insert(id.clone(), Rotating::Running);
    let now = state.moment.now.unix_ms;
    let Some(kept) = state.authorities.kept.get_mut(id) else { return Vec::new() };
    let Some(rotation) = kept.rotation.as_mut() else { return Vec::new() };
    rotation.step = RotationStep::Revoke;
    kept.issued_as.clone_from(&rotation.new);
    kept.ends = rotation.ends;
    (kept.added, kept.verified, kept.unverified) = (now, Some(now), false);
    let kind = kept.kind;
    let opened = kept.base.clone().map(|base| {
        let open = Question::Open { authority: id.clone(), kind, base: base.clone(), token: token.clone() };
        // It was accepted before it was kept here; that it still is decides whether the old one may go.
        [open, Question::Try { credential: id.clone().into(), slot: Slot::Current, kind, base, token }]
    });
    let authority = state.authorities.lines.entry(id.clone()).or_default();
    door::take_token(authority);
    // It has just answered to the new one.
    authority.answered = Some(now);
    if let Some(entries) = state.tokens.entries.as_mut() {
        let credential = CredentialId::from(id.clone());
        entries.retain(|(entry, _)| *entry != credential);
        entries.extend([Slot::Current, Slot::Previous].map(|slot| (credential.clone(), slot)));
    }
    state.tokens.verdicts.insert(id.clone().into(), Verdict::Fits { ahead: None });
    state.tokens.ends_told.remove(&id.clone().into());
    let asked = opened.into_iter().flatten().map(Effect::Ask);
    asked.chain(found::look_again(state)).collect()
}

/// The old token is revoked, as the authority says.
pub(crate) fn revoked(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    if !is_at(state, id, RotationStep::Revoke) {
        return Vec::new();
    }
    step(state, id, RotationStep::Confirm)
}

/// The authority did not do it.
pub(crate) fn refused(state: &mut State, id: &AuthorityId, fault: &AuthorityFault) {
    stopped(state, id, RotationFault::Authority(fault.clone()));
}

pub(crate) fn stopped(state: &mut State, id: &AuthorityId, fault: RotationFault) -> Vec<Effect> {
    if rotation(state, id).is_some() {
        state.tokens.rotating.insert(id.clone(), Rotating::Stopped(fault));
    }
    Vec::new()
}

/// It goes on where it stopped, in this run or an earlier one.
pub(crate) fn go_on(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    if state.tokens.rotating.get(id).is_some_and(Rotating::is_under_way) {
        return Vec::new();
    }
    // What was in the way may be so no longer; and this is a press, which may ask once more.
    if let Some(authority) = state.authorities.lines.get_mut(id) {
        authority.fault = None;
    }
    let mut effects = reading::read_now(state, id);
    effects.extend(run(state, id, true));
    effects
}

/// As [`crate::tokens::issued::tag`] makes them.
fn is_tag(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

pub(crate) fn is_at(state: &State, id: &AuthorityId, step: RotationStep) -> bool {
    let running = state.tokens.rotating.get(id) == Some(&Rotating::Running);
    running && rotation(state, id).is_some_and(|rotation| rotation.step == step)
}

pub(crate) fn rotation<'a>(state: &'a State, id: &AuthorityId) -> Option<&'a Rotation> {
    state.authorities.kept.get(id)?.rotation.as_ref()
}

fn rotation_mut<'a>(state: &'a mut State, id: &AuthorityId) -> Option<&'a mut Rotation> {
    state.authorities.kept.get_mut(id)?.rotation.as_mut()
}

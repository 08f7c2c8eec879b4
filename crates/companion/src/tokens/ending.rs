//! How a rotation ends: well, where it is, or by giving the old token its place back.

use zerotier_api::Secret;

use super::{
    care, outcome,
    rotating::{is_at, rotation, stopped},
    rotation::{Rotating, RotationFault},
};
use crate::{
    app::state::State,
    authorities::{door, sending},
    kernel::ids::{AuthorityId, CredentialId, Slot},
    ports::{
        authorities::Ask,
        effect::{Deed, Effect, Question},
        fault::AuthorityFault,
        kept::{Rotation, RotationStep},
        secrets::KeychainFault,
    },
};

/// The old one is refused: its secret goes, and the record with it once it is gone.
pub(crate) fn refused_as_wanted(state: &State, id: &AuthorityId) -> Vec<Effect> {
    if rotation(state, id).is_none() {
        return Vec::new();
    }
    vec![Effect::Do(Deed::ForgetSecret { credential: id.clone().into(), slot: Slot::Previous })]
}

/// Whether the keychain has dropped the old secret.
pub(crate) fn forgotten(state: &mut State, id: &AuthorityId, forgotten: Result<(), KeychainFault>) -> Vec<Effect> {
    match forgotten {
        _ if !is_at(state, id, RotationStep::Confirm) => Vec::new(),
        Ok(()) => finished(state, id),
        Err(fault) => stopped(state, id, RotationFault::Keychain(fault)),
    }
}

pub(crate) fn finished(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    state.tokens.rotating.insert(id.clone(), Rotating::Done);
    if let Some(entries) = state.tokens.entries.as_mut() {
        entries.retain(|(entry, slot)| entry.authority() != Some(id) || *slot != Slot::Previous);
    }
    drop_record(state, id, &[])
}

/// It ends where it is. Before the new token took over, it is taken back; after that, both stay valid.
pub(crate) fn stop(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    let running = state.tokens.rotating.get(id).is_some_and(Rotating::is_under_way);
    let Some(rotation) = rotation(state, id).cloned().filter(|_| !running) else { return Vec::new() };
    if is_new_refused(state, id) {
        state.tokens.rotating.insert(id.clone(), Rotating::Restoring);
        return vec![door::fetch(state, id.clone().into(), Slot::Previous)];
    }
    state.tokens.rotating.remove(id);
    let mut effects = Vec::new();
    match rotation.step {
        RotationStep::Make | RotationStep::Verify => {
            effects.extend(drop_record(state, id, &[Slot::Next]));
            if !rotation.new.is_empty() {
                let Rotation { holder, new, name, .. } = rotation;
                let ask = Ask::RevokeToken { holder, token: new, name, rotation: false };
                effects.extend(sending::send(state, id, vec![ask]));
            }
        }
        // Which of them the keychain has where is not known: what is left over is offered to be dropped.
        RotationStep::Switch | RotationStep::Unknown => {
            if let Some(kept) = state.authorities.kept.get_mut(id) {
                kept.issued_as.clear();
            }
            effects.extend(drop_record(state, id, &[]));
        }
        RotationStep::Revoke | RotationStep::Confirm => effects.extend(drop_record(state, id, &[Slot::Previous])),
    }
    effects
}

/// The new token took over, and is not accepted: the old one is what works.
pub(crate) fn is_new_refused(state: &State, id: &AuthorityId) -> bool {
    let refused = Rotating::Stopped(RotationFault::Authority(AuthorityFault::Refused));
    state.tokens.rotating.get(id) == Some(&refused)
        && rotation(state, id).is_some_and(|rotation| rotation.step == RotationStep::Revoke)
}

/// The old secret is back: it takes its place again.
pub(crate) fn restored(
    state: &mut State,
    id: &AuthorityId,
    secret: Result<Option<Secret>, KeychainFault>,
) -> Vec<Effect> {
    let known = state.authorities.kept.get(id).and_then(|kept| Some((kept.kind, kept.base.clone()?)));
    let (token, (kind, base)) = match (secret, known) {
        (Ok(Some(token)), Some(known)) => (token, known),
        (Err(fault), _) => return stopped(state, id, RotationFault::Keychain(fault)),
        _ => return stopped(state, id, RotationFault::Keychain(KeychainFault::Other)),
    };
    door::take_token(state.authorities.lines.entry(id.clone()).or_default());
    vec![
        care::keep(state, id.clone().into(), token.clone()),
        Effect::Ask(Question::Open { authority: id.clone(), kind, base, token }),
    ]
}

/// Whether the keychain took the old one back: only then its other copy goes, and the record.
pub(crate) fn kept_again(state: &mut State, id: &AuthorityId, kept: Result<(), KeychainFault>) -> Vec<Effect> {
    if state.tokens.rotating.get(id) != Some(&Rotating::Restoring) {
        return Vec::new();
    }
    if let Err(fault) = kept {
        return stopped(state, id, RotationFault::Keychain(fault));
    }
    state.tokens.rotating.remove(id);
    if let Some(kept) = state.authorities.kept.get_mut(id) {
        kept.issued_as = kept.rotation.as_ref().map(|rotation| rotation.old.clone()).unwrap_or_default();
    }
    drop_record(state, id, &[Slot::Previous])
}

/// The account goes, or gets a token by hand: nothing is left of a rotation.
pub(crate) fn abandon(state: &mut State, id: &AuthorityId) -> Vec<Effect> {
    state.tokens.rotating.remove(id);
    if rotation(state, id).is_none() {
        return Vec::new();
    }
    drop_record(state, id, &[Slot::Next, Slot::Previous])
}

fn drop_record(state: &mut State, id: &AuthorityId, slots: &[Slot]) -> Vec<Effect> {
    if let Some(kept) = state.authorities.kept.get_mut(id) {
        kept.rotation = None;
    }
    outcome::read_again(state, id);
    let credential = CredentialId::from(id.clone());
    if let Some(entries) = state.tokens.entries.as_mut() {
        entries.retain(|(entry, slot)| !(*entry == credential && slots.contains(slot)));
    }
    let forgotten = slots.iter().map(|slot| Deed::ForgetSecret { credential: credential.clone(), slot: *slot });
    forgotten.map(Effect::Do).collect()
}

//! `ZeroPath` tokens, coming in and asked about.

use std::time::Duration;

use zerotier_api::{BaseUrl, Error, Secret};

use super::{
    care::{LONGEST_NAME, keep, zero_path_base},
    incoming,
    state::{AddFault, Adding, Verdict},
};
use crate::{
    app::state::State,
    interface::tokens::Entrusted,
    kernel::{
        days,
        ids::{CredentialId, CredentialKind},
        text,
    },
    ports::{
        effect::{Effect, Question},
        fault::AuthorityFault,
        kept::KeptZeroPath,
        tokens::ZeroPathQuestion,
    },
};

/// A `ZeroPath` token was typed: asked about at `ZeroPath` alone.
pub(crate) fn entrusted(state: &mut State, entrusted: Entrusted) -> Vec<Effect> {
    let renew = entrusted.renew.clone();
    let refused = |state: &mut State, fault| {
        state.tokens.adding = Some(Adding::Refused { renew: renew.clone(), fault });
        Vec::new()
    };
    let renewed = match entrusted.renew {
        Some(CredentialId::ZeroPath(number)) => Some(number),
        Some(_) => return refused(state, AddFault::OtherKind),
        None => None,
    };
    let token_id = entrusted.token_id.unwrap_or_default().trim().to_owned();
    if token_id.is_empty() || token_id.len() > 200 || !token_id.chars().all(|c| c.is_ascii_graphic()) {
        return refused(state, AddFault::NotAToken);
    }
    if let Err(fault) = incoming::check(&entrusted.token) {
        return refused(state, fault);
    }
    let ends = match days::end_of(&entrusted.ends, CredentialKind::ZeroPath, state.moment.now.unix_ms) {
        Ok(ends) => ends,
        Err(said) => return refused(state, AddFault::BadEnd { said }),
    };
    let base = match entrusted.base.trim() {
        "" => zero_path_base(),
        // Each of its calls begins with this word.
        text => text.parse::<BaseUrl>().ok().map(|base| base.before("api")),
    };
    let Some(base) = base else { return refused(state, AddFault::BadAddress) };
    if state.service.demo && !base.is_here() {
        return refused(state, AddFault::Demo);
    }
    let same = |(number, kept): &(&u32, &KeptZeroPath)| Some(**number) != renewed && kept.token_id == token_id;
    let known = state.tokens.zero_path.iter().find(same);
    if let Some(known) = known.map(|(_, kept)| kept.name.clone()) {
        return refused(state, AddFault::Known { name: known });
    }
    let name: String = text::one_line(&entrusted.name).chars().take(LONGEST_NAME).collect();
    // Its name and its note are the person's own, whichever secret it has.
    let before = renewed.and_then(|number| state.tokens.zero_path.get(&number)).cloned().unwrap_or_default();
    let name = [name, before.name].into_iter().find(|name| !name.is_empty());
    let kept = KeptZeroPath {
        name: name.unwrap_or_else(|| "ZeroPath".into()),
        note: before.note,
        token_id: token_id.clone(),
        base: Some(base.clone()),
        added: state.moment.now.unix_ms,
        ends,
        ..KeptZeroPath::default()
    };
    if entrusted.keep_unverified {
        return admit(state, renewed, KeptZeroPath { unverified: true, ..kept }, entrusted.token);
    }
    state.tokens.recognitions = state.tokens.recognitions.wrapping_add(1);
    let number = state.tokens.recognitions;
    state.tokens.adding = Some(Adding::AskingZeroPath { number, renewed, kept: Box::new(kept) });
    let question = ZeroPathQuestion { number, known: None, base, token_id, secret: entrusted.token };
    vec![Effect::Ask(Question::ZeroPath(question))]
}

fn admit(state: &mut State, renewed: Option<u32>, kept: KeptZeroPath, secret: Secret) -> Vec<Effect> {
    let next = || state.tokens.zero_path.keys().max().copied().unwrap_or_default().saturating_add(1);
    let number = renewed.unwrap_or_else(next);
    let credential = CredentialId::ZeroPath(number);
    state.tokens.zero_path.insert(number, kept);
    state.tokens.ends_told.remove(&credential);
    state.tokens.verdicts.remove(&credential);
    state.tokens.adding = Some(Adding::Added);
    vec![keep(state, credential, secret)]
}

/// What `ZeroPath` said of a token.
pub(crate) fn told(
    state: &mut State,
    question: ZeroPathQuestion,
    told: Result<(), Error>,
    now: Duration,
) -> Vec<Effect> {
    let said = told.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let fault = told.err().map(|error| AuthorityFault::of(&error, now));
    if let Some(number) = question.known {
        let id = CredentialId::ZeroPath(number);
        state.tokens.verifying.remove(&id);
        if let (None, Some(kept)) = (&fault, state.tokens.zero_path.get_mut(&number)) {
            kept.verified = Some(state.moment.now.unix_ms);
            kept.used = Some(state.moment.now.unix_ms);
            kept.unverified = false;
        }
        state.tokens.verdicts.insert(id, fault.map_or(Verdict::Fits { ahead: None }, Verdict::Not));
        return Vec::new();
    }
    let Some(Adding::AskingZeroPath { number, renewed, kept }) = state.tokens.adding.clone() else { return Vec::new() };
    if number != question.number {
        return Vec::new();
    }
    let host = question.base.host().to_owned();
    match fault {
        None => {
            admit(state, renewed, KeptZeroPath { verified: Some(state.moment.now.unix_ms), ..*kept }, question.secret)
        }
        Some(fault) => {
            let fault = match fault {
                AuthorityFault::Refused => AddFault::Unknown { hosts: vec![host] },
                AuthorityFault::NotThere | AuthorityFault::Garbled { .. } => {
                    AddFault::Elsewhere { base: question.base.to_string(), said }
                }
                fault => AddFault::Silent { host, fault },
            };
            state.tokens.adding = Some(Adding::Refused { renew: renewed.map(CredentialId::ZeroPath), fault });
            Vec::new()
        }
    }
}

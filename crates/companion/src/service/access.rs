//! The right to talk to the service: asking for it once, keeping it, giving it up; starting the service; the demo.

use std::{path::PathBuf, time::Duration};

use zerotier_api::{Error, Fault, Secret, service::Status};

use super::{
    looking,
    state::Link,
    telling,
    typed_key::{KeyFault, TypedKey},
};
use crate::{
    app::state::State,
    frame::{
        belief::Belief,
        keychain::keychain,
        problem::{Elevated, Problem},
        troubles::{clear, trouble},
    },
    ports::{
        effect::{Deed, Effect, Question},
        secrets::KeychainFault,
        service::{FoundToken, HandedOver, Origin, Refusal},
    },
};

/// Asks an administrator, once per press.
pub(crate) fn allow(state: &mut State) -> Vec<Effect> {
    let Some(home) = state.service.home.clone() else { return Vec::new() };
    elevate(state, Deed::AskForToken { home })
}

pub(crate) fn elevate(state: &mut State, deed: Deed) -> Vec<Effect> {
    let is_systems = matches!(deed, Deed::StartService | Deed::RestartService);
    if state.service.asking || (is_systems && state.service.traces.elsewhere) {
        return Vec::new();
    }
    state.service.asking = true;
    if matches!(deed, Deed::StartService | Deed::RestartService | Deed::RenewToken { .. }) {
        telling::own_start(state);
    }
    clear(&mut state.frame, |known| {
        matches!(
            known,
            Problem::Declined
                | Problem::NoWayToAsk { .. }
                | Problem::Unguarded { .. }
                | Problem::NotElevated { .. }
                | Problem::TokenMissing { .. }
        )
    });
    vec![Effect::Do(deed)]
}

/// The service makes a new token: asked of an administrator, once per press.
pub(crate) fn renew(state: &mut State) -> Vec<Effect> {
    match state.service.home.clone() {
        Some(home) if !state.service.traces.elsewhere => elevate(state, Deed::RenewToken { home }),
        _ => Vec::new(),
    }
}

pub(crate) fn handed_over(state: &mut State, handed: Result<HandedOver, Refusal>) -> Vec<Effect> {
    let token = handed.map(|HandedOver { token, port }| {
        if let (Some(port), Some(home)) = (port, state.service.home.clone()) {
            state.service.port = port;
            state.service.port_handed = true;
            // Whoever may not read it the next time either still finds the service.
            state.service.handed_port = state.service.traces.port_unreadable.then_some((home, port));
        }
        token
    });
    self::token(state, token, Elevated::ReadToken)
}

pub(crate) fn token(state: &mut State, token: Result<Secret, Refusal>, deed: Elevated) -> Vec<Effect> {
    state.service.asking = false;
    telling::own_start_answered(state, token.is_ok());
    match token {
        Ok(token) => {
            let tokens = vec![FoundToken { origin: Origin::Consent, token: token.clone() }];
            // Whatever was being looked for: this is the newer knowledge.
            state.service.seek_again = false;
            // Freshly read, so a refusal now is not a matter of an old copy.
            state.service.reread = true;
            let mut effects = vec![Effect::Do(Deed::KeepToken(token))];
            effects.extend(looking::knock(state, tokens));
            effects
        }
        Err(refusal) => {
            let renewed = deed == Elevated::RenewToken;
            refused(state, deed, refusal);
            // It may be stopped, or have a new token already.
            if renewed { looking::seek(state, state.moment.now.since_start) } else { Vec::new() }
        }
    }
}

/// Keys have 24 characters; whatever is much longer is not one.
const LONGEST_KEY: usize = 256;

/// Somebody has typed the key: where no administrator can be asked by the desktop, it is read in a terminal.
pub(crate) fn typed(state: &mut State, token: &Secret) -> Vec<Effect> {
    if state.service.typed_key == Some(TypedKey::Tried) {
        return Vec::new();
    }
    let key = token.expose_secret().trim();
    let fault = match key.len() {
        0 => Some(KeyFault::Empty),
        _ if state.service.is_strangers() => Some(KeyFault::NotTheService),
        1..=LONGEST_KEY if key.bytes().all(|c| c.is_ascii_graphic()) => None,
        _ => Some(KeyFault::NotAKey),
    };
    state.service.typed_key = Some(fault.map_or(TypedKey::Tried, TypedKey::Refused));
    if fault.is_some() {
        return Vec::new();
    }
    vec![Effect::Ask(Question::TryKey { door: state.service.door(), token: Secret::new(key) })]
}

/// One that fits is kept as one that an administrator has handed over; for any other nothing changes.
pub(crate) fn key_tried(state: &mut State, key: Secret, tried: &Result<Status, Error>) -> Vec<Effect> {
    state.service.typed_key = match tried {
        Ok(_) => None,
        Err(Error { fault: Fault::Unauthorized, .. }) => Some(TypedKey::Refused(KeyFault::AnotherKey)),
        Err(Error { fault: Fault::Stranger(_) | Fault::Unproven, .. }) => {
            Some(TypedKey::Refused(KeyFault::NotTheService))
        }
        Err(_) => Some(TypedKey::Refused(KeyFault::NoAnswer)),
    };
    if state.service.typed_key.is_none() { token(state, Ok(key), Elevated::ReadToken) } else { Vec::new() }
}

pub(crate) fn kept(state: &mut State, kept: Result<(), KeychainFault>) -> Vec<Effect> {
    state.service.kept = kept.is_ok();
    keychain(state, kept);
    Vec::new()
}

/// The person vouches for whoever answers: no system could.
pub(crate) fn trust(state: &mut State, now: Duration) -> Vec<Effect> {
    let asked = matches!(
        &state.service.link,
        Link::Broken(Problem::Stranger { stranger: None, .. } | Problem::Unproven { .. })
    );
    if !asked {
        return Vec::new();
    }
    state.service.trusted = Some(state.service.here());
    state.service.attempts = 0;
    looking::seek(state, now)
}

/// Drops the kept token.
pub(crate) fn forget(state: &mut State) -> Vec<Effect> {
    clear(&mut state.frame, |known| *known == Problem::NotForgotten);
    vec![Effect::Do(Deed::ForgetToken)]
}

/// It is gone; the world's client goes with the search that follows.
pub(crate) fn forgotten(state: &mut State, now: Duration) -> Vec<Effect> {
    state.service.kept = false;
    state.service.trusted = None;
    state.service.origin = None;
    state.service.link = Link::Looking;
    state.networks.known = false;
    state.frame.belief = Belief::default();
    looking::seek(state, now)
}

pub(crate) fn use_home(state: &mut State, folder: Option<String>, now: Duration) -> Vec<Effect> {
    state.service.trusted = None;
    state.service.chosen_home =
        folder.map(|folder| folder.trim().to_owned()).filter(|f| !f.is_empty()).map(PathBuf::from);
    start_over(state, now)
}

pub(crate) fn asked(state: &mut State, asked: Result<(), Refusal>, now: Duration) -> Vec<Effect> {
    state.service.asking = false;
    telling::own_start_answered(state, asked.is_ok());
    match asked {
        Ok(()) => {
            state.service.attempts = 0;
            state.service.deaf = false;
            looking::seek(state, now)
        }
        Err(refusal) => {
            refused(state, Elevated::StartService, refusal);
            Vec::new()
        }
    }
}

fn refused(state: &mut State, deed: Elevated, refusal: Refusal) {
    trouble(
        &mut state.frame,
        match refusal {
            Refusal::Cancelled => Problem::Declined,
            Refusal::NoWayToAsk => Problem::NoWayToAsk { deed },
            Refusal::Unguarded { program } => Problem::Unguarded { deed, program },
            Refusal::NoToken { path } => Problem::TokenMissing { path },
            Refusal::Failed { said } => Problem::NotElevated { deed, said },
        },
    );
}

fn start_over(state: &mut State, now: Duration) -> Vec<Effect> {
    state.networks.joined.clear();
    state.networks.wishes.clear();
    state.networks.known = false;
    state.service.node = None;
    state.service.link = Link::Looking;
    state.frame.belief = Belief::default();
    state.service.generation.0 += 1;
    looking::seek(state, now)
}

/// The oldest service whose answers this app knows.
pub const OLDEST: (u32, u32, u32) = (1, 6, 0);

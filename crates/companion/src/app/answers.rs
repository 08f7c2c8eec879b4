//! What came of something that was asked of an authority.

use std::time::Duration;

use zerotier_api::{Error, Fault};

use super::state::State;
use crate::{
    administer::{self, outcome::done, undone::undone},
    authorities::{
        reading,
        sending::{about, send_next},
    },
    kernel::ids::AuthorityId,
    ports::{
        authorities::{Ask, Told},
        effect::Effect,
    },
    tokens::{care, outcome, rotating},
};

/// What came of something that was asked of an authority.
pub(crate) fn told(
    state: &mut State,
    id: &AuthorityId,
    epoch: u32,
    ask: Ask,
    told: Result<Told, Error>,
    now: Duration,
) -> Vec<Effect> {
    // What was asked with another token says nothing about this one.
    if state.authorities.lines.get(id).is_none_or(|authority| authority.epoch != epoch) {
        return Vec::new();
    }
    note_used(state, id, &told);
    match (ask, told) {
        (Ask::Account, told) => {
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.writing = authority.writing.saturating_sub(1);
            }
            care::verified(state, id, told, now);
            let mut effects = send_next(state, id, now);
            effects.extend(rotating::switch_if_ready(state));
            effects
        }
        (Ask::Networks, told) => {
            let told = told.and_then(|told| match told {
                Told::Networks { networks, groups } => Ok((networks, groups)),
                other => Err(reading::astray(&other)),
            });
            // A refusal says nothing of the token: whose it is does.
            let doubtful = matches!(&told, Err(Error { fault: Fault::Forbidden { .. }, .. })) && !id.is_own();
            administer::reading::told_networks(state, id, told, now);
            if doubtful { care::verify(state, id.clone().into()) } else { Vec::new() }
        }
        (Ask::Settings { network }, told) => {
            let told = told.and_then(|told| match told {
                Told::Settings(settings) => Ok(*settings),
                other => Err(reading::astray(&other)),
            });
            administer::reading::told_settings(state, id, network, told, now);
            Vec::new()
        }
        (Ask::Members { network }, told) => {
            let told = told.and_then(|told| match told {
                Told::Members(members) => Ok(members),
                other => Err(reading::astray(&other)),
            });
            administer::reading::told_members(state, id, network, told, now);
            Vec::new()
        }
        (Ask::Tokens, told) => {
            let told = told.and_then(|told| match told {
                Told::Tokens(issued) => Ok(issued),
                other => Err(reading::astray(&other)),
            });
            outcome::told_list(state, id, told, now);
            Vec::new()
        }
        (ask, told) => {
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.writing = authority.writing.saturating_sub(1);
                authority.writes += 1;
                if let Some(member) = about(&ask) {
                    authority.in_flight.remove(&member);
                }
            }
            let mut effects = Vec::new();
            match told {
                Ok(told) if outcome::is_about_tokens(&ask) => effects = outcome::done(state, id, ask, told),
                Ok(told) => done(state, id, ask, told),
                Err(error) => undone(state, id, ask, reading::fault_of(id, &error, now)),
            }
            reading::read_outdated(state, id);
            effects.extend(send_next(state, id, now));
            effects.extend(rotating::switch_if_ready(state));
            effects
        }
    }
}

/// A token that was accepted was of use, and fits. By the hour: it is not written down at every call.
fn note_used(state: &mut State, id: &AuthorityId, told: &Result<Told, Error>) {
    const HOUR: i64 = 60 * 60 * 1000;
    let now = state.moment.now.unix_ms;
    if let (Ok(_), Some(authority)) = (told, state.authorities.lines.get_mut(id)) {
        authority.answered = Some(now);
    }
    let hour = state.moment.now.unix_ms - state.moment.now.unix_ms.rem_euclid(HOUR);
    if let (Ok(_), Some(kept)) = (told, state.authorities.kept.get_mut(id)) {
        kept.used = Some(hour);
        kept.verified = kept.verified.max(Some(hour));
        kept.unverified = false;
    }
}

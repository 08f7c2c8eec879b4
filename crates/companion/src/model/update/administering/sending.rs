//! Writes on their way to authorities: a few at a time, so that who takes a token back takes back all that has not gone
//! out.

use std::time::Duration;

use crate::model::{
    authority::{AuthorityFault, AuthorityId, Door},
    effect::{Ask, Effect, Question},
    state::State,
};

use super::super::authorities;

/// Writes on their way to one authority at a time.
const WRITES: usize = 4;

/// Queues writes and sends those whose turn it is.
pub(super) fn send(state: &mut State, id: &AuthorityId, asks: Vec<Ask>) -> Vec<Effect> {
    let Some(authority) = state.authorities.get_mut(id) else { return Vec::new() };
    authority.queued.extend(asks);
    if id.is_own() {
        authority.door = Door::Open;
    }
    let mut effects = authorities::open(state, id);
    effects.extend(send_next(state, id, state.now.since_start));
    effects
}

/// A few at a time: who takes a token back takes back all that has not gone out.
pub(in crate::model::update) fn send_next(state: &mut State, id: &AuthorityId, now: Duration) -> Vec<Effect> {
    let mut effects = Vec::new();
    let Some(authority) = state.authorities.get_mut(id) else { return effects };
    if authority.door != Door::Open || busy_until(authority.fault.as_ref()).is_some_and(|until| until > now) {
        return effects;
    }
    while authority.writing < WRITES
        && let Some(ask) = authority.queued.pop_front()
    {
        authority.writing += 1;
        effects.push(Effect::Ask(Question::OfAuthority { authority: id.clone(), ask }));
    }
    effects
}

fn busy_until(fault: Option<&AuthorityFault>) -> Option<Duration> {
    match fault {
        Some(AuthorityFault::Busy { until }) => Some(*until),
        _ => None,
    }
}

/// When writes that were asked to wait may go on.
pub(in crate::model) fn due(state: &State) -> Option<Duration> {
    let waiting = state.authorities.values().filter(|authority| !authority.queued.is_empty());
    waiting.filter_map(|authority| busy_until(authority.fault.as_ref())).min()
}

pub(in crate::model::update) fn send_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    state.admitting.retain(|_, until| *until > now);
    let waiting: Vec<AuthorityId> = state
        .authorities
        .iter()
        .filter(|(_, authority)| !authority.queued.is_empty() && authority.writing < WRITES)
        .filter(|(_, authority)| busy_until(authority.fault.as_ref()).is_some_and(|until| until <= now))
        .map(|(id, _)| id.clone())
        .collect();
    waiting.iter().flat_map(|id| send_next(state, id, now)).collect()
}

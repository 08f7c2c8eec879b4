//! Quitting the app. The service keeps running; networks that are marked so are left first.

use std::time::Duration;

use super::state::State;
use crate::{
    networks::{membership, wish::Aim},
    ports::effect::{Deed, Effect},
    service::state::Link,
    tokens::rotation::Rotating,
};

/// Longer than this nobody waits for an app to close.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) fn quit(state: &mut State) -> Vec<Effect> {
    let marked: Vec<_> = state
        .networks
        .joined
        .keys()
        .filter(|id| state.networks.remembered.get(id).is_some_and(|kept| kept.leave_on_quit))
        .copied()
        .collect();
    for network in marked {
        membership::disconnect(state, network);
    }
    state.quits = Some(state.moment.now.since_start + PATIENCE);
    Vec::new()
}

/// The app ends when nothing more is to be left, kept or rotated, or nobody can be asked to.
pub(crate) fn quit_when_done(state: &mut State) -> Vec<Effect> {
    let Some(deadline) = state.quits else { return Vec::new() };
    let leaving = state.networks.wishes.values().any(|wish| matches!(wish.last(), Aim::Leave { .. }));
    // A rotation is best not left in its middle, though it could go on from there.
    let rotating = state.tokens.rotating.values().any(Rotating::is_under_way);
    // What was just typed is nowhere else.
    let keeping = !state.tokens.keeping.is_empty();
    let busy = (leaving && state.service.link == Link::Live) || state.saving || rotating || keeping;
    if busy && state.moment.now.since_start < deadline {
        return Vec::new();
    }
    state.quits = None;
    vec![Effect::Do(Deed::Quit)]
}

//! Taking the last deed back.

use std::time::Duration;

use super::{
    done::{Back, Way},
    state::State,
    undo,
    update::perform,
};
use crate::{frame::state::SAID, interface::action::Action, networks::membership, ports::effect::Effect};

/// Does what a person asks for, and takes note of how to take it back.
pub(crate) fn act(state: &mut State, action: Action, now: Duration) -> Vec<Effect> {
    if action == Action::Undo {
        return undo(state, now);
    }
    let way = undo::way(state, &action);
    let forgets = matches!(action, Action::Forget { .. } | Action::ForgetOff { .. });
    let effects = perform(state, action, now);
    state.undoing.last = match way {
        Way::NoDeed => return effects,
        Way::None => state.networks.toast.as_ref().filter(|_| forgets).map(undo::forgotten),
        Way::Back(undo) => Some(undo),
    };
    state.undoing.said = None;
    effects
}

fn undo(state: &mut State, now: Duration) -> Vec<Effect> {
    let Some(undo) = state.undoing.last.take() else { return Vec::new() };
    state.frame.copied = None;
    state.undoing.said = Some((undo.done, now + SAID));
    match undo.back {
        Back::Wishes(wishes) => wishes.into_iter().flat_map(|wish| perform(state, wish, now)).collect(),
        Back::Networks(forgotten) => {
            state.networks.toast = Some(*forgotten);
            membership::undo_forget(state, now)
        }
        Back::Profile { name, was } => {
            match was {
                Some(was) => state.networks.profiles.insert(name, was),
                None => state.networks.profiles.remove(&name),
            };
            Vec::new()
        }
    }
}

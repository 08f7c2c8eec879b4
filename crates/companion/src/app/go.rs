//! Going to another place.

use std::collections::BTreeSet;

use super::state::State;
use crate::{administer::reading, interface::place::Place};

/// Another place: what was marked or typed for the old one is not meant for it.
pub(crate) fn go(state: &mut State, place: Place) {
    let (before, after) = (state.frame.place.administered(), place.administered());
    let selected = |place: &Place| match place {
        Place::Members { selected, .. } => *selected,
        _ => None,
    };
    if before != after || selected(&state.frame.place) != selected(&place) {
        state.administer.address_text.clear();
    }
    let moved = before != after || std::mem::discriminant(&state.frame.place) != std::mem::discriminant(&place);
    if moved {
        state.administer.marks = (BTreeSet::new(), None);
    }
    // Another choice of rows has another order.
    if let Some(steady) = state.administer.steady.as_mut().filter(|_| state.frame.place.rows() != place.rows()) {
        steady.clear();
    }
    state.frame.place = place;
    if moved {
        reading::arrived(state);
    }
}

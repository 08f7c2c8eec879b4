//! Troubles a person puts away.

use super::{problem::Problem, state::State};

/// Notes a trouble that stays until it is put away; the newest of its kind counts.
pub(crate) fn trouble(frame: &mut State, problem: Problem) {
    let key = problem.key();
    frame.troubles.retain(|known| known.key() != key);
    frame.troubles.push(problem);
}

/// A new try begins: what went wrong with the last one is no longer worth reading.
pub(crate) fn clear(frame: &mut State, is_over: impl Fn(&Problem) -> bool) {
    frame.troubles.retain(|known| !is_over(known));
}

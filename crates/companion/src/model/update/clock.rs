//! This machine's clock beside those of the authorities.

use super::{clear, trouble};
use crate::model::{problem::Problem, state::State};

/// A clock that is off by less disturbs nobody, milliseconds.
pub(super) const OFF: i64 = 5 * 60 * 1000;

/// Ages, ends and certificates are judged by this machine's clock: one that is off is said once.
pub(super) fn heard(state: &mut State, ahead: Option<i64>) {
    let Some(ahead) = ahead else { return };
    let off = ahead.abs() > OFF;
    if off && !state.clock_off {
        trouble(state, Problem::ClockOff { minutes: ahead / 60_000 });
    }
    if !off {
        clear(state, |problem| matches!(problem, Problem::ClockOff { .. }));
    }
    state.clock_off = off;
}

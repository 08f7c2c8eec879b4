//! This machine's clock beside those of the authorities.

use zerotier_api::{Error, authority::Member};

use crate::{
    app::state::State,
    frame::{
        problem::Problem,
        troubles::{clear, trouble},
    },
    kernel::ids::AuthorityId,
    ports::authorities::Told,
};

/// A clock that is off by less disturbs nobody, milliseconds.
pub(crate) const OFF: i64 = 5 * 60 * 1000;

/// Answers take a while and tell whole seconds: less than this is nobody's mistake, milliseconds.
const IN_STEP: i64 = 30_000;

/// An answer has told how late it is there. Ages, ends and certificates are judged by this machine's clock: one that is
/// off is said once.
pub(crate) fn heard(state: &mut State, id: &AuthorityId, time: Option<i64>) {
    let Some(ahead) = time.map(|time| time.saturating_sub(state.moment.now.unix_ms)) else { return };
    if let Some(authority) = state.authorities.lines.get_mut(id) {
        authority.ahead = if ahead.abs() < IN_STEP { 0 } else { ahead };
    }
    let off = ahead.abs() > OFF;
    if off && !state.authorities.clock_off {
        trouble(&mut state.frame, Problem::ClockOff { minutes: minutes(ahead) });
    }
    if !off {
        clear(&mut state.frame, |problem| matches!(problem, Problem::ClockOff { .. }));
    }
    state.authorities.clock_off = off;
}

/// As a person would say it: answers tell whole seconds, and 19:59 is twenty minutes.
pub(crate) fn minutes(ahead: i64) -> i64 {
    ahead.saturating_add(ahead.signum() * 30_000) / 60_000
}

/// When somebody or something was last seen, as if their clock were ours: how long ago that was is then right.
pub(crate) fn by_ours(state: &State, id: &AuthorityId, told: Result<Told, Error>) -> Result<Told, Error> {
    let ahead = state.authorities.lines.get(id).map_or(0, |authority| authority.ahead);
    let ours = |moment: &mut Option<i64>| *moment = moment.map(|moment| moment.saturating_sub(ahead));
    let seen = |member: &mut Member| ours(&mut member.last_seen);
    let mut told = told?;
    match &mut told {
        Told::Members(members) => members.iter_mut().for_each(seen),
        Told::Member(written) => seen(&mut written.now),
        Told::Tokens(issued) => {
            issued.holders.iter_mut().flat_map(|holder| &mut holder.tokens).for_each(|token| ours(&mut token.used));
        }
        Told::Token(token) => ours(&mut token.used),
        _ => {}
    }
    Ok(told)
}

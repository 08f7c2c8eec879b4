//! Ends of tokens, told before they come.

use super::credential;
use crate::{app::state::State, frame::news::tell, interface::news::News, kernel::days};

/// A token's end is told this many days before, each once: two weeks, three days, the day itself, and when it is past.
const TOLD_BEFORE: [i64; 4] = [-1, 0, 3, 14];

/// Ends of tokens that are near, each told once for each step.
pub(crate) fn token_ends(state: &mut State) {
    // What is told is kept: nothing is told before that was read.
    if state.service.looked_at.is_none() {
        return;
    }
    let now = state.moment.now.unix_ms;
    for id in credential::ids(state) {
        let Some(ends) = credential::facts(state, &id).and_then(|facts| facts.ends) else { continue };
        let days = days::days_left(ends, now);
        let Some(step) = TOLD_BEFORE.into_iter().find(|step| days <= *step) else { continue };
        let told = state.tokens.ends_told.get(&id);
        if told.is_some_and(|(told, before)| *told == ends && *before <= step) {
            continue;
        }
        state.tokens.ends_told.insert(id.clone(), (ends, step));
        tell(state, News::TokenEnds { credential: id, days });
    }
}

/// When the next end of a token is to be told, in milliseconds since 1970.
pub(crate) fn next_token_end(state: &State) -> Option<i64> {
    let now = state.moment.now.unix_ms;
    let steps = credential::ids(state)
        .into_iter()
        .filter_map(|id| credential::facts(state, &id)?.ends)
        .flat_map(|ends| TOLD_BEFORE.into_iter().map(move |step| ends - (step + 1) * days::DAY + 1));
    steps.filter(|at| *at > now).min()
}

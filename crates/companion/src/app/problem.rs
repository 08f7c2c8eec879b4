//! What can be wrong, what hides what, and which sentences and remedies belong to it. The words themselves stand in the
//! catalogue; here they are chosen.

pub mod advice;

use std::collections::HashSet;

use zerotier_api::NetworkId;

use super::state::State;
use crate::{
    app::problem::advice::notice,
    frame::problem::Problem,
    interface::{
        action::Action,
        notice::{Notice, Remedy},
    },
    kernel::words::Words,
    networks::{
        overlap,
        standing::{self, Standing},
    },
    service::state::Link,
};

/// Everything wrong now, the most important first. A cause hides its symptoms: while the service is silent, nothing
/// about the node or its networks is known to be wrong.
pub fn problems(state: &State) -> Vec<Problem> {
    if let Link::Broken(cause) = &state.service.link {
        return std::iter::once(cause.clone()).chain(beside_service(state)).collect();
    }
    let mut problems = beside_service(state);
    if state.service.deaf {
        problems.push(Problem::Deaf);
    }
    if state.networks.known && state.service.offline.is_some_and(|offline| offline.long) {
        problems.push(Problem::Offline);
    } else if state.service.node.as_ref().is_some_and(|node| node.relayed) {
        problems.push(Problem::Relayed);
    }
    problems.extend(standing::ids(state).into_iter().filter_map(|id| of_network(state, id)));
    problems.extend(overlap::overlaps(state));
    problems
}

/// What a person puts away, newest first.
pub(crate) fn beside_service(state: &State) -> Vec<Problem> {
    state.frame.troubles.iter().rev().cloned().collect()
}

/// What is wrong with a network.
pub(crate) fn of_network(state: &State, id: NetworkId) -> Option<Problem> {
    standing::trouble(state, id)
}

/// All notices, most important first: what hides everything else, then what answers the person's own press, then by tone.
pub fn notices(state: &State, words: &Words) -> Vec<Notice> {
    let cause = match &state.service.link {
        Link::Broken(cause) => Some(cause),
        Link::Looking | Link::Live => None,
    };
    let rank = |problem: &Problem| (Some(problem) != cause, !problem.is_answer());
    let mut known = HashSet::new();
    let mut ranked: Vec<_> = problems(state)
        .iter()
        // What a wish came to may be how its network stands as well: said once.
        .filter(|problem| known.insert(problem.key()))
        .map(|problem| (rank(problem), notice(problem, state, words)))
        .collect();
    ranked.sort_by_key(|(rank, notice)| (*rank, notice.tone));
    ranked.into_iter().map(|(_, notice)| notice).collect()
}

/// What the state of this network means and what helps, for its inspector.
pub(crate) fn explanation(state: &State, id: NetworkId, words: &Words) -> (Option<String>, Vec<Remedy>) {
    if let Some(notice) = of_network(state, id).map(|problem| advice::notice(&problem, state, words)) {
        let elsewhere = |remedy: &Remedy| !matches!(remedy.action, Action::Go { .. });
        return (Some(notice.text), notice.remedies.into_iter().filter(elsewhere).collect());
    }
    let said = match standing::standing(state, id) {
        Some(Standing::Unanswered) => {
            Some(words.say("unanswered-text", &[("controller", &id.controller().to_string())]))
        }
        Some(Standing::Off) => Some(words.say("off-text", &[])),
        _ => None,
    };
    (said, Vec::new())
}

//! Writes nobody answered. A silence is no refusal: the wish stays, busy, until the next look tells whether it was done.

use std::{collections::BTreeSet, time::Duration};

use zerotier_api::{
    Error, Fault, NetworkId,
    service::{Allow, AllowChange, Network},
};

use super::{
    flags::Flags,
    membership::{after_failure, not_left, settle},
    telling,
    wish::{Aim, Doubt, Wish},
};
use crate::{
    app::state::State,
    frame::{
        problem::Problem,
        troubles::{clear, trouble},
    },
    interface::networks::Permission,
    ports::effect::Effect,
    service::state::Link,
};

/// Whether it was done can't be known from this.
pub(crate) fn is_unclear(error: &Error) -> bool {
    match error.fault {
        Fault::Refused | Fault::TimedOut | Fault::Broken | Fault::Garbled { .. } | Fault::TooLarge { .. } => true,
        Fault::Status { code, .. } => code >= 500,
        _ => false,
    }
}

/// Nothing is said: it is looked first.
pub(crate) fn begin(state: &mut State, id: NetworkId, error: &Error, now: Duration) -> Vec<Effect> {
    // What was asked before this moment is too old to tell.
    state.service.generation.0 += 1;
    if let Some(wish) = state.networks.wishes.get_mut(&id) {
        wish.doubt = Some(Doubt { found: error.to_string(), broken: error.fault == Fault::Broken });
    }
    if matches!(state.service.link, Link::Broken(_)) {
        lost(state);
    }
    after_failure(state, error, now)
}

/// The service can't be reached: that is said, and nothing of what it may have done. Only that it went over a join
/// helps to understand it.
pub(crate) fn lost(state: &mut State) {
    let over_a_join = |wish: &Wish| match (wish.aim, &wish.doubt) {
        (Aim::Join { again, .. }, Some(doubt)) if doubt.broken => Some(again),
        _ => None,
    };
    let gone: Vec<(NetworkId, bool)> =
        state.networks.wishes.iter().filter_map(|(id, wish)| Some((*id, over_a_join(wish)?))).collect();
    for (network, again) in gone {
        settle(state, network, state.moment.now.since_start);
        trouble(&mut state.frame, Problem::GoneWhileJoining { network, again });
    }
}

/// Networks were read after the silence.
pub(crate) fn resolve(state: &mut State, now: Duration) {
    let joined: BTreeSet<NetworkId> = state.networks.joined.keys().copied().collect();
    clear(&mut state.frame, |known| match known {
        Problem::NotJoined { network, .. } | Problem::GoneWhileJoining { network, .. } => joined.contains(network),
        Problem::NotLeft { network, .. } => !joined.contains(network),
        _ => false,
    });
    let doubts: Vec<(NetworkId, Wish, Doubt)> =
        state.networks.wishes.iter().filter_map(|(id, wish)| Some((*id, wish.clone(), wish.doubt.clone()?))).collect();
    for (id, wish, doubt) in doubts {
        let found = doubt.found;
        match (wish.aim, state.networks.joined.get(&id).map(Network::allow)) {
            (Aim::Leave { .. }, None) => {
                state.networks.managed_off.insert(id, now);
                state.networks.forgetting.remove(&id);
                settle(state, id, now);
            }
            // What was asked for meanwhile has its turn now, whatever came of this.
            _ if wish.next.is_some() => settle(state, id, now),
            (Aim::Leave { .. }, Some(_)) => not_left(state, id, found, now),
            (Aim::Join { again, .. }, None) => {
                settle(state, id, now);
                telling::not_done(state, id);
                trouble(
                    &mut state.frame,
                    if doubt.broken {
                        Problem::GoneWhileJoining { network: id, again }
                    } else {
                        Problem::NotJoined { network: id, again, silent: true, found }
                    },
                );
            }
            (Aim::Configure { .. }, None) => settle(state, id, now),
            (Aim::Join { allow: change, .. }, Some(now_allowed)) => match missing(change, now_allowed) {
                // It is in: only its permissions are still to be asked for.
                Some(change) => {
                    state
                        .networks
                        .wishes
                        .insert(id, Wish { not_before: wish.not_before, ..Wish::new(Aim::Configure { change }) });
                }
                None => settle(state, id, now),
            },
            (Aim::Configure { change }, Some(now_allowed)) => {
                settle(state, id, now);
                if missing(change, now_allowed).is_some() {
                    trouble(&mut state.frame, Problem::NotConfigured { network: id, what: "", found });
                }
            }
        }
    }
}

/// What of a change is not so.
fn missing(change: AllowChange, now: Allow) -> Option<AllowChange> {
    let mut missing = AllowChange::default();
    for permission in Permission::ALL {
        missing.set(permission, change.get(permission).filter(|asked| *asked != now.get(permission)));
    }
    (missing != AllowChange::default()).then_some(missing)
}

//! Joining, leaving, forgetting, and the four permissions. One write per network is on its way at a time; what is asked
//! for meanwhile waits behind it, and the last word counts.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error, Fault, NetworkId,
    service::{AllowChange, Network},
};

use super::{
    doubt,
    flags::Flags,
    noting,
    standing::{self, Standing},
    state::{Forgotten, UNDO},
    telling,
    wish::{Aim, HOLD, Wish},
};
use crate::{
    app::state::State,
    frame::{
        belief::OwnDeed,
        problem::Problem,
        troubles::{clear, trouble},
    },
    interface::networks::Permission,
    ports::effect::{Effect, Question},
    service::{looking, state::Link},
};

pub(crate) fn join(state: &mut State, id: NetworkId, now: Duration) -> Vec<Effect> {
    state.networks.join_text.clear();
    let leaves = state.networks.wishes.get(&id).is_some_and(|wish| matches!(wish.last(), Aim::Leave { .. }));
    if state.networks.joined.contains_key(&id) && !leaves {
        return Vec::new();
    }
    let again = state.networks.remembered.contains_key(&id);
    let allow = if again { remembered_permissions(state, id) } else { AllowChange::default() };
    let not_before = earliest_managed(state, id, now);
    aim(state, id, Aim::Join { allow, again }, not_before);
    Vec::new()
}

pub(crate) fn connect(state: &mut State, id: NetworkId, now: Duration) -> Vec<Effect> {
    let allow = remembered_permissions(state, id);
    let not_before = earliest_managed(state, id, now);
    aim(state, id, Aim::Join { allow, again: true }, not_before);
    Vec::new()
}

/// Only what differs from a fresh join: the less is sent, the less can be wrong.
fn remembered_permissions(state: &State, id: NetworkId) -> AllowChange {
    let kept = state.networks.remembered.get(&id).map(|kept| kept.allow).unwrap_or_default();
    let fresh = zerotier_api::service::Allow::default();
    let mut change = AllowChange::default();
    for permission in Permission::ALL {
        if kept.get(permission) != fresh.get(permission) {
            change.set(permission, Some(kept.get(permission)));
        }
    }
    change
}

pub(crate) fn disconnect(state: &mut State, id: NetworkId) -> Vec<Effect> {
    let wanted = state.networks.wishes.get(&id).is_some_and(|wish| matches!(wish.last(), Aim::Join { .. }));
    if state.networks.joined.contains_key(&id) || wanted {
        aim(state, id, Aim::Leave { forget: false }, Duration::ZERO);
    }
    Vec::new()
}

pub(crate) fn forget(state: &mut State, id: NetworkId, now: Duration) -> Vec<Effect> {
    forget_all(state, &[id], now)
}

/// Forgets those of them that are off still, all with one way back.
pub(crate) fn forget_off(state: &mut State, ids: &[NetworkId], now: Duration) -> Vec<Effect> {
    let off: Vec<NetworkId> =
        ids.iter().filter(|id| standing::standing(state, **id) == Some(Standing::Off)).copied().collect();
    forget_all(state, &off, now)
}

fn forget_all(state: &mut State, ids: &[NetworkId], now: Duration) -> Vec<Effect> {
    let is_known =
        |id: &&NetworkId| state.networks.joined.contains_key(*id) || state.networks.remembered.contains_key(*id);
    let ids: Vec<NetworkId> = ids.iter().filter(is_known).copied().collect();
    let Some(first) = ids.first() else { return Vec::new() };
    let name = standing::name(state, *first);
    let mut networks = BTreeMap::new();
    for id in ids {
        let was_joined = state.networks.joined.contains_key(&id);
        let remembered = state.networks.remembered.remove(&id).unwrap_or_default();
        if was_joined {
            state.networks.forgetting.insert(id, remembered.clone());
        }
        networks.insert(id, (remembered, was_joined));
        clear(&mut state.frame, |trouble| trouble.network() == Some(id));
        if was_joined || state.networks.wishes.contains_key(&id) {
            aim(state, id, Aim::Leave { forget: true }, Duration::ZERO);
        }
    }
    state.networks.toast = Some(Forgotten { networks, name, until: now + UNDO });
    Vec::new()
}

pub(crate) fn undo_forget(state: &mut State, now: Duration) -> Vec<Effect> {
    for (id, (remembered, was_joined)) in
        state.networks.toast.take().map(|forgotten| forgotten.networks).unwrap_or_default()
    {
        let leaves = state.networks.wishes.get(&id).is_some_and(|wish| !wish.sent);
        state.networks.remembered.insert(id, remembered);
        if leaves {
            state.networks.wishes.remove(&id);
            state.networks.forgetting.remove(&id);
            telling::not_done(state, id);
        } else if was_joined {
            connect(state, id, now);
        }
    }
    Vec::new()
}

pub(crate) fn configure(
    state: &mut State,
    id: NetworkId,
    permission: Permission,
    on: bool,
    now: Duration,
) -> Vec<Effect> {
    // The service would join a network it does not know.
    if !state.networks.joined.contains_key(&id) {
        return Vec::new();
    }
    let mut change = AllowChange::default();
    change.set(permission, Some(on));
    let not_before = if permission == Permission::Managed && on { earliest_managed(state, id, now) } else { now };
    clear(&mut state.frame, |known| matches!(known, Problem::NotConfigured { network, .. } if *network == id));
    aim(state, id, Aim::Configure { change }, not_before);
    Vec::new()
}

/// When addresses may be turned on again.
fn earliest_managed(state: &State, id: NetworkId, now: Duration) -> Duration {
    state.networks.managed_off.get(&id).map_or(now, |off| (*off + HOLD).max(now))
}

/// Notes a wish: at once, or behind the write that is on its way.
fn aim(state: &mut State, id: NetworkId, aim: Aim, not_before: Duration) {
    match aim {
        Aim::Join { .. } => telling::own_deed(state, id, OwnDeed::Join),
        Aim::Leave { .. } => telling::own_deed(state, id, OwnDeed::Leave),
        Aim::Configure { .. } => {}
    }
    clear(&mut state.frame, |known| {
        matches!(known, Problem::NotJoined { network, .. } | Problem::NotLeft { network, .. }
            | Problem::GoneWhileJoining { network, .. } | Problem::AdapterNotMade { network, .. } if *network == id)
    });
    match state.networks.wishes.get_mut(&id) {
        Some(wish) if wish.sent => wish.next = Some(merged(wish.next, aim)),
        Some(wish) => {
            wish.aim = merged(Some(wish.aim), aim);
            wish.not_before = wish.not_before.max(not_before);
        }
        None => {
            state.networks.wishes.insert(id, Wish { not_before, ..Wish::new(aim) });
        }
    }
}

/// Two changes of permissions become one; any other wish takes the place of the one before.
fn merged(before: Option<Aim>, aim: Aim) -> Aim {
    let (Some(Aim::Configure { change: mut both }), Aim::Configure { change }) = (before, aim) else { return aim };
    for permission in Permission::ALL {
        if let Some(asked) = change.get(permission) {
            both.set(permission, Some(asked));
        }
    }
    Aim::Configure { change: both }
}

/// Sends each wish whose time has come, while there is a service to send it to.
pub(crate) fn send_what_is_due(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.service.link != Link::Live {
        return Vec::new();
    }
    let mut questions = Vec::new();
    for (network, wish) in &mut state.networks.wishes {
        if wish.sent || wish.not_before > now {
            continue;
        }
        wish.sent = true;
        state.service.generation.0 += 1;
        questions.push(Effect::Ask(match wish.aim {
            Aim::Join { allow, .. } => Question::Join { network: *network, allow },
            Aim::Leave { .. } => Question::Leave { network: *network },
            Aim::Configure { change } => Question::Configure { network: *network, change },
        }));
    }
    questions
}

pub(crate) fn joined(state: &mut State, id: NetworkId, joined: Result<Network, Error>, now: Duration) -> Vec<Effect> {
    let again = state.networks.wishes.get(&id).is_some_and(|wish| matches!(wish.aim, Aim::Join { again: true, .. }));
    match joined {
        Ok(network) => written(state, id, network, now),
        Err(error) if doubt::is_unclear(&error) => doubt::begin(state, id, &error, now),
        Err(error) => {
            settle(state, id, now);
            telling::not_done(state, id);
            trouble(
                &mut state.frame,
                match error.fault {
                    Fault::NotDone { what: "id" } => Problem::AdapterNotMade { network: id, code: 0 },
                    _ => Problem::NotJoined { network: id, again, silent: false, found: error.to_string() },
                },
            );
            after_failure(state, &error, now)
        }
    }
}

pub(crate) fn left(state: &mut State, id: NetworkId, left: Result<bool, Error>, now: Duration) -> Vec<Effect> {
    match left {
        // False: somebody else left it first, and it is left all the same.
        Ok(_) => {
            if state.networks.joined.remove(&id).is_some_and(|network| network.allow().managed) {
                state.networks.managed_off.insert(id, now);
            }
            state.networks.forgetting.remove(&id);
            settle(state, id, now);
            telling::network_read(state, id);
            Vec::new()
        }
        Err(error) if doubt::is_unclear(&error) => doubt::begin(state, id, &error, now),
        Err(error) => {
            not_left(state, id, error.to_string(), now);
            after_failure(state, &error, now)
        }
    }
}

/// It is there still: what was kept of it is kept on.
pub(crate) fn not_left(state: &mut State, id: NetworkId, found: String, now: Duration) {
    if let Some(remembered) = state.networks.forgetting.remove(&id) {
        state.networks.remembered.insert(id, remembered);
        // What is back by itself is not brought back.
        if let Some(toast) = state.networks.toast.as_mut() {
            toast.networks.remove(&id);
        }
        state.networks.toast.take_if(|toast| toast.networks.is_empty());
    }
    settle(state, id, now);
    telling::not_done(state, id);
    trouble(&mut state.frame, Problem::NotLeft { network: id, found });
}

pub(crate) fn configured(
    state: &mut State,
    id: NetworkId,
    configured: Result<Network, Error>,
    now: Duration,
) -> Vec<Effect> {
    match configured {
        Ok(network) => written(state, id, network, now),
        Err(error) if doubt::is_unclear(&error) => doubt::begin(state, id, &error, now),
        Err(error) => {
            settle(state, id, now);
            let what = match error.fault {
                Fault::NotDone { what } => what,
                _ => "",
            };
            trouble(&mut state.frame, Problem::NotConfigured { network: id, what, found: error.to_string() });
            after_failure(state, &error, now)
        }
    }
}

/// The answer to a write says how the network is now.
fn written(state: &mut State, id: NetworkId, network: Network, now: Duration) -> Vec<Effect> {
    let before = state.networks.joined.remove(&id);
    noting::note_network(state, before.as_ref(), network, now);
    // Only now: what was asked for meanwhile is about a network that is there.
    settle(state, id, now);
    telling::network_read(state, id);
    Vec::new()
}

/// The write was answered: what was asked for meanwhile is next.
pub(crate) fn settle(state: &mut State, id: NetworkId, now: Duration) {
    state.service.generation.0 += 1;
    let Some(Wish { next: Some(next), .. }) = state.networks.wishes.remove(&id) else { return };
    let not_before = match next {
        Aim::Configure { change } if change.managed == Some(true) => earliest_managed(state, id, now),
        Aim::Join { .. } => earliest_managed(state, id, now),
        _ => now,
    };
    let useless = match next {
        Aim::Leave { .. } | Aim::Configure { .. } => !state.networks.joined.contains_key(&id),
        Aim::Join { .. } => state.networks.joined.contains_key(&id),
    };
    if !useless {
        state.networks.wishes.insert(id, Wish { not_before, ..Wish::new(next) });
    }
}

/// The list says what is really so; a service that can't be reached is looked for.
pub(crate) fn after_failure(state: &mut State, error: &Error, now: Duration) -> Vec<Effect> {
    let lost = matches!(error.fault, Fault::Refused | Fault::TimedOut | Fault::Broken | Fault::Unauthorized);
    match (lost, state.service.reading) {
        (_, Some(_)) => Vec::new(),
        (true, None) => looking::seek(state, now),
        (false, None) => looking::look_now(state, now),
    }
}

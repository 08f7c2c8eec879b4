//! Writes on their way to authorities: a few at a time, so that who takes a token back takes back all that has not gone
//! out; and one at a time for each member, so that the last word counts.

use std::time::Duration;

use zerotier_api::{NetworkId, NodeAddress, authority::Access};

use super::{
    door,
    state::{Authority, Door},
};
use crate::{
    administer::undone::refuse_queued,
    app::state::State,
    frame::belief::OwnDeed,
    kernel::ids::AuthorityId,
    networks::telling,
    ports::{
        authorities::Ask,
        effect::{Effect, Question},
        fault::AuthorityFault,
    },
    tokens::rotating,
};

/// Writes on their way to one authority at a time.
const WRITES: usize = 4;

/// Queues writes and sends those whose turn it is.
pub(crate) fn send(state: &mut State, id: &AuthorityId, asks: Vec<Ask>) -> Vec<Effect> {
    for (network, deed) in asks.iter().filter_map(|ask| own_deed(state, ask)).collect::<Vec<_>>() {
        telling::own_deed(state, network, deed);
    }
    let Some(authority) = state.authorities.lines.get_mut(id) else { return Vec::new() };
    authority.queued.extend(asks);
    if authority.fault == Some(AuthorityFault::Refused) {
        // Nothing is sent with a token that was refused, whoever presses what.
        refuse_queued(state, id, &AuthorityFault::Refused);
        return Vec::new();
    }
    if id.is_own() {
        authority.door = Door::Open;
    }
    let mut effects = door::open(state, id);
    effects.extend(send_next(state, id, state.moment.now.since_start));
    effects
}

/// What a write changes for this very device on a network that is joined here.
pub(crate) fn own_deed(state: &State, ask: &Ask) -> Option<(NetworkId, OwnDeed)> {
    let own = state.service.node.as_ref()?.address;
    let of = |access: &Access| match access {
        Access::Allowed => OwnDeed::Allow,
        Access::Waiting | Access::Withdrawn | Access::Rejected => OwnDeed::Withdraw,
    };
    let (network, deed) = match ask {
        Ask::SetAccess { network, member, access } if *member == own => (*network, of(access)),
        Ask::SetAccessOfAll { network, members, access } if members.contains(&own) => (*network, of(access)),
        Ask::AddMember { network, member, .. } if *member == own => (*network, OwnDeed::Allow),
        Ask::RemoveMember { network, member } if *member == own => (*network, OwnDeed::Withdraw),
        Ask::DeleteNetwork { network } => (*network, OwnDeed::Withdraw),
        Ask::ChangeNetwork { network, change } if change.private == Some(false) => (*network, OwnDeed::Allow),
        _ => return None,
    };
    state.networks.joined.contains_key(&network).then_some((network, deed))
}

/// The member a write is about, if it is about one.
pub(crate) fn about(ask: &Ask) -> Option<(NetworkId, NodeAddress)> {
    match ask {
        Ask::SetAccess { network, member, .. }
        | Ask::ChangeMember { network, member, .. }
        | Ask::AddMember { network, member, .. }
        | Ask::RemoveMember { network, member } => Some((*network, *member)),
        _ => None,
    }
}

/// A write for this member waits or is on its way.
pub(crate) fn is_pending(authority: &Authority, network: NetworkId, member: NodeAddress) -> bool {
    let meant = Some((network, member));
    authority.in_flight.contains(&(network, member)) || authority.queued.iter().any(|ask| about(ask) == meant)
}

/// A few at a time, one for each member.
pub(crate) fn send_next(state: &mut State, id: &AuthorityId, now: Duration) -> Vec<Effect> {
    let mut effects = Vec::new();
    if rotating::is_switching(state, id) {
        return effects;
    }
    let Some(authority) = state.authorities.lines.get_mut(id) else { return effects };
    if !may_send(authority, now) {
        return effects;
    }
    while authority.writing < WRITES {
        let free = |ask: &Ask| about(ask).is_none_or(|member| !authority.in_flight.contains(&member));
        let Some(ask) = authority.queued.iter().position(free).and_then(|at| authority.queued.remove(at)) else {
            break;
        };
        authority.writing += 1;
        authority.writes += 1;
        authority.in_flight.extend(about(&ask));
        effects.push(Effect::Ask(Question::OfAuthority { authority: id.clone(), epoch: authority.epoch, ask }));
    }
    effects
}

fn may_send(authority: &Authority, now: Duration) -> bool {
    authority.door == Door::Open && authority.busy_until.is_none_or(|until| until <= now)
}

/// When writes that were asked to wait may go on. Those that wait for an answer are woken by it.
pub(crate) fn due(state: &State) -> Option<Duration> {
    let waits =
        |authority: &&Authority| !authority.queued.is_empty() && authority.writing == 0 && authority.door == Door::Open;
    let busy = state.authorities.lines.values().filter(waits).filter_map(|authority| authority.busy_until);
    busy.chain(state.networks.expected.values().copied()).min()
}

pub(crate) fn send_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    state.networks.expected.retain(|_, until| *until > now);
    for authority in state.authorities.lines.values_mut() {
        authority.busy_until.take_if(|until| *until <= now);
    }
    let waiting: Vec<AuthorityId> = state
        .authorities
        .lines
        .iter()
        .filter(|(_, authority)| !authority.queued.is_empty() && authority.writing == 0 && may_send(authority, now))
        .map(|(id, _)| id.clone())
        .collect();
    waiting.iter().flat_map(|id| send_next(state, id, now)).collect()
}

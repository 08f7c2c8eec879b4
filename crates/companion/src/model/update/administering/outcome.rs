//! What came of what was asked of an authority.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error, Fault, NetworkId, NodeAddress,
    authority::{Access, Member, MemberField, NetworkField, Written},
};

use super::{
    super::{authorities, clear, credentials, issuing, rotating, trouble},
    give,
    sending::{about, is_pending, send_next},
    undone::{access_deed, undone},
};
use crate::model::{
    action::{MemberDeed, Place},
    authority::{Administered, AuthorityFault, AuthorityId, administered_mut},
    draft::DraftAnswer,
    effect::{Ask, Effect},
    event::Told,
    problem::Problem,
    rows,
    state::State,
};

/// What came of something that was asked of an authority.
pub(in crate::model::update) fn told(
    state: &mut State,
    id: &AuthorityId,
    epoch: u32,
    ask: Ask,
    told: Result<Told, Error>,
    now: Duration,
) -> Vec<Effect> {
    // What was asked with another token says nothing about this one.
    if state.authorities.get(id).is_none_or(|authority| authority.epoch != epoch) {
        return Vec::new();
    }
    note_used(state, id, &told);
    match (ask, told) {
        (Ask::Account, told) => {
            if let Some(authority) = state.authorities.get_mut(id) {
                authority.writing = authority.writing.saturating_sub(1);
            }
            credentials::verified(state, id, told, now);
            let mut effects = send_next(state, id, now);
            effects.extend(rotating::switch_if_ready(state));
            effects
        }
        (Ask::Networks, told) => {
            let told = told.and_then(|told| match told {
                Told::Networks { networks, groups } => Ok((networks, groups)),
                other => Err(authorities::astray(&other)),
            });
            // A refusal says nothing of the token: whose it is does.
            let doubtful = matches!(&told, Err(Error { fault: Fault::Forbidden { .. }, .. })) && !id.is_own();
            authorities::told_networks(state, id, told, now);
            if doubtful { credentials::verify(state, id.clone().into()) } else { Vec::new() }
        }
        (Ask::Settings { network }, told) => {
            let told = told.and_then(|told| match told {
                Told::Settings(settings) => Ok(*settings),
                other => Err(authorities::astray(&other)),
            });
            authorities::told_settings(state, id, network, told, now);
            Vec::new()
        }
        (Ask::Members { network }, told) => {
            let told = told.and_then(|told| match told {
                Told::Members(members) => Ok(members),
                other => Err(authorities::astray(&other)),
            });
            authorities::told_members(state, id, network, told, now);
            Vec::new()
        }
        (Ask::Tokens, told) => {
            let told = told.and_then(|told| match told {
                Told::Tokens(issued) => Ok(issued),
                other => Err(authorities::astray(&other)),
            });
            issuing::told_list(state, id, told, now);
            Vec::new()
        }
        (ask, told) => {
            if let Some(authority) = state.authorities.get_mut(id) {
                authority.writing = authority.writing.saturating_sub(1);
                authority.writes += 1;
                if let Some(member) = about(&ask) {
                    authority.in_flight.remove(&member);
                }
            }
            let mut effects = Vec::new();
            match told {
                Ok(told) if issuing::is_about_tokens(&ask) => effects = issuing::done(state, id, ask, told),
                Ok(told) => done(state, id, ask, told),
                Err(error) => undone(state, id, ask, authorities::fault_of(id, &error, now)),
            }
            authorities::read_outdated(state, id);
            effects.extend(send_next(state, id, now));
            effects.extend(rotating::switch_if_ready(state));
            effects
        }
    }
}

/// A token that was accepted was of use, and fits. By the hour: it is not written down at every call.
fn note_used(state: &mut State, id: &AuthorityId, told: &Result<Told, Error>) {
    const HOUR: i64 = 60 * 60 * 1000;
    let now = state.now.unix_ms;
    if let (Ok(_), Some(authority)) = (told, state.authorities.get_mut(id)) {
        authority.answered = Some(now);
    }
    let hour = state.now.unix_ms - state.now.unix_ms.rem_euclid(HOUR);
    if let (Ok(_), Some(kept)) = (told, state.settings.authorities.get_mut(id)) {
        kept.used = Some(hour);
        kept.verified = kept.verified.max(Some(hour));
        kept.unverified = false;
    }
}

/// A write was done.
fn done(state: &mut State, id: &AuthorityId, ask: Ask, told: Told) {
    match (ask, told) {
        (
            Ask::SetAccess { network, .. } | Ask::ChangeMember { network, .. } | Ask::AddMember { network, .. },
            Told::Member(written),
        ) => note_member(state, id, network, *written),
        (Ask::SetAccessOfAll { network, members, access }, _) => {
            if let Some(known) = administered_mut(state, id, network) {
                known.unproven.extend(members.into_iter().map(|member| (member, access_deed(access))));
                known.members_asked = None;
            }
        }
        (Ask::RemoveMember { network, member }, _) => forget_member(state, id, network, member),
        (Ask::ChangeNetwork { network, .. }, Told::Changed(written)) => {
            let Written { now, not_taken } = *written;
            authorities::note_settings(state, id, now);
            note_changed(state, id, network, not_taken);
        }
        (Ask::CreateNetwork { range, .. }, Told::Created(network)) => {
            let new = network.id;
            created(state, id, *network);
            // Sent with what is next.
            let asks = range.map(|range| give(state, id, new, &range)).unwrap_or_default();
            if let Some(authority) = state.authorities.get_mut(id) {
                authority.queued.extend(asks);
            }
        }
        (Ask::DeleteNetwork { network }, _) => deleted(state, id, network),
        (_, other) => {
            authorities::astray(&other);
        }
    }
}

/// A member is gone.
pub(super) fn forget_member(state: &mut State, id: &AuthorityId, network: NetworkId, member: NodeAddress) {
    if let Some(members) = administered_mut(state, id, network).and_then(|known| known.members.as_mut()) {
        members.remove(member);
    }
    settle(state, id, network, member);
    if let Place::Members { selected, .. } = &mut state.place {
        selected.take_if(|selected| *selected == member);
    }
}

fn note_member(state: &mut State, id: &AuthorityId, network: NetworkId, written: Written<Member, MemberField>) {
    let Written { mut now, not_taken } = written;
    authorities::see_own(state, network, &mut now);
    let (node, name) = (now.node, rows::one_line(&now.name));
    if let Some(members) = administered_mut(state, id, network).and_then(|known| known.members.as_mut()) {
        members.put(now);
    }
    settle(state, id, network, node);
    clear(state, |known| matches!(known, Problem::MemberNotTaken { member, .. } if *member == node));
    if !not_taken.is_empty() {
        let name = if name.is_empty() { node.to_string() } else { name };
        trouble(state, Problem::MemberNotTaken { network, member: node, name, fields: not_taken });
    }
}

/// Nothing more is on its way for this member: it is as the authority says.
pub(super) fn settle(state: &mut State, id: &AuthorityId, network: NetworkId, member: NodeAddress) {
    if state.authorities.get(id).is_none_or(|authority| is_pending(authority, network, member)) {
        return;
    }
    if let Some(known) = administered_mut(state, id, network) {
        known.wishes.remove(&member);
        known.addresses.remove(&member);
    }
}

pub(super) fn note_changed(state: &mut State, id: &AuthorityId, network: NetworkId, not_taken: Vec<NetworkField>) {
    let Some(known) = administered_mut(state, id, network) else { return };
    // What was typed while it was on its way is still to be sent.
    let as_sent = known.draft.as_ref().is_some_and(|draft| draft.sent.as_ref() == Some(&draft.form));
    let settings = known.settings.clone();
    if not_taken.is_empty() && as_sent {
        known.draft = None;
    } else if let (true, Some(draft), Some(settings)) = (not_taken.is_empty(), known.draft.as_mut(), settings) {
        draft.sending = false;
        draft.base = settings;
    } else if let Some(draft) = known.draft.as_mut() {
        draft.sending = false;
        draft.answer = Some(DraftAnswer::NotTaken(not_taken));
    }
}

/// A network was made: its settings are what its maker wants to see next.
fn created(state: &mut State, id: &AuthorityId, network: zerotier_api::authority::Network) {
    let Some(authority) = state.authorities.get_mut(id) else { return };
    authority.creating = false;
    authority.asked_at = None;
    let (new, name) = (network.id, network.name.clone());
    let summary = zerotier_api::authority::NetworkSummary {
        id: new,
        name: name.clone(),
        organisation: None,
        group: None,
        counts: None,
        may_write: true,
    };
    let known = Administered::new(summary);
    authority.networks.get_or_insert_default().insert(new, known);
    let kept = state.settings.authorities.entry(id.clone()).or_default();
    kept.networks.entry(new).or_default().name = rows::one_line(&name);
    authorities::note_settings(state, id, network);
    show_created(state, id, new);
}

pub(super) fn show_created(state: &mut State, id: &AuthorityId, network: NetworkId) {
    if let Some(authority) = state.authorities.get_mut(id) {
        authority.creating = false;
    }
    if state.place.is_administer() {
        state.place = Place::NetworkSettings { authority: id.clone(), network };
    }
}

pub(super) fn deleted(state: &mut State, id: &AuthorityId, network: NetworkId) {
    if let Some(networks) = state.authorities.get_mut(id).and_then(|authority| authority.networks.as_mut()) {
        networks.remove(&network);
    }
    if let Some(kept) = state.settings.authorities.get_mut(id) {
        kept.networks.remove(&network);
    }
    if state.place.administered().is_some_and(|(_, shown)| shown == network) {
        state.place = Place::Administer { search: String::new() };
    }
}

/// The list was read after calls for many: who is not as was asked is counted.
pub(in crate::model::update) fn prove(state: &mut State, id: &AuthorityId, network: NetworkId) {
    let Some(known) = administered_mut(state, id, network) else { return };
    let mut failed: BTreeMap<MemberDeed, usize> = BTreeMap::new();
    for (node, asked) in std::mem::take(&mut known.unproven) {
        let is_so = known.members.as_ref().and_then(|members| members.get(node)).is_some_and(|member| match asked {
            MemberDeed::Allow => member.access == Access::Allowed,
            MemberDeed::Reject => member.access == Access::Rejected,
            _ => member.access != Access::Allowed,
        });
        if !is_so {
            *failed.entry(asked).or_default() += 1;
        }
        // A later wish for the same member is still on its way.
        if known.wishes.get(&node) == Some(&asked) {
            known.wishes.remove(&node);
        }
    }
    for (deed, count) in failed {
        let fault = AuthorityFault::NotDone;
        trouble(state, Problem::MembersNotChanged { network, count, deed: Some(deed), fault });
    }
}

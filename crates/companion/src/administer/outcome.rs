//! What came of what was asked of an authority.

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{Member, MemberField, NetworkField, Written},
};

use super::{
    deeds::give, draft::DraftAnswer, known::administered_mut, reading, state::Administered, undone::access_deed,
};
use crate::{
    app::state::State,
    authorities::{self, sending::is_pending},
    frame::{
        problem::Problem,
        troubles::{clear, trouble},
    },
    interface::place::Place,
    kernel::{ids::AuthorityId, text},
    ports::authorities::{Ask, Told},
};

/// A write was done.
pub(crate) fn done(state: &mut State, id: &AuthorityId, ask: Ask, told: Told) {
    match (ask, told) {
        (
            Ask::SetAccess { network, .. } | Ask::ChangeMember { network, .. } | Ask::AddMember { network, .. },
            Told::Member(written),
        ) => note_member(state, id, network, *written),
        (Ask::SetAccessOfAll { network, members, access }, _) => {
            if let Some(known) = administered_mut(&mut state.authorities, id, network) {
                known.unproven.extend(members.into_iter().map(|member| (member, access_deed(access))));
                known.members_asked = None;
            }
        }
        (Ask::RemoveMember { network, member }, _) => forget_member(state, id, network, member),
        (Ask::ChangeNetwork { network, .. }, Told::Changed(written)) => {
            let Written { now, not_taken } = *written;
            reading::note_settings(state, id, now);
            note_changed(state, id, network, not_taken);
        }
        (Ask::CreateNetwork { range, .. }, Told::Created(network)) => {
            let new = network.id;
            created(state, id, *network);
            // Sent with what is next.
            let asks = range.map(|range| give(state, id, new, &range)).unwrap_or_default();
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.queued.extend(asks);
            }
        }
        (Ask::DeleteNetwork { network }, _) => deleted(state, id, network),
        (_, other) => {
            authorities::reading::astray(&other);
        }
    }
}

/// A member is gone.
pub(crate) fn forget_member(state: &mut State, id: &AuthorityId, network: NetworkId, member: NodeAddress) {
    if let Some(members) =
        administered_mut(&mut state.authorities, id, network).and_then(|known| known.members.as_mut())
    {
        members.remove(member);
    }
    settle(state, id, network, member);
    if let Place::Members { selected, .. } = &mut state.frame.place {
        selected.take_if(|selected| *selected == member);
    }
}

fn note_member(state: &mut State, id: &AuthorityId, network: NetworkId, written: Written<Member, MemberField>) {
    let Written { mut now, not_taken } = written;
    reading::see_own(state, network, &mut now);
    let (node, name) = (now.node, text::one_line(&now.name));
    if let Some(members) =
        administered_mut(&mut state.authorities, id, network).and_then(|known| known.members.as_mut())
    {
        members.put(now);
    }
    settle(state, id, network, node);
    clear(&mut state.frame, |known| matches!(known, Problem::MemberNotTaken { member, .. } if *member == node));
    if !not_taken.is_empty() {
        let name = if name.is_empty() { node.to_string() } else { name };
        trouble(&mut state.frame, Problem::MemberNotTaken { network, member: node, name, fields: not_taken });
    }
}

/// Nothing more is on its way for this member: it is as the authority says.
pub(crate) fn settle(state: &mut State, id: &AuthorityId, network: NetworkId, member: NodeAddress) {
    if state.authorities.lines.get(id).is_none_or(|authority| is_pending(authority, network, member)) {
        return;
    }
    if let Some(known) = administered_mut(&mut state.authorities, id, network) {
        known.wishes.remove(&member);
        known.addresses.remove(&member);
    }
}

pub(crate) fn note_changed(state: &mut State, id: &AuthorityId, network: NetworkId, not_taken: Vec<NetworkField>) {
    let Some(known) = administered_mut(&mut state.authorities, id, network) else { return };
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
    let Some(authority) = state.authorities.lines.get_mut(id) else { return };
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
    let kept = state.authorities.kept.entry(id.clone()).or_default();
    kept.networks.entry(new).or_default().name = text::one_line(&name);
    reading::note_settings(state, id, network);
    show_created(state, id, new);
}

pub(crate) fn show_created(state: &mut State, id: &AuthorityId, network: NetworkId) {
    if let Some(authority) = state.authorities.lines.get_mut(id) {
        authority.creating = false;
    }
    if state.frame.place.is_administer() {
        state.frame.place = Place::NetworkSettings { authority: id.clone(), network };
    }
}

pub(crate) fn deleted(state: &mut State, id: &AuthorityId, network: NetworkId) {
    if let Some(networks) = state.authorities.lines.get_mut(id).and_then(|authority| authority.networks.as_mut()) {
        networks.remove(&network);
    }
    if let Some(kept) = state.authorities.kept.get_mut(id) {
        kept.networks.remove(&network);
    }
    if state.frame.place.administered().is_some_and(|(_, shown)| shown == network) {
        state.frame.place = Place::Administer { search: String::new() };
    }
}

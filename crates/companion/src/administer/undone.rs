//! Writes that were not done: what was shown is taken back, and said once.

use zerotier_api::{NetworkId, NodeAddress, authority::Access};

use super::{doubts, draft::DraftAnswer, known::administered_mut};
use crate::{
    app::state::State,
    authorities::sending::own_deed,
    frame::{
        problem::{NetworkDeed, Problem},
        troubles::trouble,
    },
    interface::administer::MemberDeed,
    kernel::ids::AuthorityId,
    networks::telling,
    ports::{
        authorities::{Ask, Read},
        fault::AuthorityFault,
    },
    tokens::outcome,
};

/// A write was not done, and nothing that was typed is lost.
pub(crate) fn undone(state: &mut State, id: &AuthorityId, ask: Ask, fault: AuthorityFault) {
    let once = matches!(
        ask,
        Ask::CreateNetwork { .. }
            | Ask::DeleteNetwork { .. }
            | Ask::MakeToken { .. }
            | Ask::MakeAccount { .. }
            | Ask::EditAccount { .. }
            | Ask::RevokeToken { rotation: true, .. }
    );
    if let (AuthorityFault::Busy { until }, false) = (&fault, once) {
        // It goes on by itself.
        if let Some(authority) = state.authorities.lines.get_mut(id) {
            authority.queued.push_front(ask);
            authority.busy_until = authority.busy_until.max(Some(*until));
            authority.fault = Some(fault);
        }
        return;
    }
    let Some(ask) = doubts::begin(state, id, ask, &fault) else { return };
    let mut refused = vec![ask];
    if let Some(authority) = state.authorities.lines.get_mut(id).filter(|_| fault.is_about_token()) {
        // Nothing else with this token either.
        authority.fault = Some(fault.clone());
        refused.extend(authority.queued.drain(..));
    }
    for ask in refused {
        refuse(state, id, ask, &fault);
    }
}

/// Nobody will do what is queued there.
pub(crate) fn refuse_queued(state: &mut State, id: &AuthorityId, fault: &AuthorityFault) {
    let Some(authority) = state.authorities.lines.get_mut(id) else { return };
    let queued: Vec<Ask> = authority.queued.drain(..).collect();
    for ask in queued {
        refuse(state, id, ask, fault);
    }
}

pub(crate) fn refuse(state: &mut State, id: &AuthorityId, ask: Ask, fault: &AuthorityFault) {
    if let Some((network, _)) = own_deed(state, &ask) {
        telling::not_done(state, network);
    }
    let not_changed = |network, count, deed| Problem::MembersNotChanged { network, count, deed, fault: fault.clone() };
    let problem = match ask {
        Ask::SetAccess { network, member, access } => {
            take_back(state, id, network, &[member]);
            not_changed(network, 1, Some(access_deed(access)))
        }
        Ask::SetAccessOfAll { network, members, access } => {
            take_back(state, id, network, &members);
            not_changed(network, members.len(), Some(access_deed(access)))
        }
        Ask::RemoveMember { network, member } => {
            take_back(state, id, network, &[member]);
            not_changed(network, 1, Some(MemberDeed::Remove))
        }
        Ask::ChangeMember { network, member, .. } => {
            take_back(state, id, network, &[member]);
            not_changed(network, 1, None)
        }
        Ask::AddMember { network, .. } => not_changed(network, 1, Some(MemberDeed::Allow)),
        Ask::ChangeNetwork { network, .. } => {
            if let Some(draft) =
                administered_mut(&mut state.authorities, id, network).and_then(|known| known.draft.as_mut())
            {
                draft.sending = false;
                draft.answer = Some(DraftAnswer::Fault(fault.clone()));
            }
            return;
        }
        Ask::CreateNetwork { .. } => {
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.creating = false;
                // It may have been made all the same.
                authority.asked_at = None;
            }
            Problem::NetworkNotDone { network: None, deed: NetworkDeed::Create, fault: fault.clone() }
        }
        Ask::DeleteNetwork { network } => {
            if let Some(known) = administered_mut(&mut state.authorities, id, network) {
                known.deleting = false;
            }
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.asked_at = None;
            }
            Problem::NetworkNotDone { network: Some(network), deed: NetworkDeed::Delete, fault: fault.clone() }
        }
        ask => return outcome::refused(state, id, ask, fault),
    };
    // Of many that came to the same, one sentence with their number.
    let before = state.frame.troubles.iter().find_map(|known| match (known, &problem) {
        (Problem::MembersNotChanged { count, .. }, Problem::MembersNotChanged { .. })
            if known.key() == problem.key() =>
        {
            Some(*count)
        }
        _ => None,
    });
    let problem = match (problem, before) {
        (Problem::MembersNotChanged { network, count, deed, fault }, Some(before)) => {
            Problem::MembersNotChanged { network, count: count + before, deed, fault }
        }
        (problem, _) => problem,
    };
    trouble(&mut state.frame, problem);
}

pub(crate) fn access_deed(access: Access) -> MemberDeed {
    match access {
        Access::Allowed => MemberDeed::Allow,
        Access::Rejected => MemberDeed::Reject,
        Access::Waiting | Access::Withdrawn => MemberDeed::Withdraw,
    }
}

fn take_back(state: &mut State, id: &AuthorityId, network: NetworkId, members: &[NodeAddress]) {
    for member in members {
        if state.service.node.as_ref().is_some_and(|node| node.address == *member) {
            state.networks.expected.remove(&network);
        }
    }
    if let Some(known) = administered_mut(&mut state.authorities, id, network) {
        for member in members {
            known.wishes.remove(member);
            known.addresses.remove(member);
        }
        // What is so after something went wrong, only the authority knows.
        known.members_asked = None;
    }
    if let Some(authority) = state.authorities.lines.get_mut(id) {
        authority.reading.remove(&Read::Members(network));
    }
}

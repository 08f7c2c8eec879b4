//! Writes an authority gave no answer to. They may have been done: what is so is read, and only then something is said.

use std::collections::BTreeSet;

use zerotier_api::{NetworkId, authority::Access};

use super::{
    known::{administered, administered_mut},
    outcome::{deleted, forget_member, note_changed, settle, show_created},
    state::{self, Doubt},
    undone::{access_deed, refuse},
};
use crate::{
    app::state::State,
    frame::{
        problem::{NetworkDeed, Problem},
        troubles::{clear, trouble},
    },
    interface::administer,
    kernel::ids::AuthorityId,
    networks::telling,
    ports::{
        authorities::{Ask, Read},
        fault::AuthorityFault,
    },
};

/// The read that tells whether this was done; none if no read does.
fn proof(ask: &Ask) -> Option<Read> {
    Some(match ask {
        Ask::SetAccess { network, .. }
        | Ask::SetAccessOfAll { network, .. }
        | Ask::ChangeMember { network, .. }
        | Ask::AddMember { network, .. }
        | Ask::RemoveMember { network, .. } => Read::Members(*network),
        Ask::ChangeNetwork { network, .. } => Read::Settings(*network),
        Ask::CreateNetwork { .. } | Ask::DeleteNetwork { .. } => Read::Networks,
        _ => return None,
    })
}

/// Keeps the wish as it is and has it looked; gives the write back if nothing can be looked at.
pub(crate) fn begin(state: &mut State, id: &AuthorityId, ask: Ask, fault: &AuthorityFault) -> Option<Ask> {
    use AuthorityFault::{Garbled, Stranger, Unreachable};
    let unclear = matches!(fault, Unreachable { .. } | Stranger { .. } | Garbled { .. });
    let Some(read) = proof(&ask).filter(|_| unclear) else { return Some(ask) };
    match read {
        // Who is not known here can't be looked for.
        Read::Members(network) | Read::Settings(network) if administered(&state.authorities, id, network).is_none() => {
            return Some(ask);
        }
        Read::Members(network) => ask_again(state, id, network, |known| known.members_asked = None),
        Read::Settings(network) => ask_again(state, id, network, |known| known.settings_asked = None),
        Read::Networks | Read::Tokens => {}
    }
    let Some(authority) = state.authorities.lines.get_mut(id) else { return Some(ask) };
    if read == Read::Networks {
        authority.asked_at = None;
    }
    let before = authority.networks.iter().flatten().map(|(network, _)| *network).collect();
    authority.doubts.push(Doubt { ask, read, before, said: false });
    None
}

fn ask_again(state: &mut State, id: &AuthorityId, network: NetworkId, again: impl FnOnce(&mut state::Administered)) {
    if let Some(known) = administered_mut(&mut state.authorities, id, network) {
        again(known);
    }
}

/// Something was read, or could not be.
pub(crate) fn resolve(state: &mut State, id: &AuthorityId, read: Read, fault: Option<&AuthorityFault>) {
    let Some(authority) = state.authorities.lines.get_mut(id) else { return };
    let all = fault.is_some_and(AuthorityFault::is_about_token);
    let (judged, rest) = std::mem::take(&mut authority.doubts).into_iter().partition(|doubt| all || doubt.read == read);
    authority.doubts = rest;
    for doubt in judged {
        judge(state, id, doubt, fault);
    }
}

fn judge(state: &mut State, id: &AuthorityId, mut doubt: Doubt, fault: Option<&AuthorityFault>) {
    match fault {
        None => {}
        Some(fault @ (AuthorityFault::NotThere | AuthorityFault::Forbidden { .. })) => {
            return refuse(state, id, doubt.ask, fault);
        }
        Some(fault) if fault.is_about_token() => return refuse(state, id, doubt.ask, fault),
        // Nobody can tell yet. That is said once, and looked again.
        Some(fault) => {
            if !std::mem::replace(&mut doubt.said, true) {
                say(state, &doubt.ask, fault);
            }
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.doubts.push(doubt);
            }
            return;
        }
    }
    if doubt.said {
        unsay(state, &doubt.ask);
    }
    if is_so(state, id, &doubt) {
        done(state, id, doubt);
    } else if let Ask::ChangeNetwork { network, change } = &doubt.ask {
        let now = administered(&state.authorities, id, *network).and_then(|known| known.settings.as_ref());
        let not_taken = now.map(|now| change.not_taken(now)).unwrap_or_default();
        note_changed(state, id, *network, not_taken);
        telling::not_done(state, *network);
    } else {
        refuse(state, id, doubt.ask, &AuthorityFault::NotDone);
    }
}

fn is_so(state: &State, id: &AuthorityId, doubt: &Doubt) -> bool {
    let members = |network| administered(&state.authorities, id, network).and_then(|known| known.members.as_ref());
    let access = |network, node| members(network).and_then(|members| members.get(node)).map(|member| member.access);
    let as_asked = |asked: &Access, now: Option<Access>| match asked {
        Access::Allowed | Access::Rejected => now == Some(*asked),
        Access::Waiting | Access::Withdrawn => now != Some(Access::Allowed),
    };
    match &doubt.ask {
        Ask::SetAccess { network, member, access: asked } => as_asked(asked, access(*network, *member)),
        Ask::SetAccessOfAll { network, members, access: asked } => {
            members.iter().all(|member| as_asked(asked, access(*network, *member)))
        }
        Ask::AddMember { network, member, .. } => access(*network, *member) == Some(Access::Allowed),
        Ask::RemoveMember { network, member } => access(*network, *member).is_none(),
        Ask::ChangeMember { network, member, change } => {
            let now = members(*network).and_then(|members| members.get(*member));
            now.is_some_and(|now| change.not_taken(now).is_empty())
        }
        Ask::ChangeNetwork { network, change } => {
            let now = administered(&state.authorities, id, *network).and_then(|known| known.settings.as_ref());
            now.is_some_and(|now| change.not_taken(now).is_empty())
        }
        Ask::CreateNetwork { .. } => created(state, id, doubt).is_some(),
        Ask::DeleteNetwork { network } => administered(&state.authorities, id, *network).is_none(),
        _ => false,
    }
}

/// The network that was not there before and has the name that was asked for.
fn created(state: &State, id: &AuthorityId, doubt: &Doubt) -> Option<NetworkId> {
    let Ask::CreateNetwork { name, .. } = &doubt.ask else { return None };
    let networks = state.authorities.lines.get(id)?.networks.as_ref()?;
    let mut fresh = networks.iter().filter(|(network, _)| !doubt.before.contains(network));
    fresh.find(|(_, known)| known.summary.name == *name).map(|(network, _)| *network)
}

fn done(state: &mut State, id: &AuthorityId, doubt: Doubt) {
    if let Some(network) = created(state, id, &doubt) {
        return show_created(state, id, network);
    }
    match doubt.ask {
        Ask::SetAccess { network, member, .. }
        | Ask::ChangeMember { network, member, .. }
        | Ask::AddMember { network, member, .. } => settle(state, id, network, member),
        Ask::SetAccessOfAll { network, members, .. } => {
            for member in members {
                settle(state, id, network, member);
            }
        }
        Ask::RemoveMember { network, member } => forget_member(state, id, network, member),
        Ask::ChangeNetwork { network, .. } => note_changed(state, id, network, Vec::new()),
        Ask::DeleteNetwork { network } => deleted(state, id, network),
        _ => {}
    }
}

/// The problem of a write nobody can tell about; drafts say it themselves.
fn problem(ask: &Ask, fault: &AuthorityFault) -> Option<Problem> {
    use administer::MemberDeed;
    let members = |network, count, deed| Problem::MembersNotChanged { network, count, deed, fault: fault.clone() };
    Some(match ask {
        Ask::SetAccess { network, access, .. } => members(*network, 1, Some(access_deed(*access))),
        Ask::SetAccessOfAll { network, members: many, access } => {
            members(*network, many.len(), Some(access_deed(*access)))
        }
        Ask::AddMember { network, .. } => members(*network, 1, Some(MemberDeed::Allow)),
        Ask::RemoveMember { network, .. } => members(*network, 1, Some(MemberDeed::Remove)),
        Ask::ChangeMember { network, .. } => members(*network, 1, None),
        Ask::CreateNetwork { .. } => {
            Problem::NetworkNotDone { network: None, deed: NetworkDeed::Create, fault: fault.clone() }
        }
        Ask::DeleteNetwork { network } => {
            Problem::NetworkNotDone { network: Some(*network), deed: NetworkDeed::Delete, fault: fault.clone() }
        }
        _ => return None,
    })
}

fn say(state: &mut State, ask: &Ask, fault: &AuthorityFault) {
    if let Some(problem) = problem(ask, fault) {
        trouble(&mut state.frame, problem);
    }
}

fn unsay(state: &mut State, ask: &Ask) {
    let keys: BTreeSet<String> = problem(ask, &AuthorityFault::NotDone).iter().map(Problem::key).collect();
    clear(&mut state.frame, |known| keys.contains(&known.key()));
}

//! What an administrator does with members and networks: asked for at once, sent a few at a time, and compared with
//! what came of it.

use std::{collections::BTreeSet, net::IpAddr, time::Duration};

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{Access, Dialect, Member, MemberChange},
};

use super::{
    draft::LONGEST_NAME,
    homes::of_network,
    known::{self, administered, administered_mut},
    marks::{mark, mark_all, mark_to},
    members::waits,
    steady,
};
use crate::{
    administer::draft::{check::flaws, flaw::Weight, ranges::easy},
    app::state::State,
    authorities::sending::{about, send},
    frame::{
        problem::{NetworkDeed, Problem},
        troubles::clear,
    },
    interface::{
        action::Action,
        administer::{MemberDeed, MemberEdit},
        form::NetworkForm,
        place::Place,
    },
    kernel::{ids::AuthorityId, text},
    ports::{authorities::Ask, effect::Effect},
};

/// How long a network is watched closely for this device having been let in.
const ADMITTING: Duration = Duration::from_secs(60);

/// As long as a member's name or note may be.
const LONGEST_TEXT: usize = 250;

pub(crate) fn allow_this_device(state: &mut State, network: NetworkId, now: Duration) -> Vec<Effect> {
    let Some((authority, node)) = of_network(state, network).zip(state.service.node.as_ref().map(|node| node.address))
    else {
        return Vec::new();
    };
    state.networks.expected.insert(network, now + ADMITTING);
    state.authorities.lines.entry(authority.clone()).or_default();
    do_with(state, &authority, network, &[node], MemberDeed::Allow)
}

pub(crate) fn do_with(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    members: &[NodeAddress],
    deed: MemberDeed,
) -> Vec<Effect> {
    clear(
        &mut state.frame,
        |known| matches!(known, Problem::MembersNotChanged { network: about, .. } if *about == network),
    );
    let dialect = state.authorities.dialect(id);
    let abilities = dialect.abilities();
    if (deed == MemberDeed::Reject && !abilities.rejects)
        || (matches!(deed, MemberDeed::Hide | MemberDeed::Unhide) && !abilities.hides)
    {
        return Vec::new();
    }
    steady::keep(state, id, network, members);
    let fresh: Vec<NodeAddress> = match administered_mut(&mut state.authorities, id, network) {
        Some(known) => {
            let fresh = members.iter().copied().filter(|member| known.wishes.get(member) != Some(&deed)).collect();
            known.wishes.extend(members.iter().map(|member| (*member, deed)));
            fresh
        }
        None => members.to_vec(),
    };
    // The last word counts: what waits for the same members does not go out.
    let replaced: BTreeSet<NodeAddress> = fresh.iter().copied().collect();
    if let Some(authority) = state.authorities.lines.get_mut(id) {
        authority.queued.retain(|ask| {
            let access = matches!(ask, Ask::SetAccess { .. } | Ask::RemoveMember { .. });
            !(access && about(ask).is_some_and(|(of, member)| of == network && replaced.contains(&member)))
        });
    }
    let asks: Vec<Ask> = match access(deed) {
        Some(access) if dialect == Dialect::New && fresh.len() > 1 => {
            vec![Ask::SetAccessOfAll { network, members: fresh, access }]
        }
        Some(access) => fresh.into_iter().map(|member| Ask::SetAccess { network, member, access }).collect(),
        None => fresh.into_iter().map(|member| without_access(network, member, deed)).collect(),
    };
    send(state, id, asks)
}

fn access(deed: MemberDeed) -> Option<Access> {
    match deed {
        MemberDeed::Allow => Some(Access::Allowed),
        MemberDeed::Withdraw => Some(Access::Withdrawn),
        MemberDeed::Reject => Some(Access::Rejected),
        MemberDeed::Remove | MemberDeed::Hide | MemberDeed::Unhide => None,
    }
}

fn without_access(network: NetworkId, member: NodeAddress, deed: MemberDeed) -> Ask {
    if deed == MemberDeed::Remove {
        return Ask::RemoveMember { network, member };
    }
    let change = MemberChange { hidden: Some(deed == MemberDeed::Hide), ..MemberChange::default() };
    Ask::ChangeMember { network, member, change }
}

pub(crate) fn do_with_marked(state: &mut State, deed: MemberDeed) -> Vec<Effect> {
    let Some((id, network)) = state.frame.place.administered().map(|(id, network)| (id.clone(), network)) else {
        return Vec::new();
    };
    let marked: Vec<NodeAddress> = std::mem::take(&mut state.administer.marks.0).into_iter().collect();
    let sensible = |member: &Member| match deed {
        MemberDeed::Allow => member.access != Access::Allowed,
        MemberDeed::Withdraw => member.access == Access::Allowed,
        MemberDeed::Reject => waits(member),
        MemberDeed::Hide => !member.hidden,
        MemberDeed::Unhide => member.hidden,
        MemberDeed::Remove => true,
    };
    let members: Vec<NodeAddress> =
        match administered(&state.authorities, &id, network).and_then(|known| known.members.as_ref()) {
            Some(known) => {
                let marked: std::collections::BTreeSet<NodeAddress> = marked.into_iter().collect();
                known.iter().filter(|m| marked.contains(&m.node) && sensible(m)).map(|m| m.node).collect()
            }
            None => return Vec::new(),
        };
    do_with(state, &id, network, &members, deed)
}

pub(crate) fn change_member(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    member: NodeAddress,
    edit: MemberEdit,
) -> Vec<Effect> {
    let Some(known) = administered(&state.authorities, id, network) else { return Vec::new() };
    let Some(now) = known.members.as_ref().and_then(|members| members.get(member)) else { return Vec::new() };
    // Those of an earlier press may still be on their way.
    let addresses = || known.addresses.get(&member).unwrap_or(&now.addresses).clone();
    let text = |text: String| Some(text::one_line(&text).chars().take(LONGEST_TEXT).collect::<String>());
    let change = match edit {
        MemberEdit::Name { text: name } => {
            MemberChange { name: text(name).filter(|name| *name != now.name), ..MemberChange::default() }
        }
        MemberEdit::Description { text: note } => {
            MemberChange { description: text(note).filter(|note| *note != now.description), ..MemberChange::default() }
        }
        MemberEdit::Bridge { on } => MemberChange { bridge: Some(on), ..MemberChange::default() },
        MemberEdit::NoAutoAssign { on } => MemberChange { no_auto_assign: Some(on), ..MemberChange::default() },
        MemberEdit::SignInExempt { on } => MemberChange { sign_in_exempt: Some(on), ..MemberChange::default() },
        MemberEdit::AddAddress { address } => {
            // As the authority will write it: one address has many spellings.
            let address = address.trim();
            let address = address.parse::<IpAddr>().map_or_else(|_| address.to_owned(), |ip| ip.to_string());
            let mut addresses = addresses();
            addresses.push(address);
            state.administer.address_text.clear();
            MemberChange { addresses: Some(addresses), ..MemberChange::default() }
        }
        MemberEdit::RemoveAddress { address } => {
            let addresses = addresses().into_iter().filter(|known| *known != address).collect();
            MemberChange { addresses: Some(addresses), ..MemberChange::default() }
        }
    };
    if change.is_empty() {
        return Vec::new();
    }
    steady::keep(state, id, network, &[member]);
    if let (Some(addresses), Some(known)) =
        (change.addresses.clone(), administered_mut(&mut state.authorities, id, network))
    {
        known.addresses.insert(member, addresses);
    }
    send(state, id, vec![Ask::ChangeMember { network, member, change }])
}

pub(crate) fn add_member(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    member: NodeAddress,
    name: &str,
) -> Vec<Effect> {
    state.administer.member_text.clear();
    let name = text::one_line(name).chars().take(LONGEST_TEXT).collect();
    send(state, id, vec![Ask::AddMember { network, member, name }])
}

pub(crate) fn edit(state: &mut State, id: &AuthorityId, network: NetworkId, form: NetworkForm) -> Vec<Effect> {
    if let Some(draft) = administered_mut(&mut state.authorities, id, network).and_then(known::draft) {
        draft.form = form;
        draft.answer = None;
    }
    Vec::new()
}

pub(crate) fn take_range(state: &mut State, id: &AuthorityId, network: NetworkId, target: &str) -> Vec<Effect> {
    let range = easy(state, Some(network)).into_iter().find(|range| range.target == target);
    let draft = administered_mut(&mut state.authorities, id, network).and_then(known::draft);
    if let Some((range, draft)) = range.zip(draft) {
        draft.form.take(&range);
        draft.turn += 1;
    }
    Vec::new()
}

/// Has an easy range given out, in one press; what is typed beside it stays to be sent.
pub(crate) fn give_range(state: &mut State, id: &AuthorityId, network: NetworkId, target: &str) -> Vec<Effect> {
    let typed = administered(&state.authorities, id, network).and_then(|known| known.draft.as_ref());
    let typed = typed.is_some_and(|draft| !draft.form.change(&draft.base).is_empty());
    take_range(state, id, network, target);
    if typed {
        state.frame.place = Place::NetworkSettings { authority: id.clone(), network };
        return Vec::new();
    }
    send_draft(state, id, network)
}

/// A new network's range: the write that has it given out.
pub(crate) fn give(state: &mut State, id: &AuthorityId, network: NetworkId, target: &str) -> Vec<Ask> {
    take_range(state, id, network, target);
    drafted(state, id, network)
}

pub(crate) fn discard(state: &mut State, id: &AuthorityId, network: NetworkId) -> Vec<Effect> {
    if let Some(known) = administered_mut(&mut state.authorities, id, network) {
        known.draft = None;
    }
    Vec::new()
}

pub(crate) fn send_draft(state: &mut State, id: &AuthorityId, network: NetworkId) -> Vec<Effect> {
    let asks = drafted(state, id, network);
    if asks.is_empty() { Vec::new() } else { send(state, id, asks) }
}

/// The write that sends what was typed; from here on it is on its way.
fn drafted(state: &mut State, id: &AuthorityId, network: NetworkId) -> Vec<Ask> {
    let Some(known) = administered(&state.authorities, id, network) else { return Vec::new() };
    let Some(draft) = known.draft.as_ref() else { return Vec::new() };
    let was = NetworkForm::of(&draft.base);
    let blocked = flaws(&draft.form, &was, state, network).iter().any(|found| found.weight == Weight::Blocks);
    // Only what was typed: what somebody else has changed meanwhile stays.
    let change = draft.form.change(&draft.base);
    if blocked || draft.sending || change.is_empty() {
        return Vec::new();
    }
    if let Some(draft) = administered_mut(&mut state.authorities, id, network).and_then(|known| known.draft.as_mut()) {
        draft.sending = true;
        draft.sent = Some(draft.form.clone());
        draft.answer = None;
    }
    vec![Ask::ChangeNetwork { network, change: Box::new(change) }]
}

pub(crate) fn create(
    state: &mut State,
    id: &AuthorityId,
    name: &str,
    group: Option<String>,
    range: Option<String>,
) -> Vec<Effect> {
    clear(&mut state.frame, |known| matches!(known, Problem::NetworkNotDone { deed: NetworkDeed::Create, .. }));
    let Some(authority) = state.authorities.lines.get_mut(id) else { return Vec::new() };
    if std::mem::replace(&mut authority.creating, true) {
        return Vec::new();
    }
    let name = text::one_line(name).chars().take(LONGEST_NAME).collect();
    send(state, id, vec![Ask::CreateNetwork { name, group, range }])
}

pub(crate) fn delete(state: &mut State, id: &AuthorityId, network: NetworkId) -> Vec<Effect> {
    clear(
        &mut state.frame,
        |known| matches!(known, Problem::NetworkNotDone { network: Some(about), .. } if *about == network),
    );
    let Some(known) = administered_mut(&mut state.authorities, id, network) else { return Vec::new() };
    if std::mem::replace(&mut known.deleting, true) {
        return Vec::new();
    }
    send(state, id, vec![Ask::DeleteNetwork { network }])
}

/// The actions of an administrator.
pub(crate) fn act(state: &mut State, action: Action, now: Duration) -> Vec<Effect> {
    match action {
        Action::AllowThisDevice { network } => allow_this_device(state, network, now),
        Action::DoWith { authority, network, members, deed } => do_with(state, &authority, network, &members, deed),
        Action::DoWithMarked { deed } => do_with_marked(state, deed),
        Action::Mark { member, on } => {
            mark(state, member, on);
            Vec::new()
        }
        Action::MarkTo { member } => {
            mark_to(state, member);
            Vec::new()
        }
        Action::MarkAll { on } => {
            mark_all(state, on);
            Vec::new()
        }
        Action::HoldRows { on } => {
            steady::hold(state, on);
            Vec::new()
        }
        Action::ChangeMember { authority, network, member, edit } => {
            change_member(state, &authority, network, member, edit)
        }
        Action::UnderstandAddress { text } => {
            state.administer.address_text = text;
            Vec::new()
        }
        Action::UnderstandMember { text } => {
            state.administer.member_text = text;
            Vec::new()
        }
        Action::AddMember { authority, network, member, name } => add_member(state, &authority, network, member, &name),
        Action::Draft { authority, network, form } => edit(state, &authority, network, *form),
        Action::TakeRange { authority, network, target } => take_range(state, &authority, network, &target),
        Action::SendDraft { authority, network } => send_draft(state, &authority, network),
        Action::DiscardDraft { authority, network } => discard(state, &authority, network),
        Action::CreateNetwork { authority, name, group, range } => create(state, &authority, &name, group, range),
        Action::GiveRange { authority, network, target } => give_range(state, &authority, network, &target),
        Action::DeleteNetwork { authority, network } => delete(state, &authority, network),
        _ => Vec::new(),
    }
}

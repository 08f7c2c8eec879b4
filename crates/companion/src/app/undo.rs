//! The last deed, and what takes it back.

use std::collections::BTreeMap;

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{Access, Member},
};

use super::{
    done::{Back, Done, Undo, Way},
    state::State,
};
use crate::{
    administer::{known::administered, members::Members},
    interface::{
        action::Action,
        administer::{MemberDeed, MemberEdit},
        preference::Preference,
    },
    kernel::{
        days::day_of,
        ids::{AuthorityId, CredentialId},
        text,
    },
    networks::{
        profiles::{self, Change},
        standing,
        state::Forgotten,
    },
    ports::{kept, settings::Preferences},
    tokens::credential::facts,
};

/// Whether and how this action will be taken back, seen from before it.
pub fn way(state: &State, action: &Action) -> Way {
    let back = |word, name: String, wish: Action| {
        Way::Back(Undo { done: Done::new(word, name), back: Back::Wishes(vec![wish]) })
    };
    let name = |network: &NetworkId| standing::name(state, *network);
    match action {
        Action::Join { network } if !state.networks.joined.contains_key(network) => {
            let wish = if state.networks.remembered.contains_key(network) {
                Action::Disconnect { network: *network }
            } else {
                Action::Forget { network: *network }
            };
            back("join", name(network), wish)
        }
        Action::Connect { network } if !state.networks.joined.contains_key(network) => {
            back("connect", name(network), Action::Disconnect { network: *network })
        }
        Action::Disconnect { network } if state.networks.joined.contains_key(network) => {
            back("disconnect", name(network), Action::Connect { network: *network })
        }
        Action::Configure { network, permission, on } if state.networks.permission(*network, *permission).0 != *on => {
            let (permission, on) = (*permission, !on);
            back("configure", name(network), Action::Configure { network: *network, permission, on })
        }
        Action::Rename { network, .. } => remembered(state, *network, |kept| {
            ("rename", Action::Rename { network: *network, name: kept.own_name.clone() })
        }),
        Action::LeaveOnQuit { network, .. } => remembered(state, *network, |kept| {
            ("leave-on-quit", Action::LeaveOnQuit { network: *network, on: kept.leave_on_quit })
        }),
        Action::SaveProfile { name } | Action::RemoveProfile { name } => {
            let (name, was) = (text::one_line(name), state.networks.profiles.get(name).cloned());
            let word = if matches!(action, Action::SaveProfile { .. }) { "save-profile" } else { "remove-profile" };
            Way::Back(Undo { done: Done::new(word, name.clone()), back: Back::Profile { name, was } })
        }
        Action::SwitchProfile { name } => {
            let changes = profiles::changes(state, name).unwrap_or_default();
            let back = Back::Wishes(changes.into_iter().map(reverse).collect());
            Way::Back(Undo { done: Done::new("switch-profile", name.clone()), back })
        }
        Action::Prefer { preference } => {
            back("prefer", String::new(), Action::Prefer { preference: now(&state.frame.preferences, preference) })
        }
        Action::StartAtLogin { on } => back("prefer", String::new(), Action::StartAtLogin { on: !on }),
        Action::UseServiceHome { .. } => {
            let folder = state.service.chosen_home.as_ref().map(|home| home.display().to_string());
            back("prefer", String::new(), Action::UseServiceHome { folder })
        }
        Action::Watch { authority, network, on } => {
            let known = administered(&state.authorities, authority, *network);
            let name = known.map_or_else(|| network.to_string(), |known| text::one_line(&known.summary.name));
            back("watch", name, Action::Watch { authority: authority.clone(), network: *network, on: !on })
        }
        Action::RenameAuthority { authority, .. } => match state.authorities.kept.get(authority) {
            Some(kept) => back(
                "rename",
                kept.name.clone(),
                Action::RenameAuthority { authority: authority.clone(), name: kept.name.clone() },
            ),
            None => Way::None,
        },
        Action::RenameCredential { credential, .. }
        | Action::NoteCredential { credential, .. }
        | Action::EndCredential { credential, .. } => of_credential(state, credential, action),
        Action::DoWith { authority, network, members, deed } => {
            with_members(state, authority, *network, members, *deed)
        }
        Action::DoWithMarked { deed } => match state.frame.place.administered() {
            Some((authority, network)) => {
                let marked: Vec<NodeAddress> = state.administer.marks.0.iter().copied().collect();
                with_members(state, authority, network, &marked, *deed)
            }
            None => Way::NoDeed,
        },
        Action::ChangeMember { authority, network, member, edit } => {
            let known = administered(&state.authorities, authority, *network).and_then(|known| known.members.as_ref());
            let Some(before) = known.and_then(|members| members.get(*member)) else { return Way::None };
            let (authority, edit) = (authority.clone(), before_edit(before, edit));
            back(
                "change-member",
                title(before),
                Action::ChangeMember { authority, network: *network, member: *member, edit },
            )
        }
        Action::DiscardDraft { authority, network } => {
            let draft = administered(&state.authorities, authority, *network).and_then(|known| known.draft.as_ref());
            let Some(form) = draft.map(|draft| Box::new(draft.form.clone())) else { return Way::NoDeed };
            let (authority, network) = (authority.clone(), *network);
            back("discard-draft", name(&network), Action::Draft { authority, network, form })
        }
        // Known only once it is done: see `forgotten`.
        Action::Forget { .. }
        | Action::ForgetOff { .. }
        | Action::GiveRange { .. }
        | Action::Correct { .. }
        | Action::UndoForget
        | Action::AllowThisDevice { .. }
        | Action::AddMember { .. }
        | Action::SendDraft { .. }
        | Action::CreateNetwork { .. }
        | Action::DeleteNetwork { .. }
        | Action::RemoveAuthority { .. }
        | Action::UseOwnController
        | Action::ForgetCredential { .. }
        | Action::ForgetLeftOver
        | Action::ForgetAccess
        | Action::TrustListener
        | Action::RenewServiceToken
        | Action::RepairCopies
        | Action::DoWithTokens { .. }
        | Action::LookAround
        | Action::LeaveDemo => Way::None,
        _ => Way::NoDeed,
    }
}

/// Networks were forgotten just now.
pub fn forgotten(forgotten: &Forgotten) -> Undo {
    let done = match forgotten.networks.len() {
        1 => Done::new("forget", forgotten.name.clone()),
        count => Done { word: "forget", name: String::new(), count: Some(count) },
    };
    Undo { done, back: Back::Networks(Box::new(forgotten.clone())) }
}

fn remembered(
    state: &State,
    network: NetworkId,
    as_it_was: impl FnOnce(&kept::Remembered) -> (&'static str, Action),
) -> Way {
    let Some(kept) = state.networks.remembered.get(&network) else { return Way::NoDeed };
    let (word, wish) = as_it_was(kept);
    Way::Back(Undo { done: Done::new(word, standing::name(state, network)), back: Back::Wishes(vec![wish]) })
}

fn reverse(change: Change) -> Action {
    match change {
        Change::Connect { network, .. } => Action::Disconnect { network },
        Change::Disconnect { network } => Action::Connect { network },
        Change::Configure { network, permission, on } => Action::Configure { network, permission, on: !on },
    }
}

/// The same preference as it is now.
fn now(preferences: &Preferences, preference: &Preference) -> Preference {
    match preference {
        Preference::Appearance { .. } => Preference::Appearance { value: preferences.appearance },
        Preference::Density { .. } => Preference::Density { value: preferences.density },
        Preference::Language { .. } => Preference::Language { value: preferences.language.clone() },
        Preference::StartHidden { .. } => Preference::StartHidden { on: preferences.start_hidden },
        Preference::ShowInTray { .. } => Preference::ShowInTray { on: preferences.show_in_tray },
        Preference::TrayIcon { .. } => Preference::TrayIcon { value: preferences.tray_icon },
        Preference::KeepRunning { .. } => Preference::KeepRunning { on: preferences.keep_running },
        Preference::Notify { kind, .. } => Preference::Notify { kind: *kind, on: preferences.notify.tells(*kind) },
    }
}

fn of_credential(state: &State, credential: &CredentialId, action: &Action) -> Way {
    let Some(known) = facts(state, credential) else { return Way::None };
    let credential = credential.clone();
    let (word, wish) = match action {
        Action::RenameCredential { .. } => {
            ("rename", Action::RenameCredential { credential, name: known.name.to_owned() })
        }
        Action::NoteCredential { .. } => ("note", Action::NoteCredential { credential, text: known.note.to_owned() }),
        _ => ("end", Action::EndCredential { credential, day: known.ends.map(day_of).unwrap_or_default() }),
    };
    Way::Back(Undo { done: Done::new(word, known.name), back: Back::Wishes(vec![wish]) })
}

fn title(member: &Member) -> String {
    let name = text::one_line(&member.name);
    if name.is_empty() { member.node.to_string() } else { name }
}

/// The edit that writes what stands there now.
fn before_edit(member: &Member, edit: &MemberEdit) -> MemberEdit {
    match edit {
        MemberEdit::Name { .. } => MemberEdit::Name { text: member.name.clone() },
        MemberEdit::Description { .. } => MemberEdit::Description { text: member.description.clone() },
        MemberEdit::Bridge { .. } => MemberEdit::Bridge { on: member.bridge },
        MemberEdit::NoAutoAssign { .. } => MemberEdit::NoAutoAssign { on: member.no_auto_assign },
        MemberEdit::SignInExempt { .. } => MemberEdit::SignInExempt { on: member.sign_in_exempt.unwrap_or_default() },
        MemberEdit::AddAddress { address } => MemberEdit::RemoveAddress { address: address.trim().to_owned() },
        MemberEdit::RemoveAddress { address } => MemberEdit::AddAddress { address: address.clone() },
    }
}

/// What would make one as it was; none if the deed changes nothing about it.
fn restoring(member: &Member, wish: Option<MemberDeed>, deed: MemberDeed) -> Option<MemberDeed> {
    let access = match wish {
        Some(MemberDeed::Allow) => Access::Allowed,
        Some(MemberDeed::Withdraw) => Access::Withdrawn,
        Some(MemberDeed::Reject) => Access::Rejected,
        _ => member.access,
    };
    match (deed, access) {
        (MemberDeed::Allow, Access::Allowed)
        | (MemberDeed::Withdraw, Access::Withdrawn | Access::Waiting)
        | (MemberDeed::Reject, Access::Rejected)
        | (MemberDeed::Remove, _) => None,
        (MemberDeed::Hide, _) => (!member.hidden).then_some(MemberDeed::Unhide),
        (MemberDeed::Unhide, _) => member.hidden.then_some(MemberDeed::Hide),
        (_, Access::Allowed) => Some(MemberDeed::Allow),
        (_, Access::Waiting | Access::Withdrawn) => Some(MemberDeed::Withdraw),
        (_, Access::Rejected) => Some(MemberDeed::Reject),
    }
}

fn with_members(
    state: &State,
    authority: &AuthorityId,
    network: NetworkId,
    members: &[NodeAddress],
    deed: MemberDeed,
) -> Way {
    let word = match deed {
        MemberDeed::Allow => "allow",
        MemberDeed::Withdraw => "withdraw",
        MemberDeed::Reject => "reject",
        MemberDeed::Hide => "hide",
        MemberDeed::Unhide => "unhide",
        MemberDeed::Remove => return Way::None,
    };
    let Some(known) = administered(&state.authorities, authority, network) else { return Way::None };
    let about: std::collections::BTreeSet<NodeAddress> = members.iter().copied().collect();
    let own = state.service.node.as_ref().map(|node| node.address);
    let mut restored: BTreeMap<MemberDeed, Vec<NodeAddress>> = BTreeMap::new();
    let mut name = String::new();
    for member in known.members.iter().flat_map(Members::iter).filter(|member| about.contains(&member.node)) {
        let Some(back) = restoring(member, known.wishes.get(&member.node).copied(), deed) else { continue };
        // Withdrawing this very device is asked about, so it isn't done by a key.
        if own == Some(member.node) && back == MemberDeed::Withdraw {
            return Way::None;
        }
        name = title(member);
        restored.entry(back).or_default().push(member.node);
    }
    let count = restored.values().map(Vec::len).sum();
    if count == 0 {
        return Way::NoDeed;
    }
    let wish = |(deed, members)| Action::DoWith { authority: authority.clone(), network, members, deed };
    let done = Done { word, name, count: (count > 1).then_some(count) };
    Way::Back(Undo { done, back: Back::Wishes(restored.into_iter().map(wish).collect()) })
}

//! Profiles: a named set of networks with their permissions, "Home" or "Work". Switching connects what is in the set,
//! disconnects what is not, and says beforehand what will change.

use serde::Serialize;
use zerotier_api::{NetworkId, service::Allow};

use super::{flags::Flags, standing, view::detail};
use crate::{
    app::state::State,
    interface::{networks::Permission, offer::Question},
    kernel::{text, words::Words},
    ports::effect::Effect,
};

/// A profile as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// The person's own text.
    pub name: String,
    /// Everything is as this profile says.
    pub current: bool,
    /// What switching to it would change, one sentence each.
    pub changes: Vec<String>,
    /// Switching can cut the connection: asked about first.
    pub question: Option<Question>,
}

/// One thing that switching changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Connect { network: NetworkId, allow: Allow },
    Disconnect { network: NetworkId },
    Configure { network: NetworkId, permission: Permission, on: bool },
}

/// What switching to this profile would change; none if there is no such profile.
pub fn changes(state: &State, name: &str) -> Option<Vec<Change>> {
    let profile = state.networks.profiles.get(name)?;
    let mut changes = Vec::new();
    for network in state.networks.joined.keys().filter(|id| !profile.contains_key(id)) {
        changes.push(Change::Disconnect { network: *network });
    }
    for (network, wanted) in profile {
        match state.networks.joined.get(network) {
            None => changes.push(Change::Connect { network: *network, allow: *wanted }),
            Some(joined) => changes.extend(
                Permission::ALL
                    .into_iter()
                    .filter(|permission| joined.allow().get(*permission) != wanted.get(*permission))
                    .map(|permission| Change::Configure { network: *network, permission, on: wanted.get(permission) }),
            ),
        }
    }
    Some(changes)
}

/// All profiles, by name.
pub(crate) fn profiles(state: &State, words: &Words) -> Vec<ProfileView> {
    let view = |name: &String| {
        let changes = changes(state, name).unwrap_or_default();
        ProfileView {
            name: name.clone(),
            current: changes.is_empty(),
            changes: changes.iter().map(|change| sentence(state, change, words)).collect(),
            question: changes.iter().find_map(|change| question(state, change, words)),
        }
    };
    state.networks.profiles.keys().map(view).collect()
}

/// What is asked before a change that sends all traffic another way.
fn question(state: &State, change: &Change, words: &Words) -> Option<Question> {
    match change {
        Change::Configure { network, permission, on: true } => detail::question(state, *network, *permission, words),
        Change::Connect { network, allow } if allow.default => {
            detail::question(state, *network, Permission::Default, words)
        }
        _ => None,
    }
}

fn sentence(state: &State, change: &Change, words: &Words) -> String {
    match change {
        Change::Connect { network, .. } => words.say("profile-connects", &[("name", &standing::name(state, *network))]),
        Change::Disconnect { network } => {
            words.say("profile-disconnects", &[("name", &standing::name(state, *network))])
        }
        Change::Configure { network, permission, on } => {
            let sentence = if *on { "profile-allows" } else { "profile-denies" };
            let permission = detail::permission_label(*permission, words);
            words.say(sentence, &[("name", &standing::name(state, *network)), ("permission", &permission)])
        }
    }
}

/// Longer names say nothing more and break every list.
const LONGEST_NAME: usize = 80;

pub(crate) fn leave_on_quit(state: &mut State, id: NetworkId, on: bool) -> Vec<Effect> {
    if let Some(kept) = state.networks.remembered.get_mut(&id) {
        kept.leave_on_quit = on;
    }
    Vec::new()
}

pub(crate) fn rename(state: &mut State, id: NetworkId, name: &str) -> Vec<Effect> {
    let name: String = text::one_line(name).chars().take(LONGEST_NAME).collect();
    if let Some(kept) = state.networks.remembered.get_mut(&id) {
        kept.own_name = name;
    }
    Vec::new()
}

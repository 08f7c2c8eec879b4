//! Profiles: a named set of networks with their permissions, "Home" or "Work". Switching connects what is in the set,
//! disconnects what is not, and says beforehand what will change.

use serde::Serialize;
use zerotier_api::{NetworkId, service::Allow};

use super::{
    action::Permission,
    flags::Flags,
    rows,
    state::State,
    view::{self, Question},
};
use crate::words::Words;

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
    let profile = state.settings.profiles.get(name)?;
    let mut changes = Vec::new();
    for network in state.networks.keys().filter(|id| !profile.contains_key(id)) {
        changes.push(Change::Disconnect { network: *network });
    }
    for (network, wanted) in profile {
        match state.networks.get(network) {
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
pub(super) fn profiles(state: &State, words: &Words) -> Vec<ProfileView> {
    let view = |name: &String| {
        let changes = changes(state, name).unwrap_or_default();
        ProfileView {
            name: name.clone(),
            current: changes.is_empty(),
            changes: changes.iter().map(|change| sentence(state, change, words)).collect(),
            question: changes.iter().find_map(|change| question(state, change, words)),
        }
    };
    state.settings.profiles.keys().map(view).collect()
}

/// What is asked before a change that sends all traffic another way.
fn question(state: &State, change: &Change, words: &Words) -> Option<Question> {
    match change {
        Change::Configure { network, permission, on: true } => view::question(state, *network, *permission, words),
        Change::Connect { network, allow } if allow.default => {
            view::question(state, *network, Permission::Default, words)
        }
        _ => None,
    }
}

fn sentence(state: &State, change: &Change, words: &Words) -> String {
    match change {
        Change::Connect { network, .. } => words.say("profile-connects", &[("name", &rows::name(state, *network))]),
        Change::Disconnect { network } => words.say("profile-disconnects", &[("name", &rows::name(state, *network))]),
        Change::Configure { network, permission, on } => {
            let sentence = if *on { "profile-allows" } else { "profile-denies" };
            let permission = view::permission_label(*permission, words);
            words.say(sentence, &[("name", &rows::name(state, *network)), ("permission", &permission)])
        }
    }
}

//! Saving, switching to and removing profiles.

use std::time::Duration;

use super::{
    membership,
    profiles::{self, Change},
};
use crate::{app::state::State, kernel::text, ports::effect::Effect};

/// Longer names break every menu.
const LONGEST_NAME: usize = 40;

/// Keeps what is joined now, with its permissions, under this name; an older profile of the name is replaced.
pub(crate) fn save(state: &mut State, name: &str) -> Vec<Effect> {
    let name: String = text::one_line(name).chars().take(LONGEST_NAME).collect();
    if !name.is_empty() {
        let joined = state.networks.joined.iter().map(|(id, network)| (*id, network.allow())).collect();
        state.networks.profiles.insert(name, joined);
    }
    Vec::new()
}

pub(crate) fn remove(state: &mut State, name: &str) -> Vec<Effect> {
    state.networks.profiles.remove(name);
    Vec::new()
}

/// Makes everything as the profile says.
pub(crate) fn switch(state: &mut State, name: &str, now: Duration) -> Vec<Effect> {
    for change in profiles::changes(state, name).unwrap_or_default() {
        match change {
            Change::Connect { network, allow } => {
                state.networks.remembered.entry(network).or_default().allow = allow;
                membership::connect(state, network, now);
            }
            Change::Disconnect { network } => {
                membership::disconnect(state, network);
            }
            Change::Configure { network, permission, on } => {
                membership::configure(state, network, permission, on, now);
            }
        }
    }
    Vec::new()
}

//! Where the service should answer, and whether its key may be told there.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::state::State;

/// Where the service should answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub port: u16,
    /// The service's folder: whoever it belongs to may listen there.
    pub home: Option<PathBuf>,
    /// The person has vouched for whoever answers, as nobody can see who listens.
    pub trusted: bool,
}

impl Door {
    /// That of the service that was found.
    pub(in crate::model) fn of(state: &State) -> Self {
        let Trusted { home, port } = Trusted::here(state);
        Self { trusted: is_trusted(state), home, port }
    }
}

/// A door somebody vouched for; behind any other one the question is asked again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Trusted {
    /// The folder whose key is told; none if none was found.
    pub home: Option<PathBuf>,
    pub port: u16,
}

impl Trusted {
    /// The door of the service that was found.
    pub(super) fn here(state: &State) -> Self {
        Self { home: state.home.clone(), port: state.port }
    }
}

fn is_trusted(state: &State) -> bool {
    state.settings.trusted == Some(Trusted::here(state))
}

/// The service manager says that the service is stopped: whoever answers is somebody else, and is told no key.
pub(super) fn is_strangers(state: &State) -> bool {
    state.traces.running == Some(false) && !is_trusted(state)
}

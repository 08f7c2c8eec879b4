//! What is known of joined networks.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::NetworkId;

use crate::{ports::kept::Remembered, service::state::Waiting};

/// A network whose controller has not answered yet.
pub type Requesting = Waiting;

/// What was just forgotten, for as long as that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// What was kept of each, and whether it was joined.
    pub networks: BTreeMap<NetworkId, (Remembered, bool)>,
    /// The name, where it is one.
    pub name: String,
    pub until: Duration,
}

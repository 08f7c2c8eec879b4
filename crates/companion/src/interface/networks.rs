//! What can be asked of joined networks.

use serde::{Deserialize, Serialize};

/// One of the four things a network may be allowed on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Permission {
    Managed,
    Global,
    Default,
    Dns,
}

impl Permission {
    /// In the order they are shown.
    pub const ALL: [Self; 4] = [Self::Managed, Self::Global, Self::Default, Self::Dns];
}

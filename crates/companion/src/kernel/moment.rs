//! When and where the app runs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// When an event happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// Since the app started; stands still while the machine sleeps on some systems.
    pub since_start: Duration,
    /// Milliseconds since 1970, UTC: for what others name by the calendar.
    pub unix_ms: i64,
}

/// When the last event happened, and where the app runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub now: Now,
    pub os: Os,
}

/// The system the app runs on, where sentences differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Os {
    Linux,
    MacOs,
    Windows,
}

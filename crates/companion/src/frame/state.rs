//! What is known of window, tray and clipboard.

use std::time::Duration;

/// What was just put on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// None is the report.
    pub text: Option<String>,
    pub until: Duration,
}

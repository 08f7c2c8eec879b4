//! What is known of window, tray and clipboard.

use std::time::Duration;

use super::{belief::Belief, problem::Problem};
use crate::{
    interface::{news::News, place::Place},
    ports::settings::Preferences,
};

/// How long it is said that something was copied.
pub(crate) const SAID: Duration = Duration::from_secs(3);

/// Window, tray, preferences.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub place: Place,
    pub window_open: bool,
    /// What was just put on the clipboard, for as long as that is said.
    pub copied: Option<Copied>,
    /// What is typed in the palette; none if it is closed.
    pub finding_text: Option<String>,
    /// The app starts at login; none if the system can't say.
    pub autostart: Option<bool>,
    /// The desktop has a place for tray icons; none before it was asked.
    pub tray: Option<bool>,
    /// The tray has gone and there is no window: when one is to be shown.
    pub unreachable_at: Option<Duration>,
    /// What a person chose and could choose again.
    pub preferences: Preferences,
    /// That this desktop has no tray was said and read.
    pub told_no_tray: bool,
    /// Troubles a person puts away: refused wishes, settings, keychain. The newest is last.
    pub troubles: Vec<Problem>,
    /// News to be told, oldest first; taken out at the end of each update.
    pub news: Vec<News>,
    /// What the person knows by now: only what differs is news.
    pub belief: Belief,
}

/// What was just put on the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// None is the report.
    pub text: Option<String>,
    pub until: Duration,
}

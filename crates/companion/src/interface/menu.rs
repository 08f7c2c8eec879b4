//! The nouns of the tray's menu and of the palette.

use serde::Serialize;

use super::{action::Action, offer, preference::Appearance};

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The person wants it.
    pub shown: bool,
    pub icon: Icon,
    /// How light the glyph is drawn.
    pub tone: Appearance,
    /// As "ZeroTier — 2 of 3 connected".
    pub tooltip: String,
    pub items: Vec<Item>,
}

/// The glyph: its shape carries the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// On at least one network.
    Connected,
    /// The service runs, no network is up.
    Idle,
    /// Looking for the service, joining, leaving.
    Working,
    /// Something needs a person.
    Attention,
    /// The service is stopped.
    Stopped,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Entry {
        /// The same as long as it is the same entry, whatever its label says and whether it can be pressed.
        key: String,
        label: String,
        /// None is disabled.
        action: Option<Action>,
        /// A check mark; none if the entry is no switch.
        checked: Option<bool>,
        /// Asked before the action is sent.
        question: Option<offer::Question>,
        /// Asked before if somebody else presses it than whoever shows the menu to the person.
        from_elsewhere: Option<Box<offer::Question>>,
    },
    Submenu {
        /// The same as long as it is the same submenu, whatever its label says.
        key: String,
        label: String,
        /// Drawn before the label: this one is on.
        on: bool,
        items: Vec<Item>,
    },
    Separator,
}

/// The open palette.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PaletteView {
    /// What is typed.
    pub text: String,
    pub commands: Vec<Command>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Command {
    pub kind: CommandKind,
    /// What it does, beginning with a verb.
    pub label: String,
    /// What else can be searched: an id, an address, a technical name.
    pub detail: String,
    /// Other words people have for it.
    #[serde(skip)]
    pub also: String,
    pub action: Action,
    /// Asked before the action is sent.
    pub question: Option<offer::Question>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum CommandKind {
    Go,
    Do,
    Copy,
}

//! What a person reads of a trouble, with its remedies.

use serde::Serialize;
use zerotier_api::NetworkId;

use super::action::Action;

/// A notification, ready for the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// A newer one of the same key takes the place of the older.
    pub key: String,
    pub title: String,
    /// May be empty.
    pub text: String,
    /// Buttons, where the desktop has them.
    pub remedies: Vec<Remedy>,
    /// What a click on the notification itself does.
    pub click: Action,
}

/// Something to know or to do, with the deeds that help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The same while it is the same problem.
    pub key: String,
    /// The network it is about.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub network: Option<NetworkId>,
    pub tone: Tone,
    pub title: String,
    pub text: String,
    /// What a person with more knowledge wants to see, behind a fold.
    pub details: Option<String>,
    /// The first is the remedy.
    pub remedies: Vec<Remedy>,
    /// An administrator is being asked: the remedies wait.
    pub busy: bool,
    /// It can be put away with [`Action::Dismiss`].
    pub dismissible: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    Bad,
    Warn,
    Info,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    pub label: String,
    pub action: Action,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Toast {
    pub text: String,
    pub remedy: Option<Remedy>,
}

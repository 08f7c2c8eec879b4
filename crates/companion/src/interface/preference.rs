//! What a person can prefer.

use serde::{Deserialize, Serialize};

/// The kinds a person switches on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The service stopped, or is back.
    Service,
    /// A network connects or drops, or this device was allowed or is no longer.
    Networks,
    /// A sign-in is about to end, or has ended.
    SignIn,
    /// A device waits to be allowed: this one, or another on a watched network.
    Waiting,
    /// A token is about to end, or has ended.
    Tokens,
}

/// Which news become notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(default, rename_all = "camelCase")]
pub struct Notify {
    /// The service stopped, or is back.
    pub service: bool,
    pub networks: bool,
    pub sign_in: bool,
    /// A device waits on a watched network, or this one somewhere.
    pub waiting: bool,
    /// A token is about to end.
    pub tokens: bool,
}

impl Notify {
    pub fn tells(self, kind: Kind) -> bool {
        match kind {
            Kind::Service => self.service,
            Kind::Networks => self.networks,
            Kind::SignIn => self.sign_in,
            Kind::Waiting => self.waiting,
            Kind::Tokens => self.tokens,
        }
    }
}

impl Default for Notify {
    fn default() -> Self {
        Self { service: true, networks: true, sign_in: true, waiting: true, tokens: true }
    }
}

/// One preference with its new value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Preference {
    Appearance { value: Appearance },
    Density { value: Density },
    Language { value: Option<String> },
    StartHidden { on: bool },
    ShowInTray { on: bool },
    TrayIcon { value: Appearance },
    KeepRunning { on: bool },
    Notify { kind: Kind, on: bool },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Appearance {
    Light,
    Dark,
    /// As the desktop has it; also every word that is not known.
    #[default]
    #[serde(other)]
    System,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Density {
    Compact,
    #[default]
    #[serde(other)]
    Comfortable,
}

//! What is kept between runs: preferences and remembered networks. Nothing secret.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};
use zerotier_api::{NetworkId, service::Allow};

use super::kept::{KeptAuthority, KeptZeroPath, Remembered, Trusted};
use crate::{
    interface::preference::{Appearance, Density, Kind, Notify, Preference},
    kernel::ids::{AuthorityId, CredentialId},
};

/// The kept settings. Fields that are missing or unknown never fail a read; an older version is read as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Settings {
    /// The form of the file; a file of a newer form is not touched.
    pub version: u32,
    pub appearance: Appearance,
    pub density: Density,
    /// A language tag; none follows the system.
    pub language: Option<String>,
    /// Start without a window.
    pub start_hidden: bool,
    pub show_in_tray: bool,
    /// Light is for dark panels: a panel need not follow the desktop, and does not say.
    pub tray_icon: Appearance,
    /// Closing the window leaves the app in the tray.
    pub keep_running: bool,
    pub notify: Notify,
    /// That this desktop has no tray was said and read.
    pub told_no_tray: bool,
    /// Where the service keeps its files, if not in the usual place.
    pub service_home: Option<PathBuf>,
    /// Where the service answers by the person's word, because nobody could see who listens.
    pub trusted: Option<Trusted>,
    /// The port of the service in this folder, as an administrator has read it: nobody else can.
    pub handed_port: Option<(PathBuf, u16)>,
    pub networks: BTreeMap<NetworkId, Remembered>,
    /// Whoever admits members to networks, by the id their token is kept under.
    pub authorities: BTreeMap<AuthorityId, KeptAuthority>,
    /// Accounts there ever were: a number is never given twice.
    pub accounts_made: u32,
    /// `ZeroPath` tokens, by their number.
    pub zero_path: BTreeMap<u32, KeptZeroPath>,
    /// The ends of tokens that were told, each with how many days it was before.
    pub ends_told: BTreeMap<CredentialId, (i64, i64)>,
    /// Named sets of networks with their permissions.
    pub profiles: BTreeMap<String, BTreeMap<NetworkId, Allow>>,
}

impl Settings {
    /// The form this program writes.
    pub const VERSION: u32 = 1;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: Self::VERSION,
            appearance: Appearance::default(),
            density: Density::default(),
            language: None,
            start_hidden: false,
            show_in_tray: true,
            tray_icon: Appearance::default(),
            keep_running: true,
            notify: Notify::default(),
            told_no_tray: false,
            service_home: None,
            trusted: None,
            handed_port: None,
            networks: BTreeMap::new(),
            authorities: BTreeMap::new(),
            accounts_made: 0,
            zero_path: BTreeMap::new(),
            ends_told: BTreeMap::new(),
            profiles: BTreeMap::new(),
        }
    }
}

/// What a person chose and could choose again. Missing and unknown fields never fail a read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Preferences {
    pub appearance: Appearance,
    pub density: Density,
    pub language: Option<String>,
    pub start_hidden: bool,
    pub show_in_tray: bool,
    pub tray_icon: Appearance,
    pub keep_running: bool,
    pub notify: Notify,
}

impl Default for Preferences {
    fn default() -> Self {
        Settings::default().preferences()
    }
}

impl Preferences {
    /// Takes a preference over.
    pub fn prefer(&mut self, preference: Preference) {
        match preference {
            Preference::Appearance { value } => self.appearance = value,
            Preference::Density { value } => self.density = value,
            Preference::Language { value } => self.language = value,
            Preference::StartHidden { on } => self.start_hidden = on,
            Preference::ShowInTray { on } => self.show_in_tray = on,
            Preference::TrayIcon { value } => self.tray_icon = value,
            Preference::KeepRunning { on } => self.keep_running = on,
            Preference::Notify { kind, on } => match kind {
                Kind::Service => self.notify.service = on,
                Kind::Networks => self.notify.networks = on,
                Kind::SignIn => self.notify.sign_in = on,
                Kind::Waiting => self.notify.waiting = on,
                Kind::Tokens => self.notify.tokens = on,
            },
        }
    }
}

impl Settings {
    /// The part of them that is kept in a file of its own.
    pub fn preferences(&self) -> Preferences {
        Preferences {
            appearance: self.appearance,
            density: self.density,
            language: self.language.clone(),
            start_hidden: self.start_hidden,
            show_in_tray: self.show_in_tray,
            tray_icon: self.tray_icon,
            keep_running: self.keep_running,
            notify: self.notify,
        }
    }

    /// The same with these preferences.
    #[must_use]
    pub fn with_preferences(self, preferences: Preferences) -> Self {
        let Preferences { appearance, density, language, start_hidden, show_in_tray, tray_icon, keep_running, notify } =
            preferences;
        Self { appearance, density, language, start_hidden, show_in_tray, tray_icon, keep_running, notify, ..self }
    }
}

//! Everything a person can ask for. Window, tray, palette, links and remedy buttons all send these same values, and
//! nothing else changes the state on a person's behalf.

use serde::{Deserialize, Serialize};
use zerotier_api::NetworkId;

use super::settings::Preference;

/// A wish. Carries no secret: a view may hold actions, and views go to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Action {
    /// The window shows this place now.
    Go {
        place: Place,
    },
    /// Open the window there.
    Show {
        place: Place,
    },
    /// Open the window with the join field, filled with what the clipboard holds if that names a network.
    AskJoin,
    /// Open the palette, or change what is typed in it; none closes it.
    Find {
        text: Option<String>,
    },
    /// The text of the join field, as it stands: the view says what it understood.
    Understand {
        text: String,
    },
    /// Join a network that is new here.
    Join {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Join a remembered network again, with the permissions it had.
    Connect {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Leave a network and keep it here.
    Disconnect {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Leave a network if joined and drop what is kept of it. Can be undone for some seconds.
    Forget {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Forget a network whose id was mistyped, and put the id back into the join field.
    Correct {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Take the last [`Action::Forget`] back.
    UndoForget,
    /// Give or take one permission.
    Configure {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        permission: Permission,
        on: bool,
    },
    /// Give a network a name of one's own; an empty one goes back to the network's.
    Rename {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        name: String,
    },
    /// Leave this network when the app quits.
    LeaveOnQuit {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        on: bool,
    },
    /// Keep what is joined now, with its permissions, as a profile.
    SaveProfile {
        name: String,
    },
    /// Connect and disconnect until everything is as the profile says.
    SwitchProfile {
        name: String,
    },
    RemoveProfile {
        name: String,
    },
    /// Put a text that is shown on the clipboard.
    Copy {
        text: String,
    },
    /// Open the page where a person signs in to this network; the address is read fresh, and opened only on this host.
    SignIn {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        /// Where the person was told it leads; empty if that is not known yet.
        host: String,
    },
    /// Open the page ZeroTier is downloaded from.
    GetZeroTier,
    /// Ask the system once for the right to read the service's key.
    AllowAccess,
    /// Drop the kept key.
    ForgetAccess,
    /// Look for the service in another folder; none is the usual place.
    UseServiceHome {
        folder: Option<String>,
    },
    /// Look at everything now.
    LookAgain,
    /// Try again to keep the settings.
    SaveAgain,
    StartService,
    RestartService,
    /// Show the simulator instead of this machine's service.
    LookAround,
    LeaveDemo,
    /// Let the system start the app at login, or no longer.
    StartAtLogin {
        on: bool,
    },
    /// Change a preference.
    Prefer {
        preference: Preference,
    },
    /// Put the notice with this key away.
    Dismiss {
        notice: String,
    },
    /// Put versions and states, without addresses or tokens, on the clipboard.
    CopyReport,
    OpenLogFolder,
    OpenWindow,
    CloseWindow,
    /// End the app. The service keeps running.
    Quit,
}

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

/// What the window is showing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Place {
    Networks {
        /// Rows whose name, id, address or state holds this.
        search: String,
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        selected: Option<NetworkId>,
        /// The first row wanted; the view gives a window of rows from there.
        from: usize,
    },
    Settings {
        page: SettingsPage,
    },
}

impl Default for Place {
    fn default() -> Self {
        Self::Networks { search: String::new(), selected: None, from: 0 }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum SettingsPage {
    #[default]
    General,
    Access,
    About,
}

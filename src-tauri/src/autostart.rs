//! Whether the app starts when the person logs in: in the tray, without a window.

use companion::ports::frame::Undone;
use tauri::{AppHandle, Wry, plugin::TauriPlugin};
use tauri_plugin_autostart::{MacosLauncher, ManagerExt as _};

pub(crate) fn plugin() -> TauriPlugin<Wry> {
    tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec!["--hidden"]))
}

/// Changes it if that is wanted, and says what is so.
pub(crate) fn set(app: &AppHandle, on: Option<bool>) -> Result<bool, Undone> {
    let autostart = app.autolaunch();
    let changed = match on {
        Some(true) => autostart.enable(),
        Some(false) => autostart.disable(),
        None => Ok(()),
    };
    changed.and_then(|()| autostart.is_enabled()).map_err(|error| {
        tracing::warn!(%error, ?on, "starting at login");
        Undone::Autostart { said: error.to_string() }
    })
}

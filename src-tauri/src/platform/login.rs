//! Starting at login, as Linux and macOS do it: a file of the session's.

use std::io;

use tauri::{AppHandle, Builder, Wry};
use tauri_plugin_autostart::{MacosLauncher, ManagerExt as _};

/// Knows what is to be started.
pub(crate) fn prepare_login(app: Builder<Wry>) -> Builder<Wry> {
    app.plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec!["--hidden"])))
}

pub(crate) fn start_at_login(app: &AppHandle, on: bool) -> io::Result<()> {
    let login = app.autolaunch();
    if on { login.enable() } else { login.disable() }.map_err(io::Error::other)
}

pub(crate) fn starts_at_login(app: &AppHandle) -> io::Result<bool> {
    app.autolaunch().is_enabled().map_err(io::Error::other)
}

//! Linux and Windows: an app without a window stands nowhere but in the tray, and has no menu bar.

use tauri::{App, AppHandle, Builder, Wry};

/// Its menu is the window's and the tray's.
pub(crate) fn as_an_app(app: Builder<Wry>, _hidden: bool) -> Builder<Wry> {
    app
}

/// Without a window it takes nothing from anybody.
pub(crate) fn start_beside_others(_app: &mut App) {}

/// Its window does.
pub(crate) fn stand_in_dock(_app: &AppHandle, _has_window: bool) {}

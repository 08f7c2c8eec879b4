//! Whether the app starts when the person logs in: in the tray, without a window.

use companion::ports::frame::Undone;
use tauri::AppHandle;

use crate::platform;

/// Changes it if that is wanted, and says what is so.
pub(crate) fn set(app: &AppHandle, on: Option<bool>) -> Result<bool, Undone> {
    let changed = on.map_or(Ok(()), |on| platform::start_at_login(app, on));
    changed.and_then(|()| platform::starts_at_login(app)).map_err(|error| {
        tracing::warn!(%error, ?on, "starting at login");
        Undone::Autostart { said: error.to_string() }
    })
}

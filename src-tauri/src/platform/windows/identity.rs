//! Who the app is to the system: under this name it tells things. Without it notifications come from another program.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use notify_rust::Notification;
use tauri::{AppHandle, Manager as _};
use windows::{Win32::UI::Shell::SetCurrentProcessExplicitAppUserModelID, core::HSTRING};
use windows_registry::CURRENT_USER;

const ICON: &[u8] = include_bytes!("../../../../icons/app/128x128.png");

/// Before the first window and the first notification.
pub(crate) fn introduce(app: &AppHandle) {
    let id = &app.config().identifier;
    if let Err(error) = introduced(app, id) {
        tracing::warn!(%error, "notifications have no name");
    }
}

/// Says whose notification this is.
pub(crate) fn sign<'a>(app: &AppHandle, notification: &'a mut Notification) -> &'a mut Notification {
    notification.app_id(&app.config().identifier)
}

#[allow(unsafe_code, reason = "the system's only way to say so")]
fn introduced(app: &AppHandle, id: &str) -> io::Result<()> {
    // SAFETY: it takes a text, which lives until the call is over.
    unsafe { SetCurrentProcessExplicitAppUserModelID(&HSTRING::from(id)) }.map_err(io::Error::other)?;
    let key = CURRENT_USER.create(format!(r"Software\Classes\AppUserModelId\{id}"))?;
    key.set_string("DisplayName", &app.package_info().name)?;
    let icon = app.path().app_local_data_dir().map_err(io::Error::other)?.join("notification.png");
    keep(&icon)?;
    key.set_string("IconUri", icon.to_string_lossy())?;
    Ok(())
}

/// The system takes a file only.
fn keep(icon: &PathBuf) -> io::Result<()> {
    if fs::read(icon).is_ok_and(|kept| kept == ICON) {
        return Ok(());
    }
    fs::create_dir_all(icon.parent().unwrap_or(Path::new("")))?;
    fs::write(icon, ICON)
}

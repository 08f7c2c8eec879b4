//! Where Perigee keeps what it keeps: in the folders the system has for it, or all in one folder that was asked for.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tauri::{AppHandle, Manager as _};

use crate::platform;

pub(crate) struct Places {
    pub(crate) settings: PathBuf,
    pub(crate) preferences: PathBuf,
    pub(crate) logs: PathBuf,
    /// The one folder that was asked for, if one was.
    pub(crate) data: Option<PathBuf>,
    /// For what the webview stores.
    pub(crate) webview: PathBuf,
}

impl Places {
    pub(crate) fn new(app: &AppHandle, folder: Option<PathBuf>) -> tauri::Result<Self> {
        Ok(match folder {
            Some(folder) => Self {
                settings: folder.join("settings.json"),
                preferences: folder.join("preferences.json"),
                logs: folder.join("logs"),
                webview: folder.join("webview"),
                data: Some(folder),
            },
            None => Self {
                settings: app.path().app_config_dir()?.join("settings.json"),
                preferences: app.path().app_config_dir()?.join("preferences.json"),
                logs: app.path().app_log_dir()?,
                webview: app.path().app_local_data_dir()?,
                data: None,
            },
        })
    }
}

impl Places {
    /// What earlier versions left for everybody to read. A folder that was asked for may be anybody's and stays as it is.
    pub(crate) fn make_private(&self) {
        let own = if self.data.is_some() { None } else { self.settings.parent().map(Path::to_owned) };
        let logs = fs::read_dir(&self.logs).into_iter().flatten().flatten().map(|log| log.path());
        let window = self.settings.with_file_name(WINDOW);
        let files = [self.settings.clone(), self.preferences.clone(), window];
        let folders = [self.logs.clone(), self.webview.clone()];
        for path in files.into_iter().chain(folders).chain(own).chain(logs) {
            match platform::keep_private(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::info!(%error, path = %path.display(), "others may read this");
                }
                _ => {}
            }
        }
    }
}

const WINDOW: &str = "window.json";

/// The file for the window's size and place; a bare name is in the app's configuration folder.
pub(crate) fn window_place(folder: Option<&Path>) -> PathBuf {
    folder.unwrap_or(Path::new("")).join(WINDOW)
}

//! One app at a time: a second start hands its words to the first.

use tauri::{AppHandle, Builder, Wry};

/// First among plugins, so that a second start does nothing else.
pub(crate) fn single(
    app: Builder<Wry>,
    again: impl Fn(&AppHandle, Vec<String>) + Send + Sync + 'static,
) -> Builder<Wry> {
    app.plugin(tauri_plugin_single_instance::init(move |app, words, _folder| again(app, words)))
}

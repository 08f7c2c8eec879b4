//! One app at a time: a second start hands its words to the first.

use std::sync::Arc;

use companion::{
    desktop::Desktop as _,
    interface::{action::Action, notice::Notification},
    ports::effect::Deed,
};
use tauri::{Builder, Manager as _, Wry, async_runtime};

use crate::{
    Args,
    shell::Shell,
    start::{Running, Second, say},
};

/// First among plugins, so that a second start does nothing else. It ends before it could hear why its words were not
/// taken: the first says so.
#[allow(clippy::unnecessary_wraps, reason = "elsewhere it hears that, and ends")]
pub(crate) fn single(app: Builder<Wry>, _args: &Args, running: &Running) -> Result<Builder<Wry>, Second> {
    let running = running.clone();
    Ok(app.plugin(tauri_plugin_single_instance::init(move |app, words, _folder| {
        let Err(text) = running.take(words) else { return };
        if let Some(shell) = app.try_state::<Arc<Shell>>() {
            let (key, title, remedies, click) = ("again".into(), say("again", &[]), Vec::new(), Action::OpenWindow);
            let notification = Notification { key, title, text, remedies, click };
            let shell = Arc::clone(&shell);
            async_runtime::spawn(async move { shell.perform(Deed::Notify(Box::new(notification))).await });
        }
    })))
}

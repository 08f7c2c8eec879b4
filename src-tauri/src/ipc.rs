//! The border to the page: three commands and one event. Nothing is decided here.

use companion::{
    app::view::View,
    driver::Handle,
    interface::{action::Action, tokens::Entrusted},
};
use tauri::{AppHandle, Emitter as _, Manager as _, State, async_runtime};

use crate::window;

/// The view now; the page asks once, when it has begun to listen.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "commands are handed what they ask for")]
pub(crate) fn watch(handle: State<'_, Handle>) -> View {
    tracing::info!("the page is here");
    View::clone(&handle.views().borrow())
}

/// A wish. Returns when the view that follows it is published.
#[tauri::command]
pub(crate) async fn dispatch(app: AppHandle, action: Action) {
    let handle = app.state::<Handle>().inner().clone();
    handle.dispatch(action).await;
}

/// A token somebody typed, on its way to the keychain: it comes in here and never goes out again.
#[tauri::command]
pub(crate) async fn entrust(app: AppHandle, entrusted: Entrusted) {
    let handle = app.state::<Handle>().inner().clone();
    handle.entrust(entrusted).await;
}

/// Tells the open window of every view from now on.
pub(crate) fn tell_page(app: &AppHandle, handle: &Handle) {
    let (app, mut views) = (app.clone(), handle.views());
    async_runtime::spawn(async move {
        while views.changed().await.is_ok() {
            let view = views.borrow_and_update().clone();
            if app.get_webview_window(window::LABEL).is_none() {
                continue;
            }
            if let Err(error) = app.emit_to(window::LABEL, "view", View::clone(&view)) {
                tracing::warn!(%error, "the page was not told");
            }
        }
    });
}

//! Notifications of macOS and Windows: told, without buttons. A press on one brings the app forward.

use companion::interface::{action::Action, notice::Notification};
use tauri::AppHandle;

pub(crate) struct Notifications;

impl Notifications {
    pub(crate) fn new(app: &AppHandle, _pressed: impl Fn(Action) + Send + Sync + 'static) -> Self {
        #[cfg(target_os = "macos")]
        super::system::sign_notifications(&app.config().identifier);
        Self
    }

    pub(crate) async fn show(&self, notification: Notification) {
        let told = tokio::task::spawn_blocking(move || {
            let mut shown = notify_rust::Notification::new();
            shown.appname("Perigee").summary(&notification.title).body(&notification.text).show().map(drop)
        });
        if let Ok(Err(error)) = told.await {
            tracing::info!(%error, "nobody shows notifications");
        }
    }
}

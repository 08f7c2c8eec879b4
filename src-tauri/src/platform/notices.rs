//! Notifications of macOS and Windows: told, without buttons. A press on one brings the app forward.

use companion::interface::{action::Action, notice::Notification};
use tauri::AppHandle;

use super::system;

pub(crate) struct Notifications {
    app: AppHandle,
}

impl Notifications {
    pub(crate) fn new(app: &AppHandle, _pressed: impl Fn(Action) + Send + Sync + 'static) -> Self {
        system::introduce(app);
        Self { app: app.clone() }
    }

    pub(crate) async fn show(&self, notification: Notification) {
        let app = self.app.clone();
        let told = tokio::task::spawn_blocking(move || {
            let mut shown = notify_rust::Notification::new();
            shown.appname("Perigee").summary(&notification.title).body(&notification.text);
            system::sign(&app, &mut shown).show().map(drop)
        });
        if let Ok(Err(error)) = told.await {
            tracing::info!(%error, "nobody shows notifications");
        }
    }
}

//! Notifications over D-Bus, with buttons where the desktop draws them.

use std::{collections::HashMap, sync::Arc};

use companion::model::{Action, news::Notification};
use futures_util::StreamExt as _;
use tokio::sync::{Mutex, OnceCell};
use zbus::{Connection, zvariant::Value};

use super::bus::NotificationsProxy;

/// The key of a press on the notification itself.
const DEFAULT: &str = "default";

/// Tells the person, and hears what they press.
pub(crate) struct Notifications {
    pressed: Arc<dyn Fn(Action) + Send + Sync>,
    daemon: OnceCell<Daemon>,
}

#[derive(Clone)]
struct Daemon {
    proxy: NotificationsProxy<'static>,
    /// It draws buttons.
    buttons: bool,
    /// Held while one is being told: a press on it may come before its number.
    open: Arc<Mutex<HashMap<u32, Open>>>,
}

/// A notification that is shown.
struct Open {
    key: String,
    actions: HashMap<String, Action>,
}

impl Notifications {
    pub(crate) fn new(_app: &tauri::AppHandle, pressed: impl Fn(Action) + Send + Sync + 'static) -> Self {
        Self { pressed: Arc::new(pressed), daemon: OnceCell::new() }
    }

    pub(crate) async fn show(&self, notification: Notification) {
        let shown = async { self.daemon.get_or_try_init(|| self.meet()).await?.show(notification).await };
        if let Err(error) = shown.await {
            tracing::info!(%error, "nobody shows notifications");
        }
    }

    async fn meet(&self) -> zbus::Result<Daemon> {
        let proxy = NotificationsProxy::new(&Connection::session().await?).await?;
        let buttons = proxy.get_capabilities().await?.iter().any(|capability| capability == "actions");
        let (mut invoked, mut closed) =
            (proxy.receive_action_invoked().await?, proxy.receive_notification_closed().await?);
        let open: Arc<Mutex<HashMap<u32, Open>>> = Arc::default();
        let daemon = Daemon { proxy, buttons, open: Arc::clone(&open) };
        let pressed = Arc::clone(&self.pressed);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    Some(signal) = invoked.next() => {
                        let Ok(args) = signal.args() else { continue };
                        let shown = open.lock().await;
                        let action = shown.get(&args.id).and_then(|open| open.actions.get(args.action_key)).cloned();
                        drop(shown);
                        if let Some(action) = action {
                            pressed(action);
                        }
                    }
                    Some(signal) = closed.next() => {
                        if let Ok(args) = signal.args() {
                            open.lock().await.remove(&args.id);
                        }
                    }
                    else => return,
                }
            }
        });
        Ok(daemon)
    }
}

impl Daemon {
    async fn show(&self, notification: Notification) -> zbus::Result<()> {
        let Notification { key, title, text, remedies, click } = notification;
        let mut actions = HashMap::from([(DEFAULT.to_owned(), click)]);
        let mut told = vec![DEFAULT.to_owned(), String::new()];
        for (number, remedy) in remedies.into_iter().enumerate().filter(|_| self.buttons) {
            let name = format!("remedy-{number}");
            told.extend([name.clone(), remedy.label]);
            actions.insert(name, remedy.action);
        }
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let mut open = self.open.lock().await;
        // One of this key that is still shown is replaced; 0 is none.
        let replaces = open.iter().find(|(_, open)| open.key == key).map_or(0, |(id, _)| *id);
        let hints = HashMap::from([("desktop-entry", Value::from("perigee"))]);
        let body = escaped(&text);
        let id = self.proxy.notify("Perigee", replaces, "perigee", &title, &body, &told, hints, -1).await?;
        open.insert(id, Open { key, actions });
        Ok(())
    }
}

/// Many desktops read the text as markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_wants_to_be_markup_is_text() {
        assert_eq!(escaped("<b>a & b</b>"), "&lt;b&gt;a &amp; b&lt;/b&gt;");
    }
}

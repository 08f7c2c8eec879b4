//! Notifications over D-Bus, with buttons where the desktop draws them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use companion::model::{Action, news::Notification};
use futures_util::StreamExt as _;
use tokio::sync::OnceCell;
use zbus::{Connection, zvariant::Value};

use super::bus::NotificationsProxy;

/// The key of a press on the notification itself.
const DEFAULT: &str = "default";

/// Tells the person, and hears what they press.
pub(crate) struct Notifications {
    pressed: Pressed,
    daemon: OnceCell<Daemon>,
}

type Pressed = Arc<dyn Fn(Action) + Send + Sync>;

#[derive(Clone)]
struct Daemon {
    proxy: NotificationsProxy<'static>,
    /// It draws buttons.
    buttons: bool,
    pressed: Pressed,
    shown: Arc<Mutex<Shown>>,
}

/// What is shown, by its number.
#[derive(Default)]
struct Shown {
    open: HashMap<u32, Open>,
    /// Presses on what is not known, the newest last: a press may come before the number it is on.
    early: Vec<(u32, String)>,
}

/// Other programs' notifications are pressed, too.
const EARLY: usize = 16;

impl Shown {
    fn press(&mut self, id: u32, name: &str) -> Option<Action> {
        if let Some(open) = self.open.get(&id) {
            return open.actions.get(name).cloned();
        }
        if self.early.len() == EARLY {
            self.early.remove(0);
        }
        self.early.push((id, name.to_owned()));
        None
    }

    /// One has got its number; gives what was pressed on it before.
    fn open(&mut self, id: u32, open: Open) -> Option<Action> {
        let early = self.early.iter().position(|(known, _)| *known == id).map(|at| self.early.remove(at).1);
        let action = early.and_then(|name| open.actions.get(&name).cloned());
        self.open.insert(id, open);
        action
    }

    /// The one of this key that is still shown: it is replaced. 0 is none.
    fn number(&self, key: &str) -> u32 {
        self.open.iter().find(|(_, open)| open.key == key).map_or(0, |(id, _)| *id)
    }
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
        let daemon = Daemon { proxy, buttons, pressed: Arc::clone(&self.pressed), shown: Arc::default() };
        let hearing = daemon.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    // A press also closes it, and is told first.
                    biased;
                    Some(signal) = invoked.next() => {
                        let Ok(args) = signal.args() else { continue };
                        let action = hearing.shown().press(args.id, args.action_key);
                        if let Some(action) = action {
                            (hearing.pressed)(action);
                        }
                    }
                    Some(signal) = closed.next() => {
                        if let Ok(args) = signal.args() {
                            hearing.shown().open.remove(&args.id);
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
        let replaces = self.shown().number(&key);
        let hints = HashMap::from([("desktop-entry", Value::from("perigee"))]);
        let body = escaped(&text);
        let id = self.proxy.notify("Perigee", replaces, "perigee", &title, &body, &told, hints, -1).await?;
        let early = self.shown().open(id, Open { key, actions });
        if let Some(action) = early {
            (self.pressed)(action);
        }
        Ok(())
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn a_press_before_the_number_counts_and_one_on_another_programs_does_not_pile_up() {
        let open = || Open { key: "k".into(), actions: HashMap::from([(DEFAULT.to_owned(), Action::OpenWindow)]) };
        let mut shown = Shown::default();
        assert_eq!(shown.press(7, DEFAULT), None);
        assert_eq!(shown.open(7, open()), Some(Action::OpenWindow));
        assert_eq!((shown.press(7, DEFAULT), shown.press(7, "other")), (Some(Action::OpenWindow), None));
        for id in 100..200 {
            assert_eq!(shown.press(id, DEFAULT), None);
        }
        assert_eq!((shown.early.len(), shown.open(8, open()), shown.number("k") > 0), (EARLY, None, true));
    }

    #[test]
    fn a_name_that_wants_to_be_markup_is_text() {
        assert_eq!(escaped("<b>a & b</b>"), "&lt;b&gt;a &amp; b&lt;/b&gt;");
    }
}

//! Notifications over D-Bus, with buttons where the desktop draws them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use companion::interface::{action::Action, notice::Notification};
use futures_util::StreamExt as _;
use tokio::sync::OnceCell;
use zbus::{Connection, names::UniqueName, zvariant::Value};

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
    early: Vec<Early>,
}

struct Early {
    daemon: String,
    id: u32,
    name: String,
    at: Instant,
}

/// Other programs' notifications are pressed, too.
const EARLY: usize = 16;
/// Numbers come within a blink; a press that is older was on something else of that number.
const EARLY_FOR: Duration = Duration::from_secs(2);

impl Shown {
    fn press(&mut self, daemon: &str, id: u32, name: &str, at: Instant) -> Option<Action> {
        if let Some(open) = self.open.get(&id).filter(|open| open.daemon == daemon) {
            return open.actions.get(name).cloned();
        }
        if self.early.len() == EARLY {
            self.early.remove(0);
        }
        self.early.push(Early { daemon: daemon.to_owned(), id, name: name.to_owned(), at });
        None
    }

    /// One has got its number; gives what was pressed on it before.
    fn open(&mut self, id: u32, open: Open, now: Instant) -> Option<Action> {
        self.early.retain(|early| now.saturating_duration_since(early.at) <= EARLY_FOR);
        let early = self
            .early
            .iter()
            .position(|early| (early.id, &early.daemon) == (id, &open.daemon))
            .map(|at| self.early.remove(at));
        let action = early.and_then(|early| open.actions.get(&early.name).cloned());
        self.open.insert(id, open);
        action
    }

    /// Numbers mean something else to another daemon.
    fn keep_of(&mut self, daemon: Option<&str>) {
        self.open.retain(|_, open| Some(open.daemon.as_str()) == daemon);
        self.early.retain(|early| Some(early.daemon.as_str()) == daemon);
    }

    /// The one of this key that is still shown: it is replaced. 0 is none.
    fn number(&self, key: &str) -> u32 {
        self.open.iter().find(|(_, open)| open.key == key).map_or(0, |(id, _)| *id)
    }
}

/// A notification that is shown.
struct Open {
    /// Who shows it, by the bus's own name for it.
    daemon: String,
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
        let mut owners = proxy.inner().receive_owner_changed().await?;
        let daemon = Daemon { proxy, buttons, pressed: Arc::clone(&self.pressed), shown: Arc::default() };
        let hearing = daemon.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    // A press also closes it, and is told first.
                    biased;
                    Some(signal) = invoked.next() => {
                        let Ok(args) = signal.args() else { continue };
                        let header = signal.message().header();
                        let daemon = header.sender().map(UniqueName::as_str).unwrap_or_default();
                        let action = hearing.shown().press(daemon, args.id, args.action_key, Instant::now());
                        if let Some(action) = action {
                            (hearing.pressed)(action);
                        }
                    }
                    Some(owner) = owners.next() => hearing.shown().keep_of(owner.as_deref()),
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
        let words = ("Perigee", replaces, "perigee", title, body, told, hints, -1);
        // The bare answer, which says who gives it.
        let answer = self.proxy.inner().call_method("Notify", &words).await?;
        let (header, id) = (answer.header(), answer.body().deserialize()?);
        let daemon = header.sender().map(ToString::to_string).unwrap_or_default();
        let early = self.shown().open(id, Open { daemon, key, actions }, Instant::now());
        if let Some(action) = early {
            (self.pressed)(action);
        }
        Ok(())
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says something that nothing can be pressed on.
pub(super) async fn tell(title: &str, text: &str) -> zbus::Result<()> {
    let proxy = NotificationsProxy::new(&Connection::session().await?).await?;
    let hints = HashMap::from([("desktop-entry", Value::from("perigee"))]);
    let words = ("Perigee", 0_u32, "perigee", title, escaped(text), Vec::<&str>::new(), hints, -1);
    proxy.inner().call_method("Notify", &words).await.map(drop)
}

/// Many desktops read the text as markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAEMON: &str = ":1.7";

    fn open() -> Open {
        let actions = HashMap::from([(DEFAULT.to_owned(), Action::OpenWindow)]);
        Open { daemon: DAEMON.into(), key: "k".into(), actions }
    }

    #[test]
    fn a_press_before_the_number_counts_and_one_on_another_programs_does_not_pile_up() {
        let (mut shown, now) = (Shown::default(), Instant::now());
        assert_eq!(shown.press(DAEMON, 7, DEFAULT, now), None);
        assert_eq!(shown.open(7, open(), now), Some(Action::OpenWindow));
        assert_eq!(shown.press(DAEMON, 7, DEFAULT, now), Some(Action::OpenWindow));
        assert_eq!(shown.press(DAEMON, 7, "other", now), None);
        for id in 100..200 {
            assert_eq!(shown.press(DAEMON, id, DEFAULT, now), None);
        }
        assert_eq!((shown.early.len(), shown.open(8, open(), now), shown.number("k") > 0), (EARLY, None, true));
    }

    #[test]
    fn a_press_of_long_ago_is_not_one_on_what_has_that_number_now() {
        let (mut shown, now) = (Shown::default(), Instant::now());
        assert_eq!(shown.press(DAEMON, 7, DEFAULT, now), None);
        assert_eq!(shown.open(7, open(), now + EARLY_FOR + Duration::from_millis(1)), None);
        assert_eq!(shown.press(DAEMON, 8, DEFAULT, now), None);
        assert_eq!(shown.open(8, open(), now + EARLY_FOR), Some(Action::OpenWindow));
    }

    #[test]
    fn a_press_at_another_daemon_is_on_something_else() {
        let (mut shown, now) = (Shown::default(), Instant::now());
        shown.open(7, open(), now);
        assert_eq!(shown.press(":1.8", 7, DEFAULT, now), None);
        assert_eq!(shown.open(7, open(), now), None, "nor is an early one");
        shown.keep_of(Some(":1.8"));
        assert_eq!((shown.number("k"), shown.early.len()), (0, 1));
        shown.open(9, open(), now);
        shown.keep_of(Some(DAEMON));
        assert_eq!(
            (shown.number("k"), shown.early.len()),
            (9, 0),
            "the new one's own stay, however late the word comes"
        );
    }

    #[test]
    fn a_name_that_wants_to_be_markup_is_text() {
        assert_eq!(escaped("<b>a & b</b>"), "&lt;b&gt;a &amp; b&lt;/b&gt;");
    }
}

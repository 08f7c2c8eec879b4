//! Paints the model's menu beside the clock, and turns a press into its action. What a painter is given is data; which
//! system draws it is the platform's business.

mod glyph;
mod painting;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use companion::{
    app::event::Event,
    driver::Handle,
    interface::{action::Action, menu::Menu},
};
use tauri::{AppHandle, Theme, async_runtime};
use tokio::sync::watch;

use self::painting::{Painter, Press};
pub(crate) use self::{
    glyph::{Ink, glyph},
    painting::{Look, Node, Painting},
};
use crate::platform;

/// The paintings a platform shows, the newest one at a time; none while the person wants no tray.
#[derive(Clone)]
pub(crate) struct Paintings {
    menus: watch::Receiver<Arc<Menu>>,
    painter: Arc<Mutex<Painter>>,
}

impl Paintings {
    /// Ends when there is another painting than the newest that was taken, or with the app: then it is false.
    pub(crate) async fn changed(&mut self) -> bool {
        self.menus.changed().await.is_ok()
    }

    pub(crate) fn newest(&mut self) -> Option<Painting> {
        let menu = self.menus.borrow_and_update().clone();
        menu.shown.then(|| painter(&self.painter).paint(&menu, Instant::now()))
    }
}

fn painter(painter: &Mutex<Painter>) -> MutexGuard<'_, Painter> {
    painter.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a person does with the tray, as a platform tells it.
#[derive(Clone)]
pub(crate) struct Pointer {
    app: AppHandle,
    handle: Handle,
    painter: Arc<Mutex<Painter>>,
}

impl Pointer {
    /// The item with this id. Where any program may say so, it is asked whether that is the one that shows the menu, if
    /// it matters.
    pub(crate) async fn pressed(&self, id: i32, is_shown_by: impl AsyncFnOnce() -> bool) {
        let Some(Press { action, question, from_elsewhere }) = painter(&self.painter).press(id, Instant::now()) else {
            return;
        };
        let asks = from_elsewhere.is_some() && !is_shown_by().await;
        let question = if asks { from_elsewhere } else { question };
        self.perform(Press { action, question, from_elsewhere: None });
    }

    /// The icon was pressed twice, where the desktop tells.
    pub(crate) fn opened(&self) {
        self.handle.tell(Event::Action(Action::OpenWindow));
    }

    /// The menu is about to be read: what is so is looked at now. Ends when that is painted.
    pub(crate) async fn looks(&self) {
        self.handle.look().await;
    }

    /// Sends the action, after the person has said yes if something is asked.
    fn perform(&self, Press { action, question, .. }: Press) {
        let handle = self.handle.clone();
        match question {
            None => handle.tell(Event::Action(action)),
            Some(question) => platform::ask(&self.app, question, move || handle.tell(Event::Action(action))),
        }
    }
}

/// The tray of the running app.
pub(crate) struct Tray {
    present: watch::Receiver<bool>,
}

impl Tray {
    /// Paints from now on. Whether there is a place to paint on is known when this returns.
    pub(crate) async fn start(app: &AppHandle, handle: &Handle, scheme: watch::Receiver<Option<Theme>>) -> Self {
        let shared = Arc::new(Mutex::new(Painter::default()));
        let paintings = Paintings { menus: handle.menus(), painter: Arc::clone(&shared) };
        let pointer = Pointer { app: app.clone(), handle: handle.clone(), painter: shared };
        let present = platform::tray(app, scheme, paintings, pointer).await;
        let (mut changes, handle) = (present.clone(), handle.clone());
        async_runtime::spawn(async move {
            loop {
                handle.tell(Event::Tray { present: *changes.borrow_and_update() });
                if changes.changed().await.is_err() {
                    return;
                }
            }
        });
        Self { present }
    }

    /// There is a place for it on this desktop.
    pub(crate) fn is_present(&self) -> bool {
        *self.present.borrow()
    }

    /// Whether there is, from now on.
    pub(crate) fn place(&self) -> watch::Receiver<bool> {
        self.present.clone()
    }
}

/// Waits for a place to paint on, at most so long if a time is given. Says whether there is one; where there can be none
/// nobody waits.
pub(crate) async fn comes(mut place: watch::Receiver<bool>, within: Option<Duration>) -> bool {
    let comes = place.wait_for(|present| *present);
    match within {
        Some(time) => matches!(tokio::time::timeout(time, comes).await, Ok(Ok(_))),
        None => comes.await.is_ok(),
    }
}

//! The app without a window, on a desk.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use companion::{
    app::{event::Event, view::View},
    desktop::Desktop,
    driver::{self, Handle, Start},
    interface::{action::Action, menu::Menu, tokens::Entrusted},
    kernel::moment::Os,
};
use simulator::Simulator;

use crate::desk::Desk;

/// Nothing takes longer, even on a machine that does five other things.
const PATIENCE: Duration = Duration::from_secs(120);

/// The app without a window: what it shows and what it is told.
pub struct App {
    pub desk: Arc<Desk>,
    handle: Handle,
}

impl App {
    /// Starts the app beside this simulator.
    pub fn start(simulator: &Simulator) -> Self {
        Self::start_on(Desk::beside(simulator))
    }

    pub fn start_on(desk: Arc<Desk>) -> Self {
        Self::start_by(SystemTime::now, desk)
    }

    /// Starts it by this clock.
    pub fn start_by(clock: fn() -> SystemTime, desk: Arc<Desk>) -> Self {
        let desktop = Arc::clone(&desk) as Arc<dyn Desktop>;
        let handle = driver::start(Start { desktop, os: Os::Linux, clock, demo: false });
        handle.tell(Event::Window { open: true });
        Self { desk, handle }
    }

    pub async fn act(&self, action: Action) {
        self.handle.dispatch(action).await;
    }

    pub async fn entrust(&self, entrusted: Entrusted) {
        self.handle.entrust(entrusted).await;
    }

    pub fn tell(&self, event: Event) {
        self.handle.tell(event);
    }

    pub fn view(&self) -> Arc<View> {
        self.handle.views().borrow().clone()
    }

    /// The tray's menu.
    pub fn menu(&self) -> Menu {
        Menu::clone(&self.handle.menus().borrow())
    }

    /// The first view of which this is true.
    pub async fn until(&self, what: &str, is_so: impl Fn(&View) -> bool) -> Arc<View> {
        let mut views = self.handle.views();
        match tokio::time::timeout(PATIENCE, views.wait_for(|view| is_so(view))).await {
            Ok(Ok(view)) => Arc::clone(&view),
            _ => panic!("{what} was never shown; the last view is {:#?}", self.view()),
        }
    }
}

//! What a start asks for, and whether the app that already runs shows it.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use clap::Parser as _;
use companion::{
    app::event::Event,
    interface::action::Action,
    kernel::words::{Words, plain},
};
use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};

use crate::{Args, demo::Scenario};

/// What becomes of a start that finds the app running.
#[allow(dead_code, reason = "on Windows and macOS a second start ends before it could hear of this")]
pub(crate) enum Second {
    /// The first does what was asked for.
    Taken,
    /// The first does not, for this reason.
    Refused { title: String, text: String },
}

/// What the app that runs shows, and where later starts go to.
#[derive(Clone)]
pub(crate) struct Running {
    /// The pretended service, while it stands in the place of the real one.
    demo: Arc<Mutex<Option<Scenario>>>,
    /// The service folder from the command line; it stands above any other.
    service_home: Option<PathBuf>,
    starts: Sender<Event>,
}

/// More than these nobody sends on purpose while the app is being set up.
const WAIT: usize = 64;

impl Running {
    /// What comes before the app is set up waits for whoever takes it out at the other end.
    pub(crate) fn new(args: &Args) -> (Self, Receiver<Event>) {
        let (starts, later) = mpsc::channel(WAIT);
        let demo = Arc::new(Mutex::new(args.demo));
        (Self { demo, service_home: args.service_home.clone(), starts }, later)
    }

    pub(crate) fn service_home(&self) -> Option<PathBuf> {
        self.service_home.clone()
    }

    pub(crate) fn shows(&self, demo: Option<Scenario>) {
        *self.demo() = demo;
    }

    /// Takes the words of a later start, or says why they are meant for another app.
    #[allow(dead_code, reason = "a Mac starts nothing twice")]
    pub(crate) fn take(&self, words: Vec<String>) -> Result<(), String> {
        let Ok(args) = Args::try_parse_from(words) else {
            // Those of another version: that somebody is there is all that is understood.
            self.tell(Event::Action(Action::OpenWindow));
            return Ok(());
        };
        if args.demo.is_some() && args.demo != *self.demo() {
            return Err(say("again-other-demo", &[]));
        }
        if let Some(home) = args.service_home.filter(|home| Some(home) != self.service_home.as_ref()) {
            return Err(say("again-other-service", &[("home", &home.display().to_string())]));
        }
        match args.link {
            Some(text) => self.tell(Event::Link { text }),
            // A session that is restored starts it at login beside whoever else does.
            None if args.hidden => {}
            None => self.tell(Event::Action(Action::OpenWindow)),
        }
        Ok(())
    }

    /// Tells what a start asks for, also before there is anybody to hear it.
    pub(crate) fn tell(&self, event: Event) {
        // Without a receiver the app is ending.
        if let Err(TrySendError::Full(_)) = self.starts.try_send(event) {
            tracing::warn!("too many starts at once: one is dropped");
        }
    }

    fn demo(&self) -> MutexGuard<'_, Option<Scenario>> {
        self.demo.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sentence for a terminal.
pub(crate) fn say(name: &str, parts: &[(&str, &str)]) -> String {
    plain(&Words::in_language(None).say(name, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the app that was started with these words says to later ones, and does.
    fn told(first: &[&str], later: &[&str]) -> (Result<(), String>, String) {
        let parsed = Args::try_parse_from(std::iter::once("perigee").chain(first.iter().copied())).unwrap();
        let (running, mut events) = Running::new(&parsed);
        let words = std::iter::once("perigee").chain(later.iter().copied()).map(ToOwned::to_owned).collect();
        let answer = running.take(words);
        (answer, events.try_recv().map_or_else(|_| String::new(), |event| format!("{event:?}")))
    }

    #[test]
    fn links_that_start_the_app_wait_until_it_is_set_up_and_come_once_each_in_order() {
        let (running, mut later) = Running::new(&Args::try_parse_from(["perigee"]).unwrap());
        let links: Vec<_> = (0..WAIT + 3).map(|number| format!("perigee://join/{number:016}")).collect();
        for text in &links {
            running.tell(Event::Link { text: text.clone() });
        }
        let mut heard = || later.try_recv().ok().map(|event| format!("{event:?}"));
        for text in &links[..WAIT] {
            assert!(heard().is_some_and(|event| event.contains(text)), "{text}");
        }
        assert_eq!(heard(), None, "neither twice, nor without an end");
        running.tell(Event::Action(Action::OpenWindow));
        assert_eq!(heard().as_deref(), Some(WINDOW));
    }

    const WINDOW: &str = "Action(OpenWindow)";

    #[test]
    fn a_hidden_start_leaves_the_app_as_it_is() {
        assert_eq!(told(&[], &["--hidden"]), (Ok(()), String::new()));
        assert!(told(&[], &["--hidden", "perigee://x"]).1.starts_with("Link"));
        assert_eq!(told(&[], &[]), (Ok(()), WINDOW.into()));
        assert_eq!(told(&[], &["--of-a-later-version"]), (Ok(()), WINDOW.into()));
    }

    #[test]
    #[cfg(feature = "demo")]
    fn a_start_for_something_else_is_refused_with_a_sentence() {
        let home = ["--service-home", "/srv/zt"];
        assert!(told(&[], &home).0.unwrap_err().contains("/srv/zt"));
        assert!(told(&home, &home).0.is_ok() && told(&home, &[]).0.is_ok());
        assert!(told(&[], &["--demo"]).0.is_err() && told(&["--demo"], &["--demo"]).0.is_ok());
        assert!(told(&["--demo"], &["--demo=healthy"]).0.is_err());
        assert_eq!(told(&["--demo"], &[]), (Ok(()), WINDOW.into()));
    }
}

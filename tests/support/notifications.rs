//! A notification daemon of a test's own: it keeps what it was told, and presses what a person would.

#![allow(clippy::used_underscore_binding, reason = "the macro hands over arguments that nothing here asks for")]

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use zbus::{Connection, interface, object_server::SignalEmitter, zvariant::OwnedValue};

use crate::desktop::{Desktop, soon};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// What a person reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub id: u32,
    pub replaces: u32,
    pub title: String,
    pub text: String,
    /// Key and label by turns.
    pub actions: Vec<String>,
}

impl Told {
    /// What a button with this label is called.
    pub fn key(&self, label: &str) -> Option<&str> {
        self.actions.chunks_exact(2).find(|action| action[1] == label).map(|action| action[0].as_str())
    }
}

#[derive(Default)]
struct Daemon {
    told: Arc<Mutex<Vec<Told>>>,
    /// The label of the button that is pressed before the number is told.
    quick: Option<String>,
}

#[interface(name = "org.freedesktop.Notifications")]
#[allow(clippy::unused_self, reason = "the bus asks an object")]
impl Daemon {
    #[allow(clippy::too_many_arguments, reason = "the protocol has as many")]
    async fn notify(
        &self,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
        _app_name: String,
        replaces: u32,
        _icon: String,
        title: String,
        text: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut told = Told { id: 0, replaces, title, text, actions };
        {
            let mut all = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.id = u32::try_from(all.len() + 1).unwrap_or(u32::MAX);
            all.push(told.clone());
        }
        if let Some(key) = self.quick.as_ref().and_then(|label| told.key(label)) {
            Self::action_invoked(&emitter, told.id, key).await.expect("the bus takes it");
        }
        told.id
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".into(), "body".into()]
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, action_key: &str) -> zbus::Result<()>;
}

pub struct Notifications {
    bus: Connection,
    told: Arc<Mutex<Vec<Told>>>,
}

impl Notifications {
    pub async fn start(desktop: &Desktop) -> Self {
        Self::with(desktop, None).await
    }

    /// A button with this label is pressed before anybody knows which notification it is on.
    pub async fn quick(desktop: &Desktop, label: &str) -> Self {
        Self::with(desktop, Some(label.to_owned())).await
    }

    async fn with(desktop: &Desktop, quick: Option<String>) -> Self {
        let (bus, told) = (desktop.connect().await, Arc::default());
        bus.object_server().at(PATH, Daemon { told: Arc::clone(&told), quick }).await.expect("a free path");
        bus.request_name(NAME).await.expect("the only daemon");
        Self { bus, told }
    }

    pub fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The first with this title, once it is told.
    pub async fn titled(&self, title: &str) -> Told {
        soon(title, async || self.told().into_iter().find(|told| told.title == title)).await
    }

    /// Presses the notification itself, or a button of it.
    pub async fn press(&self, told: &Told, key: &str) {
        let daemon = self.bus.object_server().interface::<_, Daemon>(PATH).await.expect("it is served");
        Daemon::action_invoked(daemon.signal_emitter(), told.id, key).await.expect("the bus takes it");
    }
}

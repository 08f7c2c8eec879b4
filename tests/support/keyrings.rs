//! The desktop's Secret Service, as another program sees it: what lies in which keyring, put there and locked.

use std::collections::HashMap;

use zbus::{
    Connection, Proxy,
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value},
};

use crate::desktop::{Desktop, soon};

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const NOTHING: &str = "/";

type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

pub struct Keyring {
    bus: Connection,
    service: Proxy<'static>,
    session: OwnedObjectPath,
}

impl Keyring {
    pub async fn of(desktop: &Desktop) -> Self {
        let bus = desktop.connect().await;
        let service: Proxy<'static> =
            Proxy::new(&bus, NAME, PATH, "org.freedesktop.Secret.Service").await.expect("a proxy");
        let opened = soon("the Secret Service answers", async || {
            service.call::<_, _, (OwnedValue, OwnedObjectPath)>("OpenSession", &("plain", Value::from(""))).await.ok()
        })
        .await;
        Self { bus, service, session: opened.1 }
    }

    /// Where things are kept if nobody says where; none on a fresh system.
    pub async fn alias(&self, name: &str) -> Option<OwnedObjectPath> {
        let path: OwnedObjectPath = self.service.call("ReadAlias", &name).await.expect("it answers");
        (path.as_str() != NOTHING).then_some(path)
    }

    /// Puts a secret of the app's into this keyring, beside what is there.
    pub async fn put(&self, keyring: &ObjectPath<'_>, entry: &str, secret: &str) {
        let collection = self.proxy(keyring, "org.freedesktop.Secret.Collection").await;
        let attributes = attributes(entry);
        let properties = HashMap::from([
            ("org.freedesktop.Secret.Item.Label", Value::from(entry)),
            ("org.freedesktop.Secret.Item.Attributes", Value::from(attributes)),
        ]);
        let secret: Secret = (self.session.clone(), Vec::new(), secret.into(), "text/plain".into());
        let made: (OwnedObjectPath, OwnedObjectPath) =
            collection.call("CreateItem", &(properties, secret, false)).await.expect("it is kept");
        assert_ne!(made.0.as_str(), NOTHING, "it is kept without a question");
    }

    /// The app's secrets of this name, unlocked ones first.
    pub async fn secrets(&self, entry: &str) -> Vec<String> {
        let (open, _): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            self.service.call("SearchItems", &(attributes(entry),)).await.expect("it answers");
        let secrets: HashMap<OwnedObjectPath, Secret> =
            self.service.call("GetSecrets", &(open, &self.session)).await.expect("it gives them");
        let texts = secrets.into_values().map(|(_, _, value, _)| String::from_utf8(value).expect("text"));
        // Without whom they are for, which stands in a line below.
        texts.map(|text| text.lines().next().unwrap_or_default().to_owned()).collect()
    }

    pub async fn lock(&self, keyring: &OwnedObjectPath) {
        let _: (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.service.call("Lock", &(vec![keyring],)).await.expect("it is locked");
        let proxy = self.proxy(keyring, "org.freedesktop.Secret.Collection").await;
        assert!(proxy.get_property::<bool>("Locked").await.expect("it tells"));
    }

    /// Where they lie.
    pub async fn items(&self, entry: &str) -> Vec<String> {
        let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            self.service.call("SearchItems", &(attributes(entry),)).await.expect("it answers");
        open.into_iter().chain(locked).map(|path| path.to_string()).collect()
    }

    /// Somebody was asked for a password on this desktop, not long ago.
    pub async fn asks(&self) -> bool {
        let bus = zbus::fdo::DBusProxy::new(&self.bus).await.expect("the bus answers");
        let prompter = zbus::names::BusName::try_from("org.gnome.keyring.SystemPrompter").expect("a name");
        bus.name_has_owner(prompter).await.expect("the bus knows")
    }

    async fn proxy(&self, path: &ObjectPath<'_>, interface: &'static str) -> Proxy<'static> {
        Proxy::new(&self.bus, NAME, path.to_owned(), interface).await.expect("a proxy")
    }
}

fn attributes(entry: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", "Perigee"), ("username", entry)])
}

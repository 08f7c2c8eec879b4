//! A panel of a test's own: it takes the app's tray icon, reads its menu and presses what is in it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use zbus::{
    Connection, Proxy, interface,
    object_server::SignalEmitter,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

use crate::desktop::{Desktop, soon};

const NAME: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";

#[derive(Default)]
struct Watcher {
    /// The names items have registered by.
    items: Arc<Mutex<Vec<String>>>,
}

/// What panels call it.
#[interface(name = "org.kde.StatusNotifierWatcher")]
#[allow(clippy::unused_self, reason = "the bus asks an object")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        self.items.lock().unwrap_or_else(PoisonError::into_inner).push(service);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(signal)]
    async fn status_notifier_host_registered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn status_notifier_host_unregistered(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;
}

/// A panel; it is gone when this is dropped.
pub struct Panel {
    bus: Connection,
    items: Arc<Mutex<Vec<String>>>,
}

impl Panel {
    pub async fn start(desktop: &Desktop) -> Self {
        let (bus, items) = (desktop.connect().await, Arc::default());
        bus.object_server().at(PATH, Watcher { items: Arc::clone(&items) }).await.expect("a free path");
        bus.request_name(NAME).await.expect("the only panel");
        Self { bus, items }
    }

    /// The app's item, once it has registered.
    pub async fn item(&self) -> Item {
        let registered = || self.items.lock().unwrap_or_else(PoisonError::into_inner).last().cloned();
        let name = soon("the app is in the tray", async || registered()).await;
        Item::read(&self.bus, name).await
    }

    /// The item of the app with this process number, whoever shows it.
    pub async fn item_of(desktop: &Desktop, app: u32) -> Item {
        let (bus, name) = (desktop.connect().await, format!("org.kde.StatusNotifierItem-{app}-1"));
        let names = zbus::fdo::DBusProxy::new(&bus).await.expect("the bus answers");
        let known = zbus::names::BusName::try_from(name.as_str()).expect("a name");
        soon("the app has an item", async || names.name_has_owner(known.clone()).await.ok().filter(|there| *there))
            .await;
        Item::read(&bus, name).await
    }
}

/// The app's icon beside the clock.
pub struct Item {
    item: Proxy<'static>,
    menu: Proxy<'static>,
}

/// An item of the menu, as a panel reads it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    pub id: i32,
    pub label: String,
    pub enabled: bool,
    pub checked: Option<bool>,
    pub separator: bool,
    pub below: Vec<Entry>,
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Item {
    async fn read(bus: &Connection, name: String) -> Self {
        let item = Proxy::new(bus, name.clone(), "/StatusNotifierItem", "org.kde.StatusNotifierItem").await;
        let item = item.expect("a proxy");
        let menu: OwnedObjectPath = item.get_property("Menu").await.expect("the item has a menu");
        let menu = Proxy::new(bus, name, menu, "com.canonical.dbusmenu").await.expect("a proxy");
        Self { item, menu }
    }

    /// By which it is known on the bus.
    pub fn name(&self) -> String {
        self.item.destination().to_string()
    }

    /// Tells that the menu is about to be shown, as a panel does; says whether it must be read again.
    pub async fn about_to_show(&self) -> bool {
        self.menu.call("AboutToShow", &(0_i32,)).await.expect("the menu answers")
    }

    pub async fn title(&self) -> String {
        plain(&self.property::<String>("Title").await)
    }

    pub async fn status(&self) -> String {
        self.property("Status").await
    }

    /// The largest picture of the icon, as bytes.
    pub async fn icon(&self) -> Vec<u8> {
        let pictures: Vec<(i32, i32, Vec<u8>)> = self.property("IconPixmap").await;
        pictures.into_iter().max_by_key(|(width, ..)| *width).map(|(.., pixels)| pixels).expect("a picture")
    }

    async fn property<T>(&self, name: &str) -> T
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::Error> + std::fmt::Debug,
    {
        // The value now, not the one first read.
        let call: zbus::Result<OwnedValue> = async {
            let properties = zbus::fdo::PropertiesProxy::builder(self.item.connection())
                .destination(self.item.destination())?
                .path(self.item.path())?
                .build()
                .await?;
            Ok(properties.get("org.kde.StatusNotifierItem".try_into()?, name).await?)
        }
        .await;
        T::try_from(call.expect("the item tells")).expect("it tells what was asked")
    }

    pub async fn entries(&self) -> Vec<Entry> {
        entry(self.layout().await.1).below
    }

    /// Counts how often a panel was told to lay the menu out anew.
    pub async fn revision(&self) -> u32 {
        self.layout().await.0
    }

    async fn layout(&self) -> (u32, Layout) {
        let told: zbus::Result<(u32, Layout)> =
            self.menu.call("GetLayout", &(0_i32, -1_i32, Vec::<String>::new())).await;
        told.expect("the menu tells its layout")
    }

    pub async fn press(&self, entry: &Entry) {
        let told: zbus::Result<()> = self.menu.call("Event", &(entry.id, "clicked", Value::I32(0), 0_u32)).await;
        told.expect("the menu takes a press");
    }

    /// The entry at this way of labels, once it is there and enabled.
    pub async fn find(&self, way: &[&str]) -> Entry {
        soon(&format!("{way:?} is in the menu"), async || {
            find(&self.entries().await, way).filter(|entry| entry.enabled)
        })
        .await
    }

    pub async fn press_at(&self, way: &[&str]) {
        let entry = self.find(way).await;
        self.press(&entry).await;
    }
}

/// By the beginning of labels: what follows may be an address.
pub fn find(entries: &[Entry], way: &[&str]) -> Option<Entry> {
    let (first, rest) = way.split_first()?;
    let found = entries.iter().find(|entry| plain(&entry.label).trim_start_matches("✓ ").starts_with(first))?;
    if rest.is_empty() { Some(found.clone()) } else { find(&found.below, rest) }
}

fn plain(label: &str) -> String {
    label.replace("__", "_")
}

fn entry((id, properties, below): Layout) -> Entry {
    let text = |name: &str| properties.get(name).and_then(|value| String::try_from(value.clone()).ok());
    let number = |name: &str| properties.get(name).and_then(|value| i32::try_from(value).ok());
    Entry {
        id,
        label: text("label").unwrap_or_default(),
        enabled: properties.get("enabled").and_then(|value| bool::try_from(value).ok()).unwrap_or(true),
        checked: text("toggle-type").map(|_| number("toggle-state") == Some(1)),
        separator: text("type").as_deref() == Some("separator"),
        below: below.into_iter().map(|value| entry(Layout::try_from(value).expect("an item"))).collect(),
    }
}

/// As text, to be compared with what the model says.
pub fn drawn(entries: &[Entry], depth: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in entries {
        let mark = entry.checked.map_or("", |on| if on { "[x] " } else { "[ ] " });
        let off = if entry.enabled { "" } else { " (off)" };
        let label = if entry.separator { "--".to_owned() } else { plain(&entry.label) };
        lines.push(format!("{}{mark}{label}{off}", "  ".repeat(depth)));
        lines.extend(drawn(&entry.below, depth + 1));
    }
    lines
}

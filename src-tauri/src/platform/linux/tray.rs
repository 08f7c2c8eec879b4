//! The tray of Linux desktops: a `StatusNotifierItem` with a menu, over D-Bus. A panel may come, go and come back while
//! the app runs; whoever watches the bus name knows.

use futures_util::StreamExt as _;
use tauri::Theme;
use tokio::sync::watch;
use zbus::{
    Connection,
    fdo::{DBusProxy, RequestNameFlags},
    names::BusName,
};

use self::answering::Answering;
use super::bus::WatcherProxy;
use crate::tray::{Paintings, Pointer};

mod answering;
mod item;
mod menu;
mod panel;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "/StatusNotifierItem";
const MENU: &str = "/StatusNotifierItem/Menu";

/// Offers the paintings to whatever panel there is. The answer says whether there is one, now and from now on.
pub(crate) async fn tray(
    _app: &tauri::AppHandle,
    scheme: watch::Receiver<Option<Theme>>,
    paintings: Paintings,
    pointer: Pointer,
) -> watch::Receiver<bool> {
    let (present, told) = watch::channel(false);
    let host = match Host::meet(scheme, paintings, pointer).await {
        Ok(host) => host,
        Err(error) => {
            // Nobody is told any more, and so nobody waits.
            tracing::info!(%error, "no bus to show a tray on");
            return told;
        }
    };
    present.send_replace(host.is_there().await);
    tokio::spawn(async move {
        if let Err(error) = host.serve(&present).await {
            tracing::warn!(%error, "the tray is gone");
        }
        present.send_replace(false);
    });
    told
}

/// Whoever shows what is registered, as seen from this item.
struct Host {
    bus: Connection,
    answering: Answering,
    /// The name this item is known by.
    name: String,
}

impl Host {
    async fn meet(
        scheme: watch::Receiver<Option<Theme>>,
        paintings: Paintings,
        pointer: Pointer,
    ) -> zbus::Result<Self> {
        let name = format!("org.kde.StatusNotifierItem-{}-1", std::process::id());
        let bus = Connection::session().await?;
        let answering = Answering::new(&bus, scheme, paintings, pointer).await?;
        // The bus itself is asked: the connection would expect its own object server to answer under this name.
        DBusProxy::new(&bus)
            .await?
            .request_name(name.as_str().try_into()?, RequestNameFlags::DoNotQueue.into())
            .await?;
        Ok(Self { bus, answering, name })
    }

    /// Some panel shows what is registered.
    async fn is_there(&self) -> bool {
        is_there(&self.bus).await
    }

    async fn serve(self, present: &watch::Sender<bool>) -> zbus::Result<()> {
        let Self { bus, answering, name } = self;
        // In a task of its own: whoever is registered with may ask before it says that it is done.
        let answers = tokio::spawn(answering.run());
        tokio::select! {
            ended = answers => ended.unwrap_or_else(|stopped| Err(zbus::Error::Failure(stopped.to_string()))),
            ended = keep_registered(&bus, &name, present) => ended,
        }
    }
}

async fn is_there(bus: &Connection) -> bool {
    let there = async {
        let has_owner = DBusProxy::new(bus).await?.name_has_owner(BusName::try_from(WATCHER)?).await?;
        // One that can't say whether it has a panel is taken for one that has.
        Ok::<_, zbus::Error>(has_owner && watcher(bus).await?.is_host_registered().await.unwrap_or(true))
    };
    there.await.unwrap_or_default()
}

async fn watcher(bus: &Connection) -> zbus::Result<WatcherProxy<'static>> {
    // Asked again each time: a watcher that has come back may have another panel.
    WatcherProxy::builder(bus).cache_properties(zbus::proxy::CacheProperties::No).build().await
}

async fn keep_registered(bus: &Connection, name: &str, present: &watch::Sender<bool>) -> zbus::Result<()> {
    let mut owners = DBusProxy::new(bus).await?.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?;
    let known = watcher(bus).await?;
    let (mut come, mut gone) = (known.receive_host_registered().await?, known.receive_host_unregistered().await?);
    let mut registered = false;
    loop {
        let there = is_there(bus).await;
        if there && !registered {
            registered = register(bus, name).await;
        }
        registered &= there;
        present.send_if_modified(|present| std::mem::replace(present, there) != there);
        tokio::select! {
            Some(_) = owners.next() => registered = false,
            Some(_) = come.next() => {}
            Some(_) = gone.next() => {}
            // The bus has ended, and with it the session.
            else => return Ok(()),
        }
    }
}

async fn register(bus: &Connection, name: &str) -> bool {
    let done = async { watcher(bus).await?.register_item(name).await };
    match done.await {
        Ok(()) => true,
        Err(error) => {
            tracing::info!(%error, "the panel does not take the tray's item");
            false
        }
    }
}

/// The panel's ground: GNOME's is black whatever the appearance; others follow it, and are dark where nobody says.
fn on_dark_panel(scheme: Option<Theme>) -> bool {
    let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    let is_gnome = desktop.split(':').any(|name| name.eq_ignore_ascii_case("gnome"));
    is_gnome || scheme != Some(Theme::Light)
}

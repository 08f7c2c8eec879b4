//! The tray of Linux desktops: a `StatusNotifierItem` with a menu, over D-Bus. A panel may come, go and come back while
//! the app runs; whoever watches the bus name knows.

use futures_util::StreamExt as _;
use tauri::Theme;
use tokio::sync::watch;
use zbus::{Connection, fdo::DBusProxy, names::BusName};

use self::{item::StatusNotifierItem, menu::DbusMenu};
use super::bus::WatcherProxy;
use crate::tray::Painting;

mod item;
mod menu;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "/StatusNotifierItem";
const MENU: &str = "/StatusNotifierItem/Menu";

/// Offers the painting to whatever panel there is. The answer says whether there is one, now and from now on.
pub(crate) async fn tray(
    _app: &tauri::AppHandle,
    scheme: watch::Receiver<Option<Theme>>,
    paintings: watch::Receiver<Option<Painting>>,
    pressed: impl Fn(i32) + Send + Sync + 'static,
    opened: impl Fn() + Send + Sync + 'static,
) -> watch::Receiver<bool> {
    let (present, told) = watch::channel(false);
    let host = match Host::meet(pressed, opened).await {
        Ok(host) => host,
        Err(error) => {
            tracing::info!(%error, "no bus to show a tray on");
            tokio::spawn(async move { present.closed().await });
            return told;
        }
    };
    present.send_replace(host.is_there().await);
    tokio::spawn(async move {
        if let Err(error) = host.serve(scheme, paintings, &present).await {
            tracing::warn!(%error, "the tray is gone");
            present.send_replace(false);
        }
        present.closed().await;
    });
    told
}

struct Host {
    bus: Connection,
    /// The name this item is known by.
    name: String,
}

impl Host {
    async fn meet(
        pressed: impl Fn(i32) + Send + Sync + 'static,
        opened: impl Fn() + Send + Sync + 'static,
    ) -> zbus::Result<Self> {
        let name = format!("org.kde.StatusNotifierItem-{}-1", std::process::id());
        let bus = zbus::connection::Builder::session()?
            .serve_at(ITEM, StatusNotifierItem::new(opened))?
            .serve_at(MENU, DbusMenu::new(pressed))?
            .name(name.as_str())?
            .build()
            .await?;
        Ok(Self { bus, name })
    }

    /// Some panel shows what is registered.
    async fn is_there(&self) -> bool {
        let there = async {
            let has_owner = DBusProxy::new(&self.bus).await?.name_has_owner(BusName::try_from(WATCHER)?).await?;
            // One that can't say whether it has a panel is taken for one that has.
            Ok::<_, zbus::Error>(has_owner && self.watcher().await?.is_host_registered().await.unwrap_or(true))
        };
        there.await.unwrap_or_default()
    }

    async fn watcher(&self) -> zbus::Result<WatcherProxy<'static>> {
        // Asked again each time: a watcher that has come back may have another panel.
        WatcherProxy::builder(&self.bus).cache_properties(zbus::proxy::CacheProperties::No).build().await
    }

    async fn serve(
        &self,
        mut scheme: watch::Receiver<Option<Theme>>,
        mut paintings: watch::Receiver<Option<Painting>>,
        present: &watch::Sender<bool>,
    ) -> zbus::Result<()> {
        let bus = DBusProxy::new(&self.bus).await?;
        let mut owners = bus.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?;
        let watcher = self.watcher().await?;
        let (mut come, mut gone) =
            (watcher.receive_host_registered().await?, watcher.receive_host_unregistered().await?);
        let mut registered = false;
        let mut shown = false;
        loop {
            let painting = paintings.borrow_and_update().clone();
            let dark = on_dark_panel(*scheme.borrow_and_update());
            let wanted = painting.is_some();
            if let Some(painting) = painting {
                self.paint(painting, dark).await?;
            }
            let there = self.is_there().await;
            if there && !registered {
                registered = self.register().await;
            }
            registered &= there;
            if shown != wanted {
                self.item().await?.get_mut().await.show(wanted);
                StatusNotifierItem::new_status(
                    self.item().await?.signal_emitter(),
                    StatusNotifierItem::status_word(wanted),
                )
                .await?;
                shown = wanted;
            }
            present.send_if_modified(|present| std::mem::replace(present, there) != there);
            tokio::select! {
                changed = paintings.changed() => if changed.is_err() { return Ok(()) },
                changed = scheme.changed() => if changed.is_err() { return Ok(()) },
                Some(_) = owners.next() => registered = false,
                Some(_) = come.next() => {}
                Some(_) = gone.next() => {}
            }
        }
    }

    async fn register(&self) -> bool {
        let done = async { self.watcher().await?.register_item(&self.name).await };
        match done.await {
            Ok(()) => true,
            Err(error) => {
                tracing::info!(%error, "the panel does not take the tray's item");
                false
            }
        }
    }

    async fn item(&self) -> zbus::Result<zbus::object_server::InterfaceRef<StatusNotifierItem>> {
        self.bus.object_server().interface(ITEM).await
    }

    /// Tells the panel only what differs.
    async fn paint(&self, painting: Painting, dark: bool) -> zbus::Result<()> {
        let item = self.item().await?;
        let (new_icon, new_tooltip) = item.get_mut().await.paint(painting.icon, &painting.tooltip, dark);
        if new_icon {
            StatusNotifierItem::new_icon(item.signal_emitter()).await?;
        }
        if new_tooltip {
            StatusNotifierItem::new_tool_tip(item.signal_emitter()).await?;
            StatusNotifierItem::new_title(item.signal_emitter()).await?;
        }
        let menu = self.bus.object_server().interface::<_, DbusMenu>(MENU).await?;
        let revision = menu.get_mut().await.paint(painting.nodes);
        DbusMenu::layout_updated(menu.signal_emitter(), revision, 0).await
    }
}

/// The panel's ground: GNOME's is black whatever the appearance; others follow it, and are dark where nobody says.
fn on_dark_panel(scheme: Option<Theme>) -> bool {
    let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    let is_gnome = desktop.split(':').any(|name| name.eq_ignore_ascii_case("gnome"));
    is_gnome || scheme != Some(Theme::Light)
}

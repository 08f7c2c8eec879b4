//! Which program shows the menu. On a session's bus everybody can press in it.

use zbus::{Connection, fdo::DBusProxy, names::UniqueName};

use super::WATCHER;

/// As the protocol has panels name themselves.
const HOST: &str = "org.kde.StatusNotifierHost-";

/// This connection is one of a panel's: the program's that watches over items, or of one that has said it shows them.
pub(super) async fn is_one(bus: &Connection, connection: &UniqueName<'_>) -> zbus::Result<bool> {
    let bus = DBusProxy::new(bus).await?;
    let process = bus.get_connection_unix_process_id(connection.clone().into()).await?;
    let names = bus.list_names().await?;
    for name in names.iter().filter(|name| name.as_str() == WATCHER || name.starts_with(HOST)) {
        // Some programs speak on more than one connection.
        let shows = bus.get_connection_unix_process_id(name.as_ref()).await;
        if shows.is_ok_and(|shows| shows == process) {
            return Ok(true);
        }
    }
    Ok(false)
}

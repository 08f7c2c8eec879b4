//! The two neighbours on the bus, as far as they are asked: systemd, and the portal's settings.

use serde::Deserialize;
use zbus::{
    proxy,
    zvariant::{OwnedObjectPath, OwnedValue, Type, Value},
};

#[proxy(
    interface = "org.freedesktop.systemd1.Manager",
    default_service = "org.freedesktop.systemd1",
    default_path = "/org/freedesktop/systemd1"
)]
pub(super) trait Manager {
    fn list_unit_files_by_patterns(&self, states: &[&str], patterns: &[&str]) -> zbus::Result<Vec<UnitFile>>;
    fn list_units_by_patterns(&self, states: &[&str], patterns: &[&str]) -> zbus::Result<Vec<UnitStatus>>;
}

#[derive(Debug, Deserialize, Type)]
pub(super) struct UnitFile {
    pub(super) path: String,
    _state: String,
}

#[derive(Debug, Deserialize, Type)]
pub(super) struct UnitStatus {
    _name: String,
    _description: String,
    _load_state: String,
    active_state: String,
    _sub_state: String,
    _follower: String,
    _path: OwnedObjectPath,
    _job: u32,
    _job_kind: String,
    _job_path: OwnedObjectPath,
}

impl UnitStatus {
    pub(super) fn is_running(&self) -> bool {
        matches!(self.active_state.as_str(), "active" | "activating" | "reloading" | "refreshing")
    }
}

#[proxy(
    interface = "org.freedesktop.portal.Settings",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop"
)]
pub(super) trait Settings {
    /// Its successor `ReadOne` is missing from the portals of older systems.
    fn read(&self, namespace: &str, key: &str) -> zbus::Result<OwnedValue>;

    #[zbus(signal)]
    fn setting_changed(&self, namespace: &str, key: &str, value: Value<'_>) -> zbus::Result<()>;
}

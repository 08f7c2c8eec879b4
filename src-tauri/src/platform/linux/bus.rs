//! The neighbours on the bus, as far as they are asked.

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
    fn load_unit(&self, name: &str) -> zbus::Result<OwnedObjectPath>;
}

/// A unit that is a service.
#[proxy(interface = "org.freedesktop.systemd1.Service", default_service = "org.freedesktop.systemd1")]
pub(super) trait UnitService {
    #[zbus(property)]
    fn exec_start(&self) -> zbus::Result<Vec<Command>>;
}

/// What a unit starts: a program, its words, and how that went.
#[derive(Debug, Clone, Deserialize, Type, OwnedValue, Value)]
pub(super) struct Command {
    pub(super) program: String,
    pub(super) words: Vec<String>,
    ignores_failure: bool,
    started: u64,
    started_monotonic: u64,
    ended: u64,
    ended_monotonic: u64,
    pid: u32,
    code: i32,
    status: i32,
}

#[derive(Debug, Deserialize, Type)]
pub(super) struct UnitFile {
    pub(super) path: String,
    _state: String,
}

#[derive(Debug, Deserialize, Type)]
pub(super) struct UnitStatus {
    pub(super) name: String,
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
    /// None while it is about to end: it may still answer.
    pub(super) fn is_running(&self) -> Option<bool> {
        match self.active_state.as_str() {
            "active" | "activating" | "reloading" | "refreshing" => Some(true),
            "deactivating" => None,
            _ => Some(false),
        }
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

/// Knows who draws tray icons.
#[proxy(
    interface = "org.kde.StatusNotifierWatcher",
    default_service = "org.kde.StatusNotifierWatcher",
    default_path = "/StatusNotifierWatcher"
)]
pub(super) trait Watcher {
    #[zbus(name = "RegisterStatusNotifierItem")]
    fn register_item(&self, service: &str) -> zbus::Result<()>;

    #[zbus(property, name = "IsStatusNotifierHostRegistered")]
    fn is_host_registered(&self) -> zbus::Result<bool>;

    #[zbus(signal, name = "StatusNotifierHostRegistered")]
    fn host_registered(&self) -> zbus::Result<()>;

    #[zbus(signal, name = "StatusNotifierHostUnregistered")]
    fn host_unregistered(&self) -> zbus::Result<()>;
}

/// Shows notifications.
#[proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
pub(super) trait Notifications {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Sleep and wake.
#[proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1"
)]
pub(super) trait Login {
    #[zbus(signal)]
    fn prepare_for_sleep(&self, start: bool) -> zbus::Result<()>;
}

/// Whether and how this machine is connected.
#[proxy(
    interface = "org.freedesktop.portal.NetworkMonitor",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop"
)]
pub(super) trait NetworkMonitor {
    #[zbus(signal, name = "changed")]
    fn changed(&self) -> zbus::Result<()>;
}

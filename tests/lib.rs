//! What the whole-system tests share.

#![allow(clippy::missing_panics_doc, reason = "a test's support panics so that the test fails")]

#[path = "support/app.rs"]
pub mod app;
#[path = "support/desk.rs"]
pub mod desk;
#[path = "support/desktop.rs"]
pub mod desktop;
#[path = "support/difference.rs"]
pub mod difference;
#[path = "support/hosts.rs"]
pub mod hosts;
#[path = "support/keyrings.rs"]
pub mod keyrings;
#[path = "support/notifications.rs"]
pub mod notifications;
#[path = "support/presses.rs"]
pub mod presses;
#[path = "support/process_tree.rs"]
pub mod process_tree;
#[path = "support/recording.rs"]
pub mod recording;
#[path = "support/table.rs"]
pub mod table;
#[path = "support/tray.rs"]
pub mod tray;
#[path = "support/window.rs"]
pub mod window;
#[path = "support/wire.rs"]
pub mod wire;

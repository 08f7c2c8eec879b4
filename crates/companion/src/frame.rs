//! The app around its capabilities: window, tray, clipboard, preferences, keychain.

pub mod belief;
pub mod keychain;
pub mod news;
pub mod problem;
pub mod state;
pub mod troubles;
pub mod update;

//! The app around its capabilities: window, tray, clipboard, preferences, keychain.

pub mod keychain;
pub mod state;
pub mod update;

//! What the whole-system tests share.

#![allow(clippy::missing_panics_doc, reason = "a test's support panics so that the test fails")]

#[path = "support/desk.rs"]
pub mod desk;
#[path = "support/difference.rs"]
pub mod difference;
#[path = "support/recording.rs"]
pub mod recording;
#[path = "support/wire.rs"]
pub mod wire;

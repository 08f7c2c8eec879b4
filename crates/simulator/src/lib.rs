//! A pretend world on real loopback HTTP: the service of one machine as a client meets it, the controllers it asks, and
//! Central, where they are administered.
//! Routes, codes, bodies and framing are those of the recordings in `tests/transcripts`; time passes as it was measured.

mod access;
mod canned;
mod central;
mod connection;
mod controller;
mod door;
mod hand;
mod knobs;
mod machine;
mod names;
mod pace;
mod pool;
mod process;
mod scenario;
mod scenes;
mod server;
mod service;
mod simulator;
mod traffic;
mod wire;
mod world;

pub use access::{Access, Token};
pub use canned::Canned;
pub use hand::{CentralHand, Hand};
pub use knobs::Unanswered;
pub use machine::Joined;
pub use pace::Pace;
pub use scenario::{Scenario, UnknownScenario};
pub use simulator::Simulator;
pub use world::{Visitor, World};

//! The service of one machine: its node, what it has joined and whom it hears, and what controllers far away have for it.

mod joined;
mod node;
mod offer;
mod peer;
mod recording;

pub(crate) use joined::Asked;
pub use joined::Joined;
pub(crate) use node::{Machine, TICK};
pub(crate) use offer::{Offer, ad_hoc};
pub(crate) use peer::Peer;

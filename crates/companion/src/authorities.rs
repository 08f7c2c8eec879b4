//! Whoever admits members: the line to each, its queue, its reads.

pub mod clock;
pub mod door;
pub mod notice;
pub mod reading;
pub mod sending;
pub mod state;
pub mod wants;

//! Whoever admits members: the line to each, its queue, its reads.

pub mod answers;
pub mod clock;
pub mod door;
pub mod fault;
pub mod notice;
pub mod reading;
pub mod sending;
pub mod state;
pub mod wants;

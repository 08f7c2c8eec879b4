//! The local service: finding it, looking at it, the right to do so.

pub mod access;
pub mod door;
pub mod looking;
pub mod odd;
pub mod pace;
pub mod state;
pub mod telling;
pub mod typed_key;
pub mod view;
pub mod welcome;

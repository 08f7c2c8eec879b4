//! Joined and remembered networks.

pub mod commands;
pub mod doubt;
pub mod flags;
pub mod invitation;
pub mod inviting;
pub mod membership;
pub mod noting;
pub mod overlap;
pub mod pace;
pub mod profiles;
pub mod scope;
pub mod standing;
pub mod state;
pub mod switching;
pub mod telling;
pub mod view;
pub mod wish;

//! Networks on the page.

pub mod detail;
pub mod join;
pub mod list;
pub mod permissions;
pub mod unused;

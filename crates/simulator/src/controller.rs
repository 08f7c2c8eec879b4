//! The controller inside the node: its networks and their members.

mod coerce;
mod database;
mod member;
mod network;

pub(crate) use coerce::BadType;
pub(crate) use database::{Admission, Controller};

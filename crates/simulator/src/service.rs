//! The service as a client meets it, with the codes and bodies that were recorded.

mod auth;
mod controller;
mod network;
mod other;
mod routes;

pub(crate) use routes::{answer, asks_controller_for_one};

//! Legacy Central.

mod member;
mod network;
mod org;
mod routes;
mod user;

pub(crate) use routes::answer;

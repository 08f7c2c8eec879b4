//! The new Central.

mod account;
mod call;
mod group;
mod iam;
mod key;
mod member;
mod network;
mod org;
mod permission;
mod routes;
mod rules;
mod summary;
mod webhook;

pub(crate) use routes::{answer, answer_beta};

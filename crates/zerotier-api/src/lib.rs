//! Typed clients for the APIs of `ZeroTier`: the service on this machine, and the authorities that admit members to
//! networks. One method per endpoint or deed; one [`Error`] whose variants each ask for a different deed; ids and tokens as types.
//!
//! What the service does beyond its documentation (measured on 1.14.1) stands at the method it concerns.
#![warn(missing_docs)]

pub mod authority;
mod base;
pub mod central;
mod check;
mod clock;
mod controller;
mod each;
mod error;
mod guard;
mod http;
mod id;
mod link;
mod loose;
mod mend;
mod path;
#[cfg(test)]
mod pretend;
#[cfg(test)]
mod properties;
mod secret;
pub mod service;
mod time;
mod wire;
mod words;
pub mod zeropath;

pub use authority::Authority;
pub use base::{BaseUrl, BaseUrlError};
pub use check::{Check, Stranger};
pub use error::{Error, Fault};
pub use id::{IdError, NetworkId, NodeAddress};
pub use secret::Secret;
pub use service::Service;
pub use zeropath::ZeroPath;

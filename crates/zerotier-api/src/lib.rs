//! Typed clients for the APIs of `ZeroTier`: today the service on this machine. One method per endpoint over one `send`;
//! one [`Error`] whose variants each ask for a different deed; ids and tokens as types.
//!
//! What the service does beyond its documentation (measured on 1.14.1) stands at the method it concerns.
#![warn(missing_docs)]

pub mod authority;
mod base;
mod error;
mod http;
mod id;
mod secret;
pub mod service;

pub use base::{BaseUrl, BaseUrlError};
pub use error::{Error, Fault};
pub use id::{IdError, NetworkId, NodeAddress};
pub use secret::Secret;
pub use service::Service;

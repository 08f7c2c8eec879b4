//! HTTP as the service's own server speaks it, written out by hand: what a client can notice of it is part of the
//! pretence (SERVICE.md §1), and a well-behaved server library would smooth it away.

mod request;
mod response;

pub(crate) use request::{Broken, Request, read};
pub(crate) use response::{PER_CONNECTION, Response};

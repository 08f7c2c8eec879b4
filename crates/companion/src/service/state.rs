//! What is known of the service.

use std::{path::PathBuf, time::Duration};

use zerotier_api::{NodeAddress, service::Version};

use crate::{app::problem::Problem, ports::service::TokenCopy};

/// The port a service answers on unless it was told otherwise.
pub const USUAL_PORT: u16 = 9993;

/// What the desktop knew of the service when last asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    /// A service folder or a service entry of the system exists.
    pub installed: bool,
    /// What the service manager says; none if it can't be asked.
    pub running: Option<bool>,
    /// It is none that the system starts and stops.
    pub elsewhere: bool,
    /// The service may have written down another port, which nobody here may read.
    pub port_unreadable: bool,
    /// The token file that is there and can't be read.
    pub unreadable: Option<PathBuf>,
    /// The person's own copies of the token.
    pub copies: Vec<TokenCopy>,
}

/// How the service is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Looking,
    Broken(Problem),
    Live,
}

/// This machine, as its service tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub address: NodeAddress,
    pub version: Version,
    pub online: bool,
    /// Everything goes over TCP through a relay.
    pub relayed: bool,
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Looking for the service and a token that fits.
    Seek,
    /// Status and networks.
    Look,
    /// Whether anybody takes connections.
    Knock,
}

/// Something that is only worth telling when it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub since: Duration,
    /// It has lasted.
    pub long: bool,
}

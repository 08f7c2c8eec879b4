//! What is known of the service.

use std::{collections::BTreeSet, path::PathBuf, time::Duration};

use zerotier_api::{NodeAddress, service::Version};

use super::typed_key::TypedKey;
use crate::{
    frame::problem::Problem,
    ports::{
        kept::Trusted,
        service::{Generation, Origin, TokenCopy},
    },
};

/// What is known of the service.
#[derive(Debug, Clone)]
pub struct State {
    /// The simulator stands in for the service.
    pub demo: bool,
    pub link: Link,
    pub traces: Traces,
    pub home: Option<PathBuf>,
    pub port: u16,
    /// Where the token in use came from.
    pub origin: Option<Origin>,
    /// The token in use is in the system keychain.
    pub kept: bool,
    pub version: Option<Version>,
    pub node: Option<Node>,
    /// An administrator is being asked for something.
    pub asking: bool,
    /// The service's key as somebody has typed it, until it is known to fit.
    pub typed_key: Option<TypedKey>,
    /// Kinds of places in the service's answers that could not be read, each said once.
    pub odd: BTreeSet<String>,
    pub offline: Option<Waiting>,
    pub generation: Generation,
    /// What is being read. One thing at a time.
    pub reading: Option<Reading>,
    pub looked_at: Option<Duration>,
    /// Failures in a row to reach the service.
    pub attempts: u32,
    /// When the service was last looked for from the beginning.
    pub sought_at: Duration,
    /// The last connection to the service was refused, or there is nothing to connect to.
    pub refused: bool,
    /// Somebody asked for a new search while one was under way.
    pub seek_again: bool,
    /// How often somebody was knocked at.
    pub contacts: u32,
    /// The token sources were read again after a 401.
    pub reread: bool,
    /// An administrator has let the port be read, and nobody has answered since: asking again would tell the same.
    pub port_handed: bool,
    /// When the roots are to be listened for after a wake-up.
    pub listens: Option<Duration>,
    /// The node says it is online, and no root was heard since the wake-up.
    pub deaf: bool,
    /// Where the service keeps its files, if not in the usual place.
    pub chosen_home: Option<PathBuf>,
    /// Where the service answers by the person's word, because nobody could see who listens.
    pub trusted: Option<Trusted>,
    /// The port of the service in this folder, as an administrator has read it: nobody else can.
    pub handed_port: Option<(PathBuf, u16)>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            demo: false,
            link: Link::Looking,
            traces: Traces::default(),
            home: None,
            port: USUAL_PORT,
            origin: None,
            kept: false,
            version: None,
            node: None,
            asking: false,
            typed_key: None,
            odd: BTreeSet::new(),
            offline: None,
            generation: Generation::default(),
            reading: None,
            looked_at: None,
            attempts: 0,
            sought_at: Duration::ZERO,
            refused: false,
            seek_again: false,
            contacts: 0,
            reread: false,
            port_handed: false,
            listens: None,
            deaf: false,
            chosen_home: None,
            trusted: None,
            handed_port: None,
        }
    }
}

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

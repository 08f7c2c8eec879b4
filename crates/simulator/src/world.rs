//! The pretend world: one machine's node, what it has joined, and the controllers far away. Time passes when somebody
//! looks: nothing runs in between.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::{
    central::{Central, Office},
    machine::Machine,
    pace::{Clock, Pace},
};

/// When the recordings were made: 23 November 2026, 07:50.
const RECORDED: Duration = Duration::from_secs(1_795_420_200);

/// Everything there is.
pub struct World {
    pub(crate) machine: Machine,
    /// The networks somebody administers over the web.
    pub(crate) central: Central,
    /// Where requests seem to come from.
    pub visitor: Visitor,
}

/// Where a request comes from, as far as the service minds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visitor {
    /// 127.0.0.1.
    Loopback,
    /// `::1`, whose listener lacks a route.
    OverIpv6,
    /// Another machine, or this one's own network address.
    Foreign,
}

impl World {
    /// The world a recording was made in: the machine with this address and token, running 1.14.1. What else the
    /// recording speaks of is put in with [`Self::recall`].
    pub fn recorded(address: &str, token: &str) -> Self {
        let clock = Clock::start(SystemTime::UNIX_EPOCH + RECORDED, Pace::AsMeasured);
        let mut world = Self::of(address, (1, 14, 1), clock);
        token.clone_into(&mut world.machine.token);
        world
    }

    /// Puts in what a recorded answer to a GET of this path tells: a status, networks, peers, moons.
    pub fn recall(&mut self, path: &str, answer: &Value) {
        self.machine.recall(path, answer);
    }

    /// The system lets the service make no adapters.
    pub fn forbid_adapters(&mut self) {
        self.machine.adapters = false;
    }

    /// A machine with this address and version, which has joined nothing.
    pub(crate) fn of(address: &str, version: (u64, u64, u64), clock: Clock) -> Self {
        let machine = Machine::new(address, version, clock);
        Self { machine, central: Central::new(clock.now()), visitor: Visitor::Loopback }
    }

    /// The machine and Central, where they meet.
    pub(crate) fn office(&mut self) -> Office<'_> {
        Office { machine: &mut self.machine, central: &mut self.central }
    }
}

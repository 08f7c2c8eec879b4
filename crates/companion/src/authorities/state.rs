//! Whoever admits members to networks, as far as the app knows: accounts at a Central, controllers elsewhere, and the
//! controller of this machine's own service.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{Account, Dialect, Group, Issued},
};

use crate::{
    administer::state::{Administered, Doubt},
    kernel::{ids::AuthorityId, moment::Now},
    ports::{
        authorities::{Ask, Read},
        fault::AuthorityFault,
        kept::KeptAuthority,
    },
};

/// Whoever admits members.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// An authority's clock tells another time than this machine's.
    pub clock_off: bool,
    /// Whoever admits members, as far as they were asked in this run.
    pub lines: BTreeMap<AuthorityId, Authority>,
    /// Whoever admits members to networks, by the id their token is kept under.
    pub kept: BTreeMap<AuthorityId, KeptAuthority>,
}

impl State {
    /// How this authority is spoken to.
    pub fn dialect(&self, id: &AuthorityId) -> Dialect {
        self.kept.get(id).map_or(Dialect::Controller, |kept| kept.kind.dialect())
    }
}

/// An authority in this run.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    pub door: Door,
    pub fault: Option<AuthorityFault>,
    pub account: Option<Account>,
    pub groups: Vec<Group>,
    /// None before they were read.
    pub networks: Option<BTreeMap<NetworkId, Administered>>,
    /// Some of them, while they are read for the first time: to be seen, and no more.
    pub arriving: BTreeMap<NetworkId, Administered>,
    /// What is being read: no second read of the same begins. Each with the number of writes before it.
    pub reading: BTreeMap<Read, u64>,
    /// Reads whose answers were older than a write: read again once all is written.
    pub outdated: BTreeSet<Read>,
    /// How far its clock is ahead of this machine's, milliseconds; behind is less than 0, a little is nothing.
    pub ahead: i64,
    /// When the list was last asked for.
    pub asked_at: Option<Duration>,
    /// When the list was last read.
    pub read_at: Option<Now>,
    /// Failures in a row.
    pub failures: u32,
    /// Writes that wait for their turn.
    pub queued: VecDeque<Ask>,
    /// Writes on their way.
    pub writing: usize,
    /// Members a write is on its way for: the next one waits for its answer.
    pub in_flight: BTreeSet<(NetworkId, NodeAddress)>,
    /// Writes without an answer: a read tells whether they were done.
    pub doubts: Vec<Doubt>,
    /// Counts writes begun and ended: what was read across one is old.
    pub writes: u64,
    /// It asked to slow down: nothing goes out before this moment.
    pub busy_until: Option<Duration>,
    /// When it last answered with its token, milliseconds since 1970: what is kept of that is by the hour.
    pub answered: Option<i64>,
    /// Counts its tokens: what was asked with another one says nothing about this one.
    pub epoch: u32,
    /// A network is being made.
    pub creating: bool,
    /// The tokens that are out; none before they were read.
    pub issued: Option<Issued>,
    pub issued_asked: Option<Duration>,
    pub issued_fault: Option<AuthorityFault>,
    /// Tokens and their holders, by id, for which a write is on its way.
    pub settling: BTreeSet<String>,
}

/// Whether there is somebody to ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Door {
    /// Its token was not fetched yet.
    #[default]
    Closed,
    /// The keychain is being asked.
    Opening,
    /// The world has a client for it.
    Open,
}

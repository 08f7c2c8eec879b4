//! One machine's node, as its service holds it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use super::{Joined, Offer, Peer};
use crate::{
    controller::Controller,
    names::{identity, known, token},
    pace::Clock,
};

/// The service looks at its networks this often, in ms: a join is asked for on the next of these.
pub(crate) const TICK: i64 = 5_000;

/// What one service knows and does.
pub(crate) struct Machine {
    pub(crate) clock: Clock,
    pub(crate) address: NodeAddress,
    pub(crate) version: (u64, u64, u64),
    pub(crate) token: String,
    pub(crate) metrics_token: String,
    pub(crate) port: u16,
    pub(crate) home: String,
    /// A root answers.
    pub(crate) reachable: bool,
    /// Until then a service that has just started does not know that it is online.
    pub(crate) unsure_until: i64,
    pub(crate) local_conf: Map<String, Value>,
    pub(crate) joined: BTreeMap<NetworkId, Joined>,
    pub(crate) offers: BTreeMap<NetworkId, Offer>,
    pub(crate) peers: Vec<Peer>,
    pub(crate) moons: BTreeMap<NodeAddress, Value>,
    /// The networks this node itself admits members to.
    pub(crate) controller: Controller,
    /// The service runs, and asks about its networks.
    pub(crate) awake: bool,
    /// The system lets the service make adapters.
    pub(crate) adapters: bool,
    /// Joined while no adapter could be made: there after the next start.
    pub(crate) unraised: BTreeSet<NetworkId>,
    /// The service has crashed while it answered.
    pub(crate) crashed: bool,
}

impl Machine {
    /// A machine with this address and version, which has joined nothing.
    pub(crate) fn new(address: &str, version: (u64, u64, u64), clock: Clock) -> Self {
        Self {
            clock,
            address: known(address),
            version,
            token: token(1),
            metrics_token: token(2),
            port: 9993,
            home: "/var/lib/zerotier-one".into(),
            reachable: true,
            unsure_until: 0,
            local_conf: Map::new(),
            joined: BTreeMap::new(),
            offers: BTreeMap::new(),
            peers: Vec::new(),
            moons: BTreeMap::new(),
            controller: Controller::default(),
            awake: true,
            adapters: true,
            unraised: BTreeSet::new(),
            crashed: false,
        }
    }

    /// Now, in ms since 1970, as this world sees it.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn online(&self) -> bool {
        self.reachable && self.now() >= self.unsure_until
    }

    /// Joins, or says that it is joined: the service makes no difference. None if no adapter can be made.
    pub(crate) fn join(&mut self, id: NetworkId) -> Option<&mut Joined> {
        if !self.adapters && !self.joined.contains_key(&id) {
            // With another network up, the service reads an adapter that is not there (porterror-9).
            self.crashed = !self.joined.is_empty();
            self.unraised.insert(id);
            return None;
        }
        let next = self.next_tick();
        Some(self.joined.entry(id).or_insert_with(|| Joined::new(id, next)))
    }

    pub(crate) fn leave(&mut self, id: NetworkId) -> bool {
        // Also what never came up for want of an adapter (porterror-7).
        let raised = self.joined.remove(&id).is_some();
        self.unraised.remove(&id) || raised
    }

    fn next_tick(&self) -> i64 {
        let (now, started) = (self.now(), self.clock.now().rem_euclid(TICK));
        now + TICK - started
    }

    /// The service has started again: what it had been told by controllers it still has, and believes for a moment.
    pub(crate) fn start_again(&mut self) {
        let next = self.next_tick();
        self.crashed = false;
        self.awake = true;
        self.unsure_until = self.now() + TICK;
        for id in std::mem::take(&mut self.unraised) {
            self.joined.insert(id, Joined::new(id, next));
        }
        for joined in self.joined.values_mut() {
            joined.start_again(next);
        }
    }

    /// As `GET /status` tells.
    pub(crate) fn status(&self) -> Value {
        let (major, minor, rev) = self.version;
        json!({
            "address": self.address,
            "clock": self.now(),
            "config": self.config_in_effect(),
            "online": self.online(),
            "planetWorldId": 149_604_618,
            "planetWorldTimestamp": 1_644_592_324_813_u64,
            "publicIdentity": identity(self.address),
            "tcpFallbackActive": false,
            "version": format!("{major}.{minor}.{rev}"),
            "versionBuild": 0,
            "versionMajor": major,
            "versionMinor": minor,
            "versionRev": rev,
        })
    }

    /// local.conf with its settings completed.
    fn config_in_effect(&self) -> Value {
        let listening = if self.reachable { json!([format!("192.168.1.20/{}", self.port)]) } else { json!([]) };
        let mut settings = json!({
            "allowTcpFallbackRelay": true,
            "forceTcpRelay": false,
            "homeDir": self.home,
            "listeningOn": listening,
            "portMappingEnabled": true,
            "primaryPort": self.port,
            "secondaryPort": 31258,
            "softwareUpdate": "disable",
            "softwareUpdateChannel": "release",
            "surfaceAddresses": listening,
            "tertiaryPort": 63224,
        });
        let own = self.local_conf.get("settings").and_then(Value::as_object).cloned().unwrap_or_default();
        for (key, value) in own {
            settings[key] = value;
        }
        let mut config = self.local_conf.clone();
        config.insert("settings".into(), settings);
        Value::Object(config)
    }

    /// As `GET /health` tells.
    pub(crate) fn health(&self) -> Value {
        let (major, minor, rev) = self.version;
        json!({
            "clock": self.now(),
            "online": self.online(),
            "version": format!("{major}.{minor}.{rev}"),
            "versionBuild": 0,
            "versionMajor": major,
            "versionMinor": minor,
            "versionRev": rev,
        })
    }
}

//! The pretend world: one machine's node, what it has joined, and the controllers far away. Time passes when somebody
//! looks: nothing runs in between.

pub(crate) mod joined;
pub(crate) mod names;
mod offer;
mod peer;
mod scenes;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, SystemTime},
};

pub use joined::Joined;
pub(crate) use offer::Offer;
pub(crate) use peer::Peer;
use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use crate::{
    Pace, Scenario,
    central::Central,
    controller::{Admission, Controller},
    pace::Clock,
    world::{joined::Asked, names::identity},
};

/// The service looks at its networks this often, in ms: a join is asked for on the next of these.
pub(crate) const TICK: i64 = 5_000;

/// When the recordings were made: 23 November 2026, 07:50.
const RECORDED: Duration = Duration::from_secs(1_795_420_200);

/// Everything there is.
pub struct World {
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
    /// Controllers that never answer.
    pub(crate) silent: BTreeSet<NodeAddress>,
    pub(crate) peers: Vec<Peer>,
    pub(crate) moons: BTreeMap<NodeAddress, Value>,
    /// The networks this node itself admits members to.
    pub(crate) controller: Controller,
    /// The networks somebody administers over the web.
    pub(crate) central: Central,
    /// The service runs, and asks about its networks.
    pub(crate) awake: bool,
    /// The system lets the service make adapters.
    pub(crate) adapters: bool,
    /// Joined while no adapter could be made: there after the next start.
    pub(crate) unraised: BTreeSet<NetworkId>,
    /// The service has crashed while it answered.
    pub(crate) crashed: bool,
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
    /// A world in this situation, which begins now.
    pub fn new(scenario: Scenario, pace: Pace) -> Self {
        Self::on(SystemTime::now(), scenario, pace)
    }

    /// A world in this situation, which begins on this day at this time.
    pub fn on(begins: SystemTime, scenario: Scenario, pace: Pace) -> Self {
        let mut world = Self::empty("8f2c1a9b3d", (1, 14, 2), Clock::start(begins, pace));
        scenes::set(&mut world, scenario);
        world
    }

    /// A machine with this address and version, which has joined nothing.
    pub(crate) fn empty(address: &str, version: (u64, u64, u64), clock: Clock) -> Self {
        Self {
            clock,
            address: known(address),
            version,
            token: names::token(1),
            metrics_token: names::token(2),
            port: 9993,
            home: "/var/lib/zerotier-one".into(),
            reachable: true,
            unsure_until: 0,
            local_conf: Map::new(),
            joined: BTreeMap::new(),
            offers: BTreeMap::new(),
            silent: BTreeSet::new(),
            peers: Vec::new(),
            moons: BTreeMap::new(),
            controller: Controller::default(),
            central: Central::new(clock.now()),
            awake: true,
            adapters: true,
            unraised: BTreeSet::new(),
            crashed: false,
            visitor: Visitor::Loopback,
        }
    }

    /// The world a recording was made in: the machine with this address and token, running 1.14.1. What else the
    /// recording speaks of is put in with [`Self::recall`].
    pub fn recorded(address: &str, token: &str) -> Self {
        let mut world =
            Self::empty(address, (1, 14, 1), Clock::start(SystemTime::UNIX_EPOCH + RECORDED, Pace::AsMeasured));
        token.clone_into(&mut world.token);
        world
    }

    /// Puts in what a recorded answer to a GET of this path tells: a status, networks, peers, moons.
    pub fn recall(&mut self, path: &str, answer: &Value) {
        let objects = answer.as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
        match path.split('/').nth(1) {
            Some("status") => self.recall_status(answer),
            Some("health") => self.reachable = answer["online"] == true,
            Some("config") => self.local_conf = answer.as_object().cloned().unwrap_or_default(),
            Some("network") => {
                let joined = objects.iter().filter_map(|object| Joined::recorded(object, i64::MAX));
                self.joined.extend(joined.map(|joined| (joined.id, joined)));
            }
            Some("peer") => {
                let others = objects.into_iter().filter(|peer| peer["address"].is_string());
                self.peers.extend(others.map(|object| Peer { object, heard_ago: None }));
            }
            Some("moon") => {
                let moons = objects.into_iter().filter_map(|moon| {
                    let address = moon["id"].as_str()?.get(6..)?.parse().ok()?;
                    Some((address, moon))
                });
                self.moons.extend(moons);
            }
            Some("controller" | "unstable") => self.recall_controller(path, answer),
            _ => {}
        }
    }

    /// The system lets the service make no adapters.
    pub fn forbid_adapters(&mut self) {
        self.adapters = false;
    }

    fn recall_controller(&mut self, path: &str, answer: &Value) {
        let path = path.trim_start_matches("/unstable").trim_start_matches("/controller/network");
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let members = match answer {
            Value::Object(fields) if fields.contains_key("data") => {
                answer["data"].as_array().cloned().unwrap_or_default()
            }
            Value::Object(fields) if fields.contains_key("objtype") => vec![answer.clone()],
            // A list of members as revisions by id.
            Value::Object(fields) => {
                let member = |(id, revision)| json!({ "id": id, "revision": revision, "authorized": false });
                fields.iter().map(member).collect()
            }
            _ => Vec::new(),
        };
        match segments[..] {
            [] => {
                let ids = answer.as_array().into_iter().flatten().filter_map(Value::as_str);
                for id in ids {
                    self.controller.recall_network(json!({ "id": id }));
                }
            }
            [_] => self.controller.recall_network(answer.clone()),
            [network, ..] => {
                self.controller.recall_network_if_absent(network);
                for member in members {
                    self.controller.recall_member(network, member);
                }
            }
        }
    }

    fn recall_status(&mut self, status: &Value) {
        self.reachable = status["online"] == true;
        self.local_conf = status["config"].as_object().cloned().unwrap_or_default();
    }

    /// Now, in ms since 1970, as this world sees it.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(crate) fn online(&self) -> bool {
        self.reachable && self.now() >= self.unsure_until
    }

    /// Lets happen what should have happened by now.
    pub(crate) fn catch_up(&mut self) {
        let now = self.now();
        let due: Vec<NetworkId> =
            self.joined.values().filter(|joined| joined.next_ask <= now).map(|joined| joined.id).collect();
        for id in due {
            self.ask(id);
        }
    }

    /// The service asks the network's controller.
    pub(crate) fn ask(&mut self, id: NetworkId) {
        let now = self.now();
        let answer = self.answer_of_the_controller(id, now);
        if let Some(joined) = self.joined.get_mut(&id) {
            joined.take(answer);
            joined.next_ask = now + if joined.is_ok() { 12 * TICK } else { TICK };
        }
    }

    fn answer_of_the_controller(&mut self, id: NetworkId, now: i64) -> Asked {
        if let Some((first, last)) = id.ad_hoc_ports() {
            return if first <= last { Asked::Configured(offer::ad_hoc(id, self.address)) } else { Asked::NotFound };
        }
        if id.controller() == self.address {
            return match self.controller.admit(id, self.address, now) {
                Admission::Unknown => Asked::NotFound,
                Admission::Denied => Asked::Denied,
                Admission::Admitted(config) => Asked::Configured(config),
            };
        }
        if !self.reachable || self.silent.contains(&id.controller()) {
            return Asked::Nothing;
        }
        if let Some(asked) = self.ask_central(id, now) {
            return asked;
        }
        self.offers.get(&id).map_or(Asked::NotFound, |offer| offer.answer(self.address, now))
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

/// An address or id written in this crate.
pub(crate) fn known<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    #[allow(clippy::expect_used, reason = "ids written out in this crate, each used by a test")]
    text.parse().expect("an id")
}

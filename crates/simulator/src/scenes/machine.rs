//! What the machine has joined and whom it hears when a scenario begins.

use serde_json::{Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use crate::{
    machine::{Asked, Offer, Peer, TICK},
    names::known,
    scenario::Scenario,
    world::World,
};

const HOME: &str = "17d395d8cb43a800";
const LAB: &str = "a09acf0233e4b070";
const OFFICE: &str = "b6079f73c697cc41";
const HOUR: i64 = 3_600_000;

pub(crate) fn set(world: &mut World, scenario: Scenario) {
    match scenario {
        Scenario::NotInstalled | Scenario::FirstRun => {}
        Scenario::AwaitingAuthorization => {
            world.machine.offers.insert(known(LAB), lab());
            join(world, LAB);
        }
        Scenario::NotFound => join(world, "17d395d8cb000000"),
        Scenario::Sso => {
            world.machine.offers.insert(known(OFFICE), office(world.machine.address, None));
            join(world, OFFICE);
        }
        Scenario::Crowded => crowd(world),
        Scenario::HostileNames => name_hostilely(world),
        Scenario::Healthy
        | Scenario::Stopped
        | Scenario::StaleToken
        | Scenario::NoAccess
        | Scenario::Offline
        | Scenario::Slow
        | Scenario::CentralLegacy
        | Scenario::CentralNew
        | Scenario::Controller
        | Scenario::Crowd
        | Scenario::RateLimited
        | Scenario::CentralDown
        | Scenario::ReadOnlyUser => settle(world),
    }
}

/// Three networks, each in its own state.
fn settle(world: &mut World) {
    let (node, now) = (world.machine.address, world.machine.now());
    world.machine.offers.insert(known(HOME), home().allowing(node));
    world.machine.offers.insert(known(LAB), lab());
    world.machine.offers.insert(known(OFFICE), office(node, Some(now + 8 * HOUR)));
    world.machine.offers.insert(known("9c41e07f2d18b350"), studio().allowing(node));
    for id in [HOME, LAB, OFFICE] {
        join(world, id);
    }
    // It was allowed once: its name is known.
    if let Some(joined) = world.machine.joined.get_mut(&known(LAB)) {
        joined.take(Asked::Configured(lab().config));
        joined.take(Asked::Denied);
    }
    let leaves: [(&str, i64, Option<&str>); 9] = [
        ("17d395d8cb", 12, Some("198.51.100.7/9993")),
        ("2be4103a77", 3, Some("192.168.1.31/9993")),
        ("4f0a6c21d9", 5, Some("192.168.1.44/9993")),
        ("5d77b0e913", 18, Some("203.0.113.20/41641")),
        ("6a31fe5c08", 24, Some("203.0.113.87/9993")),
        ("7c02d4b8f6", 31, Some("198.51.100.63/21025")),
        ("93e5571ac4", 142, None),
        ("a09acf0233", 40, Some("198.51.100.112/9993")),
        ("e81f4c7d25", -1, None),
    ];
    let peers = leaves.map(|(address, latency, endpoint)| Peer::leaf(known(address), latency, endpoint));
    world.machine.peers.extend(peers);
}

pub(crate) fn roots(world: &mut World) {
    let roots = [
        ("62f865ae71", 96, "192.0.2.11/9993"),
        ("778cde7190", 21, "192.0.2.22/9993"),
        ("cafe9efeb9", 148, "192.0.2.33/9993"),
    ];
    world.machine.peers.extend(roots.map(|(address, latency, endpoint)| Peer::root(known(address), latency, endpoint)));
}

/// Joined a while ago: its controller has answered.
fn join(world: &mut World, id: &str) {
    let id: NetworkId = known(id);
    if world.machine.join(id).is_some() {
        world.office().ask(id);
    }
    // The next tick, not one at once: tests see this state first.
    if let Some(joined) = world.machine.joined.get_mut(&id) {
        joined.next_ask = joined.next_ask.max(world.machine.clock.now() + TICK);
    }
}

fn home() -> Offer {
    Offer::private(json!({
        "name": "home",
        "assignedAddresses": ["fd17:d395:d8cb:43a8:99:938f:2c1a:9b3d/88", "10.147.17.24/24"],
        "dns": { "domain": "home.example", "servers": ["10.147.17.1"] },
        "routes": [
            route("10.147.17.0/24", None),
            route("192.168.1.0/24", Some("10.147.17.1")),
            route("0.0.0.0/0", Some("10.147.17.1")),
        ],
        "netconfRevision": 42,
        "multicastSubscriptions": [
            { "adi": 0, "mac": "01:00:5e:00:00:01" },
            { "adi": 0, "mac": "33:33:00:00:00:01" },
            { "adi": 177_410_328, "mac": "ff:ff:ff:ff:ff:ff" },
        ],
    }))
}

fn lab() -> Offer {
    Offer::private(json!({
        "name": "lab",
        "assignedAddresses": ["10.147.20.7/24"],
        "routes": [route("10.147.20.0/24", None)],
        "netconfRevision": 7,
    }))
}

fn office(node: NodeAddress, until: Option<i64>) -> Offer {
    let config = json!({
        "name": "office",
        "assignedAddresses": ["172.28.40.107/16"],
        "dns": { "domain": "corp.example", "servers": ["172.28.0.53", "172.28.1.53"] },
        "routes": [route("172.28.0.0/16", None), route("10.0.0.0/8", Some("172.28.0.1"))],
        "mtu": 2800,
        "netconfRevision": 118,
    });
    Offer::private(config)
        .allowing(node)
        .with_sign_in(format!("https://login.example/authorize?state=1_{OFFICE}"), until)
}

fn studio() -> Offer {
    Offer::public(json!({
        "name": "studio",
        "assignedAddresses": ["10.243.9.12/16"],
        "routes": [route("10.243.0.0/16", None)],
    }))
}

fn route(target: &str, via: Option<&str>) -> Value {
    json!({ "target": target, "via": via, "flags": 0, "metric": 0 })
}

/// The world of somebody who looks after too much.
fn crowd(world: &mut World) {
    settle(world);
    let node = world.machine.address;
    for number in 0..97_u64 {
        let id = format!("d5e04297a1{:06x}", 0x10_0000 + number * 0x0101);
        let config = json!({
            "name": format!("site-{:03}", number + 1),
            "assignedAddresses": [format!("10.{}.{}.24/24", 160 + number / 64, number % 64)],
            "routes": [route(&format!("10.{}.{}.0/24", 160 + number / 64, number % 64), None)],
        });
        world.machine.offers.insert(known(&id), Offer::public(config).allowing(node));
        join(world, &id);
    }
    for number in 0..488_u64 {
        let address = NodeAddress::from_number(0x10_0000_0000 + number * 0x0100_0193);
        let endpoint = format!("203.0.113.{}/{}", number % 250 + 1, 20_000 + number);
        let direct = (number % 7 != 0).then_some(endpoint.as_str());
        world.machine.peers.push(Peer::leaf(address, 5 + (number % 90).cast_signed(), direct));
    }
}

/// Names as somebody with bad intentions would give them.
fn name_hostilely(world: &mut World) {
    let node = world.machine.address;
    let names = [
        "<img src=x onerror=alert(1)>".to_owned(),
        "{$name} & \"quotes\" 'n' `ticks`".to_owned(),
        "\u{202e}gnirts desrever\u{202c}".to_owned(),
        "شبكة البيت".to_owned(),
        "👩‍👩‍👧‍👦 family 🏳️‍🌈".to_owned(),
        "=HYPERLINK(\"http://x.example\")".to_owned(),
        "n".repeat(127),
        "line\nbreak\ttab\u{0}nul".to_owned(),
    ];
    for (number, name) in (0_u8..).zip(names) {
        let id = format!("d5e04297a1{number:06x}");
        let config = json!({ "name": name, "assignedAddresses": [format!("10.9.{number}.2/24")] });
        world.machine.offers.insert(known(&id), Offer::public(config).allowing(node));
        join(world, &id);
    }
}

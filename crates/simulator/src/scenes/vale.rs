//! A legacy account with three networks.

use zerotier_api::NetworkId;

use super::line::{DAY, HOUR, Line, MINUTE, Stands, number, route};
use crate::{
    central::{Central, Member, Network, Rights, Seen, Side, Standing},
    names::{known, secret},
    world::World,
};

const THIS: &str = "8f2c1a9b3d";

pub(crate) fn set(world: &mut World) {
    let now = world.machine.now();
    let owner = world.central.account.me.id.clone();
    let networks = [home(&owner, now), lab(&owner, now), office(&owner, now)];
    world.central.networks.extend(networks.map(|network| (network.id, network)));
    world.central.account.tokens.insert("inventory script".into(), secret(0x12, 32));
}

/// The person of the token may look at everything and touch nothing.
pub(crate) fn only_read(central: &mut Central) {
    let account = &mut central.account;
    account.may_create = false;
    for network in central.networks.values_mut() {
        network.owner.clone_from(&account.owner.id);
        network.rights.insert(account.owner.id.clone(), Rights::ALL);
        network.rights.insert(account.me.id.clone(), Rights::READ);
    }
}

fn network(id: &str, name: &str, owner: &str, now: i64) -> Network {
    let mut network = Network::new(known(id), Side::Legacy, owner, now - 400 * DAY);
    name.clone_into(&mut network.name);
    network.modified = now - 9 * DAY;
    network
}

fn home(owner: &str, now: i64) -> Network {
    let mut home = network("17d395d8cb43a800", "home", owner, now);
    home.description = "Everything in the house.".into();
    home.revision = 42;
    number(&mut home, "10.147.17.0/24", "10.147.17.20", "10.147.17.254");
    route(&mut home, "192.168.1.0/24", "10.147.17.1");
    route(&mut home, "0.0.0.0/0", "10.147.17.1");
    home.domain = "home.example".into();
    home.name_servers = vec!["10.147.17.1".into()];
    home.v6.rfc4193 = true;
    for line in HOME {
        line.put(&mut home, now);
    }
    let mut note = |node: &str, text: &str| {
        if let Some(member) = home.members.get_mut(&known(node)) {
            text.clone_into(&mut member.description);
            member.hidden = node == HIDDEN;
        }
    };
    note("a4e19c07d2", "Storage in the rack, upper shelf.");
    note(HIDDEN, "Taken apart.");
    home
}

const HIDDEN: &str = "0a4f7be391";

const HOME: [Line; 13] = [
    line("4b7e92d10f", "spare-laptop", &[], Stands::Waiting, 4 * MINUTE, None),
    line("e2089c5ab6", "", &[], Stands::Waiting, DAY, None),
    line("d81f4c20a9", "build-07", &["10.147.17.61"], Stands::Allowed, 11_000, Some((1, 14, 2))),
    line("3c90be5571", "cam-yard", &["10.147.17.80"], Stands::Allowed, 3 * DAY, Some((1, 12, 2))),
    line("71e4d2089b", "field-laptop", &["10.147.17.44"], Stands::Allowed, 2 * MINUTE, Some((1, 14, 1))),
    line("9d05a7c3e6", "greenhouse", &["10.147.17.83"], Stands::Allowed, DAY, Some((1, 10, 6))),
    line("b27c61f094", "media-box", &["10.147.17.32"], Stands::Allowed, 23_000, Some((1, 14, 2))),
    line("a4e19c07d2", "nas", &["10.147.17.30", "10.147.18.30"], Stands::Allowed, 7_000, Some((1, 14, 2))),
    line("5fd3380e1c", "old-phone", &[], Stands::Withdrawn, 120 * DAY, Some((1, 8, 4))),
    line(THIS, "studio-desk", &["10.147.17.24"], Stands::Allowed, 4_000, Some((1, 14, 2))),
    line("e60b94d7a8", "test-vm", &[], Stands::Withdrawn, 42 * DAY, Some((1, 12, 0))),
    line("c1570f8e2b", "wall-panel", &["10.147.17.91"], Stands::Allowed, 31_000, Some((1, 12, 2))),
    line(HIDDEN, "prototype", &[], Stands::Withdrawn, 200 * DAY, Some((1, 6, 6))),
];

/// This machine has joined it, and waits: it gets its record when its service asks.
pub(crate) fn lab(owner: &str, now: i64) -> Network {
    let mut lab = network("a09acf0233e4b070", "lab", owner, now);
    lab.revision = 7;
    number(&mut lab, "10.147.20.0/24", "10.147.20.2", "10.147.20.254");
    let lines = [
        line("1c8e40b7d3", "bench-pc", &["10.147.20.2"], Stands::Allowed, 9_000, Some((1, 14, 2))),
        line("a60f2d9813", "scope", &["10.147.20.3"], Stands::Allowed, 5 * HOUR, Some((1, 10, 2))),
        line("7e9b13c052", "printer", &["10.147.20.4"], Stands::Allowed, 17_000, Some((1, 14, 0))),
        line("d40c8a71ef", "laser", &["10.147.20.5"], Stands::Allowed, 2 * DAY, Some((1, 12, 2))),
        line("59b2e6f01d", "door", &["10.147.20.6"], Stands::Allowed, 28_000, Some((1, 14, 2))),
    ];
    for line in lines {
        line.put(&mut lab, now);
    }
    lab
}

fn office(owner: &str, now: i64) -> Network {
    let mut office = network("17d395d8cbe5f02c", "office", owner, now);
    office.description = "Desks and meeting rooms.".into();
    office.revision = 118;
    number(&mut office, "172.28.0.0/16", "172.28.40.1", "172.28.47.254");
    route(&mut office, "10.0.0.0/8", "172.28.0.1");
    office.domain = "corp.example".into();
    office.name_servers = vec!["172.28.0.53".into(), "172.28.1.53".into()];
    for (place, name) in OFFICE.iter().enumerate() {
        let place = u8::try_from(place).unwrap_or_default();
        let ago = if place % 5 == 4 { i64::from(place) * 6 * HOUR } else { 3_000 + i64::from(place) * 1_500 };
        let node = zerotier_api::NodeAddress::from_number(0x51_7a00_0c01 + u64::from(place) * 0x01_6b3d_0297);
        let mut member = Member::new(now - 300 * DAY);
        (*name).clone_into(&mut member.name);
        member.stand(Standing::Allowed, now - 300 * DAY + MINUTE);
        member.addresses = vec![[172, 28, 40, place + 1].into()];
        member.seen = if ago < MINUTE { Seen::Lately(ago) } else { Seen::At(now - ago) };
        member.version = Some((1, 14, u64::from(place % 3)));
        member.physical = Some(([198, 51, 100, place + 20].into(), 9993));
        office.members.insert(node, member);
    }
    office
}

const OFFICE: [&str; 14] = [
    "reception",
    "meeting-north",
    "meeting-south",
    "printer-1",
    "printer-2",
    "amara-laptop",
    "bo-laptop",
    "chen-desk",
    "dana-desk",
    "eli-laptop",
    "files",
    "build-server",
    "phones",
    "cameras",
];

pub(super) const fn line(
    node: &'static str,
    name: &'static str,
    addresses: &'static [&'static str],
    stands: Stands,
    ago: i64,
    version: Option<(u64, u64, u64)>,
) -> Line {
    Line { node, name, addresses, stands, ago, version }
}

/// The lab's id.
pub(super) fn lab_id() -> NetworkId {
    known("a09acf0233e4b070")
}

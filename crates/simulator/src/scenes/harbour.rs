//! An organisation in the new Central, with two groups and three networks.

use super::{
    line::{DAY, HOUR, Line, MINUTE, Stands, number},
    vale::{lab, lab_id, line},
};
use crate::{
    central::{
        Network, Side,
        organisation::{Group, Key, ServiceAccount},
    },
    names::{known, secret, uuid},
    world::World,
};

pub(crate) fn set(world: &mut World) {
    let now = world.machine.now();
    let org = world.central.organisations.all.first().map(|org| org.id.clone()).unwrap_or_default();
    let group = |seed: u64, name: &str, description: &str| Group {
        id: uuid(seed),
        org: org.clone(),
        name: name.into(),
        description: description.into(),
    };
    let (quay, sheds) =
        (group(0x51, "quay", "Everything outdoors."), group(0x52, "sheds", "Machines, and those who mend them."));
    let mut lab = lab("", now);
    lab.side = Side::New(sheds.id.clone());
    "10.147.20.0/24".clone_into(&mut lab.v4_subnet);
    let networks = [stations(&quay.id, now), workshop(&sheds.id, now)];
    world.central.organisations.groups.extend([quay, sheds]);
    world.central.networks.extend(networks.map(|network| (network.id, network)));
    world.central.networks.insert(lab_id(), lab);
    add_backup(world);
}

/// A program's account joins the first one.
pub(crate) fn add_backup(world: &mut World) {
    let now = world.machine.now();
    let org = world.central.organisations.all.first().map(|org| org.id.clone()).unwrap_or_default();
    world.central.organisations.accounts.push(backup(&org, now));
}

/// A program's account with two keys, one of which nobody uses.
fn backup(org: &str, now: i64) -> ServiceAccount {
    let key = |seed: u64, description: &str, ends: i64, used: i64| Key {
        id: uuid(seed),
        secret: secret(seed, 64),
        description: description.into(),
        created: now - 150 * DAY,
        modified: now - 150 * DAY,
        expires: Some(now + ends * DAY + HOUR),
        used: Some(now - used * DAY),
    };
    ServiceAccount {
        id: "backup".into(),
        org: org.to_owned(),
        name: "Backup".into(),
        description: "Exports the members at night.".into(),
        created: now - 150 * DAY,
        modified: now - 150 * DAY,
        keys: vec![key(0x61, "nightly export", 12, 1), key(0x62, "first try", 210, 97)],
    }
}

fn network(id: &str, group: &str, name: &str, now: i64, lines: &[Line]) -> Network {
    let mut network = Network::new(known(id), Side::New(group.to_owned()), "", now - 150 * DAY);
    name.clone_into(&mut network.name);
    network.modified = now - 3 * DAY;
    for line in lines {
        line.put(&mut network, now);
    }
    network
}

fn stations(group: &str, now: i64) -> Network {
    let lines = [
        line("2f81c0d94e", "north-pier", &["10.63.4.11"], Stands::Allowed, 8_000, Some((1, 14, 2))),
        line("63ab07e5f2", "south-pier", &["10.63.4.12"], Stands::Allowed, 12_000, Some((1, 14, 2))),
        line("88d14f3a06", "lighthouse", &["10.63.4.13"], Stands::Allowed, 19_000, Some((1, 12, 2))),
        line("b5097ce1d8", "breakwater", &["10.63.4.14"], Stands::Allowed, 2 * DAY, Some((1, 10, 6))),
        line("cc36e80b57", "buoy-3", &["10.63.4.15"], Stands::Allowed, 6 * HOUR, Some((1, 14, 0))),
        line("f1a275d03c", "buoy-4", &[], Stands::Waiting, 12 * MINUTE, Some((1, 14, 2))),
        line("07e4b9126a", "unknown-phone", &[], Stands::Rejected, 20 * DAY, Some((1, 8, 4))),
    ];
    let mut stations = network("9c41e07f2da6c914", group, "weather stations", now, &lines);
    stations.description = "Wind, tide and rain.".into();
    number(&mut stations, "10.63.4.0/24", "10.63.4.10", "10.63.4.200");
    stations.v6.six_plane = true;
    stations
}

fn workshop(group: &str, now: i64) -> Network {
    let lines = [
        line("14b6f90c7d", "lathe", &["10.243.9.2"], Stands::Allowed, 5_000, Some((1, 14, 2))),
        line("3a7de2058f", "crane-panel", &["10.243.9.3"], Stands::Allowed, 26_000, Some((1, 14, 1))),
        line("90c5281eb4", "tool-store", &["10.243.9.4"], Stands::Allowed, 4 * DAY, Some((1, 12, 0))),
        line("d7f03b6ca1", "tomo-laptop", &["10.243.9.5"], Stands::Allowed, 3 * MINUTE, Some((1, 14, 2))),
        line("ee1840a97c", "welder", &[], Stands::Waiting, HOUR, Some((1, 14, 2))),
    ];
    let mut workshop = network("9c41e07f2d18b350", group, "workshop", now, &lines);
    number(&mut workshop, "10.243.9.0/24", "10.243.9.2", "10.243.9.254");
    workshop
}

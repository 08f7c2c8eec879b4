//! Networks with more members than anybody wants to read.

use zerotier_api::{NetworkId, NodeAddress};

use super::line::{DAY, HOUR, MINUTE, number};
use crate::{
    central::{Member, Network, Seen, Side, Standing},
    names::{self, known},
    world::World,
};

/// Ten thousand, of which forty wait.
pub(crate) fn set(world: &mut World) {
    let now = world.machine.now();
    let mut campus = network(world, "17d395d8cb5e7a10", "campus", now);
    number(&mut campus, "10.96.0.0/13", "10.96.0.10", "10.103.255.250");
    for place in 0..10_000_u32 {
        let waits = place % 250 == 137;
        let (node, member) = student(place, waits, now);
        campus.members.insert(node, member);
    }
    world.central.networks.insert(campus.id, campus);
}

/// Two hundred and twenty, all of them waiting.
pub(crate) fn queue(world: &mut World) {
    let now = world.machine.now();
    let mut festival = network(world, "17d395d8cb7f3e21", "festival", now);
    number(&mut festival, "10.96.0.0/13", "10.96.0.10", "10.103.255.250");
    for place in 0..220_u32 {
        let (node, member) = student(place, true, now);
        festival.members.insert(node, member);
    }
    world.central.networks.insert(festival.id, festival);
}

fn network(world: &World, id: &str, name: &str, now: i64) -> Network {
    let id: NetworkId = known(id);
    let mut network = Network::new(id, Side::Legacy, &world.central.account.me.id, now - 700 * DAY);
    name.clone_into(&mut network.name);
    network
}

const KINDS: [&str; 12] = [
    "laptop",
    "phone",
    "tablet",
    "printer",
    "camera",
    "sensor",
    "kiosk",
    "display",
    "desk",
    "server",
    "badge-reader",
    "lab-bench",
];
const PLACES: [&str; 10] =
    ["library", "hall-a", "hall-b", "physics", "chemistry", "Mensa", "büro", "工作室", "архив", "dorm"];

fn student(place: u32, waits: bool, now: i64) -> (NodeAddress, Member) {
    let random = names::number(0x00ca_0000 + u64::from(place));
    let pick = |shift: u32, among: u64| usize::try_from((random >> shift) % among).unwrap_or_default();
    let node = NodeAddress::from_number(0x10_0000_0000 + (u64::from(place) << 20) + (random & 0xf_ffff));
    let ago = match random % 10 {
        0..5 => 1_000 + i64::from(place % 50) * 1_000,
        5..8 => i64::from(place % 300 + 2) * MINUTE,
        8 => i64::from(place % 40 + 6) * HOUR,
        _ => i64::from(place % 300 + 3) * DAY,
    };
    let age = i64::from(place % 690) * DAY;
    let mut member = Member::new(now - ago - if waits { 0 } else { age + DAY });
    if pick(60, 16) != 0 {
        member.name = format!("{}-{}-{place:04}", PLACES[pick(8, 10)], KINDS[pick(16, 12)]);
    }
    let [_, _, high, low] = place.to_be_bytes();
    if !waits {
        member.stand(Standing::Allowed, member.created + MINUTE);
        member.addresses = vec![[10, 97, high, low].into()];
    }
    member.seen = if ago < MINUTE { Seen::Lately(ago) } else { Seen::At(now - ago) };
    member.physical = Some(([203, 0, 113, low / 2 + 1].into(), 20_000 + u16::from(high)));
    member.version = Some((1, [8, 10, 12, 14][pick(24, 4)], random % 4));
    (node, member)
}

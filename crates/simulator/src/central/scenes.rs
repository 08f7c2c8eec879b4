//! What Central knows when a scenario begins.

mod campus;
pub(crate) mod harbour;
mod own;
mod vale;

use std::time::Duration;

use zerotier_api::NodeAddress;

use super::{
    door::Knobs,
    limit::Limit,
    member::{Member, Seen, Standing},
    network::Network,
    route::Route,
};
use crate::{Scenario, knobs::SLOW, names::known, pool::Pool, world::World};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Puts the scenario's networks in; the machine's service has joined what it has joined.
pub(crate) fn set(world: &mut World, scenario: Scenario) {
    match scenario {
        Scenario::CentralLegacy | Scenario::CentralDown => vale::set(world),
        Scenario::ReadOnlyUser => {
            vale::set(world);
            vale::only_read(&mut world.central);
        }
        Scenario::CentralNew => harbour::set(world),
        Scenario::Controller => own::set(world),
        Scenario::Crowd => campus::set(world),
        Scenario::RateLimited => campus::queue(world),
        _ => {}
    }
    // The service has asked about each of them before anybody looks.
    let both = world.machine.joined.keys().filter(|id| world.central.networks.contains_key(id));
    for id in both.copied().collect::<Vec<_>>() {
        world.office().ask(id);
    }
}

/// How Central answers when a scenario begins.
pub(crate) fn knobs(scenario: Scenario) -> Knobs {
    Knobs {
        down: scenario == Scenario::CentralDown,
        delay: if scenario == Scenario::Slow { SLOW } else { Duration::ZERO },
        limit: (scenario == Scenario::RateLimited).then(|| Limit::new(20)),
        ..Knobs::default()
    }
}

/// What a scene says of a member; everything else follows.
struct Line {
    node: &'static str,
    name: &'static str,
    addresses: &'static [&'static str],
    stands: Stands,
    /// Heard this long ago; below a minute means that it is always there.
    ago: i64,
    /// None if it never said.
    version: Option<(u64, u64, u64)>,
}

/// How a member came to where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Allowed,
    Waiting,
    /// Was allowed once.
    Withdrawn,
    Rejected,
}

impl Line {
    fn put(&self, network: &mut Network, now: i64) {
        let node: NodeAddress = known(self.node);
        let created = match self.stands {
            Stands::Waiting => now - self.ago,
            _ => now - 258 * DAY - (node.number() % 90).cast_signed() * DAY,
        };
        let mut member = Member::new(created);
        self.name.clone_into(&mut member.name);
        member.addresses = self.addresses.iter().filter_map(|text| text.parse().ok()).collect();
        match self.stands {
            Stands::Allowed => member.stand(Standing::Allowed, created + 5 * MINUTE),
            Stands::Waiting => {}
            Stands::Withdrawn => {
                member.stand(Standing::Allowed, created + 5 * MINUTE);
                member.stand(Standing::Waiting, now - self.ago + HOUR);
            }
            Stands::Rejected => member.stand(Standing::Rejected, created + 5 * MINUTE),
        }
        member.seen = if self.ago < MINUTE { Seen::Lately(self.ago) } else { Seen::At(now - self.ago) };
        let host = u8::try_from(node.number() % 250 + 1).unwrap_or(1);
        member.physical = Some(([203, 0, 113, host].into(), 9993));
        member.version = self.version;
        member.system = "linux";
        member.machine = if node.number().is_multiple_of(3) { "aarch64" } else { "x86_64" };
        network.members.insert(node, member);
    }
}

/// A subnet with its route and the pool inside it.
fn number(network: &mut Network, subnet: &str, first: &str, last: &str) {
    let route = serde_json::json!({ "target": subnet });
    network.routes.extend(Route::read(&route));
    let pool = serde_json::json!({ "ipRangeStart": first, "ipRangeEnd": last });
    network.pools.extend(Pool::read(&pool));
    subnet.clone_into(&mut network.v4_subnet);
}

fn route(network: &mut Network, target: &str, via: &str) {
    network.routes.extend(Route::read(&serde_json::json!({ "target": target, "via": via })));
}

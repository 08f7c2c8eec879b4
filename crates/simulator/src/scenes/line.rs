//! Members and subnets, as scenes write them down.

use zerotier_api::NodeAddress;

use crate::{
    central::{Member, Network, Route, Seen, Standing},
    names::known,
    pool::Pool,
};

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// What a scene says of a member; everything else follows.
pub(crate) struct Line {
    pub(crate) node: &'static str,
    pub(crate) name: &'static str,
    pub(crate) addresses: &'static [&'static str],
    pub(crate) stands: Stands,
    /// Heard this long ago; below a minute means that it is always there.
    pub(crate) ago: i64,
    /// None if it never said.
    pub(crate) version: Option<(u64, u64, u64)>,
}

/// How a member came to where it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Allowed,
    Waiting,
    /// Was allowed once.
    Withdrawn,
    Rejected,
}

impl Line {
    pub(crate) fn put(&self, network: &mut Network, now: i64) {
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
pub(crate) fn number(network: &mut Network, subnet: &str, first: &str, last: &str) {
    let route = serde_json::json!({ "target": subnet });
    network.routes.extend(Route::read(&route));
    let pool = serde_json::json!({ "ipRangeStart": first, "ipRangeEnd": last });
    network.pools.extend(Pool::read(&pool));
    subnet.clone_into(&mut network.v4_subnet);
}

pub(crate) fn route(network: &mut Network, target: &str, via: &str) {
    network.routes.extend(Route::read(&serde_json::json!({ "target": target, "via": via })));
}

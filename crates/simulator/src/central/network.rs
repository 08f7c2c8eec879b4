//! A network, as Central keeps it.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv6Addr},
};

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use super::{
    member::{Member, Standing},
    right::Rights,
    route::{Route, with_bits},
    rules::{Isolation, SOURCE},
};
use crate::pool::Pool;

/// Which Central it lives in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Side {
    Legacy,
    /// In the group of this id.
    New(String),
}

/// How members get IPv6 addresses.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct V6Modes {
    pub(crate) six_plane: bool,
    pub(crate) rfc4193: bool,
    pub(crate) pool: bool,
}

/// A network's sign-in, as legacy Central has it; the pretend service does not go by it.
#[derive(Debug, Clone, Default)]
pub(crate) struct SignIn {
    pub(crate) enabled: bool,
    pub(crate) mode: String,
    pub(crate) client: String,
    pub(crate) allowed: Vec<String>,
}

/// A network and its members.
pub(crate) struct Network {
    pub(crate) id: NetworkId,
    pub(crate) side: Side,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) revision: u64,
    pub(crate) private: bool,
    pub(crate) broadcast: bool,
    pub(crate) mtu: i64,
    pub(crate) multicast_limit: i64,
    pub(crate) routes: Vec<Route>,
    /// Of both kinds.
    pub(crate) pools: Vec<Pool>,
    pub(crate) domain: String,
    pub(crate) name_servers: Vec<String>,
    pub(crate) v4_from_pool: bool,
    pub(crate) v6: V6Modes,
    pub(crate) v4_subnet: String,
    pub(crate) v6_subnet: String,
    pub(crate) rules_source: String,
    pub(crate) rules: Vec<Value>,
    /// In place of the source, in the new Central.
    pub(crate) isolation: Option<Isolation>,
    pub(crate) sign_in: SignIn,
    pub(crate) capabilities: Vec<Value>,
    pub(crate) tags: Vec<Value>,
    pub(crate) capabilities_by_name: Value,
    pub(crate) tags_by_name: Value,
    pub(crate) owner: String,
    pub(crate) rights: BTreeMap<String, Rights>,
    pub(crate) members: BTreeMap<NodeAddress, Member>,
}

impl Network {
    pub(crate) fn new(id: NetworkId, side: Side, owner: &str, now: i64) -> Self {
        Self {
            id,
            side,
            name: String::new(),
            description: String::new(),
            created: now,
            modified: now,
            revision: 1,
            private: true,
            broadcast: true,
            mtu: 2800,
            multicast_limit: 32,
            routes: Vec::new(),
            pools: Vec::new(),
            domain: String::new(),
            name_servers: Vec::new(),
            v4_from_pool: true,
            v6: V6Modes::default(),
            v4_subnet: String::new(),
            v6_subnet: String::new(),
            rules_source: SOURCE.into(),
            rules: super::rules::compiled(),
            isolation: None,
            sign_in: SignIn { mode: "default".into(), ..SignIn::default() },
            capabilities: Vec::new(),
            tags: Vec::new(),
            capabilities_by_name: json!({}),
            tags_by_name: json!({}),
            owner: owner.to_owned(),
            rights: BTreeMap::from([(owner.to_owned(), Rights::ALL)]),
            members: BTreeMap::new(),
        }
    }

    pub(crate) fn touch(&mut self, now: i64) {
        self.modified = now;
        self.revision += 1;
    }

    pub(crate) fn allowed(&self) -> usize {
        self.members.values().filter(|member| member.is_allowed()).count()
    }

    pub(crate) fn rejected(&self) -> usize {
        self.members.values().filter(|member| member.standing == Standing::Rejected).count()
    }

    pub(crate) fn active(&self, now: i64) -> usize {
        self.members.values().filter(|member| member.is_active(now)).count()
    }

    /// A node asks to be let in, and is noted.
    pub(crate) fn hear(&mut self, node: NodeAddress, now: i64) -> &mut Member {
        let public = !self.private;
        let member = self.members.entry(node).or_insert_with(|| {
            let mut member = Member::new(now);
            if public {
                member.stand(Standing::Allowed, now);
            }
            member
        });
        member.system = "linux";
        member.machine = "x86_64";
        member
    }

    /// Gives an allowed member that has none an address, other than these.
    pub(crate) fn assign(&mut self, node: NodeAddress, avoided: &[IpAddr]) {
        let wants = |member: &Member, v4: bool| {
            let has = member.addresses.iter().any(|address| address.is_ipv4() == v4);
            member.is_allowed() && !member.no_auto_assign && !has
        };
        for (v4, on) in [(true, self.v4_from_pool), (false, self.v6.pool)] {
            if !on || !self.members.get(&node).is_some_and(|member| wants(member, v4)) {
                continue;
            }
            let Some(pool) = self.pools.iter().find(|pool| pool.first.is_ipv4() == v4) else { continue };
            let others = self.members.values().flat_map(|member| member.addresses.iter().copied());
            let taken: BTreeSet<IpAddr> = others.chain(avoided.iter().copied()).collect();
            if let (Some(address), Some(member)) = (pool.free(&taken), self.members.get_mut(&node)) {
                member.addresses.push(address);
            }
        }
    }

    /// The private address a node's own number gives it here.
    pub(crate) fn rfc4193(&self, node: NodeAddress) -> Ipv6Addr {
        let (id, node) = (self.id.number().to_be_bytes(), node.number().to_be_bytes());
        let mut octets = [0; 16];
        octets[0] = 0xfd;
        octets[1..9].copy_from_slice(&id);
        octets[9..11].copy_from_slice(&[0x99, 0x93]);
        octets[11..].copy_from_slice(&node[3..]);
        octets.into()
    }

    /// The same in the other scheme, which leaves each node room for eighty bits.
    pub(crate) fn six_plane(&self, node: NodeAddress) -> Ipv6Addr {
        let number = self.id.number();
        let (id, node) = ((number ^ (number >> 32)).to_be_bytes(), node.number().to_be_bytes());
        let mut octets = [0; 16];
        octets[0] = 0xfc;
        octets[1..5].copy_from_slice(&id[4..]);
        octets[5..10].copy_from_slice(&node[3..]);
        octets[15] = 1;
        octets.into()
    }

    /// What an allowed member's service is told, in the fields of its network object.
    pub(crate) fn told(&self, node: NodeAddress) -> Map<String, Value> {
        let member = self.members.get(&node);
        let given = member.into_iter().flat_map(|member| member.addresses.iter());
        let mut addresses: Vec<String> = Vec::new();
        if self.v6.rfc4193 {
            addresses.push(format!("{}/88", self.rfc4193(node)));
        }
        if self.v6.six_plane {
            addresses.push(format!("{}/40", self.six_plane(node)));
        }
        addresses.extend(given.map(|address| with_bits(*address, &self.routes)));
        let told = json!({
            "assignedAddresses": addresses,
            "bridge": member.is_some_and(|member| member.bridge),
            "broadcastEnabled": self.broadcast,
            "dns": { "domain": self.domain, "servers": self.name_servers },
            "mtu": self.mtu,
            "name": self.name,
            "netconfRevision": self.revision,
            "routes": self.routes.iter().map(Route::told).collect::<Vec<_>>(),
            "type": if self.private { "PRIVATE" } else { "PUBLIC" },
        });
        told.as_object().cloned().unwrap_or_default()
    }
}

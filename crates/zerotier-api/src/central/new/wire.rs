//! What New Central sends.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    authority::{Access, Counts, Group, Member, Network, NetworkChange, NetworkSummary, Organisation},
    loose, time,
    wire::{Dns, Mode, Range, Route, Settings, V6, known_version, ranges, routes, v6_modes, without_bits},
};

/// An organisation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OrganisationRecord {
    #[serde(deserialize_with = "loose::text")]
    id: String,
    #[serde(deserialize_with = "loose::text")]
    name: String,
}

impl OrganisationRecord {
    pub(super) fn noun(self) -> Organisation {
        Organisation { id: self.id, name: self.name }
    }
}

/// A group of networks.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct GroupRecord {
    #[serde(deserialize_with = "loose::text")]
    id: String,
    #[serde(deserialize_with = "loose::text")]
    name: String,
    #[serde(deserialize_with = "loose::text")]
    org_id: String,
}

impl GroupRecord {
    /// `organisation` is the one that was asked, for a group that does not say.
    pub(super) fn noun(self, organisation: &str) -> Group {
        let own = if self.org_id.is_empty() { organisation.to_owned() } else { self.org_id };
        Group { id: self.id, name: self.name, organisation: own }
    }
}

/// A network in a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct SummaryRecord {
    #[serde(deserialize_with = "loose::text")]
    id: String,
    #[serde(deserialize_with = "loose::text")]
    name: String,
    #[serde(deserialize_with = "loose::text")]
    network_group_name: String,
    #[serde(deserialize_with = "loose::record")]
    stats: Stats,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Stats {
    #[serde(deserialize_with = "loose::number")]
    total_devices: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    authorized_devices: Option<i64>,
}

impl SummaryRecord {
    pub(super) fn summary(self, organisation: &Organisation) -> Option<NetworkSummary> {
        let id = self.id.parse();
        let count = |count: Option<i64>| u64::try_from(count?).ok();
        Some(NetworkSummary {
            id: id.inspect_err(|error| tracing::debug!(%error, "a network without a usable id is left out")).ok()?,
            name: self.name,
            organisation: Some(organisation.clone()),
            group: Some(self.network_group_name).filter(|group| !group.is_empty()),
            counts: count(self.stats.total_devices)
                .map(|total| Counts { total, allowed: count(self.stats.authorized_devices).unwrap_or(0) }),
            may_write: true,
        })
    }
}

/// A network alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct NetworkRecord {
    #[serde(deserialize_with = "loose::text")]
    id: String,
    #[serde(deserialize_with = "loose::text")]
    name: String,
    #[serde(deserialize_with = "loose::text")]
    description: String,
    #[serde(deserialize_with = "loose::time_text")]
    creation_time: Option<i64>,
    #[serde(deserialize_with = "loose::time_text")]
    last_modified: Option<i64>,
    #[serde(deserialize_with = "loose::record")]
    config: Config,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Config {
    #[serde(deserialize_with = "loose::flag")]
    private: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    enable_broadcast: Option<bool>,
    #[serde(deserialize_with = "loose::number")]
    mtu: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    multicast_limit: Option<i64>,
    #[serde(deserialize_with = "loose::list")]
    routes: Vec<Route>,
    #[serde(deserialize_with = "loose::record")]
    dns: Dns,
    #[serde(deserialize_with = "loose::list")]
    v4_ip_assignment_pools: Vec<Range>,
    #[serde(deserialize_with = "loose::list")]
    v6_ip_assignment_pools: Vec<Range>,
    #[serde(deserialize_with = "loose::record")]
    v4_assignment_mode: Mode,
    #[serde(deserialize_with = "loose::record")]
    v6_assignment_mode: V6,
}

impl NetworkRecord {
    pub(super) fn network(self) -> Option<Network> {
        let config = self.config;
        let pools = config.v4_ip_assignment_pools.into_iter().chain(config.v6_ip_assignment_pools);
        Some(Network {
            id: self.id.parse().ok()?,
            name: self.name,
            description: self.description,
            private: config.private.unwrap_or(true),
            broadcast: config.enable_broadcast.unwrap_or(true),
            mtu: config.mtu.unwrap_or(Settings::USUAL_MTU),
            multicast_limit: config.multicast_limit.unwrap_or(Settings::USUAL_MULTICAST_LIMIT),
            routes: config.routes.into_iter().map(Route::noun).collect(),
            pools: pools.map(Range::noun).collect(),
            v4_assign: config.v4_assignment_mode.zt.unwrap_or(false),
            v6: config.v6_assignment_mode.noun(),
            dns: config.dns.noun(),
            rules: None,
            sign_in: false,
            created: self.creation_time,
            modified: self.last_modified,
            may_write: true,
        })
    }
}

/// What of a change lies under `config`, and no more.
pub(super) fn changed_config(change: &NetworkChange) -> Map<String, Value> {
    let pools = |v6: bool| {
        change.pools.as_ref().map(|pools| ranges(pools.iter().filter(|pool| pool.first.contains(':') == v6)))
    };
    [
        ("private", change.private.map(Value::from)),
        ("enableBroadcast", change.broadcast.map(Value::from)),
        ("mtu", change.mtu.map(Value::from)),
        ("multicastLimit", change.multicast_limit.map(Value::from)),
        ("routes", change.routes.as_deref().map(routes)),
        ("dns", change.dns.as_ref().map(|dns| json!({ "domain": dns.domain, "servers": dns.servers }))),
        ("v4IpAssignmentPools", pools(false)),
        ("v6IpAssignmentPools", pools(true)),
        ("v4AssignmentMode", change.v4_assign.map(|zt| json!({ "zt": zt }))),
        ("v6AssignmentMode", change.v6.map(v6_modes)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

/// A member.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct MemberRecord {
    #[serde(deserialize_with = "loose::text")]
    device_id: String,
    #[serde(deserialize_with = "loose::text")]
    name: String,
    #[serde(deserialize_with = "loose::text")]
    description: String,
    #[serde(deserialize_with = "loose::text")]
    status: String,
    #[serde(deserialize_with = "loose::list")]
    ipv4_assignments: Vec<String>,
    #[serde(deserialize_with = "loose::list")]
    ipv6_assignments: Vec<String>,
    #[serde(deserialize_with = "loose::text")]
    os: String,
    #[serde(deserialize_with = "loose::text")]
    arch: String,
    #[serde(deserialize_with = "loose::text")]
    agent_version: String,
    #[serde(deserialize_with = "loose::flag")]
    active_bridge: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    no_auto_assign_ips: Option<bool>,
    #[serde(deserialize_with = "loose::time_text")]
    creation_time: Option<i64>,
    #[serde(deserialize_with = "loose::time_text")]
    last_authorized_time: Option<i64>,
    #[serde(deserialize_with = "loose::time_text")]
    last_deauthorized_time: Option<i64>,
    #[serde(deserialize_with = "loose::time_text")]
    last_seen_time: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    last_seen_ip: String,
    /// By `ip/port`.
    #[serde(deserialize_with = "loose::record")]
    last_seen: BTreeMap<String, Value>,
}

impl MemberRecord {
    pub(super) fn member(self) -> Option<Member> {
        let node = self.device_id.parse();
        let node = node.inspect_err(|error| tracing::debug!(%error, "a member without a usable address is left out"));
        let system = [self.os.as_str(), self.arch.as_str()].join(" ").trim().to_owned();
        let newest = self.last_seen.values().filter_map(|seen| time::from_rfc3339(seen.as_str()?)).max();
        Some(Member {
            node: node.ok()?,
            access: self.access(),
            name: self.name,
            description: self.description,
            hidden: false,
            bridge: self.active_bridge.unwrap_or(false),
            no_auto_assign: self.no_auto_assign_ips.unwrap_or(false),
            sign_in_exempt: None,
            addresses: without_bits([self.ipv4_assignments, self.ipv6_assignments].concat()),
            last_seen: self.last_seen_time.or(newest),
            physical: Some(self.last_seen_ip).filter(|address| !address.is_empty()),
            version: known_version(&self.agent_version),
            system: Some(system).filter(|system| !system.is_empty()),
            created: self.creation_time,
            allowed_at: self.last_authorized_time,
            withdrawn_at: self.last_deauthorized_time,
        })
    }

    fn access(&self) -> Access {
        match self.status.as_str() {
            "authorized" => Access::Allowed,
            "rejected" => Access::Rejected,
            "not_authorized" if self.last_deauthorized_time.is_some() => Access::Withdrawn,
            _ => Access::Waiting,
        }
    }
}

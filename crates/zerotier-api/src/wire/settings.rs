//! A network's settings as legacy Central and controllers write them.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{NetworkId, authority as noun, loose};

/// The `config` of legacy Central; the whole network of a controller.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Settings {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
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
    #[serde(deserialize_with = "loose::list")]
    ip_assignment_pools: Vec<Range>,
    #[serde(deserialize_with = "loose::record")]
    v4_assign_mode: Mode,
    #[serde(deserialize_with = "loose::record")]
    v6_assign_mode: V6,
    #[serde(deserialize_with = "loose::record")]
    dns: Dns,
    #[serde(deserialize_with = "loose::time")]
    creation_time: Option<i64>,
    #[serde(deserialize_with = "loose::time")]
    last_modified: Option<i64>,
    /// Legacy Central.
    #[serde(deserialize_with = "loose::record")]
    sso_config: SignIn,
    /// A controller.
    #[serde(deserialize_with = "loose::flag")]
    sso_enabled: Option<bool>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct SignIn {
    #[serde(deserialize_with = "loose::flag")]
    enabled: Option<bool>,
}

/// A route.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Route {
    #[serde(deserialize_with = "loose::text")]
    target: String,
    #[serde(deserialize_with = "loose::text")]
    via: String,
}

/// A pool of addresses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Range {
    #[serde(deserialize_with = "loose::text")]
    ip_range_start: String,
    #[serde(deserialize_with = "loose::text")]
    ip_range_end: String,
}

/// How IPv4 addresses are given out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Mode {
    #[serde(deserialize_with = "loose::flag")]
    pub(crate) zt: Option<bool>,
}

/// How IPv6 addresses are given out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct V6 {
    #[serde(deserialize_with = "loose::flag")]
    zt: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    rfc4193: Option<bool>,
    #[serde(rename = "6plane", deserialize_with = "loose::flag")]
    six_plane: Option<bool>,
}

/// Name servers; `[]` for a network that never had any.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Dns {
    #[serde(deserialize_with = "loose::text")]
    domain: String,
    #[serde(deserialize_with = "loose::list")]
    servers: Vec<String>,
}

impl Settings {
    /// What a controller takes for a network that does not say.
    pub(crate) const USUAL_MTU: i64 = 2800;
    /// The same.
    pub(crate) const USUAL_MULTICAST_LIMIT: i64 = 32;

    /// As the noun; what is not in the settings (description, rules, rights) is empty.
    pub(crate) fn network(self, id: NetworkId) -> noun::Network {
        noun::Network {
            id,
            name: self.name,
            description: String::new(),
            private: self.private.unwrap_or(true),
            broadcast: self.enable_broadcast.unwrap_or(true),
            mtu: self.mtu.unwrap_or(Self::USUAL_MTU),
            multicast_limit: self.multicast_limit.unwrap_or(Self::USUAL_MULTICAST_LIMIT),
            routes: self.routes.into_iter().map(Route::noun).collect(),
            pools: v4_first(self.ip_assignment_pools.into_iter().map(Range::noun).collect()),
            v4_assign: self.v4_assign_mode.zt.unwrap_or(false),
            v6: self.v6_assign_mode.noun(),
            dns: self.dns.noun(),
            rules: None,
            sign_in: self.sso_config.enabled.or(self.sso_enabled).unwrap_or(false),
            created: self.creation_time,
            modified: self.last_modified,
            may_write: true,
        }
    }
}

impl Route {
    pub(crate) fn noun(self) -> noun::Route {
        noun::Route { target: self.target, via: Some(self.via).filter(|via| !via.is_empty()) }
    }
}

impl Range {
    pub(crate) fn noun(self) -> noun::Pool {
        noun::Pool { first: self.ip_range_start, last: self.ip_range_end }
    }
}

impl V6 {
    pub(crate) fn noun(&self) -> noun::V6Modes {
        noun::V6Modes {
            pools: self.zt.unwrap_or(false),
            rfc4193: self.rfc4193.unwrap_or(false),
            six_plane: self.six_plane.unwrap_or(false),
        }
    }
}

impl Dns {
    pub(crate) fn noun(self) -> Option<noun::Dns> {
        let dns = noun::Dns { domain: self.domain, servers: self.servers };
        Some(dns).filter(|dns| *dns != noun::Dns::default())
    }
}

/// The IPv4 pools before the IPv6 ones, each in the order they came.
pub(crate) fn v4_first(mut pools: Vec<noun::Pool>) -> Vec<noun::Pool> {
    pools.sort_by_key(|pool| pool.first.contains(':'));
    pools
}

/// Routes as all three dialects take them.
pub(crate) fn routes(routes: &[noun::Route]) -> Value {
    routes.iter().map(|route| json!({ "target": route.target, "via": route.via })).collect()
}

/// Pools as all three dialects take them.
pub(crate) fn ranges<'a>(pools: impl IntoIterator<Item = &'a noun::Pool>) -> Value {
    pools.into_iter().map(|pool| json!({ "ipRangeStart": pool.first, "ipRangeEnd": pool.last })).collect()
}

/// All three keys: a controller replaces the object whole, and what is left out is off.
pub(crate) fn v6_modes(v6: noun::V6Modes) -> Value {
    json!({ "zt": v6.pools, "rfc4193": v6.rfc4193, "6plane": v6.six_plane })
}

/// The settings a change asks for, and no others.
pub(crate) fn changed_settings(change: &noun::NetworkChange) -> Map<String, Value> {
    let dns = |dns: &noun::Dns| json!({ "domain": dns.domain, "servers": dns.servers });
    [
        ("name", change.name.as_ref().map(|name| json!(name))),
        ("private", change.private.map(Value::from)),
        ("enableBroadcast", change.broadcast.map(Value::from)),
        ("mtu", change.mtu.map(Value::from)),
        ("multicastLimit", change.multicast_limit.map(Value::from)),
        ("routes", change.routes.as_deref().map(routes)),
        ("ipAssignmentPools", change.pools.as_ref().map(ranges)),
        ("v4AssignMode", change.v4_assign.map(|zt| json!({ "zt": zt }))),
        ("v6AssignMode", change.v6.map(v6_modes)),
        ("dns", change.dns.as_ref().map(dns)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

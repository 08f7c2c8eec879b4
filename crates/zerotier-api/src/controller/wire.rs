//! What a controller, and the service around it, send.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::{
    NetworkId, NodeAddress,
    authority::{Counts, Member, Network, NetworkSummary},
    loose,
    wire::{Settings, known_version},
};

/// `GET /status`, of which only this matters here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NodeRecord {
    #[serde(deserialize_with = "loose::text")]
    pub(super) address: String,
    #[serde(deserialize_with = "loose::time")]
    pub(super) clock: Option<i64>,
}

/// A network; with its counts only in the newer list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct NetworkRecord {
    #[serde(flatten)]
    settings: Settings,
    #[serde(deserialize_with = "loose::text")]
    nwid: String,
    #[serde(deserialize_with = "loose::record")]
    meta: Meta,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Meta {
    #[serde(deserialize_with = "loose::number")]
    total_member_count: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    authorized_member_count: Option<i64>,
}

impl NetworkRecord {
    pub(super) fn summary(self) -> Option<NetworkSummary> {
        let count = |count: Option<i64>| u64::try_from(count?).ok();
        Some(NetworkSummary {
            id: self.network_id()?,
            organisation: None,
            group: None,
            counts: count(self.meta.total_member_count)
                .map(|total| Counts { total, allowed: count(self.meta.authorized_member_count).unwrap_or(0) }),
            may_write: true,
            name: self.settings.name,
        })
    }

    pub(super) fn network(self) -> Option<Network> {
        let id = self.network_id()?;
        Some(self.settings.network(id))
    }

    fn network_id(&self) -> Option<NetworkId> {
        let id = self.settings.id.parse().or_else(|_| self.nwid.parse());
        id.inspect_err(|error| tracing::debug!(%error, "a network without a usable id is left out")).ok()
    }
}

/// The members of a network by name: `{node: revision}`, in 1.12 a list of such objects or of addresses.
#[derive(Debug)]
pub(super) struct MemberNames(pub(super) Vec<NodeAddress>);

impl<'de> Deserialize<'de> for MemberNames {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut names = Vec::new();
        collect(&Value::deserialize(from)?, &mut names);
        names.sort_unstable();
        names.dedup();
        Ok(Self(names))
    }
}

fn collect(value: &Value, names: &mut Vec<NodeAddress>) {
    match value {
        Value::String(name) => names.extend(name.parse::<NodeAddress>()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(map) => {
            names.extend(map.keys().filter_map(|key| key.parse::<NodeAddress>().ok()));
            if let Some(id) = map.get("id") {
                collect(id, names);
            }
        }
        _ => {}
    }
}

/// A peer of the service.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PeerRecord {
    #[serde(deserialize_with = "loose::text")]
    pub(super) address: String,
    #[serde(deserialize_with = "loose::text")]
    version: String,
    #[serde(deserialize_with = "loose::list")]
    paths: Vec<PathRecord>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PathRecord {
    /// `ip/port`.
    #[serde(deserialize_with = "loose::text")]
    address: String,
    #[serde(deserialize_with = "loose::time")]
    last_receive: Option<i64>,
}

impl PeerRecord {
    /// Adds to a member what the service knows of it.
    pub(super) fn tell(&self, member: &mut Member) {
        if let Some(version) = known_version(&self.version) {
            member.version = Some(version);
        }
        if let Some(path) = self.paths.iter().max_by_key(|path| path.last_receive) {
            member.last_seen = path.last_receive;
            let ip = path.address.split('/').next().unwrap_or_default();
            member.physical = Some(ip.to_owned()).filter(|ip| !ip.is_empty());
        }
    }
}

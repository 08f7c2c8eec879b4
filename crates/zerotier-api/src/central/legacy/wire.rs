//! What legacy Central sends.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::User;
use crate::{
    NetworkId, NodeAddress,
    authority::{Counts, Member, Network, NetworkSummary},
    loose,
    wire::{Membership, Settings, known_version},
};

/// `GET /status`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Status {
    #[serde(deserialize_with = "loose::record")]
    user: User,
    #[serde(deserialize_with = "loose::time")]
    pub(super) clock: Option<i64>,
    #[serde(deserialize_with = "loose::flag")]
    read_only_mode: Option<bool>,
}

impl Status {
    /// Who asks; none for a token that does not fit.
    pub(super) fn user(&self) -> Option<&User> {
        Some(&self.user).filter(|user| !user.id.is_empty())
    }

    pub(super) fn read_only(&self) -> bool {
        self.read_only_mode.unwrap_or(false)
    }
}

/// A network, in lists as whole as alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct NetworkRecord {
    #[serde(deserialize_with = "loose::text")]
    id: String,
    #[serde(deserialize_with = "loose::record")]
    config: Settings,
    #[serde(deserialize_with = "loose::text")]
    description: String,
    #[serde(deserialize_with = "loose::text")]
    rules_source: String,
    #[serde(deserialize_with = "loose::text")]
    owner_id: String,
    /// By user id: `{r, a, m, d}`.
    #[serde(deserialize_with = "loose::record")]
    permissions: BTreeMap<String, Value>,
    #[serde(deserialize_with = "loose::number")]
    total_member_count: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    authorized_member_count: Option<i64>,
}

impl NetworkRecord {
    pub(super) fn summary(self, user: Option<&str>) -> Option<NetworkSummary> {
        let count = |count: Option<i64>| u64::try_from(count?).ok();
        Some(NetworkSummary {
            id: self.network_id()?,
            may_write: self.may_write(user),
            organisation: None,
            group: None,
            counts: count(self.total_member_count)
                .map(|total| Counts { total, allowed: count(self.authorized_member_count).unwrap_or(0) }),
            name: self.config.name,
        })
    }

    pub(super) fn network(self, user: Option<&str>) -> Option<Network> {
        let id = self.network_id()?;
        let may_write = self.may_write(user);
        Some(Network {
            description: self.description,
            rules: Some(self.rules_source),
            may_write,
            ..self.config.network(id)
        })
    }

    fn network_id(&self) -> Option<NetworkId> {
        let id = self.id.parse().or_else(|_| self.config.id.parse());
        id.inspect_err(|error| tracing::debug!(%error, "a network without a usable id is left out")).ok()
    }

    /// Somebody named here may not change it.
    pub(super) fn restricts(&self) -> bool {
        self.permissions.values().any(forbids_changes)
    }

    fn may_write(&self, user: Option<&str>) -> bool {
        let Some(user) = user else { return true };
        user == self.owner_id || !self.permissions.get(user).is_some_and(forbids_changes)
    }
}

fn forbids_changes(rights: &Value) -> bool {
    rights.get("m").and_then(Value::as_bool) == Some(false)
}

/// A member.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct MemberRecord {
    /// `network-node`, going out of use.
    #[serde(deserialize_with = "loose::text")]
    id: String,
    #[serde(deserialize_with = "loose::text")]
    node_id: String,
    #[serde(deserialize_with = "loose::text")]
    name: String,
    #[serde(deserialize_with = "loose::text")]
    description: String,
    #[serde(deserialize_with = "loose::flag")]
    hidden: Option<bool>,
    #[serde(deserialize_with = "loose::record")]
    config: Membership,
    #[serde(deserialize_with = "loose::time")]
    last_seen: Option<i64>,
    /// Its older name.
    #[serde(deserialize_with = "loose::time")]
    last_online: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    physical_address: String,
    #[serde(deserialize_with = "loose::text")]
    client_version: String,
}

impl MemberRecord {
    pub(super) fn member(self) -> Option<Member> {
        let node = self.node()?;
        let member = self.config.member(node);
        Some(Member {
            name: self.name,
            description: self.description,
            hidden: self.hidden.unwrap_or(false),
            last_seen: self.last_seen.or(self.last_online),
            physical: Some(self.physical_address).filter(|address| !address.is_empty()),
            version: known_version(&self.client_version).or(member.version),
            ..member
        })
    }

    fn node(&self) -> Option<NodeAddress> {
        let tail = self.id.rsplit('-').next().unwrap_or_default();
        let node = self.node_id.parse().or_else(|_| self.config.id.parse()).or_else(|_| tail.parse());
        node.inspect_err(|error| tracing::debug!(%error, "a member without a usable address is left out")).ok()
    }
}

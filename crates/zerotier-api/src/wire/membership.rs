//! A member's record as legacy Central and controllers write it.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{NodeAddress, authority as noun, loose};

/// The `config` of a member at legacy Central; the whole member of a controller.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Membership {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) address: String,
    /// A controller; legacy Central keeps it outside.
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::flag")]
    authorized: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    active_bridge: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    no_auto_assign_ips: Option<bool>,
    #[serde(deserialize_with = "loose::list")]
    ip_assignments: Vec<String>,
    #[serde(deserialize_with = "loose::flag")]
    sso_exempt: Option<bool>,
    #[serde(deserialize_with = "loose::time")]
    creation_time: Option<i64>,
    #[serde(deserialize_with = "loose::time")]
    last_authorized_time: Option<i64>,
    #[serde(deserialize_with = "loose::time")]
    last_deauthorized_time: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    v_major: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    v_minor: Option<i64>,
    #[serde(deserialize_with = "loose::number")]
    v_rev: Option<i64>,
}

impl Membership {
    /// As the noun; what is not in the record (description, where it was last seen) is empty.
    pub(crate) fn member(self, node: NodeAddress) -> noun::Member {
        let access = match (self.authorized, self.last_deauthorized_time) {
            (Some(true), _) => noun::Access::Allowed,
            (_, Some(_)) => noun::Access::Withdrawn,
            _ => noun::Access::Waiting,
        };
        noun::Member {
            node,
            version: self.version(),
            name: self.name,
            description: String::new(),
            access,
            hidden: false,
            bridge: self.active_bridge.unwrap_or(false),
            no_auto_assign: self.no_auto_assign_ips.unwrap_or(false),
            sign_in_exempt: self.sso_exempt,
            addresses: without_bits(self.ip_assignments),
            last_seen: None,
            physical: None,
            system: None,
            created: self.creation_time,
            allowed_at: self.last_authorized_time,
            withdrawn_at: self.last_deauthorized_time,
        }
    }

    fn version(&self) -> Option<String> {
        known_version(&format!("{}.{}.{}", self.v_major?, self.v_minor?, self.v_rev?))
    }
}

/// A version, unless it is one of the ways to say that there is none.
pub(crate) fn known_version(text: &str) -> Option<String> {
    let text = text.trim();
    let unknown = text.is_empty() || text == "0.0.0" || text.starts_with("-1");
    (!unknown).then(|| text.to_owned())
}

/// Addresses without the bits some of them come with.
pub(crate) fn without_bits(addresses: Vec<String>) -> Vec<String> {
    let bare = |address: String| address.split('/').next().unwrap_or_default().trim().to_owned();
    addresses.into_iter().map(bare).filter(|address| !address.is_empty()).collect()
}

/// What of a change both dialects take under the same keys.
pub(crate) fn changed_membership(change: &noun::MemberChange) -> Map<String, Value> {
    [
        ("activeBridge", change.bridge.map(Value::from)),
        ("noAutoAssignIps", change.no_auto_assign.map(Value::from)),
        ("ipAssignments", change.addresses.as_ref().map(|addresses| json!(addresses))),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

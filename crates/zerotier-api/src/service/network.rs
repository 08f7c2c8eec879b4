//! A joined network as the service tells it, and what may be changed about it.

use serde::{Deserialize, Deserializer, Serialize};

use super::status::or_default;
use crate::NetworkId;

/// A network this node has joined. What changes without meaning (multicast groups) is not decoded: equal means that
/// nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Network {
    /// The network.
    pub id: NetworkId,
    /// The name its controller gave it; empty until configured. Hostile text.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// Where joining stands.
    #[serde(default, deserialize_with = "or_default")]
    pub status: NetworkStatus,
    /// Whether members must be allowed; says nothing before the first [`NetworkStatus::Ok`].
    #[serde(default, rename = "type", deserialize_with = "or_default")]
    pub kind: NetworkType,
    /// The adapter's hardware address.
    #[serde(default, deserialize_with = "or_default")]
    pub mac: String,
    /// Largest packet, bytes.
    #[serde(default, deserialize_with = "or_default")]
    pub mtu: u32,
    /// This node may bridge other devices in.
    #[serde(default, deserialize_with = "or_default")]
    pub bridge: bool,
    /// Broadcast packets get through.
    #[serde(default, deserialize_with = "or_default")]
    pub broadcast_enabled: bool,
    /// The adapter's own error, 0 if none.
    #[serde(default, deserialize_with = "or_default")]
    pub port_error: i64,
    /// Counts the configurations received; 0 before the first.
    #[serde(default, deserialize_with = "or_default")]
    pub netconf_revision: u64,
    /// The adapter's name, like `ztwd5ebuja`.
    #[serde(default, deserialize_with = "or_default")]
    pub port_device_name: String,
    #[serde(default = "yes", deserialize_with = "or_yes")]
    allow_managed: bool,
    #[serde(default, deserialize_with = "or_default")]
    allow_global: bool,
    #[serde(default, deserialize_with = "or_default")]
    allow_default: bool,
    #[serde(default, rename = "allowDNS", deserialize_with = "or_default")]
    allow_dns: bool,
    /// `address/bits`, as the controller assigned them. They say nothing about the adapter unless the status is
    /// [`NetworkStatus::Ok`] and [`Allow::managed`] is on.
    #[serde(default, deserialize_with = "or_default")]
    pub assigned_addresses: Vec<String>,
    /// Routes the controller pushes.
    #[serde(default, deserialize_with = "or_default")]
    pub routes: Vec<Route>,
    /// Name servers the controller pushes.
    #[serde(default, deserialize_with = "or_default")]
    pub dns: Dns,
    /// Present when members sign in. May be empty while the issuer can't be reached. Hostile text: read fresh, opened
    /// only if https.
    #[serde(default, rename = "authenticationURL", deserialize_with = "or_default")]
    pub authentication_url: String,
    /// When the sign-in ends, milliseconds since 1970; 0 is unknown.
    #[serde(default, deserialize_with = "or_default")]
    pub authentication_expiry_time: i64,
    /// Members of this network sign in.
    #[serde(default, deserialize_with = "or_default")]
    pub sso_enabled: bool,
}

impl Network {
    /// What this machine lets the network do.
    pub const fn allow(&self) -> Allow {
        Allow {
            managed: self.allow_managed,
            global: self.allow_global,
            default: self.allow_default,
            dns: self.allow_dns,
        }
    }
}

/// Where joining a network stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum NetworkStatus {
    /// The controller was asked and has not answered yet; for ever, if it can't be reached.
    #[default]
    RequestingConfiguration,
    /// Configured. Traffic may take five more seconds.
    Ok,
    /// The controller knows the network and does not allow this node.
    AccessDenied,
    /// The controller has no such network.
    NotFound,
    /// The adapter could not be made.
    PortError,
    /// The controller wants a newer client.
    ClientTooOld,
    /// A person must sign in.
    AuthenticationRequired,
    /// A word this version does not know.
    Other(String),
}

impl<'de> Deserialize<'de> for NetworkStatus {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Ok(match word.as_str() {
            "REQUESTING_CONFIGURATION" => Self::RequestingConfiguration,
            "OK" => Self::Ok,
            "ACCESS_DENIED" => Self::AccessDenied,
            "NOT_FOUND" => Self::NotFound,
            "PORT_ERROR" => Self::PortError,
            "CLIENT_TOO_OLD" => Self::ClientTooOld,
            "AUTHENTICATION_REQUIRED" => Self::AuthenticationRequired,
            _ => Self::Other(word),
        })
    }
}

/// Whether members must be allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NetworkType {
    /// Members are allowed one by one.
    #[default]
    Private,
    /// Whoever knows the id is in.
    Public,
    /// A word this version does not know.
    Other(String),
}

impl<'de> Deserialize<'de> for NetworkType {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Ok(match word.as_str() {
            "PRIVATE" => Self::Private,
            "PUBLIC" => Self::Public,
            _ => Self::Other(word),
        })
    }
}

/// The four permissions a person gives a network on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// Set addresses and routes on the adapter.
    #[serde(rename = "allowManaged", default = "yes", deserialize_with = "or_yes")]
    pub managed: bool,
    /// Also addresses and routes in public ranges.
    #[serde(rename = "allowGlobal", default, deserialize_with = "or_default")]
    pub global: bool,
    /// Also the default route.
    #[serde(rename = "allowDefault", default, deserialize_with = "or_default")]
    pub default: bool,
    /// Set name servers.
    #[serde(rename = "allowDNS", default, deserialize_with = "or_default")]
    pub dns: bool,
}

impl Default for Allow {
    /// What a fresh join gives.
    fn default() -> Self {
        Self { managed: true, global: false, default: false, dns: false }
    }
}

const fn yes() -> bool {
    true
}

fn or_yes<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Option::deserialize(from).map(|on| on.unwrap_or(true))
}

/// What to change about [`Allow`]; what is none stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AllowChange {
    /// See [`Allow::managed`].
    #[serde(rename = "allowManaged", skip_serializing_if = "Option::is_none")]
    pub managed: Option<bool>,
    /// See [`Allow::global`].
    #[serde(rename = "allowGlobal", skip_serializing_if = "Option::is_none")]
    pub global: Option<bool>,
    /// See [`Allow::default`].
    #[serde(rename = "allowDefault", skip_serializing_if = "Option::is_none")]
    pub default: Option<bool>,
    /// See [`Allow::dns`].
    #[serde(rename = "allowDNS", skip_serializing_if = "Option::is_none")]
    pub dns: Option<bool>,
}

impl AllowChange {
    /// Nothing would change.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The first permission that is not as this change asks.
    pub fn differs_from(self, now: Allow) -> Option<&'static str> {
        [
            (self.managed, now.managed, "allowManaged"),
            (self.global, now.global, "allowGlobal"),
            (self.default, now.default, "allowDefault"),
            (self.dns, now.dns, "allowDNS"),
        ]
        .into_iter()
        .find_map(|(asked, is, name)| asked.is_some_and(|asked| asked != is).then_some(name))
    }
}

impl From<Allow> for AllowChange {
    /// All four as given.
    fn from(allow: Allow) -> Self {
        Self {
            managed: Some(allow.managed),
            global: Some(allow.global),
            default: Some(allow.default),
            dns: Some(allow.dns),
        }
    }
}

/// A route the controller pushes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Route {
    /// `address/bits`.
    pub target: String,
    /// The gateway; none goes straight into the network.
    #[serde(default)]
    pub via: Option<String>,
}

/// Name servers the controller pushes. Servers without a domain are never applied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Dns {
    /// The names they answer for.
    #[serde(default, deserialize_with = "or_default")]
    pub domain: String,
    /// Their addresses.
    #[serde(default, deserialize_with = "or_default")]
    pub servers: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_status_is_kept_as_text() {
        let network: Network = serde_json::from_str(r#"{"id":"17d395d8cb43a800","status":"DREAMING"}"#).unwrap();
        assert_eq!(network.status, NetworkStatus::Other("DREAMING".into()));
    }

    #[test]
    fn nulls_in_every_nullable_place_are_read() {
        let network: Network = serde_json::from_str(
            r#"{"id":"17d395d8cb43a800","name":null,"status":null,"type":null,"mac":null,"mtu":null,"routes":null,
                "dns":null,"assignedAddresses":null,"allowManaged":false,"allowDNS":null,"authenticationURL":null}"#,
        )
        .unwrap();
        assert!(!network.allow().managed);
        assert_eq!(network.dns, Dns::default());
    }

    #[test]
    fn a_change_that_was_not_made_is_named() {
        let change = AllowChange { dns: Some(true), ..AllowChange::default() };
        assert_eq!(change.differs_from(Allow::default()), Some("allowDNS"));
        assert_eq!(change.differs_from(Allow { dns: true, ..Allow::default() }), None);
    }

    #[test]
    fn only_what_changes_is_sent() {
        let change = AllowChange { global: Some(false), ..AllowChange::default() };
        assert_eq!(serde_json::to_string(&change).unwrap(), r#"{"allowGlobal":false}"#);
    }
}

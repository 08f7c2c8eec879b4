//! The rules of a network, `/api/v2beta/network/{id}/flow-rule`: a text, or a form filled in.

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::New;
use crate::{Error, NetworkId, link::Ask, loose};

/// The rules of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rules {
    /// Text in the language of rules.
    Custom {
        /// The text.
        source: String,
    },
    /// Members see certain services only.
    Isolation(Isolation),
    /// A kind this version does not know.
    Other(String),
}

/// The form of isolation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Isolation {
    /// Only IP gets through.
    #[serde(rename = "blockNonIP", deserialize_with = "on")]
    pub block_non_ip: bool,
    /// Only the allowed services get through.
    #[serde(deserialize_with = "on")]
    pub enable_service_filter: bool,
    /// The services.
    #[serde(deserialize_with = "loose::list")]
    pub allowed_services: Vec<Service>,
    /// Nodes none of this holds for. Hostile text.
    #[serde(deserialize_with = "loose::list")]
    pub excluded_device_ids: Vec<String>,
}

/// A service of [`Isolation`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Service {
    /// As the authority writes ports. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub ports: String,
    /// The number of the IP protocol: 6 is TCP, 17 is UDP.
    #[serde(deserialize_with = "loose::number")]
    pub protocol: Option<i64>,
}

fn on<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(loose::flag(from)?.unwrap_or(false))
}

impl<'de> Deserialize<'de> for Rules {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Record {
            #[serde(deserialize_with = "loose::text")]
            kind: String,
            config: Value,
        }
        let Record { kind, config } = loose::record(from)?;
        let source = || config.get("source").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(match kind.as_str() {
            "custom" => Self::Custom { source: source() },
            "isolation" => Self::Isolation(Isolation::deserialize(config).unwrap_or_default()),
            _ => Self::Other(kind),
        })
    }
}

impl Rules {
    /// The text, of rules that are one.
    pub fn source(self) -> Option<String> {
        if let Self::Custom { source } = self { Some(source) } else { None }
    }

    /// As they are sent; none for a kind that is not known.
    fn body(&self) -> Option<Value> {
        match self {
            Self::Custom { source } => Some(json!({ "kind": "custom", "config": { "source": source } })),
            Self::Isolation(form) => {
                let service = |it: &Service| json!({ "ports": it.ports, "protocol": it.protocol });
                let config = json!({
                    "blockNonIP": form.block_non_ip,
                    "enableServiceFilter": form.enable_service_filter,
                    "allowedServices": form.allowed_services.iter().map(service).collect::<Value>(),
                    "excludedDeviceIds": form.excluded_device_ids,
                });
                Some(json!({ "kind": "isolation", "config": config }))
            }
            Self::Other(_) => None,
        }
    }
}

impl New {
    /// The rules of a network, of whatever kind.
    pub async fn rules(&self, network: NetworkId) -> Result<Rules, Error> {
        self.link.send(Ask::get(path(network))).await
    }

    /// Replaces the rules of a network; [`crate::Fault::Unsupported`] for [`Rules::Other`]. Answers how they are now.
    pub async fn set_rules(&self, network: NetworkId, rules: &Rules) -> Result<Rules, Error> {
        match rules.body() {
            Some(body) => self.link.send(Ask::post(path(network), body)).await,
            None => Err(Ask::post_empty(path(network)).error(crate::Fault::Unsupported)),
        }
    }
}

fn path(network: NetworkId) -> String {
    format!("/api/v2beta/network/{network}/flow-rule")
}

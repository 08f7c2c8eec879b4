//! A node this one talks to.

use serde::{Deserialize, Deserializer};

use super::status::{Version, or_default};
use crate::NodeAddress;

/// A node this one talks to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Peer {
    /// Its address.
    pub address: NodeAddress,
    /// What it is to this node.
    #[serde(default, deserialize_with = "or_default")]
    pub role: Role,
    /// Round trip in milliseconds; none if not known.
    #[serde(default, deserialize_with = "latency")]
    pub latency: Option<u32>,
    /// The version it runs; `-1.-1.-1` if not known.
    #[serde(default, deserialize_with = "or_default")]
    pub version: Version,
    /// Reached over the TCP relay.
    #[serde(default, deserialize_with = "or_default")]
    pub tunneled: bool,
    /// Direct ways to it; none means relayed. The same remote address comes once per local socket.
    #[serde(default, deserialize_with = "or_default")]
    pub paths: Vec<Path>,
}

/// A direct way to a peer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Path {
    /// `ip/port`.
    #[serde(default, deserialize_with = "or_default")]
    pub address: String,
    /// Used lately.
    #[serde(default, deserialize_with = "or_default")]
    pub active: bool,
    /// No longer used.
    #[serde(default, deserialize_with = "or_default")]
    pub expired: bool,
    /// The one packets take.
    #[serde(default, deserialize_with = "or_default")]
    pub preferred: bool,
    /// When a packet last came this way, milliseconds since 1970; 0 is never.
    #[serde(default, rename = "lastReceive", deserialize_with = "or_default")]
    pub last_receive: i64,
}

/// What a peer is to this node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Role {
    /// An ordinary node.
    #[default]
    Leaf,
    /// A root of the planet.
    Planet,
    /// A root of a moon.
    Moon,
    /// A word this version does not know.
    Other(String),
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Ok(match word.as_str() {
            "LEAF" => Self::Leaf,
            "PLANET" => Self::Planet,
            "MOON" => Self::Moon,
            _ => Self::Other(word),
        })
    }
}

fn latency<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(Option::<i64>::deserialize(from)?.and_then(|ms| u32::try_from(ms).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latency_of_minus_one_is_unknown() {
        let peer: Peer = serde_json::from_str(r#"{"address":"8f2c1a9b3d","role":"ROOT","latency":-1}"#).unwrap();
        assert_eq!(peer.latency, None);
        assert_eq!(peer.role, Role::Other("ROOT".into()));
        let far: Peer = serde_json::from_str(r#"{"address":"8f2c1a9b3d","latency":99999999999}"#).unwrap();
        assert_eq!(far.latency, None, "beyond 32 bits");
    }
}

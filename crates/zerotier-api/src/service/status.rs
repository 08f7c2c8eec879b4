//! `/status` and `/health`: who this node is, and whether it hears the roots.

use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::NodeAddress;

/// This node, as its service tells it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// This node's address.
    pub address: NodeAddress,
    /// A root was heard within the last 500 seconds: may be stale for eight minutes.
    #[serde(default, deserialize_with = "or_default")]
    pub online: bool,
    /// Everything goes over TCP through a relay, since UDP does not get through.
    #[serde(default, deserialize_with = "or_default")]
    pub tcp_fallback_active: bool,
    /// The version of the service.
    #[serde(default, deserialize_with = "or_default")]
    pub version: Version,
}

/// The answer of `/health`, which needs no token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Health {
    /// As in [`Status::online`].
    #[serde(default, deserialize_with = "or_default")]
    pub online: bool,
    /// The version of the service.
    #[serde(default, deserialize_with = "or_default")]
    pub version: Version,
}

/// A version as `1.14.1`. Anything else is kept as text and compares lower than every number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Version(String);

impl Version {
    /// Major, minor, revision, if the text has that form.
    pub fn parts(&self) -> Option<(u32, u32, u32)> {
        let mut parts = self.0.split('.').map(str::parse);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(rev)), None) => Some((major, minor, rev)),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self)
    }
}

/// A null where a value should be reads as the default: a newer or older service must not make a read fail.
pub(super) fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_null_reads_as_the_default() {
        let status: Status =
            serde_json::from_str(r#"{"address":"8f2c1a9b3d","online":null,"version":null,"more":[1]}"#).unwrap();
        assert!(!status.online);
        assert_eq!(status.version.parts(), None);
    }

    #[test]
    fn versions_are_numbers() {
        let version: Version = serde_json::from_str(r#""1.14.1""#).unwrap();
        assert_eq!(version.parts(), Some((1, 14, 1)));
        assert_eq!(serde_json::from_str::<Version>(r#""-1.-1.-1""#).unwrap().parts(), None);
    }
}

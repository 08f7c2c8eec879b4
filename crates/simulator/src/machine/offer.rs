//! What a controller far away has for this machine.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use super::joined::Asked;

/// A network as its controller knows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offer {
    /// What a member is told, in the fields of the network object.
    pub(crate) config: Map<String, Value>,
    /// Only allowed members get in.
    pub(crate) private: bool,
    /// The allowed members.
    pub(crate) allowed: BTreeSet<NodeAddress>,
    /// Members that were allowed at some time since the controller began: changes are pushed to them.
    pub(crate) known: BTreeSet<NodeAddress>,
    /// The network asks for a sign-in.
    pub(crate) sign_in: Option<SignIn>,
}

/// A sign-in at somebody's identity provider.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    /// Where.
    pub(crate) url: String,
    /// The session ends then, in ms since 1970; none if nobody is signed in.
    pub(crate) until: Option<i64>,
}

impl SignIn {
    fn fields(&self) -> Map<String, Value> {
        fields(json!({
            "ssoEnabled": true,
            "authenticationURL": self.url,
            "authenticationExpiryTime": self.until.unwrap_or_default(),
        }))
    }
}

impl Offer {
    /// A private network with these fields, nobody allowed.
    pub(crate) fn private(config: Value) -> Self {
        let mut config = fields(config);
        config.entry("type").or_insert_with(|| json!("PRIVATE"));
        config.entry("netconfRevision").or_insert_with(|| json!(1));
        config.entry("broadcastEnabled").or_insert_with(|| json!(true));
        Self { config, private: true, ..Self::default() }
    }

    /// Anybody gets in.
    pub(crate) fn public(config: Value) -> Self {
        let mut offer = Self::private(config);
        offer.config.insert("type".into(), json!("PUBLIC"));
        Self { private: false, ..offer }
    }

    #[must_use]
    pub(crate) fn allowing(mut self, node: NodeAddress) -> Self {
        self.allowed.insert(node);
        self.known.insert(node);
        self
    }

    #[must_use]
    pub(crate) fn with_sign_in(mut self, url: String, until: Option<i64>) -> Self {
        self.sign_in = Some(SignIn { url, until });
        self
    }

    /// What an allowed member hears, if this is what it is told.
    pub(crate) fn admitted(&self, config: Map<String, Value>, now: i64) -> Asked {
        match &self.sign_in {
            Some(sign_in) if sign_in.until.is_none_or(|until| until <= now) => Asked::SignInNeeded(sign_in.fields()),
            Some(sign_in) => Asked::Configured(config.into_iter().chain(sign_in.fields()).collect()),
            None => Asked::Configured(config),
        }
    }

    pub(crate) fn answer(&self, node: NodeAddress, now: i64) -> Asked {
        if self.private && !self.allowed.contains(&node) {
            return Asked::Denied;
        }
        self.admitted(self.config.clone(), now)
    }
}

/// What the service makes of an ad-hoc id by itself.
pub(crate) fn ad_hoc(network: NetworkId, node: NodeAddress) -> Map<String, Value> {
    let (first, last) = network.ad_hoc_ports().unwrap_or_default();
    let folded = network.number() ^ (network.number() >> 32);
    let [prefix @ .., _, _, _, _] = (folded << 32).to_be_bytes();
    let node = node.number().to_be_bytes();
    let bytes = [&[0xfc][..], &prefix, &node[3..], &[0, 0, 0, 0, 0, 1]].concat();
    let mut octets = [0; 16];
    octets.copy_from_slice(&bytes);
    let address = std::net::Ipv6Addr::from(octets);
    fields(json!({
        "assignedAddresses": [format!("{address}/40")],
        "name": format!("adhoc-{first:04x}-{last:04x}"),
        "netconfRevision": 1,
        "type": "PUBLIC",
    }))
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::known;

    #[test]
    fn an_ad_hoc_address_is_the_one_the_service_makes() {
        let config = ad_hoc(known("ff00160016000000"), known("0cd29156ec"));
        assert_eq!(config["assignedAddresses"], json!(["fce9:16:c:d291:56ec::1/40"]));
        assert_eq!(config["name"], "adhoc-0016-0016");
    }
}

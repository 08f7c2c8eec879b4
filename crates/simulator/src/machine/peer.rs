//! Another node, as the service of this machine sees it.

use serde_json::{Value, json};
use zerotier_api::NodeAddress;

/// A peer.
pub(crate) struct Peer {
    /// As `GET /peer/{address}` tells.
    pub(crate) object: Value,
    /// It was heard this long before now, in ms; none if its times stand as they are.
    pub(crate) heard_ago: Option<i64>,
}

impl Peer {
    /// A leaf that is reached directly, or through a relay.
    pub(crate) fn leaf(address: NodeAddress, latency: i64, endpoint: Option<&str>) -> Self {
        Self::new(address, "LEAF", latency, endpoint)
    }

    pub(crate) fn root(address: NodeAddress, latency: i64, endpoint: &str) -> Self {
        Self::new(address, "PLANET", latency, Some(endpoint))
    }

    fn new(address: NodeAddress, role: &str, latency: i64, endpoint: Option<&str>) -> Self {
        // The service lists one path per local socket, three in all, to the same endpoint.
        let socket = |index: u64| 0x5610_0000_0000 + (address.number() & 0xffff) * 0x1000 + index * 0x100;
        let paths = endpoint.into_iter().flat_map(|endpoint| {
            (0..3).map(move |index| {
                json!({
                    "active": true, "address": endpoint, "expired": false, "lastReceive": 0, "lastSend": 0,
                    "localPort": 0, "localSocket": socket(index), "preferred": index == 2, "trustedPathId": 0,
                })
            })
        });
        let object = json!({
            "address": address, "isBonded": false, "latency": latency, "paths": paths.collect::<Vec<_>>(),
            "role": role, "tunneled": false, "version": "1.14.2", "versionMajor": 1, "versionMinor": 14,
            "versionRev": 2,
        });
        Self { object, heard_ago: Some(1_500 + (address.number() % 20_000).cast_signed()) }
    }

    pub(crate) fn address(&self) -> Option<&str> {
        self.object["address"].as_str()
    }

    /// As it is told at this moment.
    pub(crate) fn object_at(&self, now: i64) -> Value {
        let mut object = self.object.clone();
        let paths = object["paths"].as_array_mut();
        if let (Some(ago), Some(paths)) = (self.heard_ago, paths) {
            for path in paths {
                path["lastReceive"] = json!(now - ago);
                path["lastSend"] = json!(now - ago / 2);
            }
        }
        object
    }
}

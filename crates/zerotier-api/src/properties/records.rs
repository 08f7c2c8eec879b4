//! What the service answers, with something odd in it.

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Odd, any_json, odd, passes_over_the_unknown};
use crate::{
    mend::{self, Mended},
    service::{Health, Network, Peer, Status},
};

fn network() -> Value {
    json!({
        "id": "17d395d8cb43a800", "nwid": "17d395d8cb43a800", "name": "home", "status": "OK", "type": "PRIVATE",
        "mac": "02:00:5e:10:20:30", "mtu": 2800, "dhcp": false, "bridge": true, "broadcastEnabled": true,
        "portError": 0, "netconfRevision": 7, "portDeviceName": "ztexample", "allowManaged": true,
        "allowGlobal": true, "allowDefault": false, "allowDNS": true, "assignedAddresses": ["10.147.17.24/24"],
        "routes": [{ "target": "10.147.17.0/24", "via": null, "flags": 0, "metric": 0 }],
        "dns": { "domain": "home.example", "servers": ["10.147.17.1"] },
        "authenticationURL": "https://id.example", "authenticationExpiryTime": 1_700_000_000_000_i64, "ssoEnabled": true
    })
}

fn status() -> Value {
    json!({ "address": "8f2c1a9b3d", "online": true, "tcpFallbackActive": false, "version": "1.14.1", "clock": 1 })
}

fn peer() -> Value {
    let path =
        json!({ "address": "203.0.113.7/9993", "active": true, "expired": false, "preferred": true, "lastReceive": 5 });
    json!({ "address": "8f2c1a9b3d", "role": "LEAF", "latency": 23, "version": "1.14.1", "tunneled": false, "paths": [path] })
}

/// Of a list, an odd record costs nothing of the others; and of itself nothing but what is odd.
fn nothing_else_is_lost<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
    record: &Value,
    odd: &Odd,
) -> Result<(), TestCaseError> {
    let whole: T = serde_json::from_value(record.clone()).unwrap();
    let body = format!("[{record},{},{record}]", odd.text);
    let Mended { value: list, odd: places } = mend::list::<T>(body.as_bytes()).unwrap();
    prop_assert!(list.len() == 3 || (list.len() == 2 && !places.is_empty()), "{:?}", places);
    prop_assert!(list.first() == Some(&whole) && list.last() == Some(&whole));
    prop_assert!(places.iter().all(|place| place.starts_with("[1]")), "{:?}", places);
    let id = ["/id", "/address"].contains(&odd.at.as_str()) || odd.at.is_empty();
    prop_assert!(list.len() == 3 || id, "{} costs its record", odd.at);
    Ok(())
}

proptest! {
    #[test]
    fn an_odd_value_of_a_network_costs_that_value(odd in odd(&network())) {
        nothing_else_is_lost::<Network>(&network(), &odd)?;
        // All that is beside it is as it was.
        let field = odd.at.split('/').nth(1).unwrap_or_default();
        if let Ok(Mended { value: read, .. }) = mend::record::<Network>(odd.text.as_bytes()) {
            let whole: Network = serde_json::from_value(network()).unwrap();
            let beside = |name: &str| name == field;
            prop_assert!(beside("id") || odd.at.is_empty() || read.id == whole.id);
            prop_assert!(beside("name") || odd.at.is_empty() || read.name == whole.name);
            prop_assert!(beside("status") || odd.at.is_empty() || read.status == whole.status);
            prop_assert!(beside("routes") || odd.at.is_empty() || read.routes == whole.routes);
            prop_assert!(beside("dns") || odd.at.is_empty() || read.dns == whole.dns);
            prop_assert!(field.starts_with("allow") || odd.at.is_empty() || read.allow() == whole.allow());
        }
    }

    #[test]
    fn an_odd_value_of_a_peer_costs_that_value(odd in odd(&peer())) {
        nothing_else_is_lost::<Peer>(&peer(), &odd)?;
    }

    #[test]
    fn an_odd_value_of_the_node_costs_that_value(odd in odd(&status())) {
        let read = mend::record::<Status>(odd.text.as_bytes());
        prop_assert!(read.is_ok() || matches!(odd.at.as_str(), "" | "/address"));
        let health = mend::record::<Health>(odd.text.as_bytes());
        prop_assert!(health.is_ok() || odd.at.is_empty());
    }

    #[test]
    fn a_field_nobody_knows_changes_nothing(json in any_json()) {
        passes_over_the_unknown::<Network>(&network(), &json)?;
        passes_over_the_unknown::<Peer>(&peer(), &json)?;
        passes_over_the_unknown::<Status>(&status(), &json)?;
        passes_over_the_unknown::<Health>(&status(), &json)?;
    }

    #[test]
    fn a_word_nobody_knows_is_kept_as_it_is(word: String) {
        let mut record = network();
        record["status"] = json!(word);
        record["type"] = json!(word);
        let Mended { value, odd } = mend::value::<Network>(record).unwrap();
        prop_assert!(odd.is_empty());
        prop_assert_eq!(value.name, "home");
        let mut record = peer();
        record["role"] = json!(word);
        record["version"] = json!(word);
        let Mended { value, odd } = mend::value::<Peer>(record).unwrap();
        prop_assert!(odd.is_empty());
        prop_assert_eq!(value.version.to_string(), word);
    }

    #[test]
    fn any_body_is_an_answer_or_an_error(body in prop_oneof![any::<Vec<u8>>(), any_json().prop_map(String::into_bytes)]) {
        let json = http_is_json(&body);
        for read in [mend::list::<Network>(&body).is_ok(), mend::list::<Peer>(&body).is_ok(), mend::record::<Health>(&body).is_ok()] {
            prop_assert!(json || !read);
        }
    }
}

fn http_is_json(body: &[u8]) -> bool {
    crate::http::is_json(body)
}

//! What a controller sends, with something odd in it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::wire::{MemberNames, NetworkRecord, NodeRecord, PeerRecord};
use crate::{
    mend,
    properties::{any_json, odd, passes_over_the_unknown, spares_the_others},
    wire::Membership,
};

fn network() -> Value {
    json!({
        "id": "8f2c1a9b3d43a800", "nwid": "8f2c1a9b3d43a800", "name": "home", "private": true, "enableBroadcast": true,
        "mtu": 2800, "multicastLimit": 32, "routes": [{ "target": "10.147.17.0/24", "via": null }],
        "ipAssignmentPools": [{ "ipRangeStart": "10.147.17.1", "ipRangeEnd": "10.147.17.254" }],
        "v4AssignMode": { "zt": true }, "v6AssignMode": { "zt": false, "rfc4193": true, "6plane": false },
        "dns": { "domain": "home.example", "servers": ["10.147.17.1"] }, "creationTime": 1_700_000_000_000_i64,
        "meta": { "totalMemberCount": 3, "authorizedMemberCount": 2 }
    })
}

fn member() -> Value {
    json!({
        "id": "8f2c1a9b3d", "address": "8f2c1a9b3d", "name": "laptop", "authorized": true, "activeBridge": false,
        "noAutoAssignIps": false, "ipAssignments": ["10.147.17.24"], "ssoExempt": false, "vMajor": 1, "vMinor": 14,
        "vRev": 1, "creationTime": 1_700_000_000_000_i64, "lastAuthorizedTime": 1_700_000_000_000_i64
    })
}

fn peer() -> Value {
    json!({ "address": "8f2c1a9b3d", "version": "1.14.1", "paths": [{ "address": "203.0.113.7/9993", "lastReceive": 5 }] })
}

proptest! {
    #[test]
    fn an_odd_network_costs_no_other(odd in odd(&network())) {
        spares_the_others(&network(), &odd.text, NetworkRecord::network)?;
        spares_the_others(&network(), &odd.text, NetworkRecord::summary)?;
    }

    #[test]
    fn an_odd_member_or_peer_costs_no_other(member in odd(&member()), peer in odd(&peer())) {
        let node = |record: &Membership| record.id.parse().ok();
        spares_the_others(&self::member(), &member.text, |record: Membership| Some(record.clone().member(node(&record)?)))?;
        spares_the_others(&self::peer(), &peer.text, |record: PeerRecord| Some(record.address))?;
    }

    #[test]
    fn members_are_found_in_whatever_names_them(json in any_json()) {
        let body = format!("[{json},\"8f2c1a9b3d\",{{\"id\":\"0cd29156ec\",\"more\":{json}}}]");
        let MemberNames(names) = mend::record(body.as_bytes()).unwrap().value;
        prop_assert!(["8f2c1a9b3d", "0cd29156ec"].iter().all(|name| names.contains(&name.parse().unwrap())));
    }

    #[test]
    fn a_field_nobody_knows_changes_nothing(json in any_json()) {
        passes_over_the_unknown::<NetworkRecord>(&network(), &json)?;
        passes_over_the_unknown::<Membership>(&member(), &json)?;
        passes_over_the_unknown::<PeerRecord>(&peer(), &json)?;
        passes_over_the_unknown::<NodeRecord>(&peer(), &json)?;
    }
}

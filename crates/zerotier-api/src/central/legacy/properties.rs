//! What legacy Central sends, with something odd in it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::wire::{MemberRecord, NetworkRecord, Status};
use crate::{
    mend,
    properties::{any_json, odd, passes_over_the_unknown, spares_the_others},
};

fn network() -> Value {
    json!({
        "id": "17d395d8cb43a800", "description": "at home", "rulesSource": "accept;", "ownerId": "o",
        "permissions": { "u": { "r": true, "m": false } }, "totalMemberCount": 3, "authorizedMemberCount": 2,
        "config": {
            "id": "17d395d8cb43a800", "name": "home", "private": true, "enableBroadcast": true, "mtu": 2800,
            "multicastLimit": 32, "routes": [{ "target": "10.147.17.0/24", "via": null }],
            "ipAssignmentPools": [{ "ipRangeStart": "10.147.17.1", "ipRangeEnd": "10.147.17.254" }],
            "v4AssignMode": { "zt": true }, "v6AssignMode": { "zt": false, "rfc4193": true, "6plane": false },
            "dns": { "domain": "home.example", "servers": ["10.147.17.1"] }, "creationTime": 1_700_000_000_000_i64
        }
    })
}

fn member() -> Value {
    json!({
        "id": "17d395d8cb43a800-8f2c1a9b3d", "nodeId": "8f2c1a9b3d", "name": "laptop", "description": "mine",
        "hidden": false, "lastSeen": 1_700_000_000_000_i64, "lastOnline": 1_700_000_000_000_i64,
        "physicalAddress": "203.0.113.7", "clientVersion": "1.14.1",
        "config": {
            "id": "8f2c1a9b3d", "address": "8f2c1a9b3d", "authorized": true, "activeBridge": false,
            "noAutoAssignIps": false, "ipAssignments": ["10.147.17.24"], "ssoExempt": false, "vMajor": 1, "vMinor": 14,
            "vRev": 1, "creationTime": 1_700_000_000_000_i64, "lastAuthorizedTime": 1_700_000_000_000_i64
        }
    })
}

fn status() -> Value {
    json!({ "user": { "id": "u", "displayName": "me", "email": "me@home.example" }, "clock": 1_700_000_000_000_i64, "readOnlyMode": false })
}

proptest! {
    #[test]
    fn an_odd_network_costs_no_other(odd in odd(&network()), user in prop::option::of("[uo]")) {
        spares_the_others(&network(), &odd.text, |record: NetworkRecord| record.network(user.as_deref()))?;
        spares_the_others(&network(), &odd.text, |record: NetworkRecord| record.summary(user.as_deref()))?;
    }

    #[test]
    fn an_odd_member_costs_no_other(odd in odd(&member())) {
        spares_the_others(&member(), &odd.text, MemberRecord::member)?;
    }

    #[test]
    fn an_odd_value_costs_no_member_its_access(odd in odd(&member())) {
        let beside = !odd.at.is_empty() && odd.at != "/config" && odd.at != "/config/authorized" && odd.at != "/nodeId";
        if beside {
            let member = mend::record::<MemberRecord>(odd.text.as_bytes()).unwrap().value.member().unwrap();
            let whole = serde_json::from_value::<MemberRecord>(self::member()).unwrap().member().unwrap();
            prop_assert_eq!(member.access, whole.access);
            prop_assert_eq!(member.node, whole.node);
        }
    }

    #[test]
    fn an_odd_value_costs_nobody_the_account(odd in odd(&status())) {
        let status = mend::record::<Status>(odd.text.as_bytes());
        let named = status.is_ok_and(|status| status.value.user().is_some());
        prop_assert!(named || ["", "/user", "/user/id"].contains(&odd.at.as_str()));
    }

    #[test]
    fn a_field_nobody_knows_changes_nothing(json in any_json()) {
        passes_over_the_unknown::<NetworkRecord>(&network(), &json)?;
        passes_over_the_unknown::<MemberRecord>(&member(), &json)?;
        passes_over_the_unknown::<Status>(&status(), &json)?;
    }
}

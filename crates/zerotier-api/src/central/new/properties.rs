//! What New Central sends, with something odd in it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::wire::{GroupRecord, MemberRecord, NetworkRecord, OrganisationRecord, SummaryRecord};
use crate::{
    authority::Organisation,
    properties::{any_json, odd, passes_over_the_unknown, spares_the_others},
};

fn network() -> Value {
    json!({
        "id": "17d395d8cb43a800", "name": "home", "description": "at home", "networkGroupName": "group", "orgId": "o",
        "creationTime": "2023-11-14T22:13:20Z", "lastModified": "2023-11-14T22:13:20Z",
        "stats": { "totalDevices": 3, "authorizedDevices": 2 },
        "config": {
            "private": true, "enableBroadcast": true, "mtu": 2800, "multicastLimit": 32,
            "routes": [{ "target": "10.147.17.0/24", "via": "10.147.17.1" }],
            "dns": { "domain": "home.example", "servers": ["10.147.17.1"] },
            "v4IpAssignmentPools": [{ "ipRangeStart": "10.147.17.1", "ipRangeEnd": "10.147.17.254" }],
            "v6IpAssignmentPools": [], "v4AssignmentMode": { "zt": true },
            "v6AssignmentMode": { "zt": false, "rfc4193": true, "6plane": false }
        }
    })
}

fn member() -> Value {
    json!({
        "deviceId": "8f2c1a9b3d", "name": "laptop", "description": "mine", "status": "authorized",
        "ipv4Assignments": ["10.147.17.24"], "ipv6Assignments": [], "os": "linux", "arch": "x86_64",
        "agentVersion": "1.14.1", "activeBridge": false, "noAutoAssignIps": false,
        "creationTime": "2023-11-14T22:13:20Z", "lastAuthorizedTime": "2023-11-14T22:13:20Z",
        "lastSeenTime": "2023-11-14T22:13:20Z", "lastSeenIp": "203.0.113.7",
        "lastSeen": { "203.0.113.7/9993": "2023-11-14T22:13:20Z" }
    })
}

proptest! {
    #[test]
    fn an_odd_network_costs_no_other(odd in odd(&network())) {
        spares_the_others(&network(), &odd.text, NetworkRecord::network)?;
        let organisation = Organisation::default();
        spares_the_others(&network(), &odd.text, |record: SummaryRecord| record.summary(&organisation))?;
    }

    #[test]
    fn an_odd_member_costs_no_other(odd in odd(&member())) {
        spares_the_others(&member(), &odd.text, MemberRecord::member)?;
    }

    #[test]
    fn an_odd_organisation_or_group_costs_no_other(odd in odd(&network())) {
        spares_the_others(&network(), &odd.text, |record: OrganisationRecord| Some(record.noun()))?;
        spares_the_others(&network(), &odd.text, |record: GroupRecord| Some(record.noun("o")))?;
    }

    #[test]
    fn a_field_nobody_knows_changes_nothing(json in any_json()) {
        passes_over_the_unknown::<NetworkRecord>(&network(), &json)?;
        passes_over_the_unknown::<SummaryRecord>(&network(), &json)?;
        passes_over_the_unknown::<MemberRecord>(&member(), &json)?;
        passes_over_the_unknown::<OrganisationRecord>(&network(), &json)?;
        passes_over_the_unknown::<GroupRecord>(&network(), &json)?;
    }
}

use serde_json::{Value, json};

use super::*;

const ORGS: &str = "GET /api/v2/org";
const MEMBERS: &str = "GET /api/v2/network/17d395d8cb43a800/member";
const POST_MEMBERS: &str = "POST /api/v2/network/17d395d8cb43a800/member";
const POST_MEMBER: &str = "POST /api/v2/network/17d395d8cb43a800/member/0cd29156ec";
const GET_NETWORK: &str = "GET /api/v2/network/17d395d8cb43a800";
const POST_NETWORK: &str = "POST /api/v2/network/17d395d8cb43a800";
const GET_RULES: &str = "GET /api/v2beta/network/17d395d8cb43a800/flow-rule";
const POST_RULES: &str = "POST /api/v2beta/network/17d395d8cb43a800/flow-rule";

async fn new(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::new_central(&server.base, secret()).unwrap();
    (server, authority)
}

fn one_org() -> (&'static str, u16, Value) {
    (ORGS, 200, json!({ "items": [{ "id": "o 1", "name": "Org" }] }))
}

#[tokio::test]
async fn networks_are_listed_by_organisation() {
    let list = json!({ "items": [
        { "id": NETWORK, "name": "home", "networkGroupName": "default", "stats": { "totalDevices": 5, "authorizedDevices": 2 } },
        { "id": "17d395d8cb43a801", "name": null, "stats": null }
    ] });
    let (_server, authority) = new(vec![one_org(), ("GET /api/v2/network?org-id=o%201&stats=true", 200, list)]).await;
    assert_eq!(authority.account().await.unwrap().name, "Org");
    let networks = authority.networks().await.unwrap();
    assert_eq!(networks[0].counts, Some(Counts { total: 5, allowed: 2 }));
    assert_eq!((networks[0].group.as_deref(), networks[1].counts), (Some("default"), None));
    assert_eq!(networks[1].organisation.as_ref().map(|org| org.name.as_str()), Some("Org"));
}

#[tokio::test]
async fn rules_are_a_second_call_that_may_fail() {
    let record = json!({ "id": NETWORK, "name": "n", "creationTime": "2023-11-14T22:13:20Z", "lastModified": "?",
        "config": { "v4IpAssignmentPools": [{ "ipRangeStart": "10.0.0.1", "ipRangeEnd": "10.0.0.9" }],
            "v6AssignmentMode": null, "routes": [{ "target": "10.0.0.0/24", "via": null }] } });
    let rules = json!({ "kind": "custom", "config": { "source": "accept;" } });
    let (_server, authority) = new(vec![(GET_NETWORK, 200, record.clone()), (GET_RULES, 200, rules)]).await;
    let network = authority.network(network()).await.unwrap();
    assert_eq!(
        (network.rules.as_deref(), network.created, network.modified),
        (Some("accept;"), Some(1_700_000_000_000), None)
    );
    assert_eq!((network.pools.len(), network.routes[0].via.as_ref()), (1, None));
    let forms = json!({ "kind": "isolation", "config": { "blockNonIP": true } });
    for (status, answer) in [(403, json!({ "message": "plan" })), (200, forms)] {
        let (_server, authority) = new(vec![(GET_NETWORK, 200, record.clone()), (GET_RULES, status, answer)]).await;
        assert_eq!(authority.network(network.id).await.unwrap().rules, None);
    }
}

#[tokio::test]
async fn a_network_needs_a_group_if_there_is_a_choice() {
    let groups = json!({ "items": [{ "id": "g/1", "name": "default" }] });
    let made = json!({ "id": NETWORK, "name": "home" });
    let rows = vec![
        one_org(),
        ("GET /api/v2/org/o%201/network-group", 200, groups),
        ("POST /api/v2/network-group/g%2F1/network", 200, made),
    ];
    let (_server, authority) = new(rows).await;
    assert_eq!(authority.create_network("home", None).await.unwrap().name, "home");
    assert_eq!(authority.create_network("home", Some("..")).await.unwrap_err().fault, Fault::Unsendable);
    let (_server, authority) = new(vec![(ORGS, 200, json!({ "items": [] }))]).await;
    let fault = authority.create_network("home", None).await.unwrap_err().fault;
    assert_eq!(fault, Fault::NotDone { what: "group" });
}

#[tokio::test]
async fn a_change_of_a_network_goes_to_two_places() {
    let record = json!({ "id": NETWORK, "name": "n", "config": {
        "v4IpAssignmentPools": [{ "ipRangeStart": "10.0.0.1", "ipRangeEnd": "10.0.0.9" }],
        "v6IpAssignmentPools": [{ "ipRangeStart": "fd00::1", "ipRangeEnd": "fd00::9" }] } });
    let rules = json!({ "kind": "custom", "config": { "source": "drop;" } });
    let (server, authority) = new(vec![(POST_NETWORK, 200, record), (POST_RULES, 200, rules.clone())]).await;
    let pool = |first: &str, last: &str| Pool { first: first.into(), last: last.into() };
    let change = NetworkChange {
        pools: Some(vec![pool("fd00::1", "fd00::9"), pool("10.0.0.1", "10.0.0.9")]),
        rules: Some("drop;".into()),
        ..NetworkChange::default()
    };
    assert_eq!(authority.change_network(network(), &change).await.unwrap().not_taken, []);
    let config = json!({ "config": {
        "v4IpAssignmentPools": [{ "ipRangeStart": "10.0.0.1", "ipRangeEnd": "10.0.0.9" }],
        "v6IpAssignmentPools": [{ "ipRangeStart": "fd00::1", "ipRangeEnd": "fd00::9" }] } });
    assert_eq!(server.said(), [json!([POST_RULES, rules]), json!([POST_NETWORK, config])]);
}

#[tokio::test]
async fn members_are_flat_and_their_status_is_a_word() {
    let list = json!([
        { "deviceId": NODE, "status": "authorized", "ipv4Assignments": ["10.0.0.2"], "ipv6Assignments": ["fd00::2"],
          "os": "linux", "arch": "amd64", "agentVersion": "1.14.1", "lastSeenTime": "2023-11-14T22:13:20Z", "tags": [true] },
        { "deviceId": "1111111111", "status": "not_authorized", "lastDeauthorizedTime": "2023-11-14T22:13:20Z" },
        { "deviceId": "2222222222", "status": "rejected", "lastSeen": { "1.2.3.4/9993": "2023-11-14T22:13:20Z", "x": 1 } },
        { "deviceId": "3333333333", "status": "pondering", "name": null, "revision": null, "lastSeen": null },
        { "deviceId": "not a node" }
    ]);
    let (_server, authority) = new(vec![(MEMBERS, 200, list)]).await;
    let members = authority.members(network()).await.unwrap();
    let access: Vec<_> = members.iter().map(|it| it.access).collect();
    assert_eq!(access, [Access::Allowed, Access::Withdrawn, Access::Rejected, Access::Waiting]);
    assert_eq!(members[0].addresses, ["10.0.0.2", "fd00::2"]);
    assert_eq!((members[0].system.as_deref(), members[2].last_seen), (Some("linux amd64"), Some(1_700_000_000_000)));
}

#[tokio::test]
async fn access_is_a_path() {
    let rejected = json!({ "deviceId": NODE, "status": "rejected" });
    let rows = vec![
        ("POST /api/v2/network/17d395d8cb43a800/member/0cd29156ec/reject", 200, rejected),
        ("POST /api/v2/network/17d395d8cb43a800/member/de-authorize", 200, json!({ "message": "ok" })),
    ];
    let (server, authority) = new(rows).await;
    assert_eq!(authority.set_access(network(), node(), Access::Rejected).await.unwrap().not_taken, []);
    assert_eq!(authority.set_access_of_all(network(), &[node()], Access::Withdrawn).await, Ok(()));
    assert_eq!(authority.set_access_of_all(network(), &[], Access::Withdrawn).await, Ok(()));
    let said = [
        json!("POST /api/v2/network/17d395d8cb43a800/member/0cd29156ec/reject"),
        json!(["POST /api/v2/network/17d395d8cb43a800/member/de-authorize", [NODE]]),
    ];
    assert_eq!(server.said(), said);
}

#[tokio::test]
async fn a_change_of_a_member_splits_addresses_and_leaves_out_what_is_unknown() {
    let now = json!({ "deviceId": NODE, "ipv4Assignments": ["10.0.0.2"] });
    let (server, authority) = new(vec![(POST_MEMBER, 200, now)]).await;
    let change = MemberChange {
        hidden: Some(true),
        addresses: Some(vec!["fd00::2".into(), "10.0.0.2".into()]),
        ..MemberChange::default()
    };
    let written = authority.change_member(network(), node(), &change).await.unwrap();
    assert_eq!(written.not_taken, [MemberField::Hidden, MemberField::Addresses]);
    let body = json!({ "ipv4Assignments": ["10.0.0.2"], "ipv6Assignments": ["fd00::2"] });
    assert_eq!(server.said(), [json!([POST_MEMBER, body])]);
}

#[tokio::test]
async fn who_has_asked_already_is_named_and_let_in() {
    let known = json!({ "deviceId": NODE, "name": "laptop", "status": "authorized" });
    let rows = vec![
        (POST_MEMBERS, 400, json!({ "code": 400, "message": "exists" })),
        ("GET /api/v2/network/17d395d8cb43a800/member/0cd29156ec", 200, known.clone()),
        (POST_MEMBER, 200, known.clone()),
        ("POST /api/v2/network/17d395d8cb43a800/member/0cd29156ec/authorize", 200, known),
    ];
    let (_server, authority) = new(rows).await;
    assert_eq!(authority.add_member(network(), node(), "laptop").await.unwrap().not_taken, []);
    let (_server, authority) = new(vec![(POST_MEMBERS, 403, json!({ "message": "no" }))]).await;
    let refused = authority.add_member(network(), node(), "laptop").await.unwrap_err();
    assert_eq!(refused.fault, Fault::Forbidden { said: "no".into() });
}

#[tokio::test]
async fn a_removal_has_a_body() {
    let line = "DELETE /api/v2/network/17d395d8cb43a800/member";
    let (server, authority) = new(vec![(line, 200, json!({ "message": "ok" }))]).await;
    assert_eq!(authority.remove_member(network(), node()).await, Ok(()));
    assert_eq!(server.said(), [json!([line, [{ "deviceId": NODE }]])]);
}

use serde_json::{Value, json};

use super::*;
use crate::pretend::Reply;

const MEMBERS: &str = "GET /network/17d395d8cb43a800/member";
const MEMBER: &str = "GET /network/17d395d8cb43a800/member/0cd29156ec";
const POST_MEMBER: &str = "POST /network/17d395d8cb43a800/member/0cd29156ec";
const DELETE_MEMBER: &str = "DELETE /network/17d395d8cb43a800/member/0cd29156ec";
const POST_NETWORK: &str = "POST /network/17d395d8cb43a800";

async fn legacy(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::legacy(&server.base, secret()).unwrap();
    (server, authority)
}

fn member_of(config: &Value) -> Value {
    json!({ "nodeId": NODE, "name": "", "config": config })
}

#[tokio::test]
async fn a_token_is_good_only_if_it_is_somebodys() {
    let user = json!({ "user": { "id": "u1", "displayName": "Ann", "email": "", "orgId": "o1" }, "clock": 1_700_000_000_000_i64 });
    let (_server, authority) = legacy(vec![("GET /status", 200, user)]).await;
    let account = authority.account().await.unwrap();
    assert_eq!((account.id.as_str(), account.name.as_str(), account.email), ("u1", "Ann", None));
    assert_eq!(account.organisations, [Organisation { id: "o1".into(), name: String::new() }]);
    assert_eq!(account.clock, Some(1_700_000_000_000));
    for nobody in [json!({ "user": null }), json!({}), json!({ "user": { "id": "" } })] {
        let (_server, authority) = legacy(vec![("GET /status", 200, nobody)]).await;
        assert_eq!(authority.account().await.unwrap_err().fault, Fault::Unauthorized);
    }
}

#[tokio::test]
async fn what_time_it_is_there_is_heard_from_each_answer() {
    let date = "Date: Thu, 26 Nov 2015 03:04:05 GMT\r\n";
    let server = Pretend::with(move |_| std::future::ready(Reply(200, date, "[]".into()))).await;
    let authority = Authority::legacy(&server.base, secret()).unwrap();
    assert_eq!(authority.time(), None);
    authority.members(NETWORK.parse().unwrap()).await.unwrap();
    assert!(authority.time().is_some_and(|time| time >= 1_448_507_045_000));
    assert_eq!(authority.time(), None, "it says nothing of later");
}

#[tokio::test]
async fn a_forbidden_list_is_a_wrong_token_if_nobody_is_known() {
    let asked_once = vec!["GET /network", "GET /status"];
    let in_both_forms = vec!["GET /network", "GET /status", "GET /status"];
    for (user, expected, said) in [
        (json!({ "user": null }), Fault::Unauthorized, in_both_forms),
        (json!({ "user": { "id": "u1" } }), Fault::Forbidden { said: "denied".into() }, asked_once),
    ] {
        let denied = json!({ "message": "denied" });
        let (server, authority) = legacy(vec![("GET /network", 403, denied), ("GET /status", 200, user)]).await;
        assert_eq!(authority.networks().await.unwrap_err().fault, expected);
        assert_eq!(server.said(), said);
    }
}

#[tokio::test]
async fn rights_are_asked_for_only_where_somebody_lacks_them() {
    let list = json!([
        { "id": "17D395D8CB43A800", "config": { "name": "open" }, "ownerId": "u2", "totalMemberCount": 3,
          "permissions": { "u1": { "r": true, "m": false }, "u2": { "m": true } } },
        { "config": { "id": "17d395d8cb43a801" }, "ownerId": "u1", "permissions": { "u1": { "m": false } } },
        { "id": null }, 7, null
    ]);
    let user = json!({ "user": { "id": "u1" } });
    let (_server, authority) = legacy(vec![("GET /network", 200, list), ("GET /status", 200, user)]).await;
    let networks = authority.networks().await.unwrap();
    let seen: Vec<_> = networks.iter().map(|it| (it.id.to_string(), it.may_write)).collect();
    assert_eq!(seen, [(NETWORK.to_owned(), false), ("17d395d8cb43a801".to_owned(), true)]);
    assert_eq!(networks[0].counts, Some(Counts { total: 3, allowed: 0 }));
}

#[tokio::test]
async fn a_network_of_nulls_is_still_a_network() {
    let nulls = json!({
        "id": NETWORK, "clock": null, "description": null, "rulesSource": null, "permissions": null, "ownerId": null,
        "config": { "id": null, "name": null, "private": null, "enableBroadcast": null, "mtu": null, "dns": null,
            "multicastLimit": null, "routes": null, "ipAssignmentPools": null, "v4AssignMode": null, "tags": null,
            "v6AssignMode": null, "ssoConfig": null, "creationTime": null, "lastModified": 0, "rules": null }
    });
    let bare = json!({ "id": NETWORK, "config": { "dns": [], "v6AssignMode": [], "routes": {}, "mtu": "2800" } });
    for answer in [nulls, bare] {
        let (_server, authority) = legacy(vec![("GET /network/17d395d8cb43a800", 200, answer)]).await;
        let network = authority.network(network()).await.unwrap();
        assert_eq!((network.mtu, network.private, network.dns, network.modified), (2800, true, None, None));
        assert_eq!(network.rules.as_deref(), Some(""));
    }
    let (_server, authority) = legacy(vec![("GET /network/17d395d8cb43a800", 200, json!({}))]).await;
    assert!(matches!(authority.network(network()).await.unwrap_err().fault, Fault::Garbled { at, .. } if at == "id"));
}

#[tokio::test]
async fn odd_members_cost_no_list() {
    let list = json!([
        { "nodeId": NODE, "name": null, "hidden": null, "lastSeen": 0, "lastOnline": null, "clientVersion": "0.0.0",
          "config": { "authorized": false, "lastDeauthorizedTime": 1_700_000_000_000_i64, "ipAssignments": null,
              "tags": [[1, false], [2, 3_232_285_886_i64]], "vMajor": -1, "vMinor": -1, "vRev": -1 } },
        { "name": "no id at all" },
        { "id": "17d395d8cb43a800-1111111111", "config": null },
        { "config": { "id": "2222222222", "authorized": true, "ipAssignments": ["10.1.1.1/24", null, "fd00::1"],
              "tags": true, "lastAuthorizedTime": 1_700_000_000 }, "clientVersion": "1.14.1", "hidden": true }
    ]);
    let (_server, authority) = legacy(vec![(MEMBERS, 200, list)]).await;
    let members = authority.members(network()).await.unwrap();
    let seen: Vec<_> = members.iter().map(|it| (it.node.to_string(), it.access, it.version.as_deref())).collect();
    let expected = [
        (NODE.to_owned(), Access::Withdrawn, None),
        ("1111111111".to_owned(), Access::Waiting, None),
        ("2222222222".to_owned(), Access::Allowed, Some("1.14.1")),
    ];
    assert_eq!(seen, expected);
    assert_eq!(members[2].addresses, ["10.1.1.1", "fd00::1"]);
    assert_eq!(members[2].allowed_at, Some(1_700_000_000_000), "seconds");
    assert_eq!(members[0].last_seen, None);
}

#[tokio::test]
async fn access_is_one_word_in_config() {
    let rows = vec![
        (POST_MEMBER, 200, member_of(&json!({ "authorized": true }))),
        (POST_MEMBER, 200, member_of(&json!({ "authorized": true }))),
    ];
    let (server, authority) = legacy(rows).await;
    let written = authority.set_access(network(), node(), Access::Allowed).await.unwrap();
    assert_eq!((written.now.access, written.not_taken), (Access::Allowed, vec![]));
    let written = authority.set_access(network(), node(), Access::Withdrawn).await.unwrap();
    assert_eq!(written.not_taken, [MemberField::Access], "the answer says otherwise");
    let refused = authority.set_access(network(), node(), Access::Rejected).await.unwrap_err();
    assert_eq!(refused.fault, Fault::Unsupported);
    let bulk = authority.set_access_of_all(network(), &[node()], Access::Allowed).await.unwrap_err();
    assert_eq!(bulk.fault, Fault::Unsupported);
    let asked = |yes: bool| json!([POST_MEMBER, { "config": { "authorized": yes } }]);
    assert_eq!(server.said(), [asked(true), asked(false)]);
}

#[tokio::test]
async fn a_change_sends_only_what_it_names() {
    let now =
        json!({ "id": NETWORK, "description": "old", "config": { "name": "new", "v6AssignMode": { "zt": true } } });
    let (server, authority) = legacy(vec![(POST_NETWORK, 200, now)]).await;
    let change = NetworkChange {
        name: Some("new".into()),
        description: Some("new".into()),
        v6: Some(V6Modes { pools: true, ..V6Modes::default() }),
        dns: Some(Dns::default()),
        ..NetworkChange::default()
    };
    let written = authority.change_network(network(), &change).await.unwrap();
    assert_eq!(written.not_taken, [NetworkField::Description]);
    let body = json!({
        "description": "new",
        "config": { "name": "new", "v6AssignMode": { "zt": true, "rfc4193": false, "6plane": false },
            "dns": { "domain": "", "servers": [] } }
    });
    assert_eq!(server.said(), [json!([POST_NETWORK, body])]);
}

#[tokio::test]
async fn a_network_has_its_name_from_the_first_call_on() {
    let made = json!({ "id": NETWORK, "config": { "name": "home" } });
    let (server, authority) = legacy(vec![("POST /network", 200, made)]).await;
    assert_eq!(authority.create_network("home", None).await.unwrap().name, "home");
    assert_eq!(server.said(), [json!(["POST /network", { "config": { "name": "home" } }])]);
}

#[tokio::test]
async fn a_network_whose_name_is_not_taken_at_once_is_named_then() {
    let made = json!({ "id": "17D395D8CB43A800", "config": {} });
    let rows = vec![
        ("POST /network", 400, json!({ "message": "unexpected body" })),
        ("POST /network", 200, made),
        (POST_NETWORK, 500, json!({ "message": "no" })),
        ("DELETE /network/17d395d8cb43a800", 503, json!(null)),
    ];
    let (server, authority) = legacy(rows).await;
    let network = authority.create_network("home", None).await.unwrap();
    assert_eq!((network.id.to_string().as_str(), network.name.as_str()), (NETWORK, ""), "there, though without a name");
    assert!(authority.delete_network(network.id).await.is_err());
    let said = [
        json!(["POST /network", { "config": { "name": "home" } }]),
        json!(["POST /network", {}]),
        json!([POST_NETWORK, { "config": { "name": "home" } }]),
        json!("DELETE /network/17d395d8cb43a800"),
    ];
    assert_eq!(server.said(), said, "each of them once");
    let (server, authority) = legacy(vec![("POST /network", 500, json!(null))]).await;
    assert!(authority.create_network("home", None).await.is_err());
    assert_eq!(server.said().len(), 1, "whether that one was made nobody knows");
}

#[tokio::test]
async fn a_new_member_is_let_in_before_it_is_named() {
    let named = json!({ "nodeId": NODE, "name": "laptop", "config": { "authorized": true } });
    let rows = vec![(POST_MEMBER, 200, member_of(&json!({ "authorized": true }))), (POST_MEMBER, 200, named)];
    let (server, authority) = legacy(rows).await;
    assert_eq!(authority.add_member(network(), node(), "laptop").await.unwrap().not_taken, []);
    let said = [json!([POST_MEMBER, { "config": { "authorized": true } }]), json!([POST_MEMBER, { "name": "laptop" }])];
    assert_eq!(server.said(), said);
}

#[tokio::test]
async fn a_removal_is_believed_when_the_member_is_gone() {
    let (server, authority) = legacy(vec![(DELETE_MEMBER, 200, json!("gone"))]).await;
    assert_eq!(authority.remove_member(network(), node()).await, Ok(()));
    assert_eq!(server.said(), [DELETE_MEMBER, MEMBER]);
    let still = member_of(&json!({ "authorized": true }));
    let (_server, authority) = legacy(vec![(DELETE_MEMBER, 200, json!(null)), (MEMBER, 200, still)]).await;
    let fault = authority.remove_member(network(), node()).await.unwrap_err().fault;
    assert_eq!(fault, Fault::NotDone { what: "removed" });
}

#[tokio::test]
async fn member_fields_lie_where_they_belong() {
    let (server, authority) =
        legacy(vec![(POST_MEMBER, 200, member_of(&json!({ "ipAssignments": ["10.0.0.2"] })))]).await;
    let change = MemberChange {
        hidden: Some(true),
        sign_in_exempt: Some(true),
        addresses: Some(vec!["10.0.0.2".into()]),
        ..MemberChange::default()
    };
    let written = authority.change_member(network(), node(), &change).await.unwrap();
    assert_eq!(written.not_taken, [MemberField::Hidden, MemberField::SignInExempt]);
    let body = json!({ "hidden": true, "config": { "ssoExempt": true, "ipAssignments": ["10.0.0.2"] } });
    assert_eq!(server.said(), [json!([POST_MEMBER, body])]);
}

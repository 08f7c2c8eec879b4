use serde_json::{Value, json};

use super::*;
use crate::pretend::Reply;

const NETWORK_PATH: &str = "GET /controller/network/17d395d8cb43a800";
const POST_NETWORK: &str = "POST /controller/network/17d395d8cb43a800";
const MEMBER: &str = "GET /controller/network/17d395d8cb43a800/member/0cd29156ec";
const POST_MEMBER: &str = "POST /controller/network/17d395d8cb43a800/member/0cd29156ec";
const NEW_MEMBERS: &str = "GET /unstable/controller/network/17d395d8cb43a800/member";
const OLD_MEMBERS: &str = "GET /controller/network/17d395d8cb43a800/member";

async fn controller(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::controller(&server.base, secret()).unwrap();
    (server, authority)
}

fn status() -> (&'static str, u16, Value) {
    ("GET /status", 200, json!({ "address": "17d395d8cb", "clock": 1_700_000_000_000_i64 }))
}

#[tokio::test]
async fn a_build_without_controller_says_so() {
    let (server, authority) = controller(vec![status(), ("GET /controller", 200, json!({ "controller": true }))]).await;
    assert_eq!(authority.account().await.unwrap().id, "17d395d8cb");
    let headers = server.heard().remove(0).headers;
    assert!(headers.contains("x-zt1-auth: s3cret\r\n") && headers.contains("connection: close\r\n"), "{headers}");
    let (_server, authority) = controller(vec![status()]).await;
    assert_eq!(authority.account().await.unwrap_err().fault, Fault::NotFound);
}

#[tokio::test]
async fn networks_come_in_one_list_or_one_by_one() {
    let one = json!({ "id": NETWORK, "name": "home", "dns": [], "authTokens": [null],
        "meta": { "totalMemberCount": 2, "authorizedMemberCount": 1 } });
    let line = "GET /unstable/controller/network";
    let (_server, authority) = controller(vec![(line, 200, json!({ "data": [one], "meta": {} }))]).await;
    let networks = authority.networks().await.unwrap();
    assert_eq!(networks[0].counts, Some(Counts { total: 2, allowed: 1 }));
    let ids = json!([NETWORK, "17d395d8cb43a801"]);
    let rows =
        vec![("GET /controller/network", 200, ids), (NETWORK_PATH, 200, json!({ "nwid": NETWORK, "name": "home" }))];
    let (_server, authority) = controller(rows).await;
    let networks = authority.networks().await.unwrap();
    assert_eq!((networks.len(), networks[0].name.as_str(), networks[0].counts), (1, "home", None));
}

#[tokio::test]
async fn members_come_in_either_list_and_peers_say_where_they_are() {
    let record = json!({ "id": NODE, "authorized": true, "vMajor": -1, "vMinor": -1, "vRev": -1 });
    let peers = json!([{ "address": NODE, "version": "1.14.1", "paths": [
        { "address": "192.0.2.1/9993", "lastReceive": 1_700_000_000_000_i64 }, { "address": "192.0.2.2/1", "lastReceive": 0 }] }]);
    let lists = [
        vec![(NEW_MEMBERS, 200, json!({ "data": [record, {}], "meta": {} }))],
        vec![(OLD_MEMBERS, 200, json!({ "0cd29156ec": 3, "1111111111": 1 })), (MEMBER, 200, record.clone())],
        vec![(OLD_MEMBERS, 200, json!([{ "0cd29156ec": 3 }])), (MEMBER, 200, record.clone())],
        vec![(OLD_MEMBERS, 200, json!([NODE])), (MEMBER, 200, record.clone())],
    ];
    for mut rows in lists {
        rows.push(("GET /peer", 200, peers.clone()));
        let (_server, authority) = controller(rows).await;
        let members = authority.members(network()).await.unwrap();
        assert_eq!(members.len(), 1);
        assert_eq!((members[0].node, members[0].last_seen), (node(), Some(1_700_000_000_000)));
        assert_eq!(
            (members[0].physical.as_deref(), members[0].version.as_deref()),
            (Some("192.0.2.1"), Some("1.14.1"))
        );
    }
    let (_server, authority) = controller(vec![]).await;
    assert_eq!(authority.members(network()).await.unwrap_err().fault, Fault::NotFound);
}

#[tokio::test]
async fn members_asked_for_one_by_one_are_told_as_they_come() {
    let names: serde_json::Map<String, Value> = (1..=100).map(|number| (format!("{number:010x}"), json!(1))).collect();
    let server = Pretend::with(move |heard| {
        let node = heard.line.rsplit('/').next().unwrap_or_default().to_owned();
        let reply = match heard.line.as_str() {
            OLD_MEMBERS => Some(json!(names)),
            "GET /peer" => Some(json!([{ "address": "0000000001", "version": "1.14.1", "paths": [] }])),
            line if line.starts_with(NEW_MEMBERS) => None,
            _ => Some(json!({ "id": node, "authorized": true })),
        };
        let reply = reply.map_or(Reply(404, "", String::new()), |body| Reply(200, "", body.to_string()));
        std::future::ready(reply)
    })
    .await;
    let authority = Authority::controller(&server.base, secret()).unwrap();
    let parts = std::sync::Mutex::new(Vec::new());
    let all = authority.members_as_they_come(network(), &|some| parts.lock().unwrap().push(some)).await.unwrap();
    let parts = parts.into_inner().unwrap();
    assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [32, 64], "and the rest with all of them");
    assert!(parts.iter().flatten().all(|some| all.contains(some)), "each as it is in the end");
    assert_eq!((all.len(), server.heard().len()), (100, 103));
}

#[tokio::test]
async fn networks_asked_for_one_by_one_are_told_as_they_come() {
    let ids: Vec<String> = (1..=100).map(|number| format!("17d395d8cb{number:06x}")).collect();
    let server = Pretend::with(move |heard| {
        let id = heard.line.rsplit('/').next().unwrap_or_default().to_owned();
        let reply = match heard.line.as_str() {
            "GET /controller/network" => Some(json!(ids)),
            line if line.starts_with("GET /unstable/") => None,
            _ => Some(json!({ "id": id, "name": id })),
        };
        let reply = reply.map_or(Reply(404, "", String::new()), |body| Reply(200, "", body.to_string()));
        std::future::ready(reply)
    })
    .await;
    let authority = Authority::controller(&server.base, secret()).unwrap();
    let parts = std::sync::Mutex::new(Vec::new());
    let all = authority.networks_as_they_come(&|some| parts.lock().unwrap().push(some)).await.unwrap();
    let parts = parts.into_inner().unwrap();
    assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [32, 64], "and the rest with all of them");
    assert!(parts.iter().flatten().all(|some| all.contains(some)), "each as it is in the end");
    assert_eq!((all.len(), server.heard().len()), (100, 102));
}

#[tokio::test]
async fn without_peers_members_are_members_all_the_same() {
    let list = json!({ "data": [{ "id": NODE, "name": "laptop" }], "meta": {} });
    let (_server, authority) = controller(vec![(NEW_MEMBERS, 200, list), ("GET /peer", 500, json!(null))]).await;
    let members = authority.members(network()).await.unwrap();
    assert_eq!((members[0].name.as_str(), members[0].last_seen, members[0].access), ("laptop", None, Access::Waiting));
}

#[tokio::test]
async fn a_network_is_made_under_the_own_address() {
    let line = "POST /controller/network/17d395d8cb______";
    let named = json!({ "id": NETWORK, "name": "home" });
    let made = json!([line, { "name": "home" }]);
    let (server, authority) = controller(vec![status(), (line, 200, named.clone())]).await;
    assert_eq!(authority.create_network("home", None).await.unwrap().name, "home");
    assert_eq!(server.said(), [json!("GET /status"), made.clone()]);
    let rows = vec![status(), (line, 200, json!({ "id": NETWORK })), (POST_NETWORK, 200, named)];
    let (server, authority) = controller(rows).await;
    assert_eq!(authority.create_network("home", None).await.unwrap().name, "home");
    assert_eq!(server.said(), [json!("GET /status"), made, json!([POST_NETWORK, { "name": "home" }])]);
}

#[tokio::test]
async fn only_a_network_that_is_there_is_changed() {
    let change = NetworkChange {
        description: Some("x".into()),
        v6: Some(V6Modes { six_plane: true, ..V6Modes::default() }),
        ..NetworkChange::default()
    };
    let (server, authority) = controller(vec![]).await;
    assert_eq!(authority.change_network(network(), &change).await.unwrap_err().fault, Fault::NotFound);
    assert_eq!(server.said(), [NETWORK_PATH]);
    let now = json!({ "id": NETWORK, "v6AssignMode": { "6plane": true } });
    let (server, authority) = controller(vec![(NETWORK_PATH, 200, now.clone()), (POST_NETWORK, 200, now)]).await;
    let written = authority.change_network(network(), &change).await.unwrap();
    assert_eq!(written.not_taken, [NetworkField::Description]);
    let body = json!({ "v6AssignMode": { "zt": false, "rfc4193": false, "6plane": true } });
    assert_eq!(server.said()[1], json!([POST_NETWORK, body]));
}

#[tokio::test]
async fn a_member_is_added_in_one_call() {
    let now = json!({ "id": NODE, "authorized": true, "name": "laptop" });
    let (server, authority) = controller(vec![(POST_MEMBER, 200, now)]).await;
    assert_eq!(authority.add_member(network(), node(), "laptop").await.unwrap().not_taken, []);
    assert_eq!(server.said()[0], json!([POST_MEMBER, { "authorized": true, "name": "laptop" }]));
    assert_eq!(authority.remove_member(network(), node()).await, Ok(()), "404 is gone");
}

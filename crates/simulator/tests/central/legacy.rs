//! Where legacy Central does not do what one would expect.

use serde_json::json;
use simulator::{Pace, Scenario, Simulator};

use crate::http::{legacy, new, send};

const HOME: &str = "17d395d8cb43a800";

async fn world() -> Simulator {
    Simulator::start(Scenario::CentralLegacy, Pace::AsMeasured).await.unwrap()
}

#[tokio::test]
async fn a_token_that_does_not_fit_is_told_so_in_three_ways() {
    let simulator = world().await;
    let bad = [("Authorization", "token nobody-gave-this-to-anybody-ever")];
    let status = send(&simulator, "GET", "/api/v1/status", &bad, "").await;
    assert!(status.status == 200 && status.json()["user"].is_null() && status.json()["clock"].is_i64());
    assert_eq!(send(&simulator, "GET", "/api/v1/network", &bad, "").await.status, 403);
    let target = format!("/api/v1/network/{HOME}");
    let refused = send(&simulator, "GET", &target, &bad, "").await;
    assert!(refused.status == 401 && refused.json()["message"].is_string());
    for scheme in ["token", "bearer", "Bearer"] {
        let value = format!("{scheme} {}", simulator.legacy_token());
        let answer = send(&simulator, "GET", &target, &[("Authorization", &value)], "").await;
        assert_eq!(answer.status, 200, "{scheme}");
    }
    let key = format!("token {}", simulator.new_key());
    let status = send(&simulator, "GET", "/api/v1/status", &[("Authorization", &key)], "").await;
    assert!(status.json()["user"].is_null());
    simulator.hand().central().revoke(&simulator.legacy_token());
    assert!(legacy(&simulator, "GET", "/status", "").await.json()["user"].is_null());
    let central = simulator.hand().central();
    assert!(!central.fits(&simulator.legacy_token()) && central.fits(&simulator.new_key()));
}

#[tokio::test]
async fn writes_take_what_they_know_and_ignore_the_rest() {
    let simulator = world().await;
    let path = format!("/network/{HOME}");
    let before = legacy(&simulator, "GET", &path, "").await.json();
    let body = json!({
        "id": "0000000000000000", "description": "Mine", "surprise": 1, "totalMemberCount": 99, "rulesSource": null,
        "config": { "mtu": "large", "name": "den", "creationTime": 1, "dns": null, "description": "lost" },
    });
    let after = legacy(&simulator, "POST", &path, &body.to_string()).await.json();
    assert_eq!((&after["description"], &after["config"]["name"]), (&json!("Mine"), &json!("den")));
    for same in ["/id", "/rulesSource", "/totalMemberCount", "/config/mtu", "/config/creationTime", "/config/dns"] {
        assert_eq!(after.pointer(same), before.pointer(same), "{same}");
    }
    assert_eq!(after["config"].get("description"), None);
    let route = json!({ "config": { "routes": [{ "target": "10.1.0.0/16", "via": null }] } });
    let after = legacy(&simulator, "PUT", &path, &route.to_string()).await.json();
    assert_eq!(after["config"]["routes"], route["config"]["routes"], "a list is taken whole");
    assert_eq!(after["config"]["name"], "den");
}

#[tokio::test]
async fn the_write_that_makes_a_member_loses_half_of_it() {
    let simulator = world().await;
    let path = format!("/network/{HOME}/member/ABCDEF0123");
    assert_eq!(legacy(&simulator, "GET", &path, "").await.status, 404);
    let body = json!({
        "name": "printer", "description": "Upstairs",
        "config": { "authorized": true, "noAutoAssignIps": true, "ipAssignments": ["10.147.17.200"] },
    });
    let first = legacy(&simulator, "POST", &path, &body.to_string()).await.json();
    assert_eq!((&first["name"], &first["description"]), (&json!("printer"), &json!("")));
    assert_eq!(first["nodeId"], "abcdef0123");
    assert_eq!(first["config"]["noAutoAssignIps"], false);
    assert_eq!(first["config"]["ipAssignments"], json!(["10.147.17.20"]), "the next of the pool");
    let second = legacy(&simulator, "POST", &path, &body.to_string()).await.json();
    assert_eq!((&second["description"], &second["config"]["noAutoAssignIps"]), (&json!("Upstairs"), &json!(true)));
    assert_eq!(second["config"]["ipAssignments"], json!(["10.147.17.200"]));
    let again = json!({ "config": { "noAutoAssignIps": false, "ipAssignments": [] } });
    let third = legacy(&simulator, "POST", &path, &again.to_string()).await.json();
    assert_eq!(third["config"]["ipAssignments"], json!(["10.147.17.20"]), "emptied, and filled again");
    let unknown = legacy(&simulator, "DELETE", &format!("/network/{HOME}/member/0000000001"), "").await;
    assert_eq!((unknown.status, unknown.body.as_str()), (200, ""));
}

#[tokio::test]
async fn a_network_is_made_from_an_object_and_from_nothing_else() {
    let simulator = world().await;
    let refused = legacy(&simulator, "POST", "/network", "").await;
    assert!(refused.status == 500 && refused.json()["message"].is_string());
    let made = legacy(&simulator, "POST", "/network", "{}").await.json();
    let id = made["id"].as_str().unwrap();
    assert!(id.len() == 16 && id == id.to_lowercase());
    assert_eq!(legacy(&simulator, "GET", "/network", "").await.json().as_array().unwrap().len(), 4);
    assert_eq!(legacy(&simulator, "GET", "/network/0123456789abcdef", "").await.status, 404);
}

#[tokio::test]
async fn a_token_made_with_a_token_works_until_it_is_deleted() {
    let simulator = world().await;
    let status = legacy(&simulator, "GET", "/status", "").await.json();
    let me = status["user"]["id"].as_str().unwrap();
    let secret = legacy(&simulator, "GET", "/randomToken", "").await.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(secret.len(), 32);
    let body = json!({ "tokenName": "a/b c?", "token": secret });
    let made = legacy(&simulator, "POST", &format!("/user/{me}/token"), &body.to_string()).await.json();
    assert_eq!(made, json!({ "tokenName": "a/b c?" }));
    let short = json!({ "tokenName": "short", "token": "x" });
    assert_eq!(legacy(&simulator, "POST", &format!("/user/{me}/token"), &short.to_string()).await.status, 400);
    let value = format!("bearer {secret}");
    let status = send(&simulator, "GET", "/api/v1/status", &[("Authorization", &value)], "").await.json();
    assert!(status["user"]["tokens"].as_array().unwrap().contains(&json!("a/b c?")));
    assert!(simulator.hand().central().fits(&secret));
    legacy(&simulator, "DELETE", &format!("/user/{me}/token/a%2Fb%20c%3F"), "").await;
    let status = send(&simulator, "GET", "/api/v1/status", &[("Authorization", &value)], "").await.json();
    assert!(status["user"].is_null());
}

#[tokio::test]
async fn who_may_only_read_is_refused_every_write() {
    let simulator = Simulator::start(Scenario::ReadOnlyUser, Pace::AsMeasured).await.unwrap();
    let status = legacy(&simulator, "GET", "/status", "").await.json();
    let me = status["user"]["id"].as_str().unwrap();
    assert_eq!(status["readOnlyMode"], false);
    let network = legacy(&simulator, "GET", &format!("/network/{HOME}"), "").await.json();
    assert_eq!(network["permissions"][me], json!({ "r": true, "a": false, "d": false, "m": false }));
    assert_eq!(legacy(&simulator, "GET", "/network", "").await.json().as_array().unwrap().len(), 3);
    let member = format!("/network/{HOME}/member/4b7e92d10f");
    assert_eq!(legacy(&simulator, "GET", &member, "").await.status, 200);
    for (method, path) in
        [("POST", member.as_str()), ("DELETE", &member), ("POST", &format!("/network/{HOME}")), ("POST", "/network")]
    {
        assert_eq!(legacy(&simulator, method, path, "{}").await.status, 403, "{method} {path}");
    }
}

#[tokio::test]
async fn the_home_network_is_as_the_scene_says() {
    let simulator = world().await;
    let members = legacy(&simulator, "GET", &format!("/network/{HOME}/member"), "").await.json();
    let members = members.as_array().unwrap();
    assert_eq!(members.len(), 13);
    let allowed = members.iter().filter(|member| member["config"]["authorized"] == true).count();
    let hidden = members.iter().filter(|member| member["hidden"] == true).count();
    assert_eq!((allowed, hidden), (8, 1));
    let offices = legacy(&simulator, "GET", "/network/17d395d8cbe5f02c", "").await.json();
    assert_eq!((&offices["totalMemberCount"], &offices["authorizedMemberCount"]), (&json!(14), &json!(14)));
    let other = new(&simulator, "GET", "/api/v2/network", "").await.json();
    assert_eq!(other, json!({ "items": [] }), "the other account is empty");
}

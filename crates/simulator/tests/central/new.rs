//! Where the new Central does not do what one would expect.

use serde_json::json;
use simulator::{Pace, Scenario, Simulator};

use crate::http::{new, send};

const STATIONS: &str = "9c41e07f2da6c914";

async fn world() -> Simulator {
    Simulator::start(Scenario::CentralNew, Pace::AsMeasured).await.unwrap()
}

#[tokio::test]
async fn only_a_key_of_a_service_account_fits() {
    let simulator = world().await;
    let legacy = format!("Bearer {}", simulator.legacy_token());
    let lower = format!("bearer {}", simulator.new_key());
    for value in [legacy.as_str(), lower.as_str(), ""] {
        let answer = send(&simulator, "GET", "/api/v2/org", &[("Authorization", value)], "").await;
        assert!(answer.status == 401 && answer.json()["message"].is_string(), "{value:?}");
    }
    simulator.hand().central().revoke(&simulator.new_key());
    assert_eq!(new(&simulator, "GET", "/api/v2/org", "").await.status, 401);
}

#[tokio::test]
async fn a_key_is_shown_once_works_and_stops_working() {
    let simulator = world().await;
    let path = "/api/v2/service-account/perigee/api-key";
    let refused = new(&simulator, "POST", path, r#"{"description":"no end"}"#).await;
    assert!(refused.status == 400 && refused.json()["details"][0]["field"] == "expires");
    let body = json!({ "expires": "2099-12-31T23:59:59Z", "description": "spare" });
    let made = new(&simulator, "POST", path, &body.to_string()).await.json();
    let (id, key) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
    let value = format!("Bearer {key}");
    let own = format!("/api/v2/api-key/{id}");
    let seen = send(&simulator, "GET", &own, &[("Authorization", &value)], "").await.json();
    assert!(seen["lastUsed"].is_string() && seen.get("key").is_none(), "{seen}");
    assert!(simulator.hand().central().fits(key));
    assert_eq!(new(&simulator, "DELETE", &own, "").await.status, 200);
    assert_eq!(send(&simulator, "GET", &own, &[("Authorization", &value)], "").await.status, 401);
    assert_eq!(new(&simulator, "GET", &own, "").await.status, 404);
}

#[tokio::test]
async fn a_basic_plan_shows_no_accounts_and_says_why_in_what_is_booked() {
    let simulator = world().await;
    let org = new(&simulator, "GET", "/api/v2/org", "").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let accounts = format!("/api/v2/org/{org}/service-account");
    assert_eq!(new(&simulator, "GET", &accounts, "").await.json()["items"].as_array().unwrap().len(), 2);
    simulator.hand().central().set_basic_plan(true);
    assert_eq!(new(&simulator, "GET", &accounts, "").await.status, 403);
    let booked = new(&simulator, "GET", &format!("/api/v2/org/{org}/subscription"), "").await.json();
    assert_eq!(booked["entitlements"]["api"]["max"], 0);
}

#[tokio::test]
async fn lists_have_no_settings_and_counts_only_on_request() {
    let simulator = world().await;
    let list = new(&simulator, "GET", "/api/v2/network", "").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 3);
    let first = &list["items"][0];
    assert!(first.get("config").is_none() && first.get("stats").is_none() && list.get("stats").is_none());
    let list = new(&simulator, "GET", "/api/v2/network?stats=true", "").await.json();
    let stations = list["items"].as_array().unwrap().iter().find(|item| item["id"] == STATIONS).unwrap();
    assert_eq!(stations["stats"]["totalDevices"], 7);
    assert_eq!(
        (&stations["stats"]["notAuthorizedDevices"], &stations["stats"]["rejectedDevices"]),
        (&1.into(), &1.into())
    );
    let nowhere = new(&simulator, "GET", "/api/v2/network?org-id=none", "").await.json();
    assert_eq!(nowhere, json!({ "items": [] }));
}

#[tokio::test]
async fn several_are_decided_at_once_and_none_if_one_is_unknown() {
    let simulator = world().await;
    let central = simulator.hand().central();
    let (network, buoy) = (STATIONS.parse().unwrap(), "f1a275d03c".parse().unwrap());
    let path = format!("/api/v2/network/{STATIONS}/member");
    let refused = new(&simulator, "POST", &format!("{path}/authorize"), r#"["f1a275d03c","0000000001"]"#).await;
    assert!(refused.status == 404 && central.is_allowed(network, buoy) == Some(false));
    let done = new(&simulator, "POST", &format!("{path}/authorize"), r#"["f1a275d03c"]"#).await;
    assert!(done.status == 200 && done.json()["message"].is_string());
    assert_eq!(central.addresses_of(network, buoy), ["10.63.4.10"]);
    new(&simulator, "POST", &format!("{path}/reject"), r#"["f1a275d03c"]"#).await;
    let member = new(&simulator, "GET", &format!("{path}/f1a275d03c"), "").await.json();
    assert_eq!((&member["status"], member["lastDeauthorizedTime"].is_string()), (&json!("rejected"), true));
    central.knock(network, buoy, "again");
    assert_eq!(central.is_allowed(network, buoy), Some(false));
    assert_eq!(new(&simulator, "DELETE", &path, r#"[{"deviceId":"f1a275d03c"}]"#).await.status, 200);
    assert_eq!(central.is_allowed(network, buoy), None);
}

#[tokio::test]
async fn rules_are_written_or_ready_made() {
    let simulator = world().await;
    let path = format!("/api/v2beta/network/{STATIONS}/flow-rule");
    assert_eq!(new(&simulator, "GET", &path, "").await.json()["kind"], "custom");
    let isolation = json!({ "kind": "isolation", "config": {
        "blockNonIP": true, "enableServiceFilter": true,
        "allowedServices": [{ "ports": "443", "protocol": 6 }], "excludedDeviceIds": ["f1a275d03c"],
    } });
    assert_eq!(new(&simulator, "POST", &path, &isolation.to_string()).await.json(), isolation);
    assert_eq!(new(&simulator, "GET", &path, "").await.json(), isolation);
    assert_eq!(new(&simulator, "POST", &path, r#"{"kind":"magic","config":{}}"#).await.status, 400);
}

#[tokio::test]
async fn roles_are_added_replaced_and_taken_away() {
    let simulator = world().await;
    let path = format!("/api/v2/network/{STATIONS}/iam");
    let grant = |roles: &[&str]| json!([{ "principal": "tomo@harbour.example", "roles": roles }]).to_string();
    let roles = async || new(&simulator, "GET", &path, "").await.json();
    assert_eq!(roles().await, json!([]));
    new(&simulator, "POST", &path, &grant(&["NetworkViewer"])).await;
    new(&simulator, "POST", &path, &grant(&["NetworkEditor"])).await;
    assert_eq!(roles().await[0]["roles"], json!(["NetworkViewer", "NetworkEditor"]));
    new(&simulator, "DELETE", &path, &grant(&["NetworkViewer"])).await;
    assert_eq!(roles().await[0]["roles"], json!(["NetworkEditor"]));
    new(&simulator, "PUT", &path, &grant(&["NetworkAdmin"])).await;
    assert_eq!(roles().await[0]["roles"], json!(["NetworkAdmin"]));
    assert_eq!(new(&simulator, "POST", &path, &grant(&["King"])).await.status, 400);
}

#[tokio::test]
async fn a_group_takes_its_networks_with_it() {
    let simulator = world().await;
    let groups = new(&simulator, "GET", "/api/v2/network-group", "").await.json();
    let quay = groups["items"].as_array().unwrap().iter().find(|group| group["name"] == "quay").unwrap().clone();
    let path = format!("/api/v2/network-group/{}", quay["id"].as_str().unwrap());
    assert_eq!(new(&simulator, "POST", &format!("{path}/network"), "{}").await.status, 400);
    let made = new(&simulator, "POST", &format!("{path}/network"), r#"{"name":"tide"}"#).await.json();
    assert_eq!(made["networkGroupId"], quay["id"]);
    assert_eq!(new(&simulator, "DELETE", &path, "").await.status, 200);
    assert_eq!(simulator.hand().central().networks().len(), 2);
    assert_eq!(new(&simulator, "GET", &format!("/api/v2/network/{STATIONS}"), "").await.status, 404);
}

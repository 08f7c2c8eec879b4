//! Every row of the two tables, asked once in a world of its own.

use serde_json::{Value, json};
use simulator::{Pace, Scenario, Simulator};

use crate::{
    http::{Answer, legacy, new},
    table::{Row, rows},
};

const LEGACY: &str = include_str!("../../../../tests/endpoints/legacy-endpoints.json");
const NEW: &str = include_str!("../../../../tests/endpoints/new-central-endpoints.json");
const HOME: &str = "17d395d8cb43a800";
const STATIONS: &str = "9c41e07f2da6c914";

/// Belong to an interface that is no more.
const RETIRED: [(&str, &str); 3] = [("GET", "/self"), ("GET", "/user"), ("POST", "/auth/_logout")];
/// A program's account can't delete a person's.
const REFUSED: [(&str, &str); 1] = [("DELETE", "/api/v2/user")];

/// Typed as text in the table; the documentation says that it may be null all the same.
const ROUTE_WITHOUT_GATEWAY: &str = "config.routes[].via is null, not string";

fn judge(row: &Row, answer: &Answer) {
    let name = format!("{} {}", row.method, row.path);
    assert_eq!(answer.status, 200, "{name}: {}", answer.body);
    if row.is_silent() {
        assert_eq!(answer.body, "", "{name}");
    } else {
        let mut faults = row.faults(&answer.json());
        faults.retain(|fault| fault != ROUTE_WITHOUT_GATEWAY);
        assert_eq!(faults, [""; 0], "{name}: {}", answer.body);
    }
}

#[tokio::test]
async fn legacy_central_answers_with_the_fields_it_promises() {
    for row in rows(LEGACY) {
        if RETIRED.contains(&(row.method.as_str(), row.path.as_str())) {
            continue;
        }
        let simulator = Simulator::start(Scenario::CentralLegacy, Pace::AsMeasured).await.unwrap();
        let status = legacy(&simulator, "GET", "/status", "").await.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (me, org) = (text(&status["user"]["id"]), text(&status["user"]["orgId"]));
        let invited = legacy(&simulator, "POST", "/org-invitation", r#"{"email":"sam@vale.example"}"#).await.json();
        let token = json!({ "tokenName": "spare", "token": "x".repeat(32) });
        if row.method == "DELETE" && row.path.contains("token") {
            legacy(&simulator, "POST", &format!("/user/{me}/token"), &token.to_string()).await;
        }
        let path = row.path.replace("{networkID}", HOME).replace("{memberID}", "a4e19c07d2").replace("{userID}", &me);
        let path = path.replace("{orgID}", &org).replace("{inviteID}", &text(&invited["id"]));
        let body = match row.path.as_str() {
            "/org-invitation" => json!({ "email": "alex@vale.example" }),
            "/network/{networkID}/users" => json!({ "id": me, "r": true, "a": true, "m": false, "d": false }),
            "/user/{userID}/token" => token,
            "/network/{networkID}/member/{memberID}" => json!({ "config": { "tags": [[1, 2], [2, false]] } }),
            _ => json!({}),
        };
        let body = if row.method == "POST" { body.to_string() } else { String::new() };
        let answer = legacy(&simulator, &row.method, &path.replace("{tokenName}", "spare"), &body).await;
        judge(&row, &answer);
    }
}

#[tokio::test]
async fn the_new_central_answers_with_the_fields_it_promises() {
    for row in rows(NEW) {
        if REFUSED.contains(&(row.method.as_str(), row.path.as_str())) {
            continue;
        }
        let simulator = Simulator::start(Scenario::CentralNew, Pace::AsMeasured).await.unwrap();
        let ids = Ids::of(&simulator).await;
        let path = row.path.replace("{device-id}", "f1a275d03c").replace("{id}", ids.id_in(&row.path));
        let query = match (row.method.as_str(), row.path.rsplit('/').next().unwrap()) {
            ("GET", "principal") => "?search=ines",
            ("GET", "org" | "network" | "network-group") => "?stats=true&permission-check=network:read",
            _ => "",
        };
        let body = if row.method == "GET" { String::new() } else { body(&row, &ids).to_string() };
        let answer = new(&simulator, &row.method, &format!("{path}{query}"), &body).await;
        judge(&row, &answer);
        if !query.is_empty() && !query.contains("search") {
            judge(&row, &new(&simulator, &row.method, &path, "").await);
        }
    }
}

fn body(row: &Row, ids: &Ids) -> Value {
    let last = row.path.rsplit('/').next().unwrap();
    match (row.method.as_str(), last) {
        (_, "iam") => json!([{ "principal": "tomo@harbour.example", "roles": ["Viewer"] }]),
        ("POST", "member") => json!([{ "deviceId": "0123456789", "name": "gauge" }]),
        ("DELETE", "member") => json!([{ "deviceId": "f1a275d03c" }]),
        ("POST", "authorize" | "de-authorize" | "reject") => json!(["f1a275d03c"]),
        ("POST", "api-key") => json!({ "expires": "2099-01-01T00:00:00Z", "description": "spare" }),
        ("POST", "check-permissions") => {
            json!([{ "permission": "org:read", "resourceId": ids.org, "resourceType": "org" }])
        }
        ("POST", "webhook") => json!({ "url": "https://hooks.example/z", "eventList": ["NETWORK_JOIN"] }),
        ("POST", "flow-rule") => json!({ "kind": "custom", "config": { "source": "accept;" } }),
        ("POST", "invite-users") => json!({ "emails": ["alex@harbour.example"] }),
        ("POST", "service-account") => json!({ "id": "spare", "name": "Spare" }),
        ("POST", "rotate-secret") => json!({ "overlapHours": 1 }),
        _ => json!({ "name": "spare" }),
    }
}

/// What there is to ask about.
struct Ids {
    org: String,
    group: String,
    key: String,
    webhook: String,
    secret: String,
}

impl Ids {
    async fn of(simulator: &Simulator) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let org = text(&new(simulator, "GET", "/api/v2/org", "").await.json()["items"][0]["id"]);
        let group = text(&new(simulator, "GET", "/api/v2/network-group", "").await.json()["items"][0]["id"]);
        let account = new(simulator, "GET", "/api/v2/service-account/perigee", "").await.json();
        let iam = json!([{ "principal": "ines@harbour.example", "roles": ["NetworkAdmin"] }]).to_string();
        for kind in [format!("network-group/{group}"), format!("network/{STATIONS}")] {
            new(simulator, "POST", &format!("/api/v2/{kind}/iam"), &iam).await;
        }
        let hook = json!({ "url": "https://hooks.example/a", "description": "all", "eventList": ["NETWORK_JOIN"] });
        let path = format!("/api/v2/org/{org}/webhook");
        let webhook = new(simulator, "POST", &path, &hook.to_string()).await.json();
        Self {
            org,
            group,
            key: text(&account["apiKeys"][0]["id"]),
            webhook: text(&webhook["id"]),
            secret: text(&webhook["secrets"][0]["id"]),
        }
    }

    fn id_in(&self, path: &str) -> &str {
        match path.split('/').nth(3).unwrap_or_default() {
            "org" => &self.org,
            "network-group" => &self.group,
            "network" => STATIONS,
            "service-account" => "perigee",
            "api-key" => &self.key,
            "webhook" => &self.webhook,
            "webhook-secret" => &self.secret,
            _ => "",
        }
    }
}

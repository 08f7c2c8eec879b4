use serde_json::{Value, json};

use super::*;
use crate::central::new::{Entitlement, Grant, Isolation, Resource, Rules, Service};

async fn new(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::new_central(&server.base, secret()).unwrap();
    (server, authority)
}

#[tokio::test]
async fn a_plan_is_numbers_and_switches() {
    let answer = json!({ "plan": "plan-zt1-basic", "status": "active", "planDisplayName": null, "entitlements": {
        "devices": { "kind": "numeric-hard-cap", "value": 3, "max": 10, "hasUnlimitedUsage": false, "resetsWhen": null },
        "customDns": { "kind": "boolean", "value": true }, "odd": { "value": [] }, "none": null } });
    let (_server, authority) = new(vec![("GET /api/v2/org/o1/subscription", 200, answer)]).await;
    let plan = authority.as_new().unwrap().subscription("o1").await.unwrap();
    assert_eq!((plan.plan.as_str(), plan.entitlements.len()), ("plan-zt1-basic", 2));
    assert_eq!(plan.entitlements["customDns"], Entitlement::Switch(true));
    let devices = Entitlement::Amount { value: 3, max: Some(10), unlimited: false, resets: None };
    assert_eq!(plan.entitlements["devices"], devices);
}

#[tokio::test]
async fn a_key_is_made_once_and_shown_once() {
    let line = "POST /api/v2/service-account/a%40org-1.ztsa/api-key";
    let made = json!({ "id": "k1", "key": "s3cret", "expires": "2023-11-14T22:13:20Z", "description": null });
    let rows = vec![(line, 200, made), (line, 200, json!({ "id": "k2" })), (line, 503, json!(null))];
    let (server, authority) = new(rows).await;
    let new = authority.as_new().unwrap();
    let create = || new.create_key("a@org-1.ztsa", "laptop", 1_700_000_000_000);
    let key = create().await.unwrap();
    assert_eq!((key.id.as_str(), key.expires), ("k1", Some(1_700_000_000_000)));
    assert!(key.key == secret() && !format!("{key:?}").contains("s3cret"));
    assert!(matches!(create().await.unwrap_err().fault, Fault::Garbled { .. }), "a key without its secret is none");
    assert!(create().await.is_err());
    assert_eq!(server.heard().len(), 3);
    assert_eq!(server.said()[0][1], json!({ "description": "laptop", "expires": "2023-11-14T22:13:20Z" }));
}

#[tokio::test]
async fn accounts_tell_their_keys() {
    let account =
        json!({ "id": "a", "name": "bot", "apiKeys": [{ "id": "k1", "lastUsed": null, "expires": "soon" }, 3] });
    let rows = vec![
        ("GET /api/v2/org/o1/service-account", 200, json!({ "items": [account] })),
        ("POST /api/v2/org/o1/service-account", 200, account.clone()),
        ("POST /api/v2/service-account/a", 200, account.clone()),
        ("DELETE /api/v2/service-account/a", 200, json!({ "message": "ok" })),
        ("GET /api/v2/api-key/k1", 200, json!({ "id": "k1", "lastUsed": "2023-11-14T22:13:20Z" })),
        ("POST /api/v2/api-key/k1", 200, json!({ "id": "k1", "description": "new" })),
        ("DELETE /api/v2/api-key/k1", 200, json!({ "message": "ok" })),
    ];
    let (server, authority) = new(rows).await;
    let new = authority.as_new().unwrap();
    let accounts = new.service_accounts("o1").await.unwrap();
    assert_eq!((accounts[0].keys.len(), accounts[0].keys[0].expires), (1, None));
    new.create_service_account("o1", "a", "bot", "").await.unwrap();
    new.edit_service_account("a", None, Some("text")).await.unwrap();
    new.delete_service_account("a").await.unwrap();
    assert_eq!(new.key("k1").await.unwrap().last_used, Some(1_700_000_000_000));
    assert_eq!(new.rename_key("k1", "new").await.unwrap().description, "new");
    assert_eq!(new.revoke_key("k1").await, Ok(()));
    assert_eq!(server.said()[1][1], json!({ "id": "a", "name": "bot" }));
    assert_eq!(server.said()[2][1], json!({ "description": "text" }));
}

#[tokio::test]
async fn roles_are_given_on_three_kinds_of_things() {
    let rows = vec![
        ("GET /api/v2/org/o1/iam", 200, json!([{ "principal": "a@b.c", "principalType": "user", "roles": ["Owner"] }])),
        ("POST /api/v2/network-group/g1/iam", 200, json!({})),
        ("PUT /api/v2/network/17d395d8cb43a800/iam", 200, json!({})),
        ("DELETE /api/v2/network/17d395d8cb43a800/iam", 200, json!({})),
        ("POST /api/v2/user/check-permissions", 200, json!([{ "permission": "p", "allowed": true }])),
    ];
    let (server, authority) = new(rows).await;
    let new = authority.as_new().unwrap();
    let grants = new.grants(Resource::Organisation("o1")).await.unwrap();
    assert_eq!(grants[0].roles, ["Owner"]);
    let grants = [Grant { kind: String::new(), ..grants[0].clone() }];
    new.add_grants(Resource::Group("g1"), &grants).await.unwrap();
    new.replace_grants(Resource::Network(network()), &grants).await.unwrap();
    new.remove_grants(Resource::Network(network()), &grants).await.unwrap();
    let checked = new.check_permissions(&[(Resource::Group("g1"), "p")]).await.unwrap();
    assert_eq!(checked[0].allowed, Some(true));
    let body = json!([{ "principal": "a@b.c", "roles": ["Owner"] }]);
    assert!(server.said()[1..4].iter().all(|said| said[1] == body));
    assert_eq!(
        server.said()[4][1],
        json!([{ "permission": "p", "resourceId": "g1", "resourceType": "network_group" }])
    );
}

#[tokio::test]
async fn organisations_and_groups_come_and_go() {
    let rows = vec![
        ("POST /api/v2/org", 200, json!({ "id": "o2", "name": "n" })),
        ("GET /api/v2/org/o2", 200, json!({ "id": "o2", "name": null })),
        ("POST /api/v2/org/o2", 200, json!({ "id": "o2", "name": "m" })),
        ("DELETE /api/v2/org/o2", 503, json!(null)),
        ("POST /api/v2/org/o1/network-group", 200, json!({ "id": "g1", "name": "n" })),
        ("GET /api/v2/network-group/g1", 200, json!({ "id": "g1", "orgId": "o1" })),
        ("POST /api/v2/network-group/g1", 200, json!({ "id": "g1", "name": "m", "orgId": "o1" })),
        ("DELETE /api/v2/network-group/g1", 200, json!({})),
        ("GET /api/v2/org/o1/principal?search=a%20b", 200, json!({ "items": [{ "id": "p" }] })),
        ("POST /api/v2/org/o1/invite-users", 200, json!({})),
        ("GET /api/v2/org/o1/webhook", 200, json!({ "items": [{ "id": "w", "eventList": ["e"], "secrets": null }] })),
    ];
    let (server, authority) = new(rows).await;
    let new = authority.as_new().unwrap();
    assert_eq!(new.create_organisation("n").await.unwrap().id, "o2");
    assert_eq!(new.organisation("o2").await.unwrap().name, "");
    assert_eq!(new.rename_organisation("o2", "m").await.unwrap().name, "m");
    assert!(new.delete_organisation("o2").await.is_err());
    assert_eq!(new.create_group("o1", "n").await.unwrap().organisation, "o1");
    assert_eq!(new.group("g1").await.unwrap().organisation, "o1");
    assert_eq!(new.rename_group("g1", "m").await.unwrap().name, "m");
    new.delete_group("g1").await.unwrap();
    assert_eq!(new.principals("o1", "a b").await.unwrap().len(), 1);
    new.invite_users("o1", &["a@b.c"]).await.unwrap();
    assert_eq!(new.webhooks("o1").await.unwrap()[0].events, ["e"]);
    assert_eq!(server.heard().len(), 11, "each once");
}

#[tokio::test]
async fn isolation_is_a_form() {
    let body = json!({ "kind": "isolation", "config": { "blockNonIP": true, "enableServiceFilter": true,
        "allowedServices": [{ "ports": "22", "protocol": 6 }], "excludedDeviceIds": [NODE] } });
    let line = "POST /api/v2beta/network/17d395d8cb43a800/flow-rule";
    let (server, authority) = new(vec![(line, 200, body.clone())]).await;
    let new = authority.as_new().unwrap();
    let rules = Rules::Isolation(Isolation {
        block_non_ip: true,
        enable_service_filter: true,
        allowed_services: vec![Service { ports: "22".into(), protocol: Some(6) }],
        excluded_device_ids: vec![NODE.into()],
    });
    assert_eq!(new.set_rules(network(), &rules).await.unwrap(), rules);
    assert_eq!(server.said(), [json!([line, body])]);
    let other = new.set_rules(network(), &Rules::Other("quota".into())).await.unwrap_err();
    assert_eq!(other.fault, Fault::Unsupported);
}

use serde_json::{Value, json};

use super::*;

async fn legacy(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::legacy(&server.base, secret()).unwrap();
    (server, authority)
}

async fn new(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::new_central(&server.base, secret()).unwrap();
    (server, authority)
}

fn status(tokens: &[&str]) -> Value {
    json!({ "user": { "id": "u1", "displayName": null, "email": "ann@example.org", "tokens": tokens } })
}

#[tokio::test]
async fn a_users_tokens_are_names() {
    let (_server, authority) = legacy(vec![("GET /status", 200, status(&["desk", "script"]))]).await;
    let issued = authority.issued().await.unwrap();
    assert_eq!((issued.holders.len(), issued.holders[0].name.as_str()), (1, "ann@example.org"));
    let names: Vec<_> = issued.holders[0].tokens.iter().map(|token| (token.id.as_str(), token.ends)).collect();
    assert_eq!(names, [("desk", None), ("script", None)]);
    let (_server, stranger) = legacy(vec![("GET /status", 200, json!({ "user": null }))]).await;
    assert_eq!(stranger.issued().await.unwrap_err().fault, Fault::Unauthorized);
}

#[tokio::test]
async fn a_users_token_is_made_here_and_sent_once() {
    let (server, authority) = legacy(vec![("POST /user/u1/token", 200, json!({ "tokenName": "desk" }))]).await;
    let made = authority.make_token("u1", "desk", None).await.unwrap();
    assert_eq!((made.token.id.as_str(), made.secret.expose_secret().len()), ("desk", 48));
    assert_eq!(server.said()[0][1], json!({ "tokenName": "desk", "token": made.secret.expose_secret() }));
    assert!(!format!("{made:?}").contains(made.secret.expose_secret()));
}

#[tokio::test]
async fn a_revoked_token_is_looked_for() {
    let line = "DELETE /user/u1/token/desk";
    for (left, status, fault) in [
        (status(&["script"]), 200, None),
        (status(&["desk"]), 200, Some(Fault::NotDone { what: "token" })),
        (json!({ "user": null }), 200, None),
        (status(&["script"]), 404, None),
        (status(&["desk"]), 404, Some(Fault::NotDone { what: "token" })),
    ] {
        let (_server, authority) = legacy(vec![(line, status, json!(null)), ("GET /status", 200, left)]).await;
        assert_eq!(authority.revoke_token("u1", "desk").await.err().map(|error| error.fault), fault);
    }
    let line = "DELETE /api/v2/api-key/k1";
    for (after, revoked) in [(200, false), (404, true), (403, true), (401, true)] {
        let rows = vec![(line, 200, json!({})), ("GET /api/v2/api-key/k1", after, json!({ "id": "k1" }))];
        let (_server, authority) = new(rows).await;
        assert_eq!(authority.revoke_token("a", "k1").await.is_ok(), revoked, "{after}");
    }
}

#[tokio::test]
async fn each_organisation_has_its_accounts_or_says_why_not() {
    let account = json!({ "id": "bot", "name": "Bot", "description": null, "orgId": "o1", "apiKeys": [
        { "id": "k1", "description": "desk", "expires": "2023-11-14T22:13:20Z", "lastUsed": null }] });
    let basic = json!({ "entitlements": { "api": { "kind": "numeric-hard-cap", "value": 0, "max": 0 } } });
    let rows = vec![
        ("GET /api/v2/org", 200, json!({ "items": [{ "id": "o1" }, { "id": "o2", "name": "two" }, { "id": "o3" }] })),
        ("GET /api/v2/org/o1/service-account", 200, json!({ "items": [account] })),
        ("GET /api/v2/org/o2/service-account", 403, json!({ "message": "upgrade" })),
        ("GET /api/v2/org/o2/subscription", 200, basic),
        ("GET /api/v2/org/o3/service-account", 403, json!({ "message": "viewer" })),
    ];
    let (_server, authority) = new(rows).await;
    let issued = authority.issued().await.unwrap();
    assert_eq!(issued.holders[0].address(), "bot@org-o1.ztsa");
    assert_eq!(issued.holders[0].tokens[0].ends, Some(1_700_000_000_000));
    let why: Vec<_> = issued.closed.iter().map(|closed| (closed.organisation.id.as_str(), &closed.why)).collect();
    let viewer = Closure::Forbidden { said: "viewer".into() };
    assert_eq!(why, [("o2", &Closure::NoApi), ("o3", &viewer)]);
}

#[tokio::test]
async fn a_key_has_an_end_and_the_name_that_was_asked_for() {
    let rows = vec![
        ("POST /api/v2/service-account/bot/api-key", 200, json!({ "id": "k2", "key": "n3w", "description": null })),
        ("POST /api/v2/api-key/k2", 200, json!({ "id": "k2", "description": "other" })),
    ];
    let (server, authority) = new(rows).await;
    assert_eq!(authority.make_token("bot", "desk", None).await.unwrap_err().fault, Fault::Unsendable);
    let made = authority.make_token("bot", "desk", Some(1_700_000_000_000)).await.unwrap();
    assert_eq!((made.token.id.as_str(), made.token.name.as_str()), ("k2", "desk"));
    assert_eq!(made.token.ends, Some(1_700_000_000_000));
    let renamed = authority.rename_token("k2", "laptop").await.unwrap_err();
    assert_eq!(renamed.fault, Fault::NotDone { what: "description" });
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn a_controller_issues_nothing() {
    let server = Pretend::script(Vec::new()).await;
    let controller = Authority::controller(&server.base, secret()).unwrap();
    assert_eq!(controller.issued().await.unwrap_err().fault, Fault::Unsupported);
    assert_eq!(controller.make_token("a", "b", None).await.unwrap_err().fault, Fault::Unsupported);
    assert_eq!(controller.revoke_token("a", "b").await.unwrap_err().fault, Fault::Unsupported);
    assert_eq!(controller.rename_token("a", "b").await.unwrap_err().fault, Fault::Unsupported);
    assert!(server.heard().is_empty());
}

use serde_json::{Value, json};

use super::*;
use crate::central::legacy::Rights;

async fn legacy(rows: Vec<(&'static str, u16, Value)>) -> (Pretend, Authority) {
    let server = Pretend::script(rows).await;
    let authority = Authority::legacy(&server.base, secret()).unwrap();
    (server, authority)
}

#[tokio::test]
async fn a_secret_the_server_quotes_is_not_in_the_error() {
    let line = "POST /user/u1/token";
    let said = json!({ "message": "sixteen-letters! is too short" });
    let (server, authority) = legacy(vec![(line, 400, said)]).await;
    let legacy = authority.as_legacy().unwrap();
    let error = legacy.create_token("u1", "my laptop", &Secret::new("sixteen-letters!")).await.unwrap_err();
    assert_eq!(error.fault, Fault::Status { code: 400, said: String::new() });
    assert!(!format!("{error:?} {error}").contains("sixteen"));
    assert_eq!(server.said(), [json!([line, { "tokenName": "my laptop", "token": "sixteen-letters!" }])]);
}

#[tokio::test]
async fn a_token_is_made_and_revoked_once() {
    let rows = vec![("POST /user/u1/token", 503, json!(null)), ("DELETE /user/u1/token/a%20b%2Fc", 200, json!(null))];
    let (server, authority) = legacy(rows).await;
    let legacy = authority.as_legacy().unwrap();
    assert!(legacy.create_token("u1", "a b/c", &secret()).await.is_err());
    assert_eq!(legacy.revoke_token("u1", "a b/c").await, Ok(()));
    assert_eq!(legacy.revoke_token("u1", "..").await.unwrap_err().fault, Fault::Unsendable);
    assert_eq!(server.heard().len(), 2);
}

#[tokio::test]
async fn people_come_as_a_list_or_alone() {
    let one = json!({ "userId": "u1", "name": null, "email": "ann@example.org" });
    for answer in [json!([one]), one.clone(), json!({ "items": [one] })] {
        let (_server, authority) = legacy(vec![("GET /org/o1/user", 200, answer)]).await;
        let people = authority.as_legacy().unwrap().organisation_members("o1").await.unwrap();
        assert_eq!((people.len(), people[0].user.as_str(), people[0].name.as_str()), (1, "u1", ""));
    }
}

#[tokio::test]
async fn the_rest_of_an_account() {
    let rows = vec![
        ("GET /user/u1", 200, json!({ "id": "u1", "displayName": "Ann", "tokens": ["a", null], "orgId": null })),
        ("GET /org", 200, json!({ "id": "o1", "ownerEmail": "ann@example.org", "members": null })),
        ("GET /org-invitation", 200, json!([{ "id": "i1", "status": "pending", "creation_time": 1_700_000_000 }])),
        ("GET /org-invitation/i1", 200, json!({ "id": "i1", "email": null })),
        ("POST /org-invitation", 200, json!({ "id": "i2", "email": "bob@example.org" })),
        ("POST /org-invitation/i1", 200, json!({ "id": "i1", "status": "accepted" })),
        ("DELETE /org-invitation/i1", 200, json!(null)),
        ("POST /network/17d395d8cb43a800/users", 200, json!({})),
    ];
    let (server, authority) = legacy(rows).await;
    let legacy = authority.as_legacy().unwrap();
    assert_eq!(legacy.user("u1").await.unwrap().tokens, ["a"]);
    assert_eq!(legacy.organisation().await.unwrap().id, "o1");
    assert_eq!(legacy.invitations().await.unwrap()[0].created, Some(1_700_000_000_000));
    assert_eq!(legacy.invitation("i1").await.unwrap().email, "");
    assert_eq!(legacy.invite("bob@example.org").await.unwrap().id, "i2");
    assert_eq!(legacy.accept_invitation("i1").await.unwrap().status, "accepted");
    assert_eq!(legacy.decline_invitation("i1").await, Ok(()));
    let rights = Rights { read: true, authorise: true, ..Rights::default() };
    assert_eq!(legacy.set_user_permissions(network(), "u2", rights).await, Ok(()));
    let sent = json!({ "id": "u2", "r": true, "a": true, "m": false, "d": false });
    assert_eq!(server.said().last().unwrap()[1], sent);
    assert!(authority.as_new().is_none());
}

//! Servers nobody here wrote: answers under another label, empty ones, and forms of their own.

use serde_json::json;

use super::*;
use crate::pretend::{Heard, Reply};

const HTML: &str = "content-type: text/html; charset=utf-8\r\n";
const PAGE: &str = "<!doctype html><title>Sign in</title>";
const DELETE_NETWORK: &str = "DELETE /network/17d395d8cb43a800";

/// Answers as Express does: everything is labelled a page.
async fn express(answer: impl Fn(&Heard) -> (u16, String) + Send + Sync + 'static) -> Pretend {
    Pretend::with(move |heard| {
        let (status, body) = answer(&heard);
        std::future::ready(Reply(status, HTML, body))
    })
    .await
}

#[tokio::test]
async fn a_deletion_answered_with_an_empty_page_has_worked() {
    for (answer, after, expected) in [
        ("", 404, Ok(())),
        ("", 403, Ok(())),
        ("OK", 404, Ok(())),
        (PAGE, 404, Ok(())),
        ("", 200, Err(Fault::NotDone { what: "removed" })),
        (PAGE, 200, Err(Fault::NotDone { what: "removed" })),
        (PAGE, 403, Err(Fault::Garbled { at: ".".into(), found: "a web page".into() })),
        ("", 503, Err(Fault::Status { code: 503, said: String::new() })),
    ] {
        let server = express(move |heard| match heard.line.as_str() {
            line if line.starts_with("DELETE ") => (200, answer.to_owned()),
            _ => (
                after,
                if after == 200 { json!({ "id": NETWORK, "deviceId": NODE }).to_string() } else { String::new() },
            ),
        })
        .await;
        let deleted = |told: Result<(), crate::Error>| told.map_err(|error| error.fault);
        for authority in [
            Authority::legacy(&server.base, secret()).unwrap(),
            Authority::new_central(&server.base, secret()).unwrap(),
            Authority::controller(&server.base, secret()).unwrap(),
        ] {
            let dialect = authority.dialect();
            let gone = deleted(authority.delete_network(network()).await);
            assert_eq!(gone, expected, "{dialect:?}: {answer:?}, then {after}");
            if dialect != Dialect::Legacy {
                assert_eq!(deleted(authority.remove_member(network(), node()).await), expected, "{dialect:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_deletion_that_is_answered_in_words_is_not_asked_about() {
    let rows = vec![(DELETE_NETWORK, 200, json!({ "message": "deleted" }))];
    let server = Pretend::script(rows).await;
    let authority = Authority::legacy(&server.base, secret()).unwrap();
    assert_eq!(authority.delete_network(network()).await, Ok(()));
    assert_eq!(server.said(), [DELETE_NETWORK]);
}

#[tokio::test]
async fn a_token_that_was_made_is_not_lost_to_its_label() {
    let server = express(|_| (200, String::new())).await;
    let legacy = Authority::legacy(&server.base, secret()).unwrap();
    assert!(legacy.make_token("u1", "desk", None).await.is_ok(), "an empty page");
    let key = json!({ "id": "k1", "key": "n3w", "description": "<b>desk</b>" });
    let server = express(move |_| (200, format!("\u{feff}{key}"))).await;
    let new = Authority::new_central(&server.base, secret()).unwrap();
    let made = new.make_token("bot", "desk", Some(1_700_000_000_000)).await.unwrap();
    assert_eq!(made.secret.expose_secret(), "n3w");
}

#[tokio::test]
async fn a_token_whose_making_was_answered_with_a_page_is_tried() {
    for known in [true, false] {
        let server = express(move |heard| match heard.line.as_str() {
            "GET /status" => {
                // The new one asks for itself.
                let new = !heard.headers.contains("token s3cret");
                (200, json!({ "user": (known && new).then_some(json!({ "id": "u1" })) }).to_string())
            }
            _ => (200, PAGE.to_owned()),
        })
        .await;
        let legacy = Authority::legacy(&server.base, secret()).unwrap();
        let made = legacy.make_token("u1", "desk", None).await;
        assert_eq!(made.is_ok(), known, "{made:?}");
        assert_eq!(server.heard().len(), 2, "made once");
    }
}

#[tokio::test]
async fn a_revocation_answered_with_a_page_is_looked_for() {
    for (left, expected) in [(json!([]), true), (json!(["desk"]), false)] {
        let server = express(move |heard| match heard.line.as_str() {
            "GET /status" => (200, json!({ "user": { "id": "u1", "tokens": left } }).to_string()),
            _ => (200, PAGE.to_owned()),
        })
        .await;
        let legacy = Authority::legacy(&server.base, secret()).unwrap();
        assert_eq!(legacy.revoke_token("u1", "desk").await.is_ok(), expected);
    }
    for (after, expected) in [(404, true), (200, false), (403, false)] {
        let server = express(move |heard| match heard.line.as_str() {
            "GET /api/v2/api-key/k1" => (after, json!({ "id": "k1" }).to_string()),
            _ => (200, PAGE.to_owned()),
        })
        .await;
        let new = Authority::new_central(&server.base, secret()).unwrap();
        assert_eq!(new.revoke_token("bot", "k1").await.is_ok(), expected, "{after}");
    }
}

#[tokio::test]
async fn json_under_the_label_of_a_page_is_read() {
    let server = express(|_| (200, json!({ "id": NETWORK, "config": { "name": "<b>" } }).to_string())).await;
    let legacy = Authority::legacy(&server.base, secret()).unwrap();
    assert_eq!(legacy.network(network()).await.unwrap().name, "<b>");
}

//! Servers nobody here wrote: answers under another label, empty ones, and forms of their own.

use serde_json::{Value, json};

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
async fn what_could_not_be_read_is_told_by_its_place_and_once() {
    let path = "GET /network/17d395d8cb43a800/member";
    let member = |id: &str, hidden: Value| json!({ "nodeId": id, "hidden": hidden });
    let members = json!([member(NODE, json!(false)), member("8f2c1a9b3e", json!("odd")), 7]);
    let server = Pretend::script(vec![(path, 200, members)]).await;
    let authority = Authority::legacy(&server.base, secret()).unwrap();
    assert_eq!(authority.members(network()).await.unwrap().len(), 2);
    assert_eq!(authority.odd(), ["member[1]", "member[2]"]);
    assert_eq!(authority.odd(), [""; 0]);
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
        assert_eq!(server.heard().iter().filter(|heard| heard.line.starts_with("POST ")).count(), 1, "made once");
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

#[tokio::test]
async fn a_server_that_refuses_null_for_a_gateway_is_written_to_all_the_same() {
    let change = |via: Option<&str>| {
        let route = |target: &str, via: Option<&str>| Route { target: target.into(), via: via.map(Into::into) };
        let routes = vec![route("10.1.0.0/16", Some("10.0.0.9")), route("10.0.0.0/24", via)];
        NetworkChange { routes: Some(routes), ..NetworkChange::default() }
    };
    let body = |heard: &Heard| heard.body["config"]["routes"][1].clone();
    // What it takes there: nothing, an empty text, or neither.
    for (taken, expected) in [
        (Some(json!({ "target": "10.0.0.0/24" })), 2),
        (Some(json!({ "target": "10.0.0.0/24", "via": "" })), 3),
        (None, 3),
    ] {
        let server = express(move |heard| match &taken {
            _ if heard.line.starts_with("GET ") => (404, String::new()),
            Some(taken) if *taken == body(heard) => {
                (200, json!({ "id": NETWORK, "config": heard.body["config"] }).to_string())
            }
            _ => {
                let field = json!({ "field": "config.routes[1].via", "message": "must be a string" });
                (
                    400,
                    json!({ "code": 400, "message": "invalid", "details": [{ "field": "x", "message": "y" }, field] })
                        .to_string(),
                )
            }
        })
        .await;
        let new = Authority::new_central(&server.base, secret()).unwrap();
        let written = new.change_network(network(), &change(None)).await;
        let posts = server.heard().iter().filter(|heard| heard.line.starts_with("POST ")).count();
        assert_eq!(posts, expected);
        match written {
            Ok(written) => assert_eq!(written.not_taken, []),
            Err(error) => assert!(error.to_string().contains("config.routes[1].via: must be a string"), "{error}"),
        }
        let gateways =
            server.heard().iter().filter(|heard| heard.body["config"]["routes"][0]["via"] == "10.0.0.9").count();
        assert_eq!(gateways, expected, "the other route keeps its gateway");
    }
    let server = express(|_| (400, json!({ "message": "via what?" }).to_string())).await;
    let new = Authority::new_central(&server.base, secret()).unwrap();
    assert!(new.change_network(network(), &change(Some("10.0.0.8"))).await.is_err());
    assert_eq!(server.heard().len(), 1, "no route without a gateway, nothing to leave out");
}

/// Knows the key behind this word alone, and says no to any other as `refusal` does.
async fn keyed(scheme: &'static str, refusal: (u16, Value)) -> Pretend {
    let header = format!("authorization: {scheme} s3cret\r\n");
    Pretend::with(move |heard| {
        let known = heard.headers.contains(&header);
        let reply = match heard.line.as_str() {
            _ if known && heard.line == "GET /status" => (200, json!({ "user": { "id": "u1" } })),
            _ if known => (200, json!([])),
            "GET /network" if refusal.0 == 200 => (403, json!({ "message": "access denied" })),
            _ => refusal.clone(),
        };
        std::future::ready(Reply(reply.0, "", reply.1.to_string()))
    })
    .await
}

#[tokio::test]
async fn a_service_accounts_key_is_taken_at_the_v1_address() {
    for refusal in [(401, json!(null)), (200, json!({ "user": null }))] {
        let server = keyed("bearer", refusal.clone()).await;
        let legacy = Authority::legacy(&server.base, secret()).unwrap();
        let account = legacy.account().await.unwrap();
        assert_eq!((account.id.as_str(), account.bearer), ("u1", true));
        assert_eq!(legacy.networks().await, Ok(vec![]));
        assert_eq!(server.said(), ["GET /status", "GET /status", "GET /network"], "what it takes is known from now on");
        // In a later run the list is what is asked for first.
        let legacy = Authority::legacy(&server.base, secret()).unwrap();
        assert_eq!(legacy.networks().await, Ok(vec![]), "{}", refusal.0);
    }
}

#[tokio::test]
async fn a_token_that_fits_in_no_form_is_shown_twice_and_not_again() {
    for refusal in [(401, json!(null)), (200, json!({ "user": null }))] {
        let server = keyed("nobody's", refusal).await;
        let legacy = Authority::legacy(&server.base, secret()).unwrap();
        for _ in 0..2 {
            assert_eq!(legacy.account().await.unwrap_err().fault, Fault::Unauthorized);
        }
        let schemes: Vec<_> = server.heard().iter().map(|heard| heard.headers.contains("bearer s3cret")).collect();
        assert_eq!(schemes, [false, true, false]);
    }
    let server = keyed("token", (401, json!(null))).await;
    let legacy = Authority::legacy(&server.base, secret()).unwrap();
    assert!(!legacy.account().await.unwrap().bearer);
    assert_eq!(server.heard().len(), 1, "a token that is taken is shown in one form");
}

#[tokio::test]
async fn a_token_goes_in_its_other_form_nowhere_else() {
    let elsewhere = keyed("bearer", (401, json!(null))).await;
    let location: &'static str = format!("location: {}/status\r\n", elsewhere.base).leak();
    let server = Pretend::with(move |_| std::future::ready(Reply(302, location, String::new()))).await;
    let legacy = Authority::legacy(&server.base, secret()).unwrap();
    assert!(matches!(legacy.account().await.unwrap_err().fault, Fault::Redirected { .. }));
    let asked = server.heard();
    assert!(elsewhere.heard().is_empty() && asked.len() == 1 && !asked[0].headers.contains("bearer"));
    // A key that New Central refuses, and a controller's, have one form.
    for authority in [Authority::new_central, Authority::controller] {
        let server = keyed("nobody's", (401, json!(null))).await;
        assert!(authority(&server.base, secret()).unwrap().account().await.is_err());
        assert_eq!(server.heard().len(), 1);
    }
}

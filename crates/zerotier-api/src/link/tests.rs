use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::{sync::Barrier, task::JoinSet};

use super::*;
use crate::{
    Secret,
    pretend::{Pretend, Reply},
};

fn link(server: &Pretend) -> Link {
    let mut headers = HeaderMap::new();
    headers.insert(header::AUTHORIZATION, Secret::new("s3cret").into_header("token ").unwrap());
    Link::new(&server.base, headers, Manner::Hosted).unwrap()
}

async fn fault(link: &Link, ask: Ask) -> Fault {
    link.send::<Value>(ask).await.unwrap_err().fault
}

async fn replying(status: u16, headers: &'static str, body: &'static str) -> Pretend {
    Pretend::with(move |_| std::future::ready(Reply(status, headers, body.into()))).await
}

#[tokio::test]
async fn a_read_is_tried_again_and_what_must_not_happen_twice_is_not() {
    let server = Pretend::script(vec![
        ("GET /a", 503, json!(null)),
        ("GET /a", 502, json!(null)),
        ("GET /a", 200, json!({ "ok": true })),
        ("DELETE /a", 503, json!({ "message": "later" })),
    ])
    .await;
    let link = link(&server);
    assert_eq!(link.send::<Value>(Ask::get("/a")).await, Ok(json!({ "ok": true })));
    let once = fault(&link, Ask::delete("/a").once()).await;
    assert_eq!(once, Fault::Status { code: 503, said: "later".into() });
    assert_eq!(server.said(), ["GET /a", "GET /a", "GET /a", "DELETE /a"]);
    assert_eq!(fault(&link, Ask::delete("/a")).await, Fault::Status { code: 503, said: "later".into() });
    assert_eq!(server.heard().len(), 7, "three attempts");
}

#[tokio::test]
async fn what_is_wrong_is_not_tried_again() {
    for (status, expected) in [
        (401, Fault::Unauthorized),
        (403, Fault::Forbidden { said: "no".into() }),
        (404, Fault::NotFound),
        (500, Fault::Status { code: 500, said: "no".into() }),
    ] {
        let server = replying(status, "", "{\"message\":\"no\"}").await;
        assert_eq!(fault(&link(&server), Ask::get("/a")).await, expected);
        assert_eq!(server.heard().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_repeats_the_token_is_not_quoted() {
    for (status, expected) in
        [(403, Fault::Forbidden { said: String::new() }), (500, Fault::Status { code: 500, said: String::new() })]
    {
        let server = replying(status, "", "{\"message\":\"you sent s3cret\"}").await;
        assert_eq!(fault(&link(&server), Ask::get("/a")).await, expected);
    }
    let server = replying(302, "location: https://S3CRET.example/\r\n", "").await;
    assert_eq!(fault(&link(&server), Ask::get("/a")).await, Fault::Redirected { host: String::new() });
    let server = replying(200, "", "\"s3cret\"").await;
    let error = link(&server).send::<u8>(Ask::get("/a")).await.unwrap_err();
    assert!(!format!("{error:?} {error}").contains("s3cret"));
}

#[tokio::test]
async fn a_long_wait_is_told_not_waited() {
    let server = replying(429, "retry-after: 3600\r\n", "").await;
    let wait = Some(Duration::from_secs(3600));
    assert_eq!(fault(&link(&server), Ask::get("/a")).await, Fault::Limited { wait });
    assert_eq!(server.heard().len(), 1);
    let server = replying(429, "retry-after: 0\r\n", "").await;
    let wait = Some(Duration::ZERO);
    assert_eq!(fault(&link(&server), Ask::get("/a")).await, Fault::Limited { wait });
    assert_eq!(server.heard().len(), 3);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = replying(200, "", "{}").await;
    let location: &'static str = format!("location: {}/a\r\n", elsewhere.base).leak();
    let server = replying(302, location, "").await;
    let host = elsewhere.base.host().to_owned();
    assert_eq!(fault(&link(&server), Ask::get("/a")).await, Fault::Redirected { host });
    assert!(elsewhere.heard().is_empty());
    let server = replying(301, "location: /login\r\n", "").await;
    let host = server.base.host().to_owned();
    assert_eq!(fault(&link(&server), Ask::get("/a")).await, Fault::Redirected { host });
}

#[tokio::test]
async fn a_page_is_no_answer() {
    for (headers, body) in [("content-type: text/html\r\n", "sign in<br>"), ("", " <!doctype html><script>x</script>")]
    {
        let server = replying(200, headers, body).await;
        let expected = Fault::Garbled { at: ".".into(), found: "a web page".into() };
        assert_eq!(fault(&link(&server), Ask::get("/a")).await, expected);
        assert!(link(&server).tell(Ask::get("/a")).await.is_err());
    }
    let server = replying(200, "content-type: text/html\r\n", "").await;
    assert_eq!(link(&server).tell(Ask::get("/a")).await, Ok(()), "an empty one is no page");
    let server = replying(200, "", "\"<b>\u{1b}[1m\"").await;
    let garbled = link(&server).send::<u8>(Ask::get("/a")).await.unwrap_err();
    assert!(matches!(garbled.fault, Fault::Garbled { found, .. } if !found.contains(['<', '\u{1b}'])));
}

#[tokio::test]
async fn four_calls_at_once_and_no_more() {
    // Nobody is answered before four are there: fewer at once would never end, more would be counted.
    let (here, most, four) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(4)));
    let (here, seen) = (Arc::new(here), Arc::clone(&most));
    let server = Pretend::with(move |_| {
        let (here, seen, four) = (Arc::clone(&here), Arc::clone(&seen), Arc::clone(&four));
        async move {
            seen.fetch_max(here.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            four.wait().await;
            here.fetch_sub(1, Ordering::SeqCst);
            Reply(200, "", "{}".into())
        }
    })
    .await;
    let link = Arc::new(link(&server));
    let mut calls = JoinSet::new();
    for _ in 0..12 {
        let link = Arc::clone(&link);
        calls.spawn(async move { link.tell(Ask::get("/a")).await });
    }
    assert!(calls.join_all().await.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn the_token_goes_along_and_is_not_printed() {
    let server = replying(200, "", "{}").await;
    let link = link(&server);
    link.tell(Ask::post_empty("/a")).await.unwrap();
    let headers = server.heard().remove(0).headers;
    assert!(headers.contains("authorization: token s3cret\r\n") && headers.contains("accept: application/json\r\n"));
    assert!(headers.contains("accept-encoding: gzip\r\n") && headers.contains("content-length: 0\r\n"), "{headers}");
    assert!(!format!("{link:?}").contains("s3cret"));
}

//! Central and the service of the machine are one world: what is decided in one is felt in the other.

use std::time::{Duration, Instant};

use simulator::{Canned, Hand, Pace, Scenario, Simulator};
use zerotier_api::{NetworkId, NodeAddress};

use crate::http::{legacy, new, send};

const ME: &str = "8f2c1a9b3d";
const LAB: &str = "a09acf0233e4b070";
const HOME: &str = "17d395d8cb43a800";

fn id(text: &str) -> NetworkId {
    text.parse().unwrap()
}

fn node(text: &str) -> NodeAddress {
    text.parse().unwrap()
}

fn status_of(hand: &Hand, network: &str) -> (String, Vec<String>) {
    let joined = hand.networks().into_iter().find(|joined| joined.id == id(network)).unwrap();
    (joined.status, joined.addresses)
}

async fn soon(what: &str, done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn allowed_in_legacy_central_the_machine_gets_in_with_the_address_it_was_given() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.unwrap();
    let hand = simulator.hand();
    assert_eq!(status_of(&hand, LAB).0, "ACCESS_DENIED");
    assert_eq!(hand.central().is_allowed(id(LAB), node(ME)), Some(false), "it has asked, and is seen asking");
    let path = format!("/network/{LAB}/member/{ME}");
    let answer = legacy(&simulator, "POST", &path, r#"{"config":{"authorized":true}}"#).await.json();
    assert_eq!(answer["config"]["ipAssignments"], serde_json::json!(["10.147.20.7"]));
    soon("it is in", || status_of(&hand, LAB).0 == "OK").await;
    assert_eq!(status_of(&hand, LAB).1, ["10.147.20.7/24"]);
    legacy(&simulator, "POST", &path, r#"{"config":{"ipAssignments":["10.147.20.99"]}}"#).await;
    assert_eq!(status_of(&hand, LAB).1, ["10.147.20.99/24"], "who is in is told at once");
    legacy(&simulator, "POST", &path, r#"{"config":{"authorized":false}}"#).await;
    soon("it is out", || status_of(&hand, LAB).0 == "ACCESS_DENIED").await;
    assert_eq!(hand.central().addresses_of(id(LAB), node(ME)), ["10.147.20.99"], "the record stays");
}

#[tokio::test]
async fn allowed_in_the_new_central_the_machine_gets_in_too() {
    let simulator = Simulator::start(Scenario::CentralNew, Pace::Fast).await.unwrap();
    let hand = simulator.hand();
    assert_eq!(status_of(&hand, LAB).0, "ACCESS_DENIED");
    let path = format!("/api/v2/network/{LAB}/member/{ME}");
    let answer = new(&simulator, "POST", &path, r#"{"authorized":true,"name":"studio-desk"}"#).await.json();
    assert_eq!((&answer["status"], &answer["name"]), (&"not_authorized".into(), &"studio-desk".into()));
    let answer = new(&simulator, "POST", &format!("{path}/authorize"), "").await.json();
    assert_eq!(answer["status"], "authorized");
    soon("it is in", || status_of(&hand, LAB) == ("OK".into(), vec!["10.147.20.7/24".into()])).await;
}

#[tokio::test]
async fn a_deleted_member_that_is_still_joined_comes_back_as_a_stranger() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.unwrap();
    let (hand, path) = (simulator.hand(), format!("/network/{HOME}/member/{ME}"));
    assert_eq!(status_of(&hand, HOME).0, "OK");
    let gone = legacy(&simulator, "DELETE", &path, "").await;
    assert_eq!((gone.status, gone.body.as_str()), (200, ""));
    assert_eq!(legacy(&simulator, "GET", &path, "").await.status, 404);
    soon("it asks again", || hand.central().is_allowed(id(HOME), node(ME)) == Some(false)).await;
    assert_eq!(hand.central().name_of(id(HOME), node(ME)).as_deref(), Some(""));
    assert_eq!(status_of(&hand, HOME).0, "ACCESS_DENIED");
}

#[tokio::test]
async fn a_network_deleted_in_central_is_not_found_by_the_service() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.unwrap();
    let hand = simulator.hand();
    let gone = legacy(&simulator, "DELETE", &format!("/network/{LAB}"), "").await;
    assert_eq!((gone.status, gone.body.as_str()), (200, ""));
    soon("nobody knows it", || status_of(&hand, LAB).0 == "NOT_FOUND").await;
    assert!(!hand.central().networks().contains(&id(LAB)));
}

#[tokio::test]
async fn central_answers_while_the_service_is_stopped_and_nobody_asks_meanwhile() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.unwrap();
    let hand = simulator.hand();
    hand.stop().await;
    let path = format!("/network/{LAB}/member/{ME}");
    legacy(&simulator, "DELETE", &path, "").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(legacy(&simulator, "GET", &path, "").await.status, 404);
    hand.start().await;
    soon("it asks", || hand.central().is_allowed(id(LAB), node(ME)) == Some(false)).await;
}

#[tokio::test]
async fn a_hand_in_the_service_and_a_hand_in_central_move_the_same_member() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.unwrap();
    let (hand, central) = (simulator.hand(), simulator.hand().central());
    hand.authorize(id(LAB), node(ME));
    assert_eq!(central.is_allowed(id(LAB), node(ME)), Some(true));
    soon("it is in", || status_of(&hand, LAB).0 == "OK").await;
    hand.deauthorize(id(LAB), node(ME));
    assert_eq!(central.is_allowed(id(LAB), node(ME)), Some(false));
    central.knock(id(LAB), node("abcdef0123"), "visitor");
    assert_eq!(central.name_of(id(LAB), node("abcdef0123")).as_deref(), Some("visitor"));
    assert_eq!(central.is_allowed(id(LAB), node("abcdef0123")), Some(false));
    assert_eq!(central.is_allowed(id(LAB), node("0000000001")), None);
}

#[tokio::test]
async fn a_machine_with_a_controller_of_its_own_waits_on_itself() {
    let simulator = Simulator::start(Scenario::Controller, Pace::Fast).await.unwrap();
    assert_eq!(status_of(&simulator.hand(), "8f2c1a9b3d000001").0, "ACCESS_DENIED");
    assert_eq!(legacy(&simulator, "GET", "/network", "").await.body, "[]");
}

#[tokio::test]
async fn more_requests_than_allowed_are_refused_with_the_time_to_wait() {
    let simulator = Simulator::start(Scenario::RateLimited, Pace::Fast).await.unwrap();
    let central = simulator.hand().central();
    let mut refused = None;
    // On a machine that has much to do, the second may be over before the limit is reached.
    for number in 0..1_000 {
        let answer = legacy(&simulator, "GET", "/status", "").await;
        if answer.status == 429 {
            refused = Some((number, answer));
            break;
        }
    }
    let (number, answer) = refused.unwrap();
    assert!(number >= 20, "{number}");
    assert_eq!((answer.header("Retry-After"), answer.header("X-Ratelimit-Limit")), (Some("1"), Some("20")));
    assert!(answer.header("X-Ratelimit-Reset").unwrap().ends_with(" UTC"));
    central.limit(None);
    assert_eq!(legacy(&simulator, "GET", "/status", "").await.header("X-Ratelimit-Limit"), None);
    assert!(central.requests().len() == number + 2 && central.requests()[0] == "GET /api/v1/status");
    let waiting = legacy(&simulator, "GET", "/network/17d395d8cb7f3e21/member", "").await.json();
    assert_eq!(waiting.as_array().unwrap().len(), 220);
}

#[tokio::test]
async fn ten_thousand_members_are_listed_in_one_answer() {
    let simulator = Simulator::start(Scenario::Crowd, Pace::Fast).await.unwrap();
    let members = legacy(&simulator, "GET", "/network/17d395d8cb5e7a10/member", "").await.json();
    let members = members.as_array().unwrap();
    assert_eq!(members.len(), 10_000);
    assert_eq!(members.iter().filter(|member| member["config"]["authorized"] == false).count(), 40);
}

#[tokio::test]
async fn bad_answers_change_nothing() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.unwrap();
    let central = simulator.hand().central();
    let path = format!("/network/{LAB}/member/{ME}");
    for canned in Canned::FAR {
        central.answer_next_with(*canned);
        let answer = legacy(&simulator, "POST", &path, r#"{"config":{"authorized":true}}"#).await;
        let wanted = match canned {
            Canned::Page(status) | Canned::Json(status, _) => *status,
            Canned::BrokenEmpty => 500,
            Canned::Forbidden => 403,
            Canned::TooMany(_) => 429,
            Canned::Redirect(_) => 302,
            _ => 200,
        };
        assert_eq!(answer.status, wanted, "{canned:?}");
        assert_eq!(central.is_allowed(id(LAB), node(ME)), Some(false), "{canned:?}");
    }
    central.answer_next_with(Canned::Nothing);
    assert_eq!(legacy(&simulator, "GET", "/status", "").await.status, 0);
    central.set_down(true);
    let answer = legacy(&simulator, "GET", "/status", "").await;
    assert!(answer.status == 503 && answer.body.contains("<html>"));
    central.set_down(false);
    assert_eq!(central.most_in_flight(), 1);
}

#[tokio::test]
async fn zeropath_wants_both_halves_of_its_token() {
    let simulator = Simulator::start(Scenario::Healthy, Pace::Fast).await.unwrap();
    let (token, secret) = simulator.zeropath_token();
    let target = "/zeropath/api/v1/orgs/list";
    let fits = [("X-ZeroPath-API-Token-Id", token.as_str()), ("X-ZeroPath-API-Token-Secret", secret.as_str())];
    assert_eq!(send(&simulator, "POST", target, &fits, "{}").await.status, 200);
    let refused = send(&simulator, "POST", target, &fits[..1], "{}").await;
    assert!(refused.status == 401 && refused.json()["error"].is_string());
    let lost = send(&simulator, "GET", "/login", &[], "").await;
    assert!(lost.status == 200 && lost.body.starts_with("<!doctype html>"));
}

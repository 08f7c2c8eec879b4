//! The client and the simulator against recordings of a real service: the client reads every one, the simulator answers
//! alike. Where it does not, the table below says so, line by line, and each line must stay true.

use serde_json::{Value, json};
use simulator::{Simulator, Visitor, World};
use tokio::{
    io::{AsyncWriteExt as _, BufReader},
    net::TcpStream,
};
use whole_system::{
    difference,
    recording::{self, Recording},
    wire,
};
use zerotier_api::{Error, Fault, Secret, Service, service::AllowChange};

const TOKEN: &str = "abcdefghijklmnopqrstuvwx";

/// Where the simulator differs on purpose.
struct Deliberate {
    /// How the names of the recordings begin.
    recordings: &'static str,
    /// Where in the answer; what begins so.
    at: &'static str,
    why: &'static str,
}

const DELIBERATE: &[Deliberate] = &[
    differs("http-16", "body", "curl's six answers stand in one recording; see the test of its own"),
    differs("http-22", "connection", "a request that is too large is not read to its end, so the connection ends"),
    differs("http-22", "keep-alive", "a request that is too large is not read to its end, so the connection ends"),
    differs("http-24", "connection", "a request that is too large is not read to its end, so the connection ends"),
    differs("http-24", "keep-alive", "a request that is too large is not read to its end, so the connection ends"),
    differs("ctrl-10", "/id", "a new network's id is random"),
    differs("ctrl-10", "/nwid", "a new network's id is random"),
    differs("http-12", "text", "the clock stands inside the text"),
    differs("metrics-01", "text", "the numbers are the machine's own"),
    differs("mgmt-03", "text", "the numbers are the machine's own"),
    differs("mgmt-04", "text", "the numbers are the machine's own"),
    differs("sso-16", "text", "the page is somebody else's work"),
    differs("sso-16", "status", "nobody asks an issuer for the code here"),
    differs("sso-16", "content-type", "nobody asks an issuer for the code here"),
];

const fn differs(recordings: &'static str, at: &'static str, why: &'static str) -> Deliberate {
    Deliberate { recordings, at, why }
}

/// The world as it must have been for this to be answered.
fn world_of(recording: &Recording) -> World {
    let mut world = World::recorded(recording.node, TOKEN);
    let host = recording.header("host").unwrap_or_default();
    world.visitor = if host.starts_with("[::1]") {
        Visitor::OverIpv6
    } else if host.starts_with("10.") {
        Visitor::Foreign
    } else {
        Visitor::Loopback
    };
    let told = recording.answer.as_ref().map(|answer| answer.json.clone().unwrap_or_default());
    match (recording.network(), told) {
        // Joining died: adapters can't be made, and another network is up.
        (Some(_), None) => {
            world.recall("/network", &json!({ "id": "ff00000000000000", "status": "OK" }));
            world.forbid_adapters();
        }
        // Joining made nothing.
        (Some(_), Some(told)) if recording.writes() && told == json!({}) => world.forbid_adapters(),
        // Leaving left something.
        (Some(network), Some(told)) if told["result"] == true => {
            world.recall("/network", &json!({ "id": network, "status": "OK" }));
        }
        (_, Some(told)) if !told.is_null() => world.recall(&recording.path, &before(recording, &told)),
        _ => {}
    }
    world
}

/// A write to this is ignored.
const READ_ONLY: &str = "ssoEnabled";

/// What stood there before a write: the answer without what the write brought about.
fn before(recording: &Recording, answer: &Value) -> Value {
    let body = recording.body.as_deref().and_then(|body| serde_json::from_str::<Value>(body).ok());
    let mut before = answer.clone();
    if let (true, Some(Value::Object(body)), Value::Object(before)) = (recording.writes(), body, &mut before) {
        for (key, wanted) in body.into_iter().filter(|(key, _)| key != READ_ONLY) {
            if let (Some(Value::Bool(now)), Value::Bool(wanted)) = (before.get(&key), &wanted)
                && now == wanted
            {
                before.insert(key, json!(!wanted));
            }
        }
    }
    before
}

#[tokio::test]
async fn the_simulator_answers_as_the_service_did() {
    let mut surprises = Vec::new();
    let mut unused: Vec<usize> = (0..DELIBERATE.len()).collect();
    let recordings = recording::all();
    assert!(recordings.len() > 190, "only {} recordings", recordings.len());
    for recording in &recordings {
        let simulator = Simulator::serve(world_of(recording)).await.expect("loopback");
        let request = wire::bytes(recording, TOKEN, &simulator.metrics_token());
        let here = wire::send(simulator.port(), &request, recording.method == "HEAD").await;
        let (Some(recorded), Some(here)) = (&recording.answer, &here) else {
            if recording.answer.is_some() != here.is_some() {
                surprises.push(format!("{}: one of the two died", recording.name));
            }
            continue;
        };
        for difference in difference::between(recorded, here) {
            let deliberate = DELIBERATE
                .iter()
                .position(|known| recording.name.starts_with(known.recordings) && difference.at.starts_with(known.at));
            match deliberate {
                Some(index) => unused.retain(|other| *other != index),
                None => surprises.push(format!("{}: {}: {}", recording.name, difference.at, difference.told)),
            }
        }
    }
    for index in unused {
        let Deliberate { recordings, at, why } = &DELIBERATE[index];
        surprises.push(format!("{recordings} does not differ at {at} any more, though \"{why}\""));
    }
    assert!(surprises.is_empty(), "{} surprises:\n{}", surprises.len(), surprises.join("\n"));
}

/// What came out of asking the client what was recorded; none where it has no such question.
async fn asked(service: &Service, recording: &Recording) -> Option<Result<(), Error>> {
    let path = recording.path.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let reads = recording.method == "GET";
    Some(match segments[..] {
        ["status"] if reads => service.status().await.map(drop),
        ["health"] if reads => service.health().await.map(drop),
        ["network"] if reads => service.networks().await.map(drop),
        ["network", id] => {
            let id = id.parse().ok()?;
            match recording.method.as_str() {
                "GET" => service.network(id).await.map(drop),
                "POST" | "PUT" => service.join(id, AllowChange::default()).await.map(drop),
                "DELETE" => service.leave(id).await.map(drop),
                _ => return None,
            }
        }
        ["peer"] if reads => service.peers().await.map(drop),
        ["peer", address] if reads => service.peer(address.parse().ok()?).await.map(drop),
        _ => return None,
    })
}

#[tokio::test]
async fn the_client_reads_every_recorded_answer() {
    let mut read = 0;
    for recording in recording::all() {
        let answer = recording.answer.clone();
        // Parts, scripts and several answers at once are nothing the client asks for.
        let plain = answer.as_ref().is_none_or(|answer| answer.json.is_some() || answer.text.is_empty());
        if !plain || recording.method == "HEAD" {
            continue;
        }
        let (port, serving) = wire::serve(answer.clone()).await;
        let service = Service::new(port, Some(Secret::new(TOKEN))).expect("a client");
        let Some(result) = asked(&service, &recording).await else {
            serving.abort();
            continue;
        };
        read += 1;
        let fault = result.err().map(|error| error.fault);
        let empty = answer.as_ref().and_then(|answer| answer.json.as_ref()).is_some_and(|json| *json == json!({}));
        let status = answer.as_ref().map(|answer| answer.status);
        let name = &recording.name;
        match status {
            None => assert!(matches!(fault, Some(Fault::Broken)), "{name}: {fault:?}"),
            // A join that made no network is none.
            Some(200) if empty && recording.writes() => {
                assert!(matches!(fault, Some(Fault::NotDone { .. })), "{name}: {fault:?}");
            }
            Some(200) => assert!(fault.is_none(), "{name}: {fault:?}"),
            Some(401) => assert!(matches!(fault, Some(Fault::Unauthorized)), "{name}: {fault:?}"),
            Some(404) => assert!(matches!(fault, Some(Fault::NotFound)), "{name}: {fault:?}"),
            Some(status) => {
                assert!(matches!(&fault, Some(Fault::Status { code, .. }) if *code == status), "{name}: {fault:?}");
            }
        }
    }
    assert!(read > 90, "only {read} recordings were read");
}

#[tokio::test]
async fn the_sixth_request_on_a_connection_finds_it_closed() {
    let simulator = Simulator::serve(World::recorded("0cd29156ec", TOKEN)).await.expect("loopback");
    let stream = TcpStream::connect(("127.0.0.1", simulator.port())).await.expect("it listens");
    let mut stream = BufReader::new(stream);
    for number in 1..=5 {
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await.expect("it is open");
        let answer = wire::read(&mut stream, false).await.expect("an answer");
        let expected = if number == 5 { Some("close") } else { None };
        assert_eq!(answer.header("connection"), expected, "request {number}");
    }
    assert!(wire::read(&mut stream, false).await.is_none(), "it goes on");
}

#[tokio::test]
async fn what_is_no_http_gets_400_and_nothing_else() {
    let simulator = Simulator::serve(World::recorded("0cd29156ec", TOKEN)).await.expect("loopback");
    for garbage in [
        "\x16\x03\x01\r\n\r\n",
        "GET\r\n\r\n",
        "get /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nno colon\r\n\r\n",
    ] {
        let answer = wire::send(simulator.port(), garbage.as_bytes(), false).await.expect("an answer");
        assert_eq!((answer.status, answer.body().as_str()), (400, ""), "{garbage:?}");
    }
}

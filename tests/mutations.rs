//! Every recording and every row of the endpoint tables, with one thing in it made odd at a time: an odd value costs that
//! value, an odd entry that entry, and nothing else is lost.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    recording,
    table::{Filled, NETWORK, answer, table},
};
use zerotier_api::{Authority, NetworkId, Secret, Service, service::Network};

/// What stands in the place of a value; none takes it away. JSON as text, since no value holds `1e400`.
fn odd_values(long: &str) -> Vec<Option<String>> {
    let plain = ["null", "true", "\"odd\"", "\"\"", "5", "-1", "0.5", "9223372036854775808", "18446744073709551615"];
    let rest = ["1e400", "[]", "{}", "[null]", "[[[]]]"];
    let all = plain.iter().chain(&rest).map(|text| Some((*text).to_owned()));
    all.chain([Some(format!("\"{long}\"")), None]).collect()
}

/// An answer with one thing made odd.
struct Mutation {
    /// As `/0/mtu`.
    at: String,
    body: String,
    /// Without what was made odd.
    without: Value,
}

const MARK: &str = "the-odd-place";

/// All of these of a body.
fn mutations(body: &Value, long: &str) -> Vec<Mutation> {
    let mut found = Vec::new();
    for at in places(body) {
        let mut without = body.clone();
        take(&mut without, &at);
        for odd in odd_values(long) {
            let mut marked = without.clone();
            if let Some(odd) = odd {
                marked = body.clone();
                *marked.pointer_mut(&at).expect("a place") = json!(MARK);
                let body = marked.to_string().replace(&format!("\"{MARK}\""), &odd);
                found.push(Mutation { at: at.clone(), body, without: without.clone() });
            } else {
                found.push(Mutation { at: at.clone(), body: marked.to_string(), without: without.clone() });
            }
        }
        // A list with more in it than there should be.
        let entries = body.pointer(&at).and_then(Value::as_array).into_iter().flatten();
        for more in [json!(null), json!(3)].into_iter().chain(entries.take(1).cloned()) {
            let mut changed = body.clone();
            let Some(Value::Array(list)) = changed.pointer_mut(&at) else { continue };
            list.push(more);
            found.push(Mutation { at: at.clone(), body: changed.to_string(), without: body.clone() });
        }
    }
    found
}

/// The pointers to everything below the whole.
fn places(value: &Value) -> Vec<String> {
    let below = |key: String, value: &Value| {
        let own = format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        let rest: Vec<String> = places(value).iter().map(|rest| format!("{own}{rest}")).collect();
        std::iter::once(own).chain(rest).collect::<Vec<_>>()
    };
    match value {
        Value::Object(object) => object.iter().flat_map(|(key, value)| below(key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().flat_map(|(at, value)| below(at.to_string(), value)).collect(),
        _ => Vec::new(),
    }
}

fn take(value: &mut Value, at: &str) {
    let (parent, last) = at.rsplit_once('/').expect("a pointer");
    match value.pointer_mut(parent) {
        Some(Value::Object(object)) => {
            object.remove(&last.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(entries)) => {
            entries.remove(last.parse().expect("an index"));
        }
        _ => {}
    }
}

/// The entry of the list a place lies in, and whether the place is the entry or names it.
fn entry(at: &str) -> (usize, bool) {
    let mut steps = at.split('/').skip(1).skip_while(|step| step.parse::<usize>().is_err());
    let index = steps.next().and_then(|step| step.parse().ok()).unwrap_or(usize::MAX);
    let key = steps.next();
    (index, key.is_none_or(|key| ["id", "nwid", "networkId", "nodeId", "deviceId", "address", "config"].contains(&key)))
}

/// Without the entry of a network's list that a place lies in.
fn without_entry(networks: &Value, at: &str) -> Value {
    let mut without = networks.clone();
    let steps: Vec<&str> = at.split('/').collect();
    if let Some(last) = steps.iter().rposition(|step| step.parse::<usize>().is_ok()).filter(|last| *last > 1) {
        take(&mut without, &steps[..=last].join("/"));
    }
    without
}

async fn service() -> (Simulator, Service) {
    let simulator = Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback");
    let service = Service::new(simulator.port(), Some(Secret::new("any"))).expect("a client");
    (simulator, service)
}

fn give(simulator: &Simulator, body: String) {
    simulator.hand().answer_next_with(Canned::Json(200, body.leak()));
}

/// Bodies of the recordings of one path, one of each shape.
fn recorded(path: &str) -> Vec<Value> {
    let mut shapes = BTreeSet::new();
    let answers = recording::all().into_iter().filter(|recording| recording.method == "GET" && recording.path == path);
    let bodies = answers.filter_map(|recording| recording.answer?.json);
    let shape = |body: &Value| {
        let mut shape = places(body);
        shape.push(body["status"].to_string());
        shape
    };
    bodies.filter(|body| shapes.insert(shape(body))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_value_of_one_network_does_not_cost_the_others() {
    let (simulator, service) = service().await;
    let mut networks: Vec<Value> =
        recorded("/network").into_iter().filter_map(|body| body.as_array().cloned()).flatten().collect();
    networks.truncate(2);
    assert!(networks.len() > 1, "recordings");
    for (at, network) in networks.iter_mut().enumerate() {
        network["id"] = json!(format!("17d395d8cb43a80{at}"));
    }
    let networks = Value::from(networks);
    let read = |json: &Value| serde_json::from_value::<Vec<Network>>(json.clone());
    let before = read(&networks).expect("as recorded");
    for Mutation { at, body, without } in mutations(&networks, &"x".repeat(20_000)) {
        let (index, names) = entry(&at);
        give(&simulator, body.clone());
        let after = service.networks().await.unwrap_or_else(|error| panic!("{at}: {error} of {body:.300}"));
        for (at_all, network) in before.iter().enumerate().filter(|(other, _)| *other != index) {
            assert!(after.contains(network), "{at} costs network {at_all}: {body:.300}");
        }
        let odd = service.odd();
        if names {
            continue;
        }
        let own = after.iter().find(|network| network.id == before[index].id);
        let own = own.unwrap_or_else(|| panic!("{at} costs its network: {body:.300}"));
        let accepted = serde_json::from_str::<Vec<Network>>(&body).ok();
        let least = |without: &Value| read(without).ok().and_then(|least| least.into_iter().nth(index));
        let whole = [least(&without), least(&without_entry(&networks, &at))];
        let right = whole.iter().flatten().chain(accepted.iter().flatten()).any(|network| network == own);
        assert!(right, "{at}: {own:?}");
        // What is left out is told.
        assert!(accepted.is_some() || !odd.is_empty(), "{at} is not told: {body:.300}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_value_of_the_node_or_a_peer_costs_that_value() {
    let (simulator, service) = service().await;
    for body in recorded("/status") {
        for Mutation { at, body, .. } in mutations(&body, &"x".repeat(20_000)) {
            give(&simulator, body);
            let told = service.status().await;
            assert!(told.is_ok() || at == "/address", "{at}: {told:?}");
        }
    }
    for body in recorded("/peer").iter().filter(|body| body.as_array().is_some_and(|list| list.len() > 1)).take(1) {
        let before = body.as_array().map_or(0, Vec::len);
        for Mutation { at, body, .. } in mutations(body, &"x".repeat(20_000)) {
            give(&simulator, body);
            let told = service.peers().await.unwrap_or_else(|error| panic!("{at}: {error}"));
            assert!(told.len() >= before - usize::from(entry(&at).1), "{at}");
        }
    }
}

/// A list of two, as the table has them; the second one under an id of its own.
fn two(table: &Value, path: &str) -> Value {
    let mut body = answer(table, "GET", path, Filled::Everything);
    let list = if body.is_array() { &mut body } else { body.get_mut("items").expect("a list") };
    let list = list.as_array_mut().expect("a list");
    let mut second = list[0].clone();
    let text = second.to_string().replace(NETWORK, "17d395d8cb43a801").replace("a4e19c07d2", "a4e19c07d3");
    second = serde_json::from_str(&text).expect("JSON");
    list.push(second);
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_value_at_an_authority_costs_no_other_network_and_no_other_member() {
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback");
    let base = |path: &str| format!("{}{path}", simulator.central_url()).parse().expect("an address");
    let network: NetworkId = NETWORK.parse().expect("an id");
    let legacy = Authority::legacy(&base("/api/v1"), Secret::new("any")).expect("a client");
    let new = Authority::new_central(&base(""), Secret::new("any")).expect("a client");
    let give = |body: &str| {
        simulator.hand().central().answer_next_with(Canned::Json(200, body.to_owned().leak()));
    };
    for (authority, table, networks, members) in [
        (&legacy, table("legacy-endpoints.json"), "/network", "/network/{networkID}/member"),
        (&new, table("new-central-endpoints.json"), "/api/v2/network", "/api/v2/network/{id}/member"),
    ] {
        let organisations = (networks != "/network").then(|| answer(&table, "GET", "/api/v2/org", Filled::Everything));
        for Mutation { at, body, .. } in mutations(&two(&table, networks), "long") {
            if let Some(organisations) = &organisations {
                give(&organisations.to_string());
            }
            give(&body);
            let (index, names) = entry(&at);
            match authority.networks().await {
                Ok(told) => {
                    let ids: Vec<String> = told.iter().map(|network| network.id.to_string()).collect();
                    let unique: BTreeSet<&String> = ids.iter().collect();
                    assert_eq!(unique.len(), ids.len(), "{at}: one network twice");
                    for (other, id) in [NETWORK, "17d395d8cb43a801"].iter().enumerate() {
                        let may_go = names && (other == index || index == usize::MAX);
                        assert!(may_go || ids.contains(&(*id).to_owned()), "{at} costs {id}: {body:.300}");
                    }
                }
                Err(error) => assert!(index == usize::MAX, "{at}: {error} of {body:.300}"),
            }
        }
        for Mutation { at, body, .. } in mutations(&two(&table, members), "long") {
            give(&body);
            let (index, names) = entry(&at);
            match authority.members(network).await {
                Ok(told) => {
                    let nodes: BTreeSet<String> = told.iter().map(|member| member.node.to_string()).collect();
                    assert_eq!(nodes.len(), told.len(), "{at}: one member twice");
                    for (other, node) in ["a4e19c07d2", "a4e19c07d3"].iter().enumerate() {
                        let may_go = names && (other == index || index == usize::MAX);
                        assert!(may_go || nodes.contains(*node), "{at} costs {node}: {body:.300}");
                    }
                }
                Err(error) => assert!(index == usize::MAX, "{at}: {error} of {body:.300}"),
            }
        }
    }
}

//! Do the clients of authorities fit what authorities answer? Answers are made from the endpoint tables: once with
//! every field filled, once with null wherever a table allows it, once with nothing but nulls. For the controller, the
//! recordings of a real one are read as they are.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};
use simulator::{Canned, Pace, Scenario, Simulator};
use zerotier_api::{
    Authority, BaseUrl, Error, NetworkId, NodeAddress, Secret,
    authority::{Access, Member, Network},
};

const NETWORK: &str = "17d395d8cb43a800";
const NODE: &str = "a4e19c07d2";

fn network() -> NetworkId {
    NETWORK.parse().expect("an id")
}

fn node() -> NodeAddress {
    NODE.parse().expect("an address")
}

/// How much of an answer is filled in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Filled {
    Everything,
    /// Null wherever the table allows null, and what is optional is missing.
    NullsAllowed,
    /// Null in every place but the ids: what no table allows and a client has to live with.
    Nulls,
}

fn table(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("endpoints").join(name);
    serde_json::from_str(&fs::read_to_string(file).expect("a table")).expect("JSON")
}

/// The answer a table's row describes.
fn answer(table: &Value, method: &str, path: &str, filled: Filled) -> Value {
    let rows = table["endpoints"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["method"] == method && row["path"] == path);
    let row = row.unwrap_or_else(|| panic!("{method} {path} is in no row"));
    let fields = row["response_fields"].as_object().expect("fields");
    let shape = row["response_shape"].as_str().unwrap_or_default();
    let mut whole = Value::Null;
    for (field, kind) in fields {
        let kind = kind.as_str().expect("a kind");
        let tokens: Vec<&str> = field.split('.').collect();
        put(&mut whole, &tokens, kind, filled);
    }
    if shape.starts_with('[') && !whole.is_array() { json!([whole]) } else { whole }
}

fn put(at: &mut Value, tokens: &[&str], kind: &str, filled: Filled) {
    let Some((first, rest)) = tokens.split_first() else { return };
    let (name, listed) = first.strip_suffix("[]").map_or((*first, false), |name| (name, true));
    let spot = if name.is_empty() { at } else { entry(at, name) };
    let spot = if listed {
        if !spot.is_array() {
            *spot = json!([Value::Null]);
        }
        &mut spot[0]
    } else {
        spot
    };
    if !rest.is_empty() {
        put(spot, rest, kind, filled);
    } else if spot.is_null() {
        *spot = leaf(name, kind, filled);
    }
}

fn entry<'a>(at: &'a mut Value, name: &str) -> &'a mut Value {
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    at.as_object_mut().expect("made above").entry(name.to_owned()).or_insert(Value::Null)
}

fn leaf(name: &str, kind: &str, filled: Filled) -> Value {
    let is_id = matches!(name, "id" | "nwid" | "networkId" | "nodeId" | "deviceId" | "address" | "userId" | "orgId");
    let nullable = kind.contains("null") || kind.contains("optional");
    match filled {
        Filled::NullsAllowed if nullable && !is_id => return Value::Null,
        Filled::Nulls if !is_id => return Value::Null,
        _ => {}
    }
    let kind = kind.split([' ', '|']).next().unwrap_or_default();
    match (name, kind) {
        ("nodeId" | "deviceId" | "address", _) => json!(NODE),
        ("id" | "nwid" | "networkId", _) => json!(NETWORK),
        (_, "string") => json!("text"),
        (_, "boolean" | "bool") => json!(true),
        (_, "int" | "integer" | "int64") => json!(1_760_000_000_000_i64),
        (_, "rfc3339") => json!("2026-03-12T10:20:30.123Z"),
        (_, kind) if kind.starts_with("[string") => json!(["10.0.0.1"]),
        (_, kind) if kind.starts_with("[int") => json!([3_232_285_886_i64]),
        (_, kind) if kind.starts_with("[[") => json!([[1, false], [2, 3_232_285_886_i64]]),
        (_, kind) if kind.starts_with('[') => json!([{}]),
        (_, kind) if kind.starts_with("enum(") => {
            json!(kind.trim_start_matches("enum(").split(['|', ')']).next())
        }
        (_, kind) if kind.starts_with("map") => json!({ "key": "2026-03-12T10:20:30Z" }),
        _ => json!({}),
    }
}

async fn simulator() -> Simulator {
    Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback")
}

fn base(text: &str) -> BaseUrl {
    text.parse().expect("an address")
}

fn told<T>(what: &str, filled: Filled, told: Result<T, Error>) -> T {
    told.unwrap_or_else(|error| panic!("{what}, {filled:?}: {error}"))
}

fn whole_network(network: &Network) {
    assert_eq!(network.name, "text");
    assert!(network.private && network.broadcast && network.v4_assign);
    assert_eq!((network.routes.len(), network.v6.rfc4193, network.v6.six_plane), (1, true, true));
    assert_eq!(network.dns.as_ref().map(|dns| dns.servers.len()), Some(1));
    assert!(!network.pools.is_empty());
}

fn whole_member(member: &Member) {
    assert_eq!((member.node, member.name.as_str(), member.access), (node(), "text", Access::Allowed));
    assert!(member.bridge && member.no_auto_assign && !member.addresses.is_empty());
    assert!(member.created.is_some() && member.allowed_at.is_some());
}

const ALL: [Filled; 3] = [Filled::Everything, Filled::NullsAllowed, Filled::Nulls];

#[tokio::test(flavor = "multi_thread")]
async fn legacy_central_is_read_with_every_field_and_with_none() {
    let (simulator, table) = (simulator().await, table("legacy-endpoints.json"));
    let authority =
        Authority::legacy(&base(&format!("{}/api/v1", simulator.central_url())), Secret::new("any")).expect("a client");
    for filled in ALL {
        let give = |path: &str| {
            let answer = answer(&table, "GET", path, filled);
            giving_now(&simulator, &answer);
        };
        if filled != Filled::Nulls {
            give("/status");
            let account = told("status", filled, authority.account().await);
            assert_eq!(account.id, NETWORK, "the user's id");
        }
        give("/network");
        let networks = told("networks", filled, authority.networks().await);
        assert_eq!(networks.len(), 1);
        give("/network/{networkID}");
        let network = told("network", filled, authority.network(network()).await);
        give("/network/{networkID}/member");
        let members = told("members", filled, authority.members(self::network()).await);
        give("/network/{networkID}/member/{memberID}");
        let member = told("member", filled, authority.member(self::network(), node()).await);
        assert_eq!((members.len(), members[0].node), (1, member.node));
        if filled == Filled::Everything {
            whole_network(&network);
            whole_member(&member);
        }
    }
}

fn giving_now(simulator: &Simulator, answer: &Value) {
    simulator.hand().central().answer_next_with(Canned::Json(200, answer.to_string().leak()));
}

#[tokio::test(flavor = "multi_thread")]
async fn new_central_is_read_with_every_field_and_with_none() {
    let (simulator, table) = (simulator().await, table("new-central-endpoints.json"));
    let authority = Authority::new_central(&base(&simulator.central_url()), Secret::new("any")).expect("a client");
    for filled in ALL {
        let give = |path: &str| giving_now(&simulator, &answer(&table, "GET", path, filled));
        give("/api/v2/org");
        let account = told("organisations", filled, authority.account().await);
        assert_eq!(account.organisations.len(), 1);
        give("/api/v2/org");
        give("/api/v2/network");
        let networks = told("networks", filled, authority.networks().await);
        assert_eq!(networks.len(), 1);
        give("/api/v2/network/{id}");
        give("/api/v2beta/network/{id}/flow-rule");
        let network = told("network", filled, authority.network(network()).await);
        give("/api/v2/network/{id}/member");
        let members = told("members", filled, authority.members(self::network()).await);
        give("/api/v2/network/{id}/member/{device-id}");
        let member = told("member", filled, authority.member(self::network(), node()).await);
        assert_eq!((members.len(), members[0].node), (1, member.node));
        if filled == Filled::Everything {
            whole_network(&network);
            whole_member(&member);
        }
    }
}

/// The recordings whose answers the client of the controller reads.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_controllers_answers_are_read_as_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("transcripts/zerotier-one-1.14.1");
    let recorded = |name: &str| -> Value {
        let text = fs::read_to_string(folder.join(name)).expect("a recording");
        serde_json::from_str(&text).expect("JSON")
    };
    // Any loopback server will do: the answers are the recordings'.
    let simulator = simulator().await;
    let authority = Authority::controller(&base(&simulator.central_url()), Secret::new("any")).expect("a client");
    let give = |name: &str| giving_now(&simulator, &recorded(name)["response"]["json"]);
    give("ctrl-07-get-network.json");
    let network = authority.network(network()).await.expect("a network");
    assert!(network.private);
    give("ctrl-31-member-list-unstable.json");
    let members = authority.members(self::network()).await.expect("members");
    let told = recorded("ctrl-31-member-list-unstable.json")["response"]["json"]["data"].as_array().map(Vec::len);
    assert_eq!(Some(members.len()), told);
    assert!(members.iter().any(|member| member.access == Access::Allowed));
    assert!(members.iter().any(|member| member.access == Access::Waiting));
    for name in ["ctrl-34-member-get-authorized.json", "ctrl-35-member-get-pending.json"] {
        give(name);
        authority.member(self::network(), node()).await.expect("a member");
    }
}

//! Do the clients of authorities fit what authorities answer? Answers are made from the endpoint tables: once with
//! every field filled, once with null wherever a table allows it, once with nothing but nulls. For the controller, the
//! recordings of a real one are read as they are.

use std::{fs, path::Path};

use serde_json::Value;
use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::table::{Filled, NETWORK, NODE, answer, table};
use zerotier_api::{
    Authority, BaseUrl, Error, NetworkId, NodeAddress, Secret,
    authority::{Access, Member, Network},
};

fn network() -> NetworkId {
    NETWORK.parse().expect("an id")
}

fn node() -> NodeAddress {
    NODE.parse().expect("an address")
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

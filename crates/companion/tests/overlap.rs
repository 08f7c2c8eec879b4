//! Two ways to one range: told where it is open which of them wins, and nowhere else.

mod harness;

use companion::ports::service::Lan;
use harness::*;
use serde_json::{Value, json};

fn beside(home: Value, other: Value) -> Vec<String> {
    let with = |id: &str, name: &str, routes: Value| {
        with(home_network(), &json!({ "id": id, "name": name, "routes": routes, "assignedAddresses": [] }))
    };
    let networks = [with("17d395d8cb43a800", "home", home), with("17d395d8cb43a801", "office", other)];
    Glass::live(&networks).titles()
}

#[test]
fn the_same_range_direct_here_and_by_a_gateway_there_is_told() {
    let direct = json!([{ "target": "192.168.7.0/24" }]);
    let by_gateway = json!([{ "target": "192.168.7.0/24", "via": "10.1.1.1" }]);
    assert_eq!(beside(direct.clone(), by_gateway), ["“home” and “office” both use 192.168.7.0/24"]);
    // A wider way around a narrower one is how networks are built.
    let wider = json!([{ "target": "192.168.0.0/16", "via": "10.1.1.1" }]);
    assert_eq!(beside(direct, wider), [""; 0]);
}

#[test]
fn routes_that_are_not_set_here_are_no_overlap() {
    let public = json!([{ "target": "9.0.0.0/24" }]);
    assert_eq!(beside(public.clone(), public), [""; 0]);
    let everywhere = json!([{ "target": "0.0.0.0/0", "via": "10.1.1.1" }]);
    assert_eq!(beside(everywhere.clone(), everywhere), [""; 0]);
}

#[test]
fn a_route_to_the_range_this_machine_is_in_is_told() {
    let lan =
        |adapter: &str, address: &str| Lan { adapter: adapter.into(), address: address.parse().expect("a range") };
    let routes = json!([{ "target": "192.168.1.0/24", "via": "10.147.17.1" }, { "target": "10.147.17.0/24" }]);
    let network = with(
        home_network(),
        &json!({ "routes": routes, "portDeviceName": "ztaaaaaaaa",
        "assignedAddresses": ["10.147.17.24/24"] }),
    );
    let mut glass = Glass::live(std::slice::from_ref(&network));
    // Its own adapter is in its own range, whatever the system calls it.
    glass.lans = vec![lan("ethernet_32773", "10.147.17.24/24"), lan("wlan0", "192.168.2.7/24")];
    glass.look(std::slice::from_ref(&network));
    assert_eq!(glass.titles(), [""; 0]);
    glass.lans = vec![lan("wlan0", "192.168.1.7/24")];
    glass.look(std::slice::from_ref(&network));
    assert_eq!(glass.titles(), ["“home” uses 192.168.1.0/24, which is also the network at wlan0"]);
}

//! What a network gives out and this machine does not use: said, and never shown or copied as if it were in force.

mod harness;

use companion::{
    app::state::State,
    interface::{action::Action, menu::Menu, networks::Permission, place::Place},
    kernel::{moment::Os, words::Words},
    networks::view::detail::NetworkView,
};
use harness::*;
use serde_json::{Value, json};

fn inspected(network: &Value) -> (Glass, NetworkView) {
    let mut glass = Glass::live(std::slice::from_ref(network));
    let place = Place::Networks { search: String::new(), selected: Some(home()), from: 0 };
    glass.act(Action::Go { place });
    let view = glass.view().network.expect("the inspector");
    (glass, view)
}

fn copied(state: &State) -> String {
    let menu: Menu = companion::app::menu::menu(state, &Words::in_language(None));
    format!("{:?}", menu.items)
}

#[test]
fn a_network_without_an_address_is_not_plainly_connected() {
    let (glass, view) = inspected(&with(home_network(), &json!({ "assignedAddresses": [] })));
    assert_eq!(view.state, "Connected, no address");
    assert_eq!(glass.rows(), ["home: Connected, no address"]);
    assert_eq!(view.unaddressed.as_deref(), Some("None: its administrator can give one."));
}

#[test]
fn an_address_that_is_not_on_the_adapter_is_neither_shown_as_such_nor_copied() {
    let given = ["9.0.0.5/24", "9.0.0.5/24", "nonsense\u{202e}", "10.147.17.24/24"];
    let network = with(home_network(), &json!({ "assignedAddresses": given }));
    let (glass, view) = inspected(&network);
    let shown: Vec<_> = view
        .addresses
        .iter()
        .map(|at| (at.address.as_str(), at.unused.as_ref().map(|unused| unused.permission)))
        .collect();
    assert_eq!(shown, [("10.147.17.24", None), ("9.0.0.5", Some(Some(Permission::Global)))]);
    let why = view.addresses[1].unused.as_ref().map(|unused| plain(&unused.why));
    assert_eq!(why.as_deref(), Some("Not used here: “Reach public addresses” is off."));
    assert_eq!(glass.view().networks.rows[0].address.as_deref(), Some("10.147.17.24"));
    assert!(!copied(&glass.state).contains("9.0.0.5"));
    let (glass, view) = inspected(&with(network, &json!({ "allowGlobal": true })));
    assert!(view.addresses.iter().all(|address| address.unused.is_none()));
    assert!(copied(&glass.state).contains("9.0.0.5"));
}

#[test]
fn routes_and_servers_that_are_switched_off_do_not_stand_there_as_in_force() {
    let routes = json!([{ "target": "10.147.17.0/24" }, { "target": "0.0.0.0/0", "via": "10.147.17.1" }]);
    let dns = json!({ "domain": "home.arpa", "servers": ["10.147.17.1"] });
    let network = with(home_network(), &json!({ "routes": routes, "dns": dns }));
    let (mut glass, view) = inspected(&network);
    let off: Vec<_> =
        view.routes.iter().map(|route| route.unused.as_ref().and_then(|unused| unused.permission)).collect();
    assert_eq!(off, [None, Some(Permission::Default)]);
    let servers = |glass: &Glass| glass.view().network.and_then(|view| view.dns?.unused);
    assert_eq!(
        servers(&glass).map(|unused| plain(&unused.why)).as_deref(),
        Some("ZeroTier sets no name servers on Linux.")
    );
    glass.state.moment.os = Os::Windows;
    assert_eq!(servers(&glass).and_then(|unused| unused.permission), Some(Permission::Dns));
    glass.look(&[with(network, &json!({ "allowDNS": true, "allowDefault": true }))]);
    assert_eq!(servers(&glass), None);
}

#[test]
fn nobody_is_asked_about_all_traffic_where_no_default_route_is_offered() {
    let asked = |routes: Value| {
        let (_, view) = inspected(&with(home_network(), &json!({ "routes": routes })));
        let permission = view.permissions.into_iter().find(|known| known.permission == Permission::Default);
        permission.map(|known| (known.question.is_some(), known.help)).expect("the switch")
    };
    assert_eq!(asked(json!([{ "target": "10.147.17.0/24" }])), (false, "It offers no default route.".into()));
    assert!(asked(json!([{ "target": "::/0", "via": "fd00::1" }])).0);
}

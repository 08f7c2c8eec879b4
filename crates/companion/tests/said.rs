//! What is said fits what is so: counts, ports, addresses, devices that are here.

mod harness;

use companion::{
    app::{event::Event, menu::menu},
    interface::{action::Action, glyph::Glyph, notice::Tone, place::Place},
    kernel::{
        ids::{AuthorityId, AuthorityKind},
        words::Words,
    },
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
    },
};
use harness::{administrator::*, *};
use serde_json::json;
use zerotier_api::{
    Fault, NodeAddress,
    authority::{Access, Member, Network, Pool, Route},
};

fn tooltip(glass: &Glass) -> String {
    plain(&menu(&glass.state, &Words::in_language(None)).tooltip)
}

#[test]
fn networks_that_are_all_off_are_not_zero_of_zero_connected() {
    let mut glass = Glass::live(&[home_network()]);
    assert_eq!(tooltip(&glass), "ZeroTier — 1 of 1 connected");
    glass.look(&[]);
    assert_eq!(glass.view().networks.summary, "All off");
    assert_eq!(tooltip(&glass), "ZeroTier — all networks off");
    glass.act(Action::Forget { network: home() });
    assert_eq!(glass.view().networks.summary, "");
    assert_eq!(tooltip(&glass), "ZeroTier — online");
}

#[test]
fn one_port_is_no_range_of_ports() {
    let mut glass = Glass::live(&[]);
    let mut note = |text: &str| {
        glass.act(Action::Understand { text: text.into() });
        plain(&glass.view().join.note)
    };
    assert_eq!(note("ff00160016000000"), "An ad-hoc network without a controller, open on port 22.");
    assert_eq!(note("ff00160050000000"), "An ad-hoc network without a controller, open on ports 22 to 80.");
}

#[test]
fn a_service_that_can_not_be_reached_has_no_version_beside_that() {
    let mut glass = Glass::live(&[home_network()]);
    let me = |glass: &Glass| glass.view().me.map(|me| (me.state, me.version));
    assert_eq!(me(&glass), Some(("Online".into(), "1.14.2".into())));
    glass.act(Action::LookAgain);
    let generation = glass.state.service.generation;
    glass.tell(Event::from(Answer::Looked { generation, looked: Err(error(Fault::Refused)) }));
    glass.tell(Event::from(Answer::Found(finding())));
    glass.nobody_answers();
    assert_eq!(me(&glass), Some(("No service".into(), String::new())));
}

/// The own controller's network with this member, the service live and the network so.
fn at_own_controller(status: &str, own: Member) -> Glass {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "status": status }))]);
    glass.tell(Event::Window { open: true });
    let authority = AuthorityId::own();
    glass.act(Action::UseOwnController);
    glass.act(Action::Go { place: Place::members(authority.clone(), home()) });
    let mut told = |ask: Ask, told: Told| {
        let epoch = glass.state.authorities.lines[&authority].epoch;
        glass.tell(
            Answer::OfAuthority {
                authority: authority.clone(),
                epoch,
                ask,
                told: Ok(told),
                time: None,
                odd: Vec::new(),
            }
            .into(),
        );
    };
    told(Ask::Networks, Told::Networks { networks: vec![summary(home())], groups: vec![] });
    told(Ask::Members { network: home() }, Told::Members(vec![own, member(2, Access::Allowed)]));
    glass
}

#[test]
fn this_device_is_not_away_at_its_own_controller_while_it_is_connected() {
    let me: NodeAddress = "8f2c1a9b3d".parse().expect("an address");
    let own = || Member { node: me, name: "this".into(), ..member(1, Access::Allowed) };
    for (status, seen) in [("OK", "now"), ("NOT_FOUND", "")] {
        let glass = at_own_controller(status, own());
        let list = glass.view().administer.network.expect("a network").members.expect("members");
        let away = list.filters.iter().find(|filter| filter.label == "Away").map(|filter| filter.count);
        assert_eq!(away, (seen == "now").then_some(0), "{status}: nobody tells of the other");
        let row = list.rows.iter().find(|row| row.own).expect("this device");
        assert_eq!((row.away, row.seen.as_str()), (false, seen), "{status}");
        let other = list.rows.iter().find(|row| !row.own).expect("the other");
        assert_eq!((other.away, other.glyph), (false, Glyph::Unknown));
    }
}

#[test]
fn an_address_set_by_hand_is_not_said_to_come_from_the_pool() {
    let mut glass = showing(AuthorityKind::Legacy, vec![]);
    let by_hand = Member { addresses: vec!["10.147.20.5".into()], no_auto_assign: true, ..member(1, Access::Allowed) };
    let network = Network {
        routes: vec![Route { target: "10.147.20.0/24".into(), via: None }],
        pools: vec![Pool { first: "10.147.20.1".into(), last: "10.147.20.254".into() }],
        ..settings("home")
    };
    told(&mut glass, Ask::Settings { network: home() }, Ok(Told::Settings(Box::new(network))));
    let place = Place::members(account(), home());
    let Place::Members { authority, network, filter, search, sort, from, .. } = place else { panic!("members") };
    let selected = Some(node(1));
    glass.act(Action::Go { place: Place::Members { authority, network, filter, search, sort, from, selected } });
    glass.act(Action::ReadAuthority { authority: account() });
    told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(vec![by_hand.clone()])));
    told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(vec![by_hand])));
    let member = glass.view().administer.network.and_then(|network| network.member).expect("a member");
    assert_eq!(member.addresses[0].said, "within a pool");
}

#[test]
fn a_build_without_a_controller_is_said_where_networks_are_administered() {
    let mut glass = Glass::live(&[]);
    glass.tell(Event::Window { open: true });
    glass.act(Action::Go { place: Place::Administer { search: String::new() } });
    let administer = |glass: &Glass| {
        let known = glass.view().administer;
        (known.own_offered, known.own_missing)
    };
    assert_eq!(administer(&glass), (true, false));
    let (authority, epoch) = (AuthorityId::own(), glass.state.authorities.lines[&AuthorityId::own()].epoch);
    let told = Err(error(Fault::NotFound));
    glass.tell(Answer::OfAuthority { authority, epoch, ask: Ask::Networks, told, time: None, odd: Vec::new() }.into());
    assert_eq!(administer(&glass), (false, true));
}

#[test]
fn a_network_whose_service_or_node_is_gone_is_not_called_connected() {
    let mut glass = Glass::live(&[home_network()]);
    assert_eq!(glass.rows(), ["home: Connected"]);
    // The service goes: what is shown is as of then.
    glass.state.service.link = companion::service::state::Link::Broken(companion::frame::problem::Problem::Stopped);
    let networks = glass.view().networks;
    assert_eq!((networks.rows[0].state.as_str(), networks.rows[0].glyph), ("Was connected", Glyph::Off));
    assert_eq!(networks.summary, "As of a moment ago");
    glass.now += std::time::Duration::from_secs(240);
    glass.state.moment.now.unix_ms += 240_000;
    assert_eq!(plain(&glass.view().networks.summary), "As of 4 min ago");
    // The service is there and hears nobody.
    let mut glass = Glass::live(&[home_network()]);
    let waiting = companion::service::state::Waiting { since: glass.now, long: true };
    glass.state.service.offline = Some(waiting);
    assert_eq!(glass.rows(), ["home: Offline"]);
    assert_eq!(glass.view().networks.summary, "Offline");
}

#[test]
fn what_an_authority_said_that_could_not_be_read_is_one_line_said_once_at_its_account() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Allowed)]);
    let mut read = |odd: &[&str]| {
        let epoch = glass.state.authorities.lines[&account()].epoch;
        let (ask, told) = (Ask::Members { network: home() }, Ok(Told::Members(vec![member(1, Access::Allowed)])));
        let odd = odd.iter().map(|place| (*place).to_owned()).collect();
        glass.tell(Answer::OfAuthority { authority: account(), epoch, ask, told, time: None, odd }.into());
        let odd: Vec<_> = glass.view().notices.into_iter().filter(|notice| notice.key.starts_with("Odd")).collect();
        for notice in &odd {
            glass.act(Action::Dismiss { notice: notice.key.clone() });
        }
        odd
    };
    assert_eq!(read(&[]), []);
    let said = read(&["member[1]", "member[7]", "network[0]"]);
    assert_eq!(said.len(), 1, "one line for many");
    assert_eq!(said[0].details.as_deref(), Some("member[1], network[0]"));
    assert_eq!(plain(&said[0].title), "at home said something that couldn’t be read");
    assert_eq!(said[0].tone, Tone::Info);
    assert_eq!(read(&["member[3]"]), [], "said once");
}

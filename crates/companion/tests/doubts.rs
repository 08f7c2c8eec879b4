//! Writes nobody answered: a silence is no refusal. It is looked first, then said.

mod harness;

use companion::{
    app::event::Event,
    interface::{action::Action, administer::MemberDeed, networks::Permission, place::Place},
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        effect::{Deed, Effect},
        kept::Remembered,
        service::Finding,
    },
};
use harness::{administrator::*, *};
use serde_json::json;
use zerotier_api::{Error, Fault, authority::Access, service::Network};

fn silences() -> Vec<Fault> {
    let garbled = Fault::Garbled { at: ".".into(), found: "nothing".into() };
    vec![Fault::TimedOut, Fault::Broken, garbled, Fault::Status { code: 500, said: String::new() }]
}

/// The look that follows, whatever has to come before it.
fn looks(glass: &mut Glass, networks: &[serde_json::Value]) -> Vec<Effect> {
    if glass.state.service.reading == Some(companion::service::state::Reading::Seek) {
        glass.tell(Event::from(Answer::Found(finding())));
        glass.answer_contact(Ok(()));
    }
    glass.look(networks)
}

fn configured(fault: Fault) -> Event {
    let configured: Result<Network, Error> = Err(error(fault));
    Event::from(Answer::Configured { network: home(), configured })
}

fn dns_on() -> Action {
    Action::Configure { network: home(), permission: Permission::Dns, on: true }
}

#[test]
fn a_permission_that_was_given_without_an_answer_is_not_said_to_be_as_it_was_before() {
    for fault in silences() {
        let mut glass = Glass::live(&[home_network()]);
        glass.act(dns_on());
        let effects = glass.tell(configured(fault.clone()));
        assert!(!effects.is_empty(), "it is looked: {fault:?}");
        assert_eq!(
            glass.state.networks.permission(home(), Permission::Dns),
            (true, true),
            "as wished, and busy: {fault:?}"
        );
        assert!(glass.titles().is_empty(), "{fault:?}");
        looks(&mut glass, &[with(home_network(), &json!({ "allowDNS": true }))]);
        assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (true, false), "{fault:?}");
        assert!(glass.titles().is_empty(), "{fault:?}: {:?}", glass.titles());
    }
}

#[test]
fn a_permission_that_was_not_given_is_said_after_a_look() {
    for fault in silences() {
        let mut glass = Glass::live(&[home_network()]);
        glass.act(dns_on());
        glass.tell(configured(fault.clone()));
        looks(&mut glass, &[home_network()]);
        assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (false, false), "{fault:?}");
        assert_eq!(glass.titles(), ["A permission of “home” couldn’t be changed"], "{fault:?}");
    }
}

#[test]
fn a_look_that_was_asked_for_before_the_silence_tells_nothing() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(dns_on());
    glass.act(Action::LookAgain);
    let before = glass.state.service.generation;
    glass.tell(configured(Fault::TimedOut));
    glass.answer_look(before, &[home_network()]);
    assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (true, true));
    assert!(glass.titles().is_empty());
}

#[test]
fn a_join_without_an_answer_is_looked_for() {
    for fault in silences() {
        let mut glass = Glass::live(&[]);
        glass.act(Action::Join { network: home() });
        glass.tell(Event::from(Answer::Joined { network: home(), joined: Err(error(fault.clone())) }));
        assert_eq!(glass.rows(), [format!("{}: Joining…", home())], "{fault:?}");
        looks(&mut glass, &[home_network()]);
        assert_eq!((glass.rows(), glass.titles()), (vec!["home: Connected".to_owned()], vec![]), "{fault:?}");
    }
}

#[test]
fn a_join_that_did_not_come_is_not_called_refused() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Err(error(Fault::TimedOut)) }));
    looks(&mut glass, &[]);
    assert_eq!(glass.titles(), [format!("“{}” couldn’t be joined", home())]);
    assert_eq!(plain(&glass.view().notices[0].text), "The service gave no answer, and the network isn’t there.");
    // The service was slow, and does it in the end.
    glass.look(&[home_network()]);
    assert!(glass.titles().is_empty());
}

#[test]
fn a_network_that_was_joined_again_without_its_permissions_is_asked_for_them() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDNS": true }))]);
    glass.look(&[]);
    glass.after(2000);
    glass.act(Action::Connect { network: home() });
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Err(error(Fault::TimedOut)) }));
    let effects = looks(&mut glass, &[home_network()]);
    assert_eq!(questions(&effects), [format!(r#"configure {} {{"allowDNS":true}}"#, home())]);
}

#[test]
fn a_network_that_was_left_without_an_answer_is_off_and_nothing_is_said() {
    for fault in silences() {
        let mut glass = Glass::live(&[home_network()]);
        glass.act(Action::Disconnect { network: home() });
        glass.tell(Event::from(Answer::Left { network: home(), left: Err(error(fault.clone())) }));
        assert_eq!(glass.rows(), ["home: Disconnecting…"], "{fault:?}");
        let effects = looks(&mut glass, &[]);
        assert_eq!((glass.rows(), glass.titles()), (vec!["home: Off".to_owned()], vec![]), "{fault:?}");
        assert_eq!(news(&effects), [], "{fault:?}");
    }
}

#[test]
fn what_was_kept_of_a_network_outlasts_a_long_silence_over_forgetting_it() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Rename { network: home(), name: "house".into() });
    glass.act(Action::Forget { network: home() });
    // Longer than it can be taken back.
    glass.after(9000);
    glass.tell(Event::from(Answer::Left { network: home(), left: Err(error(Fault::TimedOut)) }));
    looks(&mut glass, &[home_network()]);
    assert_eq!(glass.rows(), ["house: Connected"]);
    assert_eq!(glass.titles(), ["“house” couldn’t be disconnected"]);
    assert_ne!(glass.state.networks.remembered[&home()], Remembered::default());
}

#[test]
fn what_is_pressed_during_a_silence_has_its_turn_after_the_look() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Disconnect { network: home() });
    glass.tell(Event::from(Answer::Left { network: home(), left: Err(error(Fault::TimedOut)) }));
    glass.act(Action::Connect { network: home() });
    let effects = looks(&mut glass, &[home_network()]);
    assert_eq!((questions(&effects), glass.titles()), (vec![], vec![]), "it is as was wished last");
    assert_eq!(glass.rows(), ["home: Connected"]);
}

#[test]
fn a_service_that_can_not_be_reached_is_said_and_nothing_is_made_up() {
    for fault in [Fault::Refused, Fault::TimedOut, Fault::Broken] {
        let mut glass = Glass::live(&[home_network()]);
        glass.act(dns_on());
        let effects = glass.tell(configured(fault.clone()));
        assert_eq!(deeds(&effects), [Deed::FindService { home: None }]);
        glass.tell(Event::from(Answer::Found(Finding { running: Some(false), ..finding() })));
        glass.nobody_answers();
        assert_eq!(glass.titles(), ["The ZeroTier service is stopped"], "{fault:?}");
        glass.after(2000);
        glass.tell(Event::from(Answer::Found(finding())));
        glass.answer_contact(Ok(()));
        glass.look(&[with(home_network(), &json!({ "allowDNS": true }))]);
        assert_eq!((glass.titles(), glass.state.networks.wishes.len()), (vec![], 0), "{fault:?}");
    }
}

// What is asked of an authority.

fn silent() -> Result<Told, Error> {
    Err(error(Fault::TimedOut))
}

fn members() -> Ask {
    Ask::Members { network: home() }
}

fn member_state(glass: &Glass, number: usize) -> (bool, bool) {
    let list = glass.view().administer.network.expect("a network").members.expect("its members");
    let row = &list.rows[number];
    (row.allowed, row.busy)
}

#[test]
fn a_member_that_was_allowed_without_an_answer_is_not_said_to_be_out() {
    let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    let effects = told(&mut glass, allow(node(1)), silent());
    assert_eq!(asks(&effects), [members()], "it is looked");
    assert_eq!((titles(&glass), member_state(&glass, 0)), (vec![], (true, true)));
    told(&mut glass, members(), Ok(Told::Members(vec![member(1, Access::Allowed)])));
    assert_eq!((titles(&glass), member_state(&glass, 0)), (vec![], (true, false)));
}

#[test]
fn a_member_that_was_not_allowed_is_said_after_a_look() {
    let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    told(&mut glass, allow(node(1)), silent());
    told(&mut glass, members(), Ok(Told::Members(vec![member(1, Access::Waiting)])));
    assert_eq!(titles(&glass), ["A device on “home” couldn’t be allowed"]);
    assert_eq!(member_state(&glass, 0), (false, false));
}

#[test]
fn while_an_authority_can_not_be_asked_nothing_is_claimed() {
    let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    told(&mut glass, allow(node(1)), silent());
    told(&mut glass, members(), silent());
    assert_eq!(titles(&glass), ["It isn’t known whether a change on “home” was made"]);
    assert_eq!(member_state(&glass, 0), (true, true));
    assert!(asks(&glass.after(15_000)).contains(&members()), "it is looked again");
    told(&mut glass, members(), Ok(Told::Members(vec![member(1, Access::Allowed)])));
    assert_eq!((titles(&glass), member_state(&glass, 0)), (vec![], (true, false)));
}

#[test]
fn a_silence_is_looked_into_whoever_looks_on() {
    let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    glass.act(Action::Go { place: Place::default() });
    glass.tell(Event::Window { open: false });
    let effects = told(&mut glass, allow(node(1)), silent());
    assert_eq!(asks(&effects), [members()]);
}

#[test]
fn a_network_that_was_made_without_an_answer_is_found() {
    let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![]);
    glass.act(Action::Go { place: Place::Administer { search: String::new() } });
    let make = Action::CreateNetwork { authority: account(), name: "harbour".into(), group: None, range: None };
    let sent = asks(&glass.act(make));
    let create = sent.iter().find(|ask| matches!(ask, Ask::CreateNetwork { .. })).expect("it is made").clone();
    let effects = told(&mut glass, create.clone(), silent());
    assert!(asks(&effects).contains(&Ask::Networks), "{effects:?}");
    let harbour = zerotier_api::authority::NetworkSummary {
        id: id("17d395d8cb43a8ff"),
        name: "harbour".into(),
        ..summary(home())
    };
    told(&mut glass, Ask::Networks, Ok(Told::Networks { networks: vec![summary(home()), harbour], groups: vec![] }));
    assert!(titles(&glass).is_empty(), "{:?}", titles(&glass));
    let place = Place::NetworkSettings { authority: account(), network: id("17d395d8cb43a8ff") };
    assert_eq!(glass.state.frame.place, place);
}

#[test]
fn settings_that_were_sent_without_an_answer_are_not_called_unsent() {
    for taken in [true, false] {
        let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![]);
        let place = Place::NetworkSettings { authority: account(), network: home() };
        glass.act(Action::Go { place });
        let read = || Ask::Settings { network: home() };
        // Read for the place before and for this one.
        for _ in 0..2 {
            told(&mut glass, read(), Ok(Told::Settings(Box::new(settings("home")))));
        }
        let form = |glass: &Glass| glass.view().administer.network.expect("a network").form.expect("a form");
        let mut typed = form(&glass).form;
        typed.name = "harbour".into();
        glass.act(Action::Draft { authority: account(), network: home(), form: Box::new(typed) });
        let sent = asks(&glass.act(Action::SendDraft { authority: account(), network: home() }));
        let effects = told(&mut glass, sent[0].clone(), silent());
        assert_eq!((sent.len(), asks(&effects)), (1, vec![read()]), "it is looked");
        assert!(form(&glass).sending, "{taken}");
        let now = settings(if taken { "harbour" } else { "home" });
        told(&mut glass, read(), Ok(Told::Settings(Box::new(now))));
        let form = form(&glass);
        assert!(!form.sending);
        assert_eq!(form.answer.is_none(), taken, "{:?}", form.answer);
    }
}

#[test]
fn a_network_that_was_deleted_without_an_answer_is_gone_and_one_that_was_not_is_said() {
    for gone in [true, false] {
        let mut glass = showing(companion::kernel::ids::AuthorityKind::Legacy, vec![]);
        glass.act(Action::DeleteNetwork { authority: account(), network: home() });
        told(&mut glass, Ask::DeleteNetwork { network: home() }, silent());
        assert!(titles(&glass).is_empty());
        let networks = if gone { vec![] } else { vec![summary(home())] };
        told(&mut glass, Ask::Networks, Ok(Told::Networks { networks, groups: vec![] }));
        let expected: &[&str] = if gone { &[] } else { &["“home” couldn’t be deleted"] };
        assert_eq!(titles(&glass), expected);
    }
}

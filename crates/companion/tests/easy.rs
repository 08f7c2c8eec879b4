//! What should be easy is: a network with addresses, a question before anybody gets in, forgetting many, finding deeds.

mod harness;

use companion::{
    interface::{action::Action, place::Place},
    kernel::ids::AuthorityKind,
    ports::{
        authorities::{Ask, Told},
        kept::Remembered,
        settings::Settings,
    },
};
use harness::{administrator::*, *};
use serde_json::json;
use zerotier_api::{
    Fault,
    authority::{Access, Member, Network, NetworkChange, Written},
};

fn made() -> Network {
    Network { id: id("17d395d8cb43a8ff"), ..settings("harbour") }
}

fn create(range: Option<&str>) -> Action {
    Action::CreateNetwork { authority: account(), name: "harbour".into(), group: None, range: range.map(str::to_owned) }
}

fn change(asked: &[Ask]) -> Option<NetworkChange> {
    asked.iter().find_map(|ask| match ask {
        Ask::ChangeNetwork { change, .. } => Some((**change).clone()),
        _ => None,
    })
}

#[test]
fn a_new_network_gives_out_a_range_that_keeps_clear_of_joined_ones() {
    let mut glass = showing(AuthorityKind::Legacy, vec![]);
    glass.act(Action::Go { place: Place::Administer { search: String::new() } });
    let joined = with(home_network(), &json!({ "routes": [{ "target": "10.147.20.0/24" }] }));
    glass.state.networks.joined.insert(home(), network(&joined));
    let ranges = glass.view().administer.ranges;
    assert_eq!(ranges[0].target, "10.241.0.0/16", "not the one in use here");
    let asked = asks(&glass.act(create(Some(&ranges[0].target)))).pop().expect("it is made");
    let effects = told(&mut glass, asked, Ok(Told::Created(Box::new(made()))));
    let change = change(&asks(&effects)).expect("its range follows");
    assert_eq!(change.v4_assign, Some(true));
    assert_eq!(change.routes.map(|routes| routes[0].target.clone()).as_deref(), Some("10.241.0.0/16"));
    assert_eq!(change.pools.map(|pools| pools[0].first.clone()).as_deref(), Some("10.241.0.1"));
    let view = glass.view().administer.network.expect("its settings");
    assert_eq!(view.addressless, None, "it is on its way");
}

#[test]
fn a_network_whose_range_was_not_taken_keeps_it_to_be_sent_again() {
    let mut glass = showing(AuthorityKind::Legacy, vec![]);
    glass.act(Action::Go { place: Place::Administer { search: String::new() } });
    let asked = asks(&glass.act(create(Some("10.147.20.0/24")))).pop().expect("it is made");
    let effects = told(&mut glass, asked, Ok(Told::Created(Box::new(made()))));
    let ask = asks(&effects).into_iter().find(|ask| matches!(ask, Ask::ChangeNetwork { .. })).expect("its range");
    told(&mut glass, ask, Err(error(Fault::Forbidden { said: String::new() })));
    let view = glass.view().administer.network.expect("its settings");
    let form = view.form.expect("a form");
    assert!(form.ready && form.answer.is_some());
    assert!(view.addressless.is_some());
}

#[test]
fn a_network_that_gives_nobody_an_address_says_so_and_one_press_mends_it() {
    let at = |place: Place, members: Vec<Member>| {
        let mut glass = showing(AuthorityKind::Legacy, members);
        told(&mut glass, Ask::Settings { network: home() }, Ok(Told::Settings(Box::new(settings("home")))));
        glass.act(Action::Go { place });
        glass
    };
    let advice = |glass: &Glass| glass.view().administer.network.and_then(|network| network.addressless);
    let settings_place = Place::NetworkSettings { authority: account(), network: home() };
    for place in [Place::members(account(), home()), settings_place] {
        let mut glass = at(place.clone(), vec![member(1, Access::Allowed)]);
        let said = advice(&glass).expect("it is said");
        assert_eq!(plain(&said.text), "Devices get no address here, so they can’t reach each other.");
        let offer = said.offer.expect("a press");
        assert_eq!(plain(&offer.label), "Give out 10.147.20.0/24");
        let asked = asks(&glass.act(offer.action));
        assert_eq!(change(&asked).and_then(|change| change.v4_assign), Some(true));
        assert_eq!(glass.state.frame.place, place);
        assert_eq!(advice(&glass), None);
    }
    let by_hand = Member { addresses: vec!["10.1.1.1".into()], ..member(1, Access::Allowed) };
    assert_eq!(advice(&at(Place::members(account(), home()), vec![by_hand])), None, "somebody does it by hand");
}

#[test]
fn a_private_network_is_not_made_public_without_a_word() {
    let mut glass = showing(AuthorityKind::Legacy, vec![]);
    glass.act(Action::Go { place: Place::NetworkSettings { authority: account(), network: home() } });
    for _ in 0..2 {
        told(&mut glass, Ask::Settings { network: home() }, Ok(Told::Settings(Box::new(settings("home")))));
    }
    let form = |glass: &Glass| glass.view().administer.network.and_then(|network| network.form).expect("a form");
    let mut typed = form(&glass).form;
    typed.name = "hearth".into();
    let draft = |form| Action::Draft { authority: account(), network: home(), form: Box::new(form) };
    glass.act(draft(typed.clone()));
    assert_eq!(form(&glass).question, None, "a name is nobody's danger");
    typed.private = false;
    glass.act(draft(typed));
    let question = form(&glass).question.expect("it is asked");
    assert_eq!(plain(&question.title), "Let anybody into “home”?");
    assert!(question.text.contains("whoever knows its ID gets in"));
    assert_eq!(question.no, "Cancel");
    let asked = asks(&glass.act(Action::SendDraft { authority: account(), network: home() })).remove(0);
    let now = Network { private: false, ..settings("hearth") };
    let written = Written { now, not_taken: Vec::new() };
    told(&mut glass, asked, Ok(Told::Changed(Box::new(written))));
    assert_eq!(form(&glass).question, None);
}

fn remembered(count: usize) -> Settings {
    let networks = (0..count).map(|number| {
        let kept = Remembered { name: format!("old-{number:02}"), ..Remembered::default() };
        (id(&format!("a09acf0233{number:06x}")), kept)
    });
    Settings { networks: networks.collect(), ..Settings::default() }
}

fn with_remembered(count: usize) -> Glass {
    let mut glass = Glass::new();
    glass.start(remembered(count));
    glass.tell(companion::ports::answer::Answer::Found(finding()).into());
    glass.answer_contact(Ok(()));
    glass.look(&[home_network()]);
    glass
}

#[test]
fn sixty_remembered_networks_are_forgotten_in_one_press_and_brought_back_in_one() {
    let mut glass = with_remembered(60);
    let offer = glass.view().networks.forget_off.expect("an offer");
    assert_eq!(plain(&offer.label), "Forget all 60 that are off");
    assert_eq!(plain(&offer.question.expect("a question").title), "Forget 60 networks?");
    let before = glass.state.networks.remembered.clone();
    assert!(questions(&glass.act(offer.action)).is_empty(), "nothing is left by it");
    assert_eq!(glass.rows(), ["home: Connected"]);
    assert_eq!(plain(&glass.view().toast.expect("a toast").text), "60 networks forgotten");
    assert_eq!(glass.view().networks.forget_off, None);
    glass.act(Action::UndoForget);
    assert_eq!(glass.state.networks.remembered, before);
    assert!(glass.view().toast.is_none());
}

#[test]
fn those_that_are_found_can_be_forgotten_alone_and_none_that_is_on_by_then() {
    let mut glass = with_remembered(12);
    glass.act(Action::Go { place: Place::Networks { search: "old-1".into(), selected: None, from: 0 } });
    let offer = glass.view().networks.forget_off.expect("an offer");
    assert_eq!(plain(&offer.label), "Forget the 2 found that are off");
    let on = id("a09acf023300000a");
    glass.act(Action::Connect { network: on });
    glass.act(offer.action);
    assert_eq!(plain(&glass.view().toast.expect("a toast").text), "old-11 forgotten");
    assert!(glass.state.networks.remembered.contains_key(&on));
}

#[test]
fn the_words_people_type_find_their_deed() {
    let mut glass = with_remembered(2);
    let found = |glass: &mut Glass, text: &str| -> Vec<String> {
        glass.act(Action::Find { text: Some(text.into()) });
        let palette = glass.view().palette.expect("it is open");
        palette.commands.iter().map(|command| plain(&command.label)).collect()
    };
    for text in ["leave home", "quit home", "turn off home", "exit home", "disconnect home"] {
        assert!(found(&mut glass, text).contains(&"Disconnect home".into()), "{text}");
    }
    for text in ["forget home", "remove home", "delete home", "leave home"] {
        assert!(found(&mut glass, text).contains(&"Forget home".into()), "{text}");
    }
    for (text, deed) in [
        ("forget old-01", "Forget old-01"),
        ("remove all", "Forget all 2 that are off"),
        ("add network", "Join a network…"),
        ("join old-01", "Connect old-01"),
        ("turn on dns", "Allow “Set DNS servers” on home"),
        ("dark theme", "Use the dark appearance"),
        ("preferences", "Go to Settings › General"),
        ("exit", "Quit Perigee"),
        ("log in", "Connect an account…"),
    ] {
        assert!(found(&mut glass, text).contains(&deed.to_owned()), "{text}: {:?}", found(&mut glass, text));
    }
}

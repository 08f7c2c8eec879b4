//! What becomes a notification: what happened by itself, once, and many in one.

mod harness;

use std::time::Duration;

use companion::{
    app::{event::Event, news::notification},
    interface::{
        action::Action,
        place::Place,
        preference::{Kind, Preference},
    },
    kernel::words::Words,
    ports::{
        answer::Answer,
        effect::Effect,
        service::{Finding, Refusal},
    },
};
use harness::*;
use serde_json::{Value, json};
use zerotier_api::Fault;

/// The notifications among these effects, as "key: title".
fn told(glass: &Glass, effects: &[Effect]) -> Vec<String> {
    news(effects)
        .into_iter()
        .map(|news| {
            let told = notification(news, &glass.state, &Words::in_language(None));
            format!("{}: {}", told.key, plain(&told.title))
        })
        .collect()
}

fn numbered(number: usize) -> Value {
    let id = format!("17d395d8cb{number:06x}");
    with(home_network(), &json!({ "id": id, "name": format!("net-{number:02}"), "routes": [] }))
}

fn many(count: usize, status: &str) -> Vec<Value> {
    (0..count).map(|number| with(numbered(number), &json!({ "status": status }))).collect()
}

fn one(status: &str) -> Value {
    with(home_network(), &json!({ "status": status }))
}

/// The look or the search that is due finds nobody.
fn finds_nobody(glass: &mut Glass) -> Vec<Effect> {
    if glass.state.service.reading.is_none() {
        glass.act(Action::LookAgain);
    }
    let mut effects = Vec::new();
    if glass.state.service.reading == Some(companion::service::state::Reading::Look) {
        let generation = glass.state.service.generation;
        effects.extend(glass.tell(Answer::Looked { generation, looked: Err(error(Fault::Refused)) }.into()));
    }
    effects.extend(glass.tell(Answer::Found(Finding { running: Some(false), ..finding() }).into()));
    effects.extend(glass.nobody_answers());
    effects
}

/// The search that is due finds the service, which answers with these networks.
fn finds(glass: &mut Glass, networks: &[Value]) -> Vec<Effect> {
    if glass.state.service.reading.is_none() {
        glass.act(Action::LookAgain);
    }
    let mut effects = glass.tell(Answer::Found(finding()).into());
    effects.extend(glass.answer_contact(Ok(())));
    effects.extend(glass.look(networks));
    effects
}

fn later(glass: &mut Glass, seconds: u64) -> Vec<Effect> {
    glass.after(seconds * 1000)
}

#[test]
fn sixty_networks_that_others_join_are_one_notification() {
    let mut glass = Glass::live(&[]);
    let effects = glass.look(&many(60, "OK"));
    assert_eq!(told(&glass, &effects), ["networks: 60 networks connected"]);
    let text = notification(news(&effects).remove(0), &glass.state, &Words::in_language(None)).text;
    assert_eq!(plain(&text), "net-00, net-01, net-02 and 57 more");
}

#[test]
fn networks_that_come_one_look_after_the_other_take_each_others_place_with_a_higher_count() {
    let mut glass = Glass::live(&[]);
    let all = many(5, "OK");
    let mut said = Vec::new();
    for count in 1..=5 {
        later(&mut glass, 30);
        let effects = glass.look(&all[..count]);
        said.extend(told(&glass, &effects));
    }
    let key = "17d395d8cb000000";
    assert_eq!(said[0], format!("{key}: net-00 connected"));
    assert_eq!(said[1], format!("{key}: 2 networks connected"));
    assert_eq!(said[4], format!("{key}: 5 networks connected"));
    later(&mut glass, 61);
    let effects = glass.look(&many(6, "OK"));
    assert_eq!(told(&glass, &effects), ["17d395d8cb000005: net-05 connected"], "a new beginning");
}

#[test]
fn a_network_that_is_back_is_not_counted_among_those_that_drop_out_after_it() {
    let mut glass = Glass::live(&many(3, "OK"));
    let out = |number: usize| with(numbered(number), &json!({ "status": "NOT_FOUND" }));
    let effects = glass.look(&[out(0), numbered(1), numbered(2)]);
    assert_eq!(told(&glass, &effects), ["17d395d8cb000000: net-00 dropped out"]);
    let effects = glass.look(&many(3, "OK"));
    assert_eq!(told(&glass, &effects), ["17d395d8cb000000: net-00 connected"]);
    let effects = glass.look(&[numbered(0), out(1), numbered(2)]);
    assert_eq!(told(&glass, &effects), ["17d395d8cb000001: net-01 dropped out"]);
}

#[test]
fn a_restart_of_the_service_with_sixty_one_networks_tells_nothing_of_them() {
    let mut glass = Glass::live(&many(61, "OK"));
    let mut said = Vec::new();
    // So quick that the app never saw it broken: the list comes back bit by bit, and asks its controllers.
    for networks in [many(7, "REQUESTING_CONFIGURATION"), many(61, "REQUESTING_CONFIGURATION"), many(61, "OK")] {
        later(&mut glass, 1);
        let effects = glass.look(&networks);
        said.extend(told(&glass, &effects));
    }
    // And one that was seen.
    later(&mut glass, 40);
    said.extend({
        let effects = finds_nobody(&mut glass);
        told(&glass, &effects)
    });
    glass.now += Duration::from_secs(1);
    for networks in [many(3, "OK"), many(61, "REQUESTING_CONFIGURATION"), many(61, "OK")] {
        let effects = if glass.state.service.link == companion::service::state::Link::Live {
            glass.look(&networks)
        } else {
            finds(&mut glass, &networks)
        };
        said.extend(told(&glass, &effects));
        glass.now += Duration::from_secs(2);
    }
    later(&mut glass, 60);
    let effects = glass.look(&many(61, "OK"));
    said.extend(told(&glass, &effects));
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn what_has_not_come_back_after_a_restart_is_told_together() {
    let mut glass = Glass::live(&many(61, "OK"));
    let mut back = many(61, "REQUESTING_CONFIGURATION");
    let effects = glass.look(&back);
    assert_eq!(told(&glass, &effects), Vec::<String>::new());
    back.splice(0..58, many(58, "OK"));
    let mut said = Vec::new();
    for _ in 0..40 {
        later(&mut glass, 1);
        let effects = glass.look(&back);
        said.extend(told(&glass, &effects));
    }
    assert_eq!(said, ["networks: 3 networks dropped out"]);
    let effects = glass.look(&many(61, "OK"));
    assert_eq!(told(&glass, &effects), ["networks: 3 networks connected"], "and in its place, that they are back");
}

#[test]
fn a_service_that_remembers_a_refused_network_as_connected_tells_no_approval_after_its_start() {
    let mut glass = Glass::live(&[one("ACCESS_DENIED")]);
    let mut said = Vec::new();
    said.extend(news(&finds_nobody(&mut glass)));
    glass.now += Duration::from_secs(1);
    said.extend(news(&finds(&mut glass, &[one("OK")])));
    glass.now += Duration::from_secs(1);
    said.extend(news(&glass.look(&[one("ACCESS_DENIED")])));
    glass.now += Duration::from_secs(20);
    said.extend(news(&glass.look(&[one("ACCESS_DENIED")])));
    assert_eq!(said, []);
}

#[test]
fn what_a_boot_brings_up_is_no_news() {
    let mut glass = Glass::live(&[home_network()]);
    let kept = companion::app::kept::settings(&glass.state);
    glass = Glass::new();
    glass.start(kept);
    glass.tell(Event::from(Answer::Found(finding())));
    glass.answer_contact(Ok(()));
    glass.look(&[one("REQUESTING_CONFIGURATION")]);
    glass.now += Duration::from_secs(4);
    assert_eq!(news(&glass.look(&[home_network()])), []);
    glass.now += Duration::from_secs(4);
    let effects = glass.look(&[one("NOT_FOUND")]);
    assert_eq!(told(&glass, &effects), [format!("{}: home dropped out", home())], "what comes after is");
}

#[test]
fn forgetting_after_a_quiet_hour_is_not_called_dropped_out() {
    for action in [Action::Forget { network: home() }, Action::Disconnect { network: home() }] {
        let mut glass = Glass::live(&[home_network()]);
        later(&mut glass, 3600);
        glass.look(&[home_network()]);
        let mut effects = glass.act(action.clone());
        // The service has left it, and its answer comes after the look's.
        effects.extend(later(&mut glass, 1));
        effects.extend(glass.look(&[]));
        effects.extend(later(&mut glass, 8));
        effects.extend(glass.look(&[]));
        effects.extend(glass.tell(Answer::Left { network: home(), left: Ok(true) }.into()));
        effects.extend(later(&mut glass, 8));
        effects.extend(glass.look(&[]));
        assert_eq!(news(&effects), [], "{action:?}");
    }
}

#[test]
fn a_network_whose_controller_takes_hours_to_answer_is_no_news_to_whoever_joined_it() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    let asking = one("REQUESTING_CONFIGURATION");
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Ok(network(&asking)) }));
    later(&mut glass, 7200);
    assert_eq!(news(&glass.look(&[asking])), []);
    later(&mut glass, 1);
    assert_eq!(news(&glass.look(&[home_network()])), []);
    let effects = glass.look(&[one("NOT_FOUND")]);
    assert_eq!(told(&glass, &effects), [format!("{}: home dropped out", home())], "the deed is done: this is news");
}

#[test]
fn a_join_that_was_refused_does_not_silence_the_one_that_comes_from_elsewhere() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    let refused = Err(error(Fault::NotDone { what: "id" }));
    glass.tell(Event::from(Answer::Joined { network: home(), joined: refused }));
    let effects = glass.look(&[home_network()]);
    assert_eq!(told(&glass, &effects), [format!("{}: home connected", home())]);
}

#[test]
fn access_that_is_withdrawn_is_called_so() {
    let mut glass = Glass::live(&[home_network()]);
    let effects = glass.look(&[one("ACCESS_DENIED")]);
    assert_eq!(told(&glass, &effects), [format!("{}: Access to home was withdrawn", home())]);
    let text = notification(news(&effects).remove(0), &glass.state, &Words::in_language(None)).text;
    assert_eq!(plain(&text), "An administrator no longer allows 8f2c1a9b3d.");
    let effects = glass.look(&[one("OK")]);
    assert_eq!(told(&glass, &effects), [format!("{}: home allows this device", home())]);
}

#[test]
fn a_service_that_stops_while_nobody_looks_is_one_sentence_and_its_return_another() {
    let mut glass = Glass::live(&many(61, "OK"));
    let mut said = Vec::new();
    for _ in 0..4 {
        let effects = finds_nobody(&mut glass);
        said.extend(told(&glass, &effects));
        glass.now += Duration::from_secs(30);
    }
    assert_eq!(said, ["service: The ZeroTier service is stopped"]);
    let told_stopped = news(&finds_nobody(&mut glass));
    assert_eq!(told_stopped, []);
    let effects = finds(&mut glass, &many(61, "OK"));
    assert_eq!(told(&glass, &effects), ["service: The ZeroTier service is back"], "in the place of the first");
}

#[test]
fn a_service_that_stops_before_somebodys_eyes_is_told_when_it_is_back_behind_them() {
    let mut glass = Glass::live(&[home_network()]);
    glass.tell(Event::Window { open: true });
    let mut effects = Vec::new();
    for _ in 0..3 {
        effects.extend(finds_nobody(&mut glass));
        glass.now += Duration::from_secs(5);
    }
    assert_eq!(news(&effects), []);
    glass.tell(Event::Window { open: false });
    let effects = finds(&mut glass, &[home_network()]);
    assert_eq!(told(&glass, &effects), ["service: The ZeroTier service is back"]);
}

#[test]
fn the_own_press_on_restart_or_start_is_no_news() {
    for press in [Action::RestartService, Action::StartService] {
        let mut glass = Glass::live(&[home_network()]);
        let mut effects = glass.act(press.clone());
        for _ in 0..3 {
            effects.extend(finds_nobody(&mut glass));
            glass.now += Duration::from_secs(30);
        }
        effects.extend(glass.tell(Answer::ServiceAsked(Ok(())).into()));
        effects.extend(glass.tell(Answer::Found(finding()).into()));
        effects.extend(glass.answer_contact(Ok(())));
        effects.extend(glass.look(&[one("REQUESTING_CONFIGURATION")]));
        glass.now += Duration::from_secs(3);
        effects.extend(glass.look(&[home_network()]));
        assert_eq!(news(&effects), [], "{press:?}");
    }
}

#[test]
fn a_press_on_restart_that_was_refused_silences_nothing() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::RestartService);
    glass.tell(Answer::ServiceAsked(Err(Refusal::Cancelled)).into());
    let mut effects = finds_nobody(&mut glass);
    glass.now += Duration::from_secs(30);
    effects.extend(finds_nobody(&mut glass));
    assert_eq!(told(&glass, &effects), ["service: The ZeroTier service is stopped"]);
}

#[test]
fn the_first_search_that_finds_nobody_is_no_news() {
    let mut glass = Glass::new();
    glass.start(companion::ports::settings::Settings::default());
    let mut effects = finds_nobody(&mut glass);
    glass.now += Duration::from_secs(30);
    effects.extend(finds_nobody(&mut glass));
    effects.extend(finds(&mut glass, &[home_network()]));
    assert_eq!(news(&effects), []);
}

#[test]
fn news_of_the_service_can_be_switched_off() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Prefer { preference: Preference::Notify { kind: Kind::Service, on: false } });
    let mut effects = finds_nobody(&mut glass);
    glass.now += Duration::from_secs(30);
    effects.extend(finds_nobody(&mut glass));
    effects.extend(finds(&mut glass, &[home_network()]));
    assert_eq!(news(&effects), []);
}

#[test]
fn a_click_on_many_shows_the_list() {
    let mut glass = Glass::live(&[]);
    let effects = glass.look(&many(2, "OK"));
    let told = notification(news(&effects).remove(0), &glass.state, &Words::in_language(None));
    assert_eq!(told.click, Action::Show { place: Place::default() });
}

#[test]
fn withdrawing_the_own_device_is_no_news_and_what_the_authority_refuses_silences_nothing() {
    use companion::{interface::administer::MemberDeed, kernel::ids::AuthorityKind};
    use harness::administrator::{allow, do_with, member, showing, told as told_by};
    use zerotier_api::authority::Access;
    let own = "8f2c1a9b3d".parse().expect("an address");
    for refused in [false, true] {
        let mut glass = showing(AuthorityKind::Legacy, vec![member(0x8f_2c1a_9b3d, Access::Allowed)]);
        glass.tell(Event::from(Answer::Found(finding())));
        glass.answer_contact(Ok(()));
        glass.look(&[home_network()]);
        let effects = glass.act(do_with(vec![own], MemberDeed::Withdraw));
        if refused {
            let ask = harness::administrator::asks(&effects).remove(0);
            told_by(&mut glass, ask, Err(error(Fault::Forbidden { said: String::new() })));
        }
        // It takes its controller a while.
        later(&mut glass, 120);
        let expected: &[String] = if refused { &[format!("{}: Access to home was withdrawn", home())] } else { &[] };
        let effects = glass.look(&[one("ACCESS_DENIED")]);
        assert_eq!(told(&glass, &effects), expected);
        glass.act(do_with(vec![own], MemberDeed::Allow));
        told_by(&mut glass, allow(own), Err(error(Fault::TimedOut)));
        later(&mut glass, 120);
        assert_eq!(told(&glass, &[]), Vec::<String>::new());
        let effects = glass.look(&[one("OK")]);
        assert_eq!(told(&glass, &effects), Vec::<String>::new(), "the own press on Allow");
    }
}

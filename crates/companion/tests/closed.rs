//! A service whose folder is closed to everybody: its key and its port come from an administrator.

mod harness;

use std::path::PathBuf;

use companion::{
    app::event::Event,
    frame::problem::Problem,
    interface::action::Action,
    ports::{
        answer::Answer,
        effect::{Deed, Effect, Question},
        service::{Finding, HandedOver},
        settings::Settings,
    },
    service::state::Link,
};
use harness::*;
use zerotier_api::{Fault, Secret, Stranger};

/// A folder that nobody but an administrator may look into.
fn closed() -> Finding {
    Finding {
        home: Some("/srv/zt".into()),
        tokens: vec![],
        unreadable: Some("/srv/zt/authtoken.secret".into()),
        port_unreadable: true,
        running: None,
        ..finding()
    }
}

/// The administrator said yes: the key and this port, which is asked at once.
fn hand_over(glass: &mut Glass, port: u16) {
    let asked = deeds(&glass.act(Action::AllowAccess));
    assert_eq!(asked, [Deed::AskForToken { home: "/srv/zt".into() }]);
    let handed = HandedOver { token: Secret::new("canary"), port: Some(port) };
    let effects = glass.tell(Event::from(Answer::Token(Ok(handed))));
    let asks = |effect: &Effect| matches!(effect, Effect::Ask(Question::Contact { door, .. }) if door.port == port);
    assert!(effects.iter().any(asks), "{effects:?}");
}

#[test]
fn a_service_whose_port_changes_behind_a_closed_folder_is_found_again_after_one_press() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    glass.tell(Event::from(Answer::Found(closed())));
    glass.nobody_answers();
    hand_over(&mut glass, 20001);
    glass.answer_contact(Ok(()));
    glass.look(&[home_network()]);
    for running in [None, Some(true)] {
        // The service has gone to another port.
        glass.act(Action::LookAgain);
        let generation = glass.state.service.generation;
        glass.tell(Event::from(Answer::Looked { generation, looked: Err(error(Fault::Refused)) }));
        glass.tell(Event::from(Answer::Found(Finding { running, ..closed() })));
        glass.nobody_answers();
        assert_eq!(glass.titles(), ["The ZeroTier service isn’t where it was"]);
        let told = glass.after(600_000);
        assert!(deeds(&told).iter().all(|deed| !matches!(deed, Deed::AskForToken { .. })), "on a press only");
        glass.tell(Event::from(Answer::Found(Finding { running, ..closed() })));
        glass.nobody_answers();
        let notice = glass.view().notices.remove(0);
        assert!(notice.remedies.iter().any(|remedy| remedy.action == Action::AllowAccess), "{notice:?}");
        hand_over(&mut glass, 20002);
        glass.answer_contact(Ok(()));
        assert_eq!((glass.state.service.port, glass.titles()), (20002, Vec::new()));
        glass.look(&[home_network()]);
    }
}

#[test]
fn a_port_that_was_just_read_is_not_asked_for_again() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    let found = || Finding { running: Some(true), ..closed() };
    glass.tell(Event::from(Answer::Found(found())));
    glass.nobody_answers();
    hand_over(&mut glass, 20001);
    glass.nobody_answers();
    let page = glass.view().welcome.expect("nothing was ever read");
    assert_eq!(plain(&page.title), "The ZeroTier service isn’t answering");
}

#[test]
fn a_program_on_the_port_the_service_has_left_is_no_dead_end() {
    let mut glass = Glass::new();
    let home = PathBuf::from("/srv/zt");
    glass.start(Settings { handed_port: Some((home, 20001)), ..Settings::default() });
    glass.tell(Event::from(Answer::Found(closed())));
    let stranger = Stranger::Program("nginx".into());
    glass.state.service.link = Link::Broken(Problem::Stranger { port: 20001, stranger: Some(stranger) });
    glass.state.networks.known = true;
    let notice = glass.view().notices.remove(0);
    assert!(notice.remedies.iter().any(|remedy| remedy.action == Action::AllowAccess), "{notice:?}");
}

#[test]
fn a_service_on_a_port_that_only_an_administrator_can_read_is_asked_for_and_found() {
    let file = PathBuf::from("/srv/zt/authtoken.secret");
    let mut glass = Glass::new();
    glass.start(Settings::default());
    glass.tell(Event::from(Answer::Found(closed())));
    glass.nobody_answers();
    assert_eq!(glass.state.service.link, Link::Broken(Problem::NotAllowed { path: file }));
    hand_over(&mut glass, 20001);
    // And the next time, without being asked.
    glass.tell(Event::from(Answer::Found(closed())));
    assert_eq!(glass.state.service.port, 20001);
}

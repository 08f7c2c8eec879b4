//! Who is told the service's key, and who is not.

mod harness;

use companion::{
    app::event::Event,
    interface::action::Action,
    ports::{
        answer::Answer,
        effect::{Effect, Question},
        kept::Trusted,
        service::{Contact, Door, Finding},
        settings::Settings,
    },
};
use harness::*;
use zerotier_api::{Fault, Secret, Stranger};

/// The question that is asked of whoever answers, and how many keys go with it.
fn asked(effects: &[Effect]) -> Option<(Door, usize)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask(Question::Contact { door, tokens, .. }) => Some((door.clone(), tokens.len())),
        _ => None,
    })
}

fn found(glass: &mut Glass, finding: Finding) -> Option<(Door, usize)> {
    asked(&glass.tell(Event::from(Answer::Found(finding))))
}

/// Somebody answers and is told no key.
fn answers(glass: &mut Glass) {
    let number = glass.state.service.contacts;
    let contact = Contact { number, port: 9993, health: Ok(health()), reached: None };
    glass.tell(Event::from(Answer::Contact(contact)));
}

fn remedies(glass: &Glass) -> Vec<Action> {
    glass.view().welcome.and_then(|page| page.remedy).map(|remedy| remedy.action).into_iter().collect()
}

fn stopped() -> Finding {
    Finding { running: Some(false), ..finding() }
}

#[test]
fn whoever_answers_in_the_place_of_a_stopped_service_is_told_no_key() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    let (door, keys) = found(&mut glass, stopped()).expect("a question");
    assert_eq!((door.port, door.home.as_deref(), door.trusted, keys), (9993, finding().home.as_deref(), false, 0));
    answers(&mut glass);
    let page = glass.view().welcome.expect("a page");
    assert_eq!(page.title, "Another program answers on ZeroTier’s port");
    assert_eq!(page.service, "", "nothing is said of a service");
    assert_eq!(remedies(&glass), [Action::TrustListener]);

    // Not even one that an administrator has just handed over.
    let effects = glass.tell(Event::from(Answer::Token(Ok(Secret::new("canary").into()))));
    assert_eq!(asked(&effects).map(|(_, keys)| keys), Some(0));
}

#[test]
fn whoever_a_person_vouches_for_is_told_the_key_behind_that_door_alone() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    found(&mut glass, stopped());
    answers(&mut glass);
    glass.act(Action::TrustListener);
    let trusted = Trusted { home: finding().home, port: 9993 };
    assert_eq!(glass.state.service.trusted, Some(trusted));
    assert_eq!(found(&mut glass, stopped()).map(|(door, keys)| (door.trusted, keys)), Some((true, 1)));
    glass.answer_contact(Ok(()));
    glass.look(&[home_network()]);
    assert_eq!(glass.rows(), ["home: Connected"]);

    glass.act(Action::UseServiceHome { folder: Some("/srv/other".into()) });
    assert_eq!(glass.state.service.trusted, None);
    assert_eq!(found(&mut glass, stopped()).map(|(door, keys)| (door.trusted, keys)), Some((false, 0)));
}

#[test]
fn another_port_or_folder_is_another_door() {
    let trusted = Some(Trusted { home: finding().home, port: 9993 });
    for other in [Finding { port: 9994, ..stopped() }, Finding { home: Some("/srv".into()), ..stopped() }] {
        let mut glass = Glass::new();
        glass.start(Settings { trusted: trusted.clone(), ..Settings::default() });
        assert_eq!(found(&mut glass, other).map(|(door, keys)| (door.trusted, keys)), Some((false, 0)));
    }
}

#[test]
fn a_stranger_on_the_port_is_named_and_nobody_can_vouch_for_him() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    found(&mut glass, finding());
    glass.answer_contact(Err(Fault::Stranger(Stranger::Program("nc\nfree money".into()))));
    let page = glass.view().welcome.expect("a page");
    assert_eq!(page.title, "Another program answers on ZeroTier’s port");
    assert!(plain(&page.text).starts_with("nc free money listens on port 9993 in place"), "{}", page.text);
    assert_eq!(page.service, "", "he may say what he will");
    assert_eq!(remedies(&glass), [Action::LookAgain]);
    glass.act(Action::TrustListener);
    assert_eq!(glass.state.service.trusted, None);
}

#[test]
fn where_nobody_can_see_who_listens_a_person_is_asked_once() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    found(&mut glass, finding());
    glass.answer_contact(Err(Fault::Unproven));
    assert_eq!(glass.view().welcome.map(|page| page.service).as_deref(), Some(""), "nothing is said of a service");
    assert_eq!(remedies(&glass), [Action::TrustListener]);
    glass.act(Action::TrustListener);
    assert_eq!(found(&mut glass, finding()).map(|(door, keys)| (door.trusted, keys)), Some((true, 1)));
    glass.answer_contact(Ok(()));
    glass.look(&[]);
    assert!(glass.view().welcome.is_none() && glass.titles().is_empty());
    let access = glass.view().settings.access;
    assert_eq!(plain(&access.service), "Whoever answers on port 9993 is used as the service, on your word.");
    assert!(access.kept, "and there is a way to take it back");

    glass.act(Action::ForgetAccess);
    glass.tell(Event::from(Answer::Forgotten));
    assert_eq!(glass.state.service.trusted, None, "whoever takes access back takes that back, too");
}

#[test]
fn nobody_is_vouched_for_unasked() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::TrustListener);
    assert_eq!(glass.state.service.trusted, None);
}

#[test]
fn the_systems_service_is_neither_started_nor_renewed_for_one_elsewhere() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    let elsewhere = Finding { elsewhere: true, running: None, home: Some("/srv/zt".into()), ..finding() };
    found(&mut glass, elsewhere);
    glass.nobody_answers();
    let page = glass.view().welcome.expect("a page");
    assert!(
        plain(&page.text).starts_with("The service in /srv/zt isn’t one that this system starts."),
        "{}",
        page.text
    );
    assert_eq!(remedies(&glass), [Action::LookAgain]);
    for deed in [Action::StartService, Action::RestartService, Action::RenewServiceToken] {
        assert!(deeds(&glass.act(deed.clone())).is_empty(), "{deed:?}");
    }
}

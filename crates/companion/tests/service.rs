//! Finding the service, and telling the look-alike troubles apart.

mod harness;

use std::path::PathBuf;

use companion::{
    app::event::Event,
    frame::problem::Problem,
    interface::action::Action,
    ports::{
        answer::Answer,
        effect::Deed,
        frame::{LoadFault, Loaded, SaveFault},
        service::{Contact, Finding, Looked, Origin, Refusal},
        settings::Settings,
    },
    service::state::{Link, Reading},
};
use harness::*;
use zerotier_api::{Fault, Secret};

/// What the app concludes from what the desktop knows and from what came of knocking.
fn conclusion(finding: Finding, health: &Result<(), Fault>, reached: Option<&Fault>) -> Link {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    glass.tell(Event::from(Answer::Found(finding)));
    let contact = |number| Contact {
        number,
        port: 9993,
        health: health.clone().map(|()| harness::health()).map_err(error),
        reached: reached.cloned().map(|fault| Err(error(fault))),
    };
    glass.tell(Event::from(Answer::Contact(contact(glass.state.service.contacts))));
    // After a 401 the sources are read once more.
    if glass.state.service.reading.is_some() {
        glass.tell(Event::from(Answer::Contact(contact(glass.state.service.contacts))));
    }
    glass.state.service.link
}

#[test]
fn the_five_look_alikes_are_told_apart() {
    let token = PathBuf::from("/var/lib/zerotier-one/authtoken.secret");
    let unreadable = Finding { tokens: vec![], unreadable: Some(token.clone()), ..finding() };
    let unknown = |running| Finding { running, ..finding() };
    let broken = |problem| Link::Broken(problem);
    let no_answer = |fault| broken(Problem::NoAnswer { port: 9993, found: error(fault).to_string() });
    let cases = [
        (Finding { port: 9993, ..Finding::default() }, Err(Fault::Refused), None, broken(Problem::NotInstalled)),
        // A key that somebody has kept, and nothing else, is no service that could be started.
        (
            Finding { installed: false, home: None, ..finding() },
            Err(Fault::Refused),
            None,
            broken(Problem::NotInstalled),
        ),
        (unknown(Some(false)), Err(Fault::Refused), None, broken(Problem::Stopped)),
        (unknown(None), Err(Fault::Refused), None, broken(Problem::Stopped)),
        (unknown(Some(true)), Err(Fault::Refused), None, no_answer(Fault::Refused)),
        (unknown(Some(true)), Err(Fault::TimedOut), None, no_answer(Fault::TimedOut)),
        (unknown(None), Ok(()), Some(Fault::Broken), no_answer(Fault::Broken)),
        (unreadable.clone(), Ok(()), None, broken(Problem::NotAllowed { path: token.clone() })),
        (Finding { running: Some(false), ..unreadable }, Err(Fault::Refused), None, broken(Problem::Stopped)),
        (Finding { tokens: vec![], ..finding() }, Ok(()), None, broken(Problem::TokenMissing { path: token })),
        (finding(), Ok(()), Some(Fault::Unauthorized), broken(Problem::StaleToken)),
    ];
    for (finding, health, reached, expected) in cases {
        let case = format!("{finding:?} {health:?} {reached:?}");
        assert_eq!(conclusion(finding, &health, reached.as_ref()), expected, "{case}");
    }
}

#[test]
fn an_answer_that_is_not_the_services_is_garbled() {
    let html = Fault::Garbled { at: ".".into(), found: "expected value".into() };
    for (health, reached) in [
        (Ok(()), Some(html.clone())),
        (Err(html), None),
        (Ok(()), Some(Fault::Status { code: 500, said: "stoi".into() })),
        (Ok(()), Some(Fault::TooLarge { limit: 8 << 20 })),
        (Err(Fault::NotFound), None),
    ] {
        let link = conclusion(Finding { tokens: vec![], ..finding() }, &health, reached.as_ref());
        assert!(matches!(link, Link::Broken(Problem::Garbled { .. })), "{link:?}");
    }
}

#[test]
fn what_could_not_be_read_is_said_once_with_its_place_and_the_rest_is_there() {
    let mut glass = Glass::live(&[home_network()]);
    let looked = |glass: &mut Glass, odd: &str| {
        glass.act(Action::LookAgain);
        let (generation, networks) = (glass.state.service.generation, vec![network(&home_network())]);
        let looked = Looked { status: Some(status()), networks, odd: vec![odd.into()], lans: Vec::new() };
        glass.tell(Event::from(Answer::Looked { generation, looked: Ok(looked) }));
        glass.view().notices.iter().find(|notice| notice.key == "Odd").cloned()
    };
    let notice = looked(&mut glass, "network[1].mtu").expect("it is said");
    assert_eq!(notice.details.as_deref(), Some("network[1].mtu"));
    assert_eq!(glass.view().networks.rows.len(), 1);
    glass.act(Action::Dismiss { notice: notice.key });
    assert_eq!(looked(&mut glass, "network[0].mtu"), None, "said once");
    assert!(looked(&mut glass, "network[0].dns").is_some());
}

#[test]
fn not_installed_is_never_said_while_something_answers_like_the_service() {
    let nothing = Finding { port: 9993, ..Finding::default() };
    let answers = conclusion(nothing.clone(), &Ok(()), None);
    assert_eq!(answers, Link::Broken(Problem::Unlocated { port: 9993 }));
    assert_eq!(conclusion(nothing, &Err(Fault::TimedOut), None), Link::Broken(Problem::NotInstalled));
}

#[test]
fn where_the_folder_is_chosen_nothing_says_that_nobody_answers_or_leads_there_again() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    glass.tell(Event::from(Answer::Found(Finding { port: 9993, ..Finding::default() })));
    let (number, health) = (glass.state.service.contacts, Ok(harness::health()));
    glass.tell(Event::from(Answer::Contact(Contact { number, port: 9993, health, reached: None })));
    let welcome = glass.view().welcome.expect("it can't be used yet");
    let there = welcome.remedy.expect("a button").action;
    glass.act(there.clone());
    let view = glass.view();
    assert_eq!(plain(&view.settings.access.service), "The service answers on port 9993 and wants its key.");
    let notice = view.notices.iter().find(|notice| notice.key == "Unlocated").expect("it is said there, too");
    assert_eq!(notice.remedies.iter().filter(|remedy| remedy.action == there).count(), 0);
}

#[test]
fn a_refused_token_is_called_stale_only_after_the_sources_were_read_again() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::LookAgain);
    let generation = glass.state.service.generation;
    let refused = Answer::Looked { generation, looked: Err(error(Fault::Unauthorized)) };
    let effects = glass.tell(Event::from(refused));
    assert_eq!(deeds(&effects), [Deed::FindService { home: None }], "the sources are read again");
    assert_eq!(glass.state.service.link, Link::Live, "nothing is said yet");
    glass.tell(Event::from(Answer::Found(finding())));
    let effects = glass.answer_contact(Err(Fault::Unauthorized));
    assert_eq!(deeds(&effects), [Deed::FindService { home: None }], "and once more");
    glass.tell(Event::from(Answer::Found(finding())));
    glass.answer_contact(Err(Fault::Unauthorized));
    assert_eq!(glass.titles(), ["The saved key no longer fits"]);
    assert_eq!(glass.rows(), ["home: Was connected"], "what was known stays");
    assert!(glass.view().networks.stale);
}

#[test]
fn a_service_that_comes_back_is_found_without_a_press() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::LookAgain);
    let generation = glass.state.service.generation;
    glass.tell(Event::from(Answer::Looked { generation, looked: Err(error(Fault::Refused)) }));
    glass.tell(Event::from(Answer::Found(Finding { running: Some(false), ..finding() })));
    let contact =
        Contact { number: glass.state.service.contacts, port: 9993, health: Err(error(Fault::Refused)), reached: None };
    glass.tell(Event::from(Answer::Contact(contact)));
    assert_eq!(glass.titles(), ["The ZeroTier service is stopped"]);
    assert!(questions(&glass.after(1999)).is_empty());
    assert_eq!(deeds(&glass.after(1)), [Deed::FindService { home: None }]);
    glass.tell(Event::from(Answer::Found(finding())));
    assert_eq!(questions(&glass.answer_contact(Ok(()))), ["look"]);
    glass.look(&[home_network()]);
    assert_eq!(glass.titles(), Vec::<String>::new());
}

#[test]
fn access_is_asked_for_once_a_press_and_a_no_is_no_error() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    let path = PathBuf::from("/var/lib/zerotier-one/authtoken.secret");
    glass.tell(Event::from(Answer::Found(Finding { tokens: vec![], unreadable: Some(path), ..finding() })));
    glass.tell(Event::from(Answer::Contact(Contact {
        number: glass.state.service.contacts,
        port: 9993,
        health: Ok(health()),
        reached: None,
    })));
    let welcome = glass.view().welcome.expect("the page of a person without access");
    assert_eq!(plain(&welcome.title), "Access to the ZeroTier service is needed");
    assert_eq!(plain(&welcome.service), "ZeroTier 1.14.2 is running");

    let asked = deeds(&glass.act(Action::AllowAccess));
    assert_eq!(asked, [Deed::AskForToken { home: "/var/lib/zerotier-one".into() }]);
    assert!(glass.view().welcome.is_some_and(|page| page.busy));
    assert!(deeds(&glass.act(Action::AllowAccess)).is_empty(), "a second press while the question stands");
    glass.tell(Event::from(Answer::Token(Err(Refusal::Cancelled))));
    assert_eq!(glass.titles(), ["Access was not given"]);
    assert!(deeds(&glass.after(60_000)).iter().all(|deed| !matches!(deed, Deed::AskForToken { .. })));

    glass.act(Action::AllowAccess);
    assert!(glass.titles().is_empty(), "a new try begins");
    let effects = glass.tell(Event::from(Answer::Token(Ok(Secret::new("canary").into()))));
    assert_eq!(questions(&effects), ["contact"]);
    assert_eq!(deeds(&effects), [Deed::KeepToken(Secret::new("canary"))]);
    let contact = Contact {
        number: glass.state.service.contacts,
        port: 9993,
        health: Ok(health()),
        reached: Some(Ok((status(), Origin::Consent))),
    };
    glass.tell(Event::from(Answer::Contact(contact)));
    glass.tell(Event::from(Answer::Kept(Ok(()))));
    glass.look(&[]);
    let view = glass.view();
    assert!(view.welcome.is_none());
    assert_eq!(plain(&view.settings.access.sentence), "The key is kept in the system keychain.");
}

#[test]
fn a_service_older_than_its_answers_are_known_is_named() {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    glass.tell(Event::from(Answer::Found(finding())));
    let old = serde_json::from_str(r#"{"address":"8f2c1a9b3d","version":"1.4.6"}"#).expect("a status");
    let contact = Contact {
        number: glass.state.service.contacts,
        port: 9993,
        health: Ok(health()),
        reached: Some(Ok((old, origin()))),
    };
    glass.tell(Event::from(Answer::Contact(contact)));
    let welcome = glass.view().welcome.expect("a page");
    assert_eq!(plain(&welcome.text), "Version 1.4.6 is installed; 1.6 or newer is needed.");
}

#[test]
fn nothing_is_written_before_something_was_read() {
    let mut glass = Glass::new();
    assert_eq!(deeds(&glass.tell(Event::Start)), [Deed::Load, Deed::Autostart { on: None }]);
    assert!(deeds(&glass.act(Action::LookAgain)).is_empty());
}

#[test]
fn damaged_settings_are_told_and_written_anew() {
    let mut glass = Glass::new();
    glass.tell(Event::Start);
    let fault = LoadFault::SetAside { kept_as: "settings.damaged.json".into() };
    let effects = glass.tell(Event::from(Answer::Loaded(Loaded { settings: Settings::default(), fault: Some(fault) })));
    assert!(deeds(&effects).contains(&Deed::Save(Box::default())));
    assert_eq!(glass.titles(), ["The settings couldn’t be read"]);
    let key = glass.view().notices[0].key.clone();
    glass.act(Action::Dismiss { notice: key });
    assert!(glass.titles().is_empty());
}

#[test]
fn a_full_disk_is_told_until_keeping_works_again() {
    let mut glass = Glass::live(&[home_network()]);
    let path = PathBuf::from("settings.json");
    glass.tell(Event::from(Answer::Saved(Err(SaveFault::DiskFull { path }))));
    assert_eq!(glass.titles(), ["Changes can’t be kept: the disk is full"]);
    let effects = glass.act(Action::SaveAgain);
    assert!(deeds(&effects).iter().any(|deed| matches!(deed, Deed::Save(_))));
    glass.tell(Event::from(Answer::Saved(Ok(()))));
    assert!(glass.titles().is_empty());
}

/// Answers the search that is under way: nobody takes connections.
fn nobody_there(glass: &mut Glass) {
    glass.tell(Event::from(Answer::Found(Finding { running: Some(false), ..finding() })));
    let health = Err(error(Fault::Refused));
    let contact = Contact { number: glass.state.service.contacts, port: 9993, health, reached: None };
    glass.tell(Event::from(Answer::Contact(contact)));
}

/// A service that has been silent for minutes.
fn silent_for_long(shown: bool) -> Glass {
    let mut glass = Glass::live(&[home_network()]);
    glass.tell(Event::Window { open: shown });
    glass.act(Action::LookAgain);
    let generation = glass.state.service.generation;
    glass.tell(Event::from(Answer::Looked { generation, looked: Err(error(Fault::Refused)) }));
    nobody_there(&mut glass);
    for _ in 0..300 {
        glass.after(1_000);
        match glass.state.service.reading {
            Some(Reading::Knock) => drop(glass.tell(Event::from(Answer::Knocked { taken: false }))),
            Some(_) => nobody_there(&mut glass),
            None => {}
        }
    }
    assert_eq!(glass.state.service.link, Link::Broken(Problem::Stopped));
    glass
}

#[test]
fn a_service_that_comes_back_after_minutes_is_seen_within_a_second_while_a_window_is_shown() {
    let mut glass = silent_for_long(true);
    glass.act(Action::LookAgain);
    nobody_there(&mut glass);
    assert!(questions(&glass.after(999)).is_empty());
    assert_eq!(questions(&glass.after(1)), ["knock"]);
    glass.tell(Event::from(Answer::Knocked { taken: false }));
    assert_eq!(questions(&glass.after(1_000)), Vec::<String>::new(), "the first search follows after two seconds");
    nobody_there(&mut glass);
    assert_eq!(questions(&glass.after(1_000)), ["knock"]);
    let effects = glass.tell(Event::from(Answer::Knocked { taken: true }));
    assert!(matches!(deeds(&effects)[..], [Deed::FindService { .. }]), "{effects:?}");
}

#[test]
fn without_a_window_nobody_knocks_and_whoever_opens_the_menu_is_not_kept_waiting() {
    let mut glass = silent_for_long(false);
    assert_eq!(glass.state.service.reading, None);
    assert!(deeds(&glass.act(Action::LookAgain)).iter().any(|deed| matches!(deed, Deed::FindService { .. })));
}

/// A service whose key this person may not read, beside a desktop that can't ask for a password.
fn without_a_password_prompt() -> Glass {
    let mut glass = Glass::new();
    glass.start(Settings::default());
    let unreadable = Some(PathBuf::from("/var/lib/zerotier-one/authtoken.secret"));
    glass.tell(Event::from(Answer::Found(Finding { tokens: vec![], unreadable, ..finding() })));
    let contact = Contact { number: glass.state.service.contacts, port: 9993, health: Ok(health()), reached: None };
    glass.tell(Event::from(Answer::Contact(contact)));
    glass.act(Action::AllowAccess);
    glass.tell(Event::from(Answer::Token(Err(Refusal::NoWayToAsk))));
    glass
}

fn type_key(glass: &mut Glass, key: &str) -> Vec<companion::ports::effect::Effect> {
    let json = serde_json::json!({ "renew": "service-token", "kind": null, "base": "", "name": "", "tokenId": null,
        "ends": "", "keepUnverified": false, "token": key });
    glass.tell(Event::Entrusted(Box::new(serde_json::from_value(json).expect("what the page sends"))))
}

#[test]
fn without_a_password_prompt_there_is_a_line_for_the_terminal_and_a_field_for_the_key() {
    let mut glass = without_a_password_prompt();
    let paste = |glass: &Glass| glass.view().welcome.and_then(|page| page.paste).expect("a field");
    assert!(paste(&glass).open);
    assert_eq!(paste(&glass).line, "sudo cat /var/lib/zerotier-one/authtoken.secret");
    for (typed, said) in [("  ", "Nothing was pasted."), ("two words", "This is no key"), ("ä", "This is no key")] {
        assert!(questions(&type_key(&mut glass, typed)).is_empty(), "{typed:?} is sent to nobody");
        assert!(paste(&glass).fault.is_some_and(|fault| fault.starts_with(said)), "{typed:?}");
    }
    assert!(matches!(type_key(&mut glass, " key\n")[..], [companion::ports::effect::Effect::Ask(_)]));
    assert!(paste(&glass).busy);
    assert!(type_key(&mut glass, "another").is_empty(), "one after the other");
    let refused = Err(error(Fault::Unauthorized));
    let effects = glass.tell(Event::from(Answer::KeyTried { token: Secret::new("key"), tried: refused }));
    assert!(effects.is_empty(), "nothing is kept: {effects:?}");
    assert_eq!(paste(&glass).fault.as_deref(), Some("The service has another key."));
    let effects = glass.tell(Event::from(Answer::KeyTried { token: Secret::new("key"), tried: Ok(harness::status()) }));
    assert!(deeds(&effects).contains(&Deed::KeepToken(Secret::new("key"))), "{effects:?}");
    assert_eq!(questions(&effects), ["contact"]);
}

#[test]
fn settings_are_there_before_the_service_is() {
    let mut glass = without_a_password_prompt();
    let place =
        companion::interface::place::Place::Settings { page: companion::interface::place::SettingsPage::Access };
    glass.act(Action::Show { place });
    assert!(glass.view().welcome.is_none(), "the page of the first run does not hide them");
    assert!(glass.view().settings.access.paste.is_some());
    assert!(glass.titles().contains(&"Access to the ZeroTier service is needed".to_owned()), "{:?}", glass.titles());
}

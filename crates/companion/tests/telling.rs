//! News, links, quitting, waking up, and the palette.

mod harness;

use std::time::Duration;

use companion::{
    app::{event::Event, news::notification, pace},
    interface::{action::Action, news::News, place::Place, preference::Preference},
    kernel::words::Words,
    ports::{answer::Answer, effect::Deed, frame::Undone},
};
use harness::*;
use serde_json::json;

fn denied() -> serde_json::Value {
    with(home_network(), &json!({ "status": "ACCESS_DENIED" }))
}

#[test]
fn being_allowed_is_news_and_a_click_shows_the_network() {
    let mut glass = Glass::live(&[denied()]);
    let effects = glass.look(&[home_network()]);
    assert_eq!(news(&effects), [News::Approved { network: home() }]);
    let told = notification(News::Approved { network: home() }, &glass.state, &Words::in_language(None));
    assert_eq!((plain(&told.title).as_str(), told.text.as_str()), ("home allows this device", "10.147.17.24"));
    assert_eq!(
        told.click,
        Action::Show { place: Place::Networks { search: String::new(), selected: Some(home()), from: 0 } }
    );
}

#[test]
fn what_the_person_just_did_is_no_news() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    let asking = with(home_network(), &json!({ "status": "REQUESTING_CONFIGURATION" }));
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Ok(network(&asking)) }));
    assert_eq!(news(&glass.look(&[home_network()])), []);
    glass.act(Action::Disconnect { network: home() });
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    assert_eq!(news(&glass.look(&[])), []);
}

#[test]
fn what_others_do_is_news_unless_switched_off() {
    let mut glass = Glass::live(&[home_network()]);
    assert_eq!(news(&glass.look(&[])), [], "it may be on its way back into the list");
    glass.now += Duration::from_secs(5);
    assert_eq!(news(&glass.look(&[])), [News::Dropped { network: home() }]);
    assert_eq!(news(&glass.look(&[home_network()])), [News::Connected { network: home() }]);
    let kind = companion::interface::preference::Kind::Networks;
    glass.act(Action::Prefer { preference: Preference::Notify { kind, on: false } });
    glass.look(&[]);
    glass.now += Duration::from_secs(5);
    assert_eq!(news(&glass.look(&[])), []);
}

#[test]
fn the_first_look_is_no_news() {
    let mut glass = Glass::new();
    glass.start(companion::ports::settings::Settings::default());
    glass.tell(Event::from(Answer::Found(finding())));
    glass.answer_contact(Ok(()));
    assert_eq!(news(&glass.look(&[home_network()])), []);
}

#[test]
fn a_sign_in_that_ends_is_told_once_before_and_once_at_the_end() {
    let minutes = |n: u64| n * 60_000;
    let signed_in = |ends: u64| with(home_network(), &json!({ "ssoEnabled": true, "authenticationExpiryTime": ends }));
    let mut glass = Glass::live(&[signed_in(minutes(30))]);
    glass.state.frame.preferences.notify.networks = false;
    assert_eq!(pace::due(&glass.state), Some(Duration::from_secs(30)), "the next look");
    glass.after(minutes(19));
    assert_eq!(news(&glass.look(&[signed_in(minutes(30))])), []);
    assert_eq!(news(&glass.after(minutes(1))), [News::SignInEnds { network: home() }]);
    let told = notification(News::SignInEnds { network: home() }, &glass.state, &Words::in_language(None));
    assert_eq!(plain(&told.text), "Sign-in ends in 10 minutes");
    assert_eq!(told.remedies[0].action, Action::SignIn { network: home(), host: String::new() });
    assert_eq!(news(&glass.after(minutes(5))), [], "once");
    let ended = with(signed_in(minutes(30)), &json!({ "status": "AUTHENTICATION_REQUIRED" }));
    assert_eq!(news(&glass.look(&[ended])), [News::SignInEnded { network: home() }]);
}

#[test]
fn a_link_fills_the_join_field_and_joins_nothing() {
    let mut glass = Glass::live(&[]);
    for text in ["perigee://join/17d395d8cb43a800", "https://joinzt.com/addnetwork?nwid=17d395d8cb43a800&v=1"] {
        let before = glass.view().join.asked;
        let effects = glass.tell(Event::Link { text: text.into() });
        assert_eq!(deeds(&effects), [Deed::OpenWindow]);
        assert!(questions(&effects).is_empty());
        let join = glass.view().join;
        assert_eq!((join.asked, join.network), (before + 1, Some(home())), "{text}");
        glass.act(Action::Understand { text: String::new() });
    }
}

#[test]
fn a_link_that_is_not_ours_is_quoted_and_nothing_else() {
    let mut glass = Glass::live(&[]);
    for text in ["perigee://leave/17d395d8cb43a800", "perigee://join/", "perigee:", "", "file:///17d395d8cb43a800"] {
        let effects = glass.tell(Event::Link { text: text.into() });
        assert_eq!(deeds(&effects), [Deed::OpenWindow]);
        assert_eq!(glass.view().join.network, None, "{text}");
        assert_eq!(glass.titles(), ["This link names no network"]);
    }
}

#[test]
fn what_could_not_be_copied_is_shown_to_be_copied_by_hand() {
    let mut glass = Glass::live(&[home_network()]);
    let refused = |glass: &mut Glass| {
        glass.act(Action::Copy { text: "10.147.17.24".into() });
        glass.tell(Answer::Undone(Undone::Copy { text: Some("10.147.17.24".into()) }).into())
    };
    glass.tell(Event::Window { open: true });
    assert!(deeds(&refused(&mut glass)).is_empty());
    let view = glass.view();
    let notice = view.notices.first().expect("it is said");
    assert_eq!(plain(&notice.text), "The clipboard can’t be reached. To be copied by hand: 10.147.17.24");
    assert_eq!(view.toast, None, "nor is it said to be copied");
    // The tray's menu has no room for that.
    glass.tell(Event::Window { open: false });
    assert_eq!(deeds(&refused(&mut glass)), [Deed::OpenWindow]);
}

#[test]
fn the_clipboard_fills_the_join_field_only_with_a_network() {
    let mut glass = Glass::live(&[]);
    assert_eq!(deeds(&glass.act(Action::AskJoin)), [Deed::ReadClipboard]);
    glass.tell(Event::from(Answer::Clipboard(Some("hunter2".into()))));
    assert_eq!(glass.view().join.text, "");
    glass.act(Action::AskJoin);
    glass.tell(Event::from(Answer::Clipboard(Some(" 17d3 95d8 cb43 a800 ".into()))));
    let join = glass.view().join;
    assert_eq!((join.asked, join.text.as_str()), (2, "17d395d8cb43a800"));
    glass.tell(Event::from(Answer::Clipboard(None)));
    assert_eq!(glass.view().join.asked, 3, "an empty clipboard still opens the field");
}

#[test]
fn marked_networks_are_left_before_the_app_ends() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::LeaveOnQuit { network: home(), on: true });
    let effects = glass.act(Action::Quit);
    assert_eq!(questions(&effects), [format!("leave {}", home())]);
    assert!(!deeds(&effects).contains(&Deed::Quit));
    let effects = glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    assert!(!deeds(&effects).contains(&Deed::Quit), "what is being kept is kept first");
    glass.tell(Event::from(Answer::Saved(Ok(()))));
    assert!(deeds(&glass.tell(Event::from(Answer::Saved(Ok(()))))).contains(&Deed::Quit));
}

#[test]
fn a_silent_service_does_not_keep_the_app_from_ending() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::LeaveOnQuit { network: home(), on: true });
    glass.act(Action::Quit);
    assert!(!deeds(&glass.after(4999)).contains(&Deed::Quit));
    assert!(deeds(&glass.after(1)).contains(&Deed::Quit));
}

#[test]
fn a_service_that_hears_nobody_after_a_wake_up_is_offered_a_restart() {
    let mut glass = Glass::live(&[home_network()]);
    glass.epoch = 1_000_000_000;
    assert_eq!(questions(&glass.tell(Event::Woke)), ["look"]);
    glass.look(&[home_network()]);
    let effects = glass.after(75_000);
    assert!(questions(&effects).contains(&"heard".to_owned()));
    glass.tell(Event::from(Answer::Heard(Ok(Some(1_000_000_000 - 3_600_000)))));
    assert_eq!(glass.titles(), ["ZeroTier has heard nobody since the computer woke up"]);
    assert_eq!(glass.view().notices[0].remedies[0].action, Action::RestartService);
    let heard = glass.epoch + 150_000;
    assert!(questions(&glass.after(75_000)).contains(&"heard".to_owned()), "it listens on");
    glass.tell(Event::from(Answer::Heard(Ok(Some(heard)))));
    assert!(glass.titles().is_empty());
}

#[test]
fn the_palette_narrows_by_every_word() {
    let mut glass = Glass::live(&[home_network()]);
    assert!(glass.view().palette.is_none());
    let labels = |glass: &Glass| -> Vec<String> {
        let palette = glass.view().palette.expect("it is open");
        palette.commands.iter().map(|command| plain(&command.label)).collect()
    };
    glass.act(Action::Find { text: Some("copy home".into()) });
    assert_eq!(
        labels(&glass),
        ["Copy address of home", "Copy address of home", "Copy network ID of home"],
        "both addresses and the id"
    );
    glass.act(Action::Find { text: Some("ALLOWdns".into()) });
    assert_eq!(labels(&glass), ["Allow “Set DNS servers” on home"]);
    glass.act(Action::Find { text: Some("17d3 discon".into()) });
    assert_eq!(labels(&glass), ["Disconnect home"]);
    glass.act(Action::Find { text: Some("no such thing".into()) });
    assert!(labels(&glass).is_empty());
    glass.act(Action::Find { text: None });
    assert!(glass.view().palette.is_none());
}

//! Joining, leaving, forgetting, and the four permissions.

mod harness;

use companion::{
    app::event::Event,
    interface::{action::Action, glyph::Glyph, networks::Permission, place::Place},
    ports::{
        answer::Answer,
        effect::{Deed, Effect, Question},
        kept::Remembered,
        service::{Finding, Generation},
        settings::Settings,
    },
};
use harness::*;
use serde_json::json;
use zerotier_api::{Fault, service::Allow};

fn configure(permission: Permission, on: bool) -> Action {
    Action::Configure { network: home(), permission, on }
}

fn answered(json: &serde_json::Value) -> Event {
    Event::from(Answer::Configured { network: home(), configured: Ok(network(json)) })
}

#[test]
fn a_joined_network_is_shown_at_once_and_an_old_list_does_not_take_it_away() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::LookAgain);
    let before = glass.state.service.generation;
    assert_eq!(questions(&glass.act(Action::Join { network: home() })), [format!("join {} {{}}", home())]);
    assert_eq!(glass.rows(), [format!("{}: Joining…", home())]);
    glass.answer_look(before, &[]);
    let joined = network(&json!({ "id": home(), "status": "REQUESTING_CONFIGURATION" }));
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Ok(joined) }));
    glass.answer_look(before, &[]);
    assert_eq!(glass.rows(), [format!("{}: Joining…", home())]);
    glass.look(&[home_network()]);
    assert_eq!(glass.rows(), ["home: Connected"]);
}

#[test]
fn a_200_without_an_id_is_a_join_that_failed() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    let fault = Fault::NotDone { what: "id" };
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Err(error(fault)) }));
    assert_eq!(glass.titles(), ["The network adapter couldn’t be created"]);
    assert!(glass.rows().is_empty());
}

#[test]
fn a_service_that_goes_away_while_joining_is_suspected_of_a_crash() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    let effects = glass.tell(Event::from(Answer::Joined { network: home(), joined: Err(error(Fault::Broken)) }));
    assert_eq!(deeds(&effects), [Deed::FindService { home: None }], "it is looked first");
    assert!(glass.titles().is_empty());
    glass.tell(Event::from(Answer::Found(Finding { running: Some(false), ..finding() })));
    glass.nobody_answers();
    let over_it = format!("The service stopped while joining “{}”", home());
    assert_eq!(glass.titles(), ["The ZeroTier service is stopped".to_owned(), over_it]);
}

#[test]
fn leaving_keeps_name_and_permissions_and_connecting_brings_them_back() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDNS": true, "allowGlobal": true }))]);
    glass.act(Action::Rename { network: home(), name: " Our\nhouse ".into() });
    assert_eq!(questions(&glass.act(Action::Disconnect { network: home() })), [format!("leave {}", home())]);
    assert_eq!(glass.rows(), ["Our house: Disconnecting…"]);
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    assert_eq!(glass.rows(), ["Our house: Off"]);
    glass.look(&[]);
    glass.act(Action::Connect { network: home() });
    let sent = glass.after(1500);
    assert!(
        questions(&sent).contains(&format!(r#"join {} {{"allowDNS":true,"allowGlobal":true}}"#, home())),
        "{sent:?}"
    );
    assert_eq!(glass.rows(), ["Our house: Connecting…"]);
}

#[test]
fn a_network_that_somebody_else_left_stays_as_off_with_its_permissions() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDefault": true }))]);
    glass.look(&[]);
    assert_eq!(glass.rows(), ["home: Off"]);
    let kept = &glass.state.networks.remembered[&home()];
    assert!(kept.allow.default);
    assert!(kept.was_connected);
}

#[test]
fn addresses_are_not_turned_on_again_before_the_service_can_bear_it() {
    let mut glass = Glass::live(&[home_network()]);
    let off = with(home_network(), &json!({ "allowManaged": false }));
    assert_eq!(
        questions(&glass.act(configure(Permission::Managed, false))),
        [format!(r#"configure {} {{"allowManaged":false}}"#, home())]
    );
    glass.now += std::time::Duration::from_millis(200);
    glass.tell(answered(&off));
    assert!(questions(&glass.act(configure(Permission::Managed, true))).is_empty());
    glass.act(Action::Go { place: Place::Networks { search: String::new(), selected: Some(home()), from: 0 } });
    let managed = glass.view().network.expect("the inspector").permissions[0].clone();
    assert_eq!((managed.on, managed.busy), (true, true));
    assert_eq!(managed.help, "Turns on in a moment.");
    assert!(!questions(&glass.after(1499)).iter().any(|asked| asked.starts_with("configure")));
    assert!(
        questions(&glass.after(1)).contains(&format!(r#"configure {} {{"allowManaged":true}}"#, home())),
        "a second and a half after it went off"
    );
}

#[test]
fn addresses_turned_off_by_somebody_else_are_waited_for_too() {
    let mut glass = Glass::live(&[home_network()]);
    glass.look(&[with(home_network(), &json!({ "allowManaged": false }))]);
    assert!(questions(&glass.act(configure(Permission::Managed, true))).is_empty());
}

#[test]
fn the_last_press_of_a_switch_counts() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(configure(Permission::Dns, true));
    assert!(questions(&glass.act(configure(Permission::Dns, false))).is_empty(), "one write at a time");
    glass.act(configure(Permission::Global, true));
    let effects = glass.tell(answered(&with(home_network(), &json!({ "allowDNS": true }))));
    assert_eq!(questions(&effects)[0], format!(r#"configure {} {{"allowDNS":false,"allowGlobal":true}}"#, home()));
}

#[test]
fn a_permission_that_could_not_be_given_goes_back_and_says_why() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(configure(Permission::Dns, true));
    assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (true, true));
    let refused = Err(error(Fault::NotDone { what: "allowDNS" }));
    glass.tell(Event::from(Answer::Configured { network: home(), configured: refused }));
    assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (false, false));
    assert_eq!(glass.titles(), ["A permission of “home” couldn’t be changed"]);
}

#[test]
fn forgetting_can_be_taken_back_for_eight_seconds() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDNS": true }))]);
    assert_eq!(questions(&glass.act(Action::Forget { network: home() })), [format!("leave {}", home())]);
    assert!(glass.rows().is_empty());
    assert_eq!(plain(&glass.view().toast.expect("a toast").text), "home forgotten");
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    glass.look(&[]);
    glass.after(3000);
    let effects = glass.act(Action::UndoForget);
    assert!(questions(&effects).contains(&format!(r#"join {} {{"allowDNS":true}}"#, home())), "{effects:?}");
    assert!(glass.view().toast.is_none());
}

#[test]
fn after_eight_seconds_a_forgotten_network_is_gone() {
    let mut glass = Glass::live(&[]);
    glass.state.networks.remembered.insert(home(), Remembered::default());
    glass.act(Action::Forget { network: home() });
    glass.look(&[]);
    glass.after(8000);
    assert!(glass.view().toast.is_none());
    assert!(glass.act(Action::UndoForget).is_empty());
    assert!(glass.rows().is_empty());
}

#[test]
fn a_network_joined_again_while_it_is_still_being_left_is_joined() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Forget { network: home() });
    assert!(glass.act(Action::Join { network: home() }).is_empty(), "one at a time");
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    // Its addresses are given a moment to go.
    let effects = glass.after(1500);
    assert!(questions(&effects).iter().any(|asked| asked.starts_with(&format!("join {}", home()))), "{effects:?}");
}

#[test]
fn a_network_is_not_forgotten_if_it_could_not_be_left() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Rename { network: home(), name: "house".into() });
    glass.act(Action::Forget { network: home() });
    let refused = Err(error(Fault::Status { code: 500, said: String::new() }));
    glass.tell(Event::from(Answer::Left { network: home(), left: refused }));
    assert!(glass.rows().is_empty(), "it is looked first");
    glass.look(&[home_network()]);
    assert_eq!(glass.rows(), ["house: Connected"]);
    assert_eq!(glass.titles(), ["“house” couldn’t be disconnected"]);
}

#[test]
fn access_that_was_withdrawn_is_not_called_waiting() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "status": "ACCESS_DENIED" }))]);
    assert_eq!(glass.rows(), ["home: Waiting for approval"]);
    glass.look(&[home_network()]);
    glass.look(&[with(home_network(), &json!({ "status": "ACCESS_DENIED" }))]);
    assert_eq!(glass.rows(), ["home: Access withdrawn"]);
    let row = &glass.view().networks.rows[0];
    assert_eq!(row.address, None, "an address that is not in use is not shown");
    assert_eq!(row.glyph, Glyph::Trouble);
}

#[test]
fn a_controller_that_stays_silent_is_told_after_half_a_minute() {
    let asking = json!({ "id": home(), "status": "REQUESTING_CONFIGURATION" });
    let mut glass = Glass::live(std::slice::from_ref(&asking));
    glass.now += std::time::Duration::from_secs(29);
    glass.look(std::slice::from_ref(&asking));
    assert_eq!(glass.rows(), [format!("{}: Joining…", home())]);
    glass.now += std::time::Duration::from_secs(1);
    glass.look(&[asking]);
    assert_eq!(glass.rows(), [format!("{}: No answer yet", home())]);
}

#[test]
fn a_permission_of_a_network_that_is_not_joined_is_not_asked_for() {
    let mut glass = Glass::live(&[]);
    assert!(questions(&glass.act(configure(Permission::Dns, true))).is_empty(), "the service would join it");
}

#[test]
fn an_unchanged_list_is_no_news_and_saves_nothing() {
    let mut glass = Glass::live(&[home_network()]);
    let (view, announced) = (glass.view(), glass.state.networks.announced);
    let effects = glass.look(&[home_network()]);
    assert_eq!(glass.view(), view);
    assert_eq!(glass.state.networks.announced, announced);
    assert!(effects.is_empty(), "{effects:?}");
}

#[test]
fn a_sign_in_page_that_is_not_https_is_never_opened() {
    let mut glass = Glass::live(&[home_network()]);
    for address in ["http://example.com/", "javascript:alert(1)", "file:///etc/passwd", "", "https:", "httpsx://a"] {
        let host = "example.com".into();
        let answer = Answer::SignInAddress { network: home(), host, address: Ok(address.into()) };
        let effects = glass.tell(Event::from(answer));
        assert!(deeds(&effects).is_empty(), "{address}");
        assert_eq!(glass.titles(), ["The sign-in page of “home” isn’t known"]);
    }
    let answer = |host: &str| Answer::SignInAddress {
        network: home(),
        host: host.into(),
        address: Ok("https://id.example.com/a?b=c".into()),
    };
    let opened = deeds(&glass.tell(Event::from(answer("id.example.com"))));
    assert_eq!(opened, [Deed::Open("https://id.example.com/a?b=c".into())]);
    let elsewhere = deeds(&glass.tell(Event::from(answer("other.example.com"))));
    assert!(elsewhere.is_empty(), "the person was told another host");
}

#[test]
fn where_a_sign_in_leads_is_said_on_its_button() {
    let glass = Glass::live(&[with(
        home_network(),
        &json!({ "status": "AUTHENTICATION_REQUIRED", "authenticationURL": "https://id.example.com/authorize?state=1" }),
    )]);
    let remedies = &glass.view().notices[0].remedies;
    assert_eq!(plain(&remedies[0].label), "Sign in at id.example.com");
    assert_eq!(remedies[0].action, Action::SignIn { network: home(), host: "id.example.com".into() });
}

#[test]
fn a_disconnect_pressed_while_joining_is_not_lost() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    glass.act(Action::Disconnect { network: home() });
    let effects = glass.tell(Event::from(Answer::Joined { network: home(), joined: Ok(network(&home_network())) }));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Ask(Question::Leave { network }) if *network == home())),
        "{effects:?}"
    );
}

#[test]
fn an_adapter_that_could_be_made_in_the_end_is_no_trouble_any_more() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Err(error(Fault::NotDone { what: "id" })) }));
    assert_eq!(glass.titles(), ["The network adapter couldn’t be created"]);
    glass.act(Action::Connect { network: home() });
    assert_eq!(glass.titles(), [""; 0]);
}

#[test]
fn settings_are_kept_one_after_the_other() {
    let mut glass = Glass::live(&[home_network()]);
    let saves =
        |effects: &[Effect]| effects.iter().filter(|effect| matches!(effect, Effect::Do(Deed::Save(_)))).count();
    glass.tell(Event::from(Answer::Saved(Ok(()))));
    assert_eq!(saves(&glass.act(Action::Rename { network: home(), name: "one".into() })), 1);
    assert_eq!(saves(&glass.act(Action::Rename { network: home(), name: "two".into() })), 0, "one is on its way");
    assert_eq!(saves(&glass.tell(Event::from(Answer::Saved(Ok(()))))), 1, "and the last word follows");
}

#[test]
fn two_networks_with_the_same_addresses_are_told_once() {
    let other = with(
        home_network(),
        &json!({ "id": "8f2c1a9b3d04e7b2", "name": "lab",
        "routes": [{ "target": "10.147.0.0/16", "via": null }, { "target": "10.147.17.0/25", "via": null }] }),
    );
    let glass = Glass::live(&[home_network(), other]);
    assert_eq!(glass.titles(), ["“home” and “lab” both use 10.147.17.0/24"]);
}

#[test]
fn old_settings_without_permissions_are_read_as_a_fresh_join() {
    let settings: Settings = serde_json::from_value(
        json!({ "networks": { home().to_string(): { "name": "home" } }, "appearance": "sepia" }),
    )
    .expect("settings");
    assert_eq!(settings.networks[&home()].allow, Allow::default());
    assert_eq!(settings.appearance, companion::interface::preference::Appearance::System);
}

#[test]
fn a_write_under_way_keeps_older_looks_out() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::LookAgain);
    let asked: Generation = glass.state.service.generation;
    glass.act(configure(Permission::Dns, true));
    glass.tell(answered(&with(home_network(), &json!({ "allowDNS": true }))));
    glass.answer_look(asked, &[home_network()]);
    assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (true, false));
}

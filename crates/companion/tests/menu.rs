//! The tray's menu and glyph as values.

mod harness;

use std::fmt::Write as _;

use companion::{
    app::{event::Event, menu::menu},
    frame::problem::Problem,
    interface::{
        action::Action,
        menu::{Icon, Item, Menu},
        networks::Permission,
    },
    kernel::words::Words,
    ports::answer::Answer,
    service::state::Link,
};
use harness::*;
use serde_json::{Value, json};
use zerotier_api::NetworkId;

fn painted(glass: &Glass) -> Menu {
    menu(&glass.state, &Words::in_language(None))
}

/// The menu as text: `[x]` switches, `>` submenus, `(off)` disabled.
fn drawn(items: &[Item], depth: usize) -> String {
    let mut text = String::new();
    for item in items {
        let indent = "  ".repeat(depth);
        let line = match item {
            Item::Separator => format!("{indent}--"),
            Item::Entry { label, action, checked, question, .. } => {
                let mark = checked.map(|on| if on { "[x] " } else { "[ ] " }).unwrap_or_default();
                let asks = if question.is_some() { " (asks)" } else { "" };
                format!("{indent}{mark}{}{asks}{}", plain(label), if action.is_some() { "" } else { " (off)" })
            }
            Item::Submenu { label, on, items, .. } => {
                let mark = if *on { "✓ " } else { "" };
                format!("{indent}{mark}{} >\n{}", plain(label), drawn(items, depth + 1).trim_end())
            }
        };
        writeln!(text, "{line}").expect("writing to memory");
    }
    text
}

fn lab() -> Value {
    with(home_network(), &json!({ "id": "a09acf0233e4b070", "name": "lab", "status": "ACCESS_DENIED", "routes": [] }))
}

/// Right as long as it is the menu of UI.md §5: headline, problem, networks, own address, and the way out.
#[test]
fn daily_life_needs_no_window() {
    let mut glass = Glass::live(&[
        with(home_network(), &json!({ "routes": [{ "target": "0.0.0.0/0", "via": "10.147.17.1" }] })),
        lab(),
    ]);
    glass.act(Action::SaveProfile { name: "Work".into() });
    glass.act(Action::Disconnect { network: home() });
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    let off = drawn(&painted(&glass).items, 0);
    glass.look(&[with(home_network(), &json!({ "routes": [{ "target": "0.0.0.0/0", "via": "10.147.17.1" }] })), lab()]);
    insta::assert_snapshot!(format!("{}\n==== home is off\n{off}", drawn(&painted(&glass).items, 0)));
}

#[test]
fn the_glyph_is_true() {
    let icon = |networks: &[Value]| painted(&Glass::live(networks)).icon;
    assert_eq!(icon(&[]), Icon::Idle);
    assert_eq!(icon(&[home_network()]), Icon::Connected);
    assert_eq!(icon(&[home_network(), lab()]), Icon::Attention);
    assert_eq!(icon(&[with(home_network(), &json!({ "status": "REQUESTING_CONFIGURATION" }))]), Icon::Working);
    assert_eq!(painted(&Glass::new()).icon, Icon::Working);
    let mut glass = Glass::live(&[home_network()]);
    glass.state.service.link = Link::Broken(Problem::Stopped);
    assert_eq!(painted(&glass).icon, Icon::Stopped);
    glass.state.service.link = Link::Broken(Problem::StaleToken);
    assert_eq!(painted(&glass).icon, Icon::Attention);
}

#[test]
fn a_hundred_networks_fold_under_more() {
    let networks: Vec<Value> = (0..100)
        .map(|n| {
            with(
                home_network(),
                &json!({ "id": format!("17d395d8cb0000{n:02}"), "name": format!("net {n:02}"), "routes": [] }),
            )
        })
        .collect();
    let items = painted(&Glass::live(&networks)).items;
    let submenus: Vec<(&str, usize)> = items
        .iter()
        .filter_map(|item| match item {
            Item::Submenu { label, items, .. } => Some((label.as_str(), items.len())),
            _ => None,
        })
        .collect();
    assert_eq!(submenus.len(), 9);
    assert_eq!(submenus[8], ("More networks", 92));
}

#[test]
fn while_the_service_is_silent_nothing_offers_what_it_cannot_do() {
    let mut glass = Glass::live(&[home_network()]);
    glass.state.service.link = Link::Broken(Problem::Stopped);
    let text = drawn(&painted(&glass).items, 0);
    assert!(text.contains("Start the service\n"), "{text}");
    assert!(text.contains("Disconnect (off)"), "{text}");
    assert!(!text.contains("Join network"), "{text}");
}

#[test]
fn the_order_does_not_depend_on_the_state() {
    let names = |glass: &Glass| -> Vec<NetworkId> { companion::networks::standing::ids(&glass.state) };
    let mut glass = Glass::live(&[home_network(), lab()]);
    let before = names(&glass);
    glass.look(&[lab()]);
    assert_eq!(names(&glass), before);
}

#[test]
fn switching_a_profile_does_what_its_line_says() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDNS": true }))]);
    glass.act(Action::SaveProfile { name: " Home ".into() });
    glass.look(&[with(lab(), &json!({ "status": "OK" }))]);
    let view = glass.view();
    let changes: Vec<String> = view.profiles[0].changes.iter().map(|text| plain(text)).collect();
    assert_eq!(changes, ["Disconnects lab", "Connects home"]);
    assert!(!view.profiles[0].current);
    glass.now += std::time::Duration::from_secs(5);
    let asked = questions(&glass.act(Action::SwitchProfile { name: "Home".into() }));
    assert!(asked.contains(&format!(r#"join {} {{"allowDNS":true}}"#, home())), "{asked:?}");
    assert!(asked.contains(&"leave a09acf0233e4b070".to_owned()), "{asked:?}");
}

#[test]
fn a_profile_restores_permissions_of_what_stays() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDNS": true }))]);
    glass.act(Action::SaveProfile { name: "Home".into() });
    glass.act(Action::Configure { network: home(), permission: Permission::Dns, on: false });
    glass.tell(Event::from(Answer::Configured { network: home(), configured: Ok(network(&home_network())) }));
    let asked = questions(&glass.act(Action::SwitchProfile { name: "Home".into() }));
    assert!(asked.contains(&format!(r#"configure {} {{"allowDNS":true}}"#, home())), "{asked:?}");
}

#[test]
fn a_name_without_an_end_is_cut_before_the_tray() {
    let endless = "n".repeat(4000);
    let glass = Glass::live(&[
        with(home_network(), &json!({ "name": endless })),
        with(lab(), &json!({ "name": "\u{200b}\u{3164}" })),
    ]);
    let drawn = drawn(&painted(&glass).items, 0);
    let longest = drawn.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest < 250), "{drawn}");
    assert!(drawn.contains("a09acf0233e4b070"), "one of which nothing is seen goes by its id: {drawn}");
}

/// Each entry that does something, at the end of all submenus.
fn pressable(items: &[Item]) -> Vec<(&Action, bool, String)> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Entry { action: Some(action), question, from_elsewhere, .. } => {
                let asked = question.as_ref().or(from_elsewhere.as_deref());
                let title = asked.map(|question| plain(&question.title)).unwrap_or_default();
                found.push((action, asked.is_some(), title));
            }
            Item::Submenu { items, .. } => found.extend(pressable(items)),
            Item::Entry { .. } | Item::Separator => {}
        }
    }
    found
}

#[test]
fn another_programs_press_vouches_for_nobody_and_asks_for_no_administrator() {
    let mut glass = Glass::live(&[home_network()]);
    for (problem, elevated) in [
        (Problem::Unproven { port: 9993 }, None),
        (Problem::Stranger { port: 9993, stranger: None }, None),
        (Problem::Stopped, Some(Action::StartService)),
        (Problem::NoAnswer { port: 9993, found: String::new() }, Some(Action::RestartService)),
        (Problem::StaleToken, Some(Action::AllowAccess)),
    ] {
        glass.state.service.link = Link::Broken(problem);
        let menu = painted(&glass);
        let all = pressable(&menu.items);
        assert!(all.iter().all(|(action, ..)| **action != Action::TrustListener), "that is for the window");
        let Some(elevated) = elevated else { continue };
        assert!(all.iter().any(|(action, asked, _)| **action == elevated && *asked), "{elevated:?}: {all:?}");
    }
}

#[test]
fn another_programs_press_in_the_menu_changes_nothing_unasked() {
    let mut glass = Glass::live(&[home_network(), lab()]);
    glass.act(Action::SaveProfile { name: "Home".into() });
    glass.look(&[lab()]);
    let menu = painted(&glass);
    let all = pressable(&menu.items);
    let mut asked: Vec<_> = all.iter().filter(|(_, asked, _)| *asked).map(|(.., title)| title.as_str()).collect();
    asked.sort_unstable();
    let of =
        |action: &dyn Fn(&Action) -> bool| all.iter().filter(|(found, ..)| action(found)).all(|(_, asked, _)| *asked);
    assert!(of(&|action| matches!(action, Action::Connect { .. } | Action::Disconnect { .. })), "{asked:?}");
    assert!(of(&|action| matches!(action, Action::Configure { .. } | Action::SwitchProfile { .. })), "{asked:?}");
    assert!(asked.contains(&"“Disconnect (lab)”?"), "{asked:?}");
    assert!(!of(&|action| matches!(action, Action::Copy { .. } | Action::OpenWindow)), "{asked:?}");
}

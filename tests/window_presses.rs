//! A second press follows the first one so soon that nobody can have seen what the first has changed: nothing but what
//! was under the pointer at the first one is acted on.

use std::time::Duration;

use serde_json::json;
use simulator::{Hand, Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, soon},
    presses::{away, began, heard, listen, next, spot, twice},
    window::Window,
};

use zerotier_api::NetworkId;

use super::{HOME, id, joined};

/// A slip of the hand, and a double press.
const GAPS: [Duration; 2] = [Duration::from_millis(60), Duration::from_millis(200)];
/// The switch of the default route, which asks only while it is off.
const ROUTE_OFF: &str = ".inspector .allow li:nth-child(3) .switch[aria-checked=false][aria-busy=false]";
pub(super) async fn simulator() -> Simulator {
    Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback")
}

/// The app with an account at the simulator's Central.
pub(super) async fn administrator<'a>(desktop: &'a Desktop, simulator: &Simulator) -> Window<'a> {
    let window = Window::beside(desktop, simulator.home()).await;
    window.press_button("Administer").await;
    window.press_button("Connect account").await;
    window.write("dialog input[type=password]", &simulator.legacy_token()).await;
    window.write("dialog fieldset > label input", &format!("{}/api/v1", simulator.central_url())).await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("2 waiting").await;
    window
}

#[tokio::test]
async fn a_double_press_on_allow_withdraws_nobody_whose_switch_comes_under_the_pointer() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = administrator(&desktop, &simulator).await;
    window.press(&format!("[data-row$=' {HOME}'] .name")).await;
    window.shows("spare-laptop").await;
    listen(&window).await;
    let central = simulator.hand().central();
    let nodes = async || -> Vec<String> {
        let told = "return [...document.querySelectorAll('tr[data-node]')].map((row) => row.dataset.node)";
        window.web.execute(told, vec![]).await.expect("a script").convert().expect("members")
    };
    let allowed = |member: &String| central.is_allowed(id(HOME), member.parse().expect("an address"));
    let mut gaps = GAPS.into_iter().cycle();
    let (mut proven, mut presses) = (0, 0_u64);
    while proven < GAPS.len() {
        let gap = gaps.next().expect("they go round");
        // The last one who waits: a switch stands below it.
        let last = "return [...document.querySelectorAll('tr[data-node]:has(.c-allow .button)')].at(-1).dataset.node";
        let last: String = window.web.execute(last, vec![]).await.expect("a script").convert().expect("a member");
        let members = nodes().await;
        let before: Vec<_> =
            members.iter().map(|member| (*member == last).then_some(true).or(allowed(member))).collect();
        let button = spot(&window, &format!("tr[data-node='{last}'] .c-allow button")).await;
        presses += 1;
        let in_time = twice(&window, button, gap).await;
        let switch = format!("tr[data-node='{last}'] [role=switch]");
        window.has(&switch, "aria-busy", "false").await;
        if in_time {
            assert_eq!(members.iter().map(allowed).collect::<Vec<_>>(), before, "{gap:?} after the first press");
            proven += 1;
        }
        // Only now does its row go where it belongs.
        window.soon_there(&format!(".waits tr[data-node='{last}']")).await;
        away(&window).await;
        window.soon_gone(&format!(".waits tr[data-node='{last}']")).await;
        let next = format!("{:010x}", 0x00e2_089c_5b00_u64 + presses);
        central.knock(id(HOME), next.parse().expect("an address"), "zoo");
        window.press("[aria-label='All networks']").await;
        window.press(&format!("[data-row$=' {HOME}'] .name")).await;
        window.soon_there(&format!("tr[data-node='{next}']")).await;
    }
    window.quit().await;
}

#[tokio::test]
async fn a_second_press_on_manage_addresses_does_not_land_on_the_default_route() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(&format!("li[data-network='{HOME}'] .name")).await;
    listen(&window).await;
    let hand = simulator.hand();
    let switch = ".inspector [role=switch][aria-label='Manage addresses and routes']";
    for gap in GAPS {
        let is = async |managed: bool| {
            let told = async || joined(&hand, HOME).filter(|joined| joined.allow_managed == managed).map(drop);
            soon("the service was told", told).await;
            window.has(switch, "aria-busy", "false").await;
        };
        is(true).await;
        let before = spot(&window, switch).await;
        twice(&window, before, gap).await;
        // Off, and perhaps on again: whichever was meant.
        window.has(switch, "aria-busy", "false").await;
        window.shows("Addresses").await;
        assert_eq!(spot(&window, switch).await, before, "it has not moved");
        let asked = window.text().await.contains("Send all internet traffic");
        assert!(!asked && joined(&hand, HOME).is_some_and(|joined| !joined.allow_default), "{gap:?}");
        if joined(&hand, HOME).is_some_and(|joined| !joined.allow_managed) {
            away(&window).await;
            window.press(switch).await;
        }
        is(true).await;
    }
    window.quit().await;
}

/// A screen: the place to go to, what opens a layer above it, and what is shown then.
struct Screen {
    name: &'static str,
    place: serde_json::Value,
    opens: Option<&'static str>,
    shows: &'static str,
}

fn screen(name: &'static str, place: serde_json::Value, opens: Option<&'static str>, shows: &'static str) -> Screen {
    Screen { name, place, opens, shows }
}

fn networks(selected: Option<&str>) -> serde_json::Value {
    json!({ "type": "networks", "search": "", "selected": selected, "from": 0 })
}

fn members(selected: Option<&str>) -> serde_json::Value {
    json!({ "type": "members", "authority": "account-1", "network": HOME, "filter": "all", "search": "", "sort": "name",
        "from": 0, "selected": selected })
}

/// Puts away what floats above the window, brings back what was left or forgotten, and goes there.
async fn go(window: &Window<'_>, hand: &Hand, joins: &[NetworkId], screen: &Screen) {
    let reset = "window.dispatchEvent(new Event('blur')); \
        for (const dialog of document.querySelectorAll('dialog')) \
            dialog.dispatchEvent(new Event('cancel', { cancelable: true })); \
        const send = (action) => window.__TAURI_INTERNALS__.invoke('dispatch', { action }); \
        send({ type: 'find', text: null }); send({ type: 'go', place: arguments[0] }); \
        send({ type: 'configure', network: arguments[1], permission: 'default', on: false })";
    window.web.execute(reset, vec![screen.place.clone(), json!(HOME)]).await.expect("a script");
    away(window).await;
    // Not with the pointer: it comes later.
    let open = "const control = arguments[0] === null ? document.body : document.querySelector(arguments[0]); \
        control?.click(); return control !== null";
    window
        .soon(&format!("{} can be gone to", screen.name), async || {
            for network in joins.iter().filter(|network| joined(hand, &network.to_string()).is_none()) {
                hand.join_behind_the_back(*network);
            }
            let told = window.web.execute(open, vec![json!(screen.opens)]).await.ok()?;
            told.convert::<bool>().ok()?.then_some(())
        })
        .await;
    window.shows(screen.shows).await;
}

/// What leads out of the app.
fn is_way_out(name: &str) -> bool {
    ["Leave demo", "Open log folder"].iter().any(|word| name.contains(word))
}

/// Presses each control of each screen twice.
async fn walk(screens: &[Screen]) {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = administrator(&desktop, &simulator).await;
    listen(&window).await;
    let hand = simulator.hand();
    let joins: Vec<NetworkId> = hand.networks().iter().map(|joined| joined.id).collect();
    let mut astray: Vec<String> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for screen in screens {
        // What stands beside each place is pressed once.
        known.retain(|name| name.ends_with("\"side\"]"));
        let before = known.len();
        loop {
            go(&window, &hand, &joins, screen).await;
            let Some(control) = next(&window, &known).await else { break };
            if is_way_out(&control.name) || !control.reached {
                known.push(control.name);
                continue;
            }
            heard(&window).await;
            let in_time = twice(&window, (control.x, control.y), GAPS[known.len() % GAPS.len()]).await;
            if !in_time || began(&window).await.as_ref() != Some(&control.name) {
                continue;
            }
            known.push(control.name.clone());
            let heard = heard(&window).await;
            let others = heard.iter().filter(|name| **name != control.name);
            astray.extend(others.map(|name| format!("{}: {} → {name}", screen.name, control.name)));
            assert!(known.len() < 90, "{}: no end: {known:?}", screen.name);
        }
        assert!(known.len() > before, "{}: nothing can be pressed", screen.name);
    }
    assert!(astray.is_empty(), "{} presses went astray:\n{}", astray.len(), astray.join("\n"));
    window.quit().await;
}

#[tokio::test]
async fn a_second_press_among_networks_acts_on_nothing_but_what_the_first_one_was_on() {
    walk(&[
        screen("networks", networks(None), None, "Networks"),
        screen("a network’s menu", networks(None), Some("li[data-network] .more"), "Copy network ID"),
        screen("join", networks(None), Some(".bar > .button"), "Join a network"),
        screen("a network", networks(Some(HOME)), None, "Replace the default route"),
        screen("a question", networks(Some(HOME)), Some(ROUTE_OFF), "Send all internet traffic"),
        screen("its menu", networks(Some(HOME)), Some(".inspector [aria-haspopup]"), "Invite…"),
    ])
    .await;
}

#[tokio::test]
async fn a_second_press_among_members_acts_on_nothing_but_what_the_first_one_was_on() {
    let nas = || members(Some("a4e19c07d2"));
    let settings = json!({ "type": "networkSettings", "authority": "account-1", "network": HOME });
    walk(&[
        screen("administer", json!({ "type": "administer", "search": "" }), None, "Robin Vale"),
        screen("members", members(None), None, "spare-laptop"),
        screen("add member", members(None), Some(".tools > .button"), "Device address"),
        screen("a member", nas(), None, "This member may"),
        screen("a member’s menu", nas(), Some(".inspector [aria-haspopup]"), "Copy address"),
        screen("network settings", settings, None, "Private"),
    ])
    .await;
}

#[tokio::test]
async fn a_second_press_among_tokens_and_settings_acts_on_nothing_but_what_the_first_one_was_on() {
    let tokens = |selected: Option<&str>| json!({ "type": "tokens", "search": "", "selected": selected });
    let settings = |page: &str| json!({ "type": "settings", "page": page });
    walk(&[
        screen("tokens", tokens(None), None, "Add token"),
        screen("a token", tokens(Some("account-1")), None, "Verify now"),
        screen("settings", settings("general"), None, "Appearance"),
        screen("access", settings("access"), None, "Look again"),
        screen("about", settings("about"), None, "Keyboard shortcuts"),
    ])
    .await;
}

//! The built app through its real window: a person who looks after networks.

use simulator::{Pace, Scenario, Simulator};
use thirtyfour::Key;
use whole_system::{
    desktop::{Desktop, soon},
    window::Window,
};
use zerotier_api::{NetworkId, NodeAddress};

const HOME: &str = "17d395d8cb43a800";

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

fn node(text: &str) -> NodeAddress {
    text.parse().expect("an address")
}

/// The row of a member, or something in it.
fn member(node: &str, within: &str) -> String {
    format!("tr[data-node='{node}'] {within}")
}

/// Fills in and sends the dialog for an account.
async fn connect(window: &Window<'_>, base: &str, token: &str) {
    window.press_button("Connect account").await;
    window.write("dialog input[type=password]", token).await;
    window.write("dialog fieldset > label input", base).await;
    window.press("dialog .primary:not([disabled])").await;
}

async fn with_legacy_account<'a>(desktop: &'a Desktop, simulator: &Simulator) -> Window<'a> {
    let window = Window::beside(desktop, simulator.home()).await;
    window.press_button("Administer").await;
    let base = format!("{}/api/v1", simulator.central_url());
    connect(&window, &base, &simulator.legacy_token()).await;
    window
}

async fn home<'a>(desktop: &'a Desktop, simulator: &Simulator) -> Window<'a> {
    let window = with_legacy_account(desktop, simulator).await;
    window.press(&format!("[data-row$=' {HOME}'] .name")).await;
    window.shows("spare-laptop").await;
    window
}

#[tokio::test]
async fn a_pasted_token_shows_who_waits_and_lets_this_very_machine_in() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::CentralLegacy).await);
    let window = with_legacy_account(&desktop, &simulator).await;
    window.shows("2 waiting").await;
    let page = window.web.source().await.expect("the page's source");
    assert!(!page.contains(&simulator.legacy_token()), "the token is nowhere in the page");
    window.press(".nav button:first-child").await;
    window.press_button("Allow this device").await;
    window.shows("10.147.20.7").await;
    window.no_longer_shows("Waiting for approval").await;
    window.quit().await;
}

#[tokio::test]
async fn a_token_nobody_knows_stays_in_its_field_with_a_sentence_beside_it() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::CentralLegacy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Administer").await;
    connect(&window, &format!("{}/api/v1", simulator.central_url()), "nobody-knows-me").await;
    window.shows("doesn’t know this token").await;
    let field = "return document.querySelector('dialog input[type=password]').value";
    let typed = window.web.execute(field, vec![]).await.and_then(|value| value.convert::<String>());
    assert_eq!(typed.expect("the field"), "nobody-knows-me");
    window.quit().await;
}

#[tokio::test]
async fn members_are_allowed_withdrawn_renamed_and_found_by_keyboard_and_pointer() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::CentralLegacy).await);
    let window = home(&desktop, &simulator).await;
    let central = simulator.hand().central();
    let is = async |member: &str, wanted: Option<bool>| {
        let told = async || (central.is_allowed(id(HOME), node(member)) == wanted).then_some(());
        soon(&format!("{member} is {wanted:?}"), told).await;
    };
    window.press(&member("4b7e92d10f", ".c-allow button")).await;
    is("4b7e92d10f", Some(true)).await;
    window.press(&member("b27c61f094", "[role=switch]")).await;
    is("b27c61f094", Some(false)).await;
    window.press(&member("b27c61f094", "[role=switch]")).await;
    is("b27c61f094", Some(true)).await;
    // Renamed where it stands.
    window.press(&member("a4e19c07d2", "td.name")).await;
    window.shows("no route leads there").await;
    window.keys(Key::F2).await;
    window.write("input.renames", " (rack)").await;
    window.keys(Key::Enter).await;
    soon("the new name", async || central.name_of(id(HOME), node("a4e19c07d2")).filter(|name| name.contains("(rack)")))
        .await;
    // An address somebody else has is refused beside the field.
    window.write(".inspector .field.mono", "10.147.17.61").await;
    window.shows("build-07 has this address.").await;
    window.quit().await;
}

#[tokio::test]
async fn several_members_are_marked_and_allowed_at_once() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::CentralLegacy).await);
    let window = home(&desktop, &simulator).await;
    let mark = async |node: &str| {
        let press = format!("document.querySelector(\"tr[data-node='{node}'] .checkbox\").click()");
        window.web.execute(&press, vec![]).await.expect("a box to press");
    };
    mark("4b7e92d10f").await;
    window.shows("1 marked").await;
    mark("e2089c5ab6").await;
    window.press_button("Allow 2").await;
    let central = simulator.hand().central();
    for member in ["4b7e92d10f", "e2089c5ab6"] {
        soon("allowed", async || central.is_allowed(id(HOME), node(member)).filter(|allowed| *allowed)).await;
    }
    window.no_longer_shows("Asks to join").await;
    window.quit().await;
}

#[tokio::test]
async fn settings_with_a_flaw_say_so_and_good_ones_are_sent() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::CentralLegacy).await);
    let window = home(&desktop, &simulator).await;
    window.press("nav.segments button:last-child").await;
    window.shows("Private").await;
    window.press_button("Add route").await;
    window.write("input[aria-label='Target of route \u{2068}4\u{2069}']", "10.9.8.7/24").await;
    window.shows("The range is 10.9.8.0/24.").await;
    window.press_button("Discard").await;
    window.no_longer_shows("The range is").await;
    window.quit().await;
}

#[tokio::test]
async fn a_network_is_made_and_deleted_by_typing_its_name() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::CentralLegacy).await);
    let window = with_legacy_account(&desktop, &simulator).await;
    window.shows("2 waiting").await;
    window.press_button("New network").await;
    window.write("dialog input", "attic").await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("Broadcast").await;
    let central = simulator.hand().central();
    assert_eq!(central.networks().len(), 4);
    window.press_button("Delete network…").await;
    window.write("dialog input", "attic").await;
    window.press("dialog .danger:not([disabled])").await;
    soon("it is gone", async || (central.networks().len() == 3).then_some(())).await;
    window.shows("2 waiting").await;
    window.quit().await;
}

#[tokio::test]
async fn ten_thousand_members_are_a_window_of_rows() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Crowd).await);
    let window = with_legacy_account(&desktop, &simulator).await;
    window.press("[data-row$=' 17d395d8cb5e7a10'] .name").await;
    window.shows("Asks to join").await;
    let rows = async || {
        let told = window.web.execute("return document.querySelectorAll('tbody tr[data-node]').length", vec![]).await;
        told.ok().and_then(|told| told.convert::<usize>().ok())
    };
    assert!(rows().await.is_some_and(|rows| rows > 10 && rows <= 60), "{:?}", rows().await);
    let end = "let v = document.querySelector('table'); \
               while (v.scrollHeight <= v.clientHeight + 1) v = v.parentElement; \
               v.scrollTop = v.scrollHeight; return v.scrollTop";
    window.web.execute(end, vec![]).await.expect("it scrolls");
    window.no_longer_shows("Asks to join").await;
    soon("rows at the end", async || rows().await.filter(|rows| *rows > 10)).await;
    window.quit().await;
}

//! The built app through its tray: the menu a panel reads is the model's, and what is pressed in it happens.

use companion::interface::menu::{self, Menu};
use simulator::{Joined, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::Desk,
    desktop::{Desktop, Guarded, Keychain, app, soon},
    notifications::Notifications,
    tray::{Entry, Item, Panel, drawn, find},
    window::Window,
};
use zerotier_api::NetworkId;

/// The window's title.
const WINDOW: &str = "Perigee";
const HOME: &str = "17d395d8cb43a800";

fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

fn joined(simulator: &Simulator, network: &str) -> Option<Joined> {
    simulator.hand().networks().into_iter().find(|joined| joined.id == id(network))
}

/// The app without a window, in the tray.
fn hidden(desktop: &Desktop, simulator: &Simulator) -> Guarded {
    let mut command = desktop.command(app());
    command.arg("--hidden").arg("--service-home").arg(simulator.home()).arg("--data-dir").arg(desktop.data());
    Guarded(command.spawn().expect("the app starts"))
}

/// Left and joined again: from then on the service is looked at closely for a while.
async fn home_again(item: &Item) {
    item.press_at(&["home", "Disconnect"]).await;
    item.press_at(&["home", "Connect"]).await;
    item.find(&["home", "Disconnect"]).await;
}

/// What the model says, in the form a panel's menu is drawn in.
fn said(items: &[menu::Item], depth: usize) -> Vec<String> {
    let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
    let mut lines = Vec::new();
    for item in items {
        let indent = "  ".repeat(depth);
        match item {
            menu::Item::Separator => lines.push(format!("{indent}--")),
            menu::Item::Entry { label, action, checked, .. } => {
                let mark = checked.map_or("", |on| if on { "[x] " } else { "[ ] " });
                let off = if action.is_some() { "" } else { " (off)" };
                lines.push(format!("{indent}{mark}{}{off}", plain(label)));
            }
            menu::Item::Submenu { label, on, items, .. } => {
                let mark = if *on { "✓ " } else { "" };
                lines.push(format!("{indent}{mark}{}", plain(label)));
                lines.extend(said(items, depth + 1));
            }
        }
    }
    lines
}

async fn layout_equals_the_models(scenario: Scenario) {
    let (desktop, simulator) =
        (Desktop::with(Keychain::Missing), Simulator::start(scenario, Pace::AsMeasured).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let desk = Desk::beside(&simulator);
    // The app is told its folder, which is none of the system's service.
    desk.finds(|finding| finding.elsewhere = true);
    let beside = App::start_on(desk);
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    soon(&format!("{scenario} is the same in both"), async || {
        let menu: Menu = beside.menu();
        let settled = beside.view().welcome.is_some() || !beside.view().networks.loading;
        let layout = said(&menu.items, 0) == drawn(&item.entries().await, 0);
        let title = item.title().await == menu.tooltip.replace(['\u{2068}', '\u{2069}'], "");
        (settled && layout && title).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_is_the_models_in_every_scenario() {
    for scenario in [
        Scenario::Healthy,
        Scenario::FirstRun,
        Scenario::Stopped,
        Scenario::AwaitingAuthorization,
        Scenario::NotFound,
        Scenario::Sso,
        Scenario::Offline,
        Scenario::Slow,
        Scenario::Crowded,
        Scenario::HostileNames,
    ] {
        layout_equals_the_models(scenario).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_is_connected_and_disconnected_without_a_window() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    item.press_at(&["home", "Disconnect"]).await;
    soon("it is left", async || joined(&simulator, HOME).is_none().then_some(())).await;
    item.press_at(&["home", "Connect"]).await;
    soon("it is joined", async || joined(&simulator, HOME)).await;
    item.press_at(&["home", "Allow this network to", "Set DNS servers"]).await;
    soon("DNS is allowed", async || joined(&simulator, HOME).filter(|joined| joined.allow_dns)).await;
    let ticked = async || {
        let entry = item.find(&["home", "Allow this network to", "Set DNS servers"]).await;
        entry.checked.filter(|on| *on)
    };
    soon("the menu says so", ticked).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_pressed_in_an_open_menu_does_not_have_it_laid_out_anew() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    let way = ["home", "Allow this network to", "Set DNS servers"];
    let (before, ids) = (item.find(&way).await, async || ids(&item.entries().await));
    soon("all is painted", async || (!item.about_to_show().await).then_some(())).await;
    let (revision, all) = (item.revision().await, ids().await);
    item.press(&before).await;
    soon("it is ticked and done", async || item.find(&way).await.checked.filter(|on| *on)).await;
    assert_eq!(item.find(&way).await.id, before.id, "it is the same item");
    assert_eq!(ids().await, all);
    assert_eq!(item.revision().await, revision);
}

fn ids(entries: &[Entry]) -> Vec<i32> {
    entries.iter().flat_map(|entry| std::iter::once(entry.id).chain(ids(&entry.below))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_on_a_menu_that_was_just_replaced_does_what_its_label_said() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    let disconnect = item.find(&["home", "Disconnect"]).await;
    let before = item.entries().await;
    simulator.hand().leave_behind_the_back(id("b6079f73c697cc41"));
    item.press_at(&["office", "Disconnect"]).await;
    soon("the menu is another", async || (item.entries().await != before).then_some(())).await;
    item.press(&disconnect).await;
    soon("home is left", async || joined(&simulator, HOME).is_none().then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_route_asks_in_a_dialog_first() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    item.press_at(&["Route internet traffic through home"]).await;
    let dialog = "Send all internet traffic";
    let shown = desktop.window(dialog).await;
    desktop.xdotool(&["windowactivate", "--sync", &shown.id, "key", "Escape"]).await;
    soon("the dialog is gone", async || desktop.windows(dialog).await.is_empty().then_some(())).await;
    assert!(joined(&simulator, HOME).is_some_and(|joined| !joined.allow_default), "a no changes nothing");
    item.press_at(&["Route internet traffic through home"]).await;
    let shown = desktop.window(dialog).await;
    // The second of the two buttons at the foot.
    let (x, y) = ((shown.width * 3 / 4).to_string(), (shown.height - 20).to_string());
    desktop.xdotool(&["mousemove", "--window", &shown.id, &x, &y, "click", "1"]).await;
    soon("the default route is replaced", async || joined(&simulator, HOME).filter(|joined| joined.allow_default))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn return_in_the_trays_question_is_no_yes_to_the_default_route() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    let (way, dialog) = (["Route internet traffic through home"], "Send all internet traffic");
    let entry = item.find(&way).await;
    // Pressed twice, it is one question.
    item.press(&entry).await;
    item.press(&entry).await;
    let shown = desktop.window(dialog).await;
    desktop.xdotool(&["windowactivate", "--sync", &shown.id, "key", "Return"]).await;
    soon("the dialog is gone", async || desktop.windows(dialog).await.is_empty().then_some(())).await;
    let asked = simulator.hand().requests();
    assert!(!asked.iter().any(|request| format!("{request:?}").contains("allowDefault")), "nothing was sent");
    assert!(joined(&simulator, HOME).is_some_and(|joined| !joined.allow_default));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_the_menu_reads_what_is_so_now() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    item.find(&["home", "Disconnect"]).await;
    assert!(!item.about_to_show().await, "nothing has changed");
    simulator.hand().stop().await;
    // Nothing but opening it; hidden, the next look would come half a minute later.
    assert!(item.about_to_show().await, "it must be read again");
    assert_eq!(item.title().await, "ZeroTier — not reachable");
    simulator.hand().start().await;
    assert!(item.about_to_show().await);
    let entries = item.entries().await;
    assert!(find(&entries, &["home", "Disconnect"]).is_some(), "{entries:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn icon_and_title_say_how_things_stand() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    let titled = async |wanted: &str| {
        soon(wanted, async || (item.title().await == wanted).then_some(())).await;
        item.icon().await
    };
    let waiting = titled("ZeroTier — 2 of 3 connected").await;
    simulator.hand().leave_behind_the_back(id("a09acf0233e4b070"));
    item.press_at(&["lab", "Disconnect"]).await;
    let connected = titled("ZeroTier — 2 of 2 connected").await;
    assert_ne!(connected, waiting, "nothing needs attention any more");
    simulator.hand().stop().await;
    item.press_at(&["home", "Disconnect"]).await;
    let stopped = titled("ZeroTier — not reachable").await;
    assert_ne!(stopped, connected);
    item.press_at(&["Try again"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_icon_that_is_not_seen_on_its_panel_can_be_made_light_or_dark() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let window = Window::beside(&desktop, simulator.home()).await;
    let item = panel.item().await;
    window.shows("10.147.17.24").await;
    window.press_button("Settings").await;
    let mut drawn = Vec::new();
    for choice in ["Dark", "Light"] {
        let before = item.icon().await;
        let button = format!("//*[@aria-label='Tray icon']/button[.='{choice}']");
        let button = window.web.find(thirtyfour::By::XPath(button)).await.expect("a choice");
        button.click().await.expect("it can be pressed");
        drawn.push(soon(choice, async || Some(item.icon().await).filter(|icon| *icon != before)).await);
    }
    assert_ne!(drawn[0], drawn[1]);
    let kept = || std::fs::read_to_string(desktop.data().join("preferences.json")).ok();
    soon("it is kept", async || kept()?.contains("\"trayIcon\": \"light\"").then_some(())).await;
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_is_closed_and_opened_again_while_the_tray_stays() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    assert!(desktop.windows(WINDOW).await.is_empty(), "it started hidden");
    for _ in 0..2 {
        item.press_at(&["Open"]).await;
        desktop.window(WINDOW).await;
        desktop.close_window().await;
        soon("no window", async || desktop.windows(WINDOW).await.is_empty().then_some(())).await;
        item.find(&["home", "Disconnect"]).await;
    }
    item.press_at(&["Quit"]).await;
    let mut app = app;
    soon("it has ended", async || app.0.try_wait().ok().flatten()).await;
    assert!(joined(&simulator, HOME).is_some(), "ZeroTier keeps running");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_window_leaves_no_shared_memory_behind() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    let shared = || {
        let open = std::fs::read_dir(format!("/proc/{}/fd", app.0.id())).expect("the app runs");
        let files = open.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok());
        files.filter(|file| file.to_string_lossy().contains("WebKitSharedMemory")).count()
    };
    for _ in 0..3 {
        item.press_at(&["Open"]).await;
        desktop.window(WINDOW).await;
        soon("the page is there", async || (shared() > 0).then_some(())).await;
        desktop.close_window().await;
        soon("nothing is left of it", async || (shared() == 0).then_some(())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_that_dies_and_comes_back_has_the_icon_again() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let panel = Panel::start(&desktop).await;
    let _app = hidden(&desktop, &simulator);
    panel.item().await.find(&["home"]).await;
    drop(panel);
    let panel = Panel::start(&desktop).await;
    panel.item().await.find(&["home"]).await;
    assert_eq!(panel.item().await.status().await, "Active");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_panel_there_is_a_window_and_a_word_about_it() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::FirstRun, Pace::Fast).await.expect("loopback"));
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("This desktop shows no tray icons").await;
    window.press(".banner .icon-button").await;
    window.no_longer_shows("This desktop shows no tray icons").await;
    soon("that it was said is kept", async || {
        let kept = std::fs::read_to_string(desktop.data().join("settings.json")).ok()?;
        kept.contains("\"toldNoTray\": true").then_some(())
    })
    .await;
    window.quit().await;
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("Join a network").await;
    window.no_longer_shows("This desktop shows no tray icons").await;
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_by_itself_is_told_and_a_press_leads_there() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::AwaitingAuthorization, Pace::Fast).await.expect("loopback"));
    let (panel, notifications) = (Panel::start(&desktop).await, Notifications::start(&desktop).await);
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    let network = simulator.hand().networks().first().expect("a network").id;
    item.find(&[&network.to_string()]).await;
    simulator.hand().authorize(network, "8f2c1a9b3d".parse().expect("an address"));
    item.press_at(&["Copy my address"]).await;
    let told = notifications.titled("lab allows this device").await;
    assert_eq!(told.text, "10.147.20.7");
    assert!(desktop.windows(WINDOW).await.is_empty(), "nobody has asked for a window");
    notifications.press(&told, "default").await;
    desktop.window(WINDOW).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_person_just_did_is_no_news() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let (panel, notifications) = (Panel::start(&desktop).await, Notifications::start(&desktop).await);
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    home_again(&item).await;
    // Somebody else does the same to another network, and that is news.
    simulator.hand().leave_behind_the_back(id("b6079f73c697cc41"));
    item.press_at(&["home", "Disconnect"]).await;
    let told = notifications.titled("office dropped out").await;
    assert_eq!(notifications.told(), std::slice::from_ref(&told), "and nothing else is");
    notifications.press(&told, told.key("Connect").expect("a button")).await;
    soon("it is joined again", async || joined(&simulator, "b6079f73c697cc41")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_comes_before_the_notifications_number_is_heard() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let (panel, notifications) = (Panel::start(&desktop).await, Notifications::quick(&desktop, "Connect").await);
    let _app = hidden(&desktop, &simulator);
    let item = panel.item().await;
    home_again(&item).await;
    simulator.hand().leave_behind_the_back(id("b6079f73c697cc41"));
    item.press_at(&["home", "Disconnect"]).await;
    notifications.titled("office dropped out").await;
    soon("it is joined again", async || joined(&simulator, "b6079f73c697cc41")).await;
}

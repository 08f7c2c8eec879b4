//! The built app's tray beside hosts that nobody here wrote, and what becomes of it when their bus ends.

use std::path::{Path, PathBuf};

use simulator::{Joined, Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, Guarded, Keychain, app, soon},
    hosts::{self, Xfce},
    tray::{Entry, Item, Panel},
};
use zerotier_api::NetworkId;

const HOME: &str = "17d395d8cb43a800";

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

fn joined(simulator: &Simulator, network: &str) -> Option<Joined> {
    simulator.hand().networks().into_iter().find(|joined| joined.id == id(network))
}

fn hidden(desktop: &Desktop, simulator: &Simulator) -> Guarded {
    let mut command = desktop.command(app());
    command.arg("--hidden").arg("--service-home").arg(simulator.home()).arg("--data-dir").arg(desktop.data());
    Guarded(command.spawn().expect("the app starts"))
}

/// Where pictures go, if somebody wants them: `cargo xtask shots` does.
fn pictures() -> Option<PathBuf> {
    std::env::var_os("PERIGEE_PICTURES").map(PathBuf::from)
}

async fn settled(item: &Item) -> Vec<Entry> {
    item.find(&["home", "Allow this network to"]).await;
    item.entries().await
}

#[tokio::test(flavor = "multi_thread")]
async fn submenus_of_the_tray_are_not_empty() {
    for scenario in [Scenario::Healthy, Scenario::Crowded, Scenario::CentralLegacy] {
        let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(scenario).await);
        let _watcher = hosts::watcher(&desktop).await;
        let app = hidden(&desktop, &simulator);
        let item = Panel::item_of(&desktop, app.0.id()).await;
        item.find(&["Quit"]).await;
        soon("networks are in the menu", async || (item.entries().await.len() > 8).then_some(())).await;
        for _ in 0..3 {
            let walked = hosts::walked(&desktop, app.0.id()).await;
            assert!(walked.is_ok(), "{scenario}: {walked:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_submenu_opens_under_the_mouse_in_xfces_panel() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let panel = Xfce::start(&desktop);
    let app = hidden(&desktop, &simulator);
    let item = panel.item(app.0.id()).await;
    let entries = settled(&item).await;
    let names: Vec<String> = submenus(&entries);
    assert!(names.len() >= 3, "{names:?}");
    for button in ["1", "3"] {
        panel.open(&item, button, &[]).await;
    }
    picture(&panel, "tray-xfce").await;
    for name in &names {
        panel.open(&item, "1", &[name]).await;
        picture(&panel, &format!("tray-xfce-{name}")).await;
    }
    panel.open(&item, "1", &["home", "Allow this network to"]).await;
    picture(&panel, "tray-xfce-permissions").await;
}

/// The first word of each submenu's label.
fn submenus(entries: &[Entry]) -> Vec<String> {
    let first = |label: &str| {
        let plain = label.replace(['\u{2068}', '\u{2069}'], "");
        plain.trim_start_matches("✓ ").split(' ').next().unwrap_or_default().to_owned()
    };
    entries.iter().filter(|entry| !entry.below.is_empty()).map(|entry| first(&entry.label)).collect()
}

async fn picture(panel: &Xfce<'_>, name: &str) {
    if let Some(folder) = pictures() {
        panel.picture(&Path::new(&folder).join(format!("{name}.png"))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_mouse_presses_in_xfces_panel_happens() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let panel = Xfce::start(&desktop);
    let mut app = hidden(&desktop, &simulator);
    let item = panel.item(app.0.id()).await;
    settled(&item).await;
    panel.press(&item, &["home", "Copy 10.147.17.24"]).await;
    soon("the address is on the clipboard", async || {
        (hosts::clipboard(&desktop).await == "10.147.17.24").then_some(())
    })
    .await;
    panel.press(&item, &["home", "Allow this network to", "Set DNS servers"]).await;
    soon("DNS is allowed", async || joined(&simulator, HOME).filter(|joined| joined.allow_dns)).await;
    settled(&item).await;
    panel.press(&item, &["home", "Disconnect"]).await;
    soon("it is left", async || joined(&simulator, HOME).is_none().then_some(())).await;
    item.find(&["home", "Connect"]).await;
    panel.press(&item, &["home", "Connect"]).await;
    soon("it is joined", async || joined(&simulator, HOME)).await;
    item.find(&["Route internet traffic through home"]).await;
    panel.press(&item, &["Route internet traffic through home"]).await;
    let question = "Send all internet traffic";
    let shown = desktop.window(question).await;
    desktop.xdotool(&["windowactivate", "--sync", &shown.id, "key", "Tab", "key", "Return"]).await;
    soon("the default route is replaced", async || joined(&simulator, HOME).filter(|joined| joined.allow_default))
        .await;
    panel.press(&item, &["Quit"]).await;
    soon("it has ended", async || app.0.try_wait().ok().flatten()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn xfces_panel_is_taken_at_its_word_when_it_lets_a_device_in() {
    let desktop = Desktop::with(Keychain::Missing);
    let panel = Xfce::start(&desktop);
    let mut perigee = desktop.command(app());
    perigee.args(["--hidden", "--demo=central-legacy", "--data-dir"]).arg(desktop.data());
    let app = Guarded(perigee.spawn().expect("the app starts"));
    let item = panel.item(app.0.id()).await;
    let admits = |entry: &Entry| entry.below.iter().any(|below| below.label == ALLOW);
    let waiting = soon("this device waits somewhere", async || settled(&item).await.into_iter().find(admits)).await;
    let [name] = submenus(&[waiting]).try_into().expect("one");
    panel.press(&item, &[&name, ALLOW]).await;
    soon("it is in", async || (!item.entries().await.iter().any(admits)).then_some(())).await;
}

const ALLOW: &str = "Allow this device";

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_describes_itself_as_the_specification_does() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let _watcher = hosts::watcher(&desktop).await;
    let app = hidden(&desktop, &simulator);
    Panel::item_of(&desktop, app.0.id()).await;
    for (path, says) in [
        ("/", "node /StatusNotifierItem"),
        ("/StatusNotifierItem", "NewStatus(s status)"),
        ("/StatusNotifierItem/Menu", "LayoutUpdated(u revision,"),
    ] {
        let mut gdbus = tokio::process::Command::from(desktop.command("gdbus"));
        gdbus.args(["introspect", "--session", "--recurse", "--dest"]);
        gdbus.args([format!("org.kde.StatusNotifierItem-{}-1", app.0.id()), "--object-path".into(), path.into()]);
        let told = gdbus.stdout(std::process::Stdio::piped()).output().await.expect("GLib's tool");
        let said = String::from_utf8_lossy(&told.stdout);
        assert!(told.status.success() && said.contains(says), "{path}: {said}");
    }
}

#[tokio::test]
async fn the_end_of_the_session_is_no_crash() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let _watcher = hosts::watcher(&desktop).await;
    let mut app = hidden(&desktop, &simulator);
    Panel::item_of(&desktop, app.0.id()).await;
    desktop.end_bus().await;
    let ended = soon("it has ended, too", async || app.0.try_wait().ok().flatten()).await;
    let logs = std::fs::read_dir(desktop.data().join("logs")).expect("a folder of logs");
    let log: String = logs.map(|log| std::fs::read_to_string(log.expect("a log").path()).expect("a text")).collect();
    assert!(ended.success() && !log.is_empty() && !log.contains("panic"), "{ended}: {log}");
}

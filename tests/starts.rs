//! The built app, started a second time: a second start does what it was started for, or says why it can't.

use std::{
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

use simulator::{Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, Guarded, app, soon},
    notifications::Notifications,
    tray::Panel,
    window::Window,
};

/// The window's title.
const WINDOW: &str = "Perigee";

async fn service() -> Simulator {
    Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback")
}

fn start(desktop: &Desktop, data: &Path, arguments: &[&str]) -> Guarded {
    let mut command = desktop.command(app());
    command.arg("--data-dir").arg(data).args(arguments).stderr(Stdio::piped());
    Guarded(command.spawn().expect("the app starts"))
}

fn hidden(desktop: &Desktop, simulator: &Simulator, link: &str) -> Guarded {
    let home = simulator.home().display().to_string();
    start(desktop, &desktop.data(), &["--hidden", "--service-home", &home, link])
}

fn is_joined(simulator: &Simulator, network: &str) -> bool {
    simulator.hand().networks().iter().any(|joined| joined.id.to_string() == network)
}

/// How a start ended, and what it said.
async fn ended(mut start: Guarded) -> (ExitStatus, String) {
    let status = soon("it ends", async || start.0.try_wait().ok().flatten()).await;
    let mut said = String::new();
    std::io::Read::read_to_string(&mut start.0.stderr.take().expect("it was asked for"), &mut said).expect("text");
    (status, said)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_starts_the_app_twice_opens_no_window() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let (panel, home) = (Panel::start(&desktop).await, simulator.home().display().to_string());
    let _first = start(&desktop, &desktop.data(), &["--hidden", "--service-home", &home]);
    let item = panel.item().await;
    let (status, said) = ended(start(&desktop, &desktop.data(), &["--hidden"])).await;
    assert!(status.success(), "{said}");
    // What is asked for later is done later: had the second start opened one, it would be there before this is done.
    item.press_at(&["home", "Disconnect"]).await;
    item.find(&["home", "Connect"]).await;
    assert!(desktop.windows(WINDOW).await.is_empty());
    let (status, _) = ended(start(&desktop, &desktop.data(), &[])).await;
    assert!(status.success());
    desktop.window(WINDOW).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_before_the_panel_opens_no_window_and_the_panel_gets_the_icon() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let home = simulator.home().display().to_string();
    let first = start(&desktop, &desktop.data(), &["--hidden", "--service-home", &home]);
    soon("it runs", async || desktop.running_app().await).await;
    // Somebody's who prefers no window, started by hand and later: it waits ten seconds for a panel.
    let other = desktop.folder().join("other");
    std::fs::create_dir(&other).expect("a folder");
    std::fs::write(other.join("preferences.json"), r#"{"startHidden": true}"#).expect("a file");
    let by_hand = start(&desktop, &other, &["--demo"]);
    desktop.window(WINDOW).await;
    assert_eq!(desktop.windows(WINDOW).await.len(), 1, "only that of the one that was started by hand");
    drop(by_hand);
    let panel = Panel::start(&desktop).await;
    panel.item().await.find(&["home"]).await;
    soon("no window is left", async || desktop.windows(WINDOW).await.is_empty().then_some(())).await;
    drop(first);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_the_demo_or_another_service_is_not_left_to_believe_it_is_shown() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let (_panel, home) = (Panel::start(&desktop).await, simulator.home().display().to_string());
    let notifications = Notifications::start(&desktop).await;
    let _first = start(&desktop, &desktop.data(), &["--hidden", "--service-home", &home]);
    soon("it runs", async || desktop.running_app().await).await;
    for (asked, told) in [(vec!["--demo"], "--data-dir"), (vec!["--service-home", "/nowhere"], "/nowhere")] {
        let (status, said) = ended(start(&desktop, &desktop.data(), &asked)).await;
        assert!(!status.success(), "{asked:?}");
        assert!(said.contains("already running") && said.contains(told), "{said}");
        assert!(!said.contains(['\u{2068}', '\u{2069}']), "{said:?}");
        notifications.titled("Perigee is already running").await;
    }
    assert!(desktop.windows(WINDOW).await.is_empty());
    let (status, said) = ended(start(&desktop, &desktop.data(), &["--service-home", &home])).await;
    assert!(status.success(), "the same service: {said}");
    desktop.window(WINDOW).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_folder_is_another_app_and_the_same_by_a_link_is_not() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let (_panel, home) = (Panel::start(&desktop).await, simulator.home().display().to_string());
    let _first = start(&desktop, &desktop.data(), &["--hidden", "--service-home", &home]);
    soon("it runs", async || desktop.running_app().await).await;
    let mut other = start(&desktop, &desktop.folder().join("other"), &["--demo"]);
    desktop.window(WINDOW).await;
    assert!(other.0.try_wait().expect("it is ours").is_none(), "it runs beside the first");
    drop(other);
    soon("its window is gone", async || desktop.windows(WINDOW).await.is_empty().then_some(())).await;
    let link = desktop.folder().join("link");
    std::os::unix::fs::symlink(desktop.data(), &link).expect("a link");
    let (status, said) = ended(start(&desktop, &link, &[])).await;
    assert!(status.success(), "{said}");
    desktop.window(WINDOW).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_that_does_not_answer_is_told_by_the_second() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let (panel, home) = (Panel::start(&desktop).await, simulator.home().display().to_string());
    let notifications = Notifications::start(&desktop).await;
    let first = start(&desktop, &desktop.data(), &["--hidden", "--service-home", &home]);
    panel.item().await;
    let pid = first.0.id().to_string();
    assert!(Command::new("kill").args(["-STOP", &pid]).status().is_ok_and(|status| status.success()));
    let (status, said) = ended(start(&desktop, &desktop.data(), &[])).await;
    assert!(Command::new("kill").args(["-CONT", &pid]).status().is_ok_and(|status| status.success()));
    assert!(!status.success());
    assert!(said.contains("does not answer") && said.contains(&pid), "{said}");
    notifications.titled("Perigee does not answer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_opened_at_once_are_one_window_and_no_answer() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let _panel = Panel::start(&desktop).await;
    // Whichever comes first: one app, one window, while it is still starting.
    let mut starts = [(); 3].map(|()| hidden(&desktop, &simulator, "perigee://join/c07e51a98fd2643b"));
    desktop.window(WINDOW).await;
    soon("the others have ended", async || {
        let ended = starts.iter_mut().filter_map(|start| start.0.try_wait().ok().flatten());
        let ended: Vec<_> = ended.collect();
        assert!(ended.iter().all(std::process::ExitStatus::success));
        (ended.len() == 2).then_some(())
    })
    .await;
    soon("there is one window", async || (desktop.windows(WINDOW).await.len() == 1).then_some(())).await;
    assert!(!is_joined(&simulator, "c07e51a98fd2643b"), "nothing is joined without a press");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_hands_its_link_to_the_first_and_ends() {
    let (desktop, simulator) = (Desktop::start(), service().await);
    let _panel = Panel::start(&desktop).await;
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    for (link, shown) in [
        ("perigee://join/c07e51a98fd2643b", "Controller c07e51a98f. Approval may be needed."),
        ("perigee://format/disk", "This link names no network"),
    ] {
        let mut second = hidden(&desktop, &simulator, link);
        let ended = soon("the second start ends", async || second.0.try_wait().ok().flatten()).await;
        assert!(ended.success());
        window.shows(shown).await;
        window.keys(thirtyfour::Key::Escape + "").await;
    }
    assert!(!is_joined(&simulator, "c07e51a98fd2643b"), "nothing is joined without a press");
    window.quit().await;
}

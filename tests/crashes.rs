//! The built app when the process that draws its page ends by itself.

use std::process::Command;

use simulator::{Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, Guarded, app, soon},
    notifications::Notifications,
    process_tree::descendants,
    tray::Panel,
};

/// The window's title.
const WINDOW: &str = "Perigee";

/// The process that draws the page of this app, unless it is this one.
async fn page(app: u32, not: Option<u32>) -> u32 {
    soon("a page", async || {
        let all = descendants(app).ok()?;
        all.into_iter()
            .find(|pid| Some(*pid) != not && name(*pid).is_some_and(|name| name.starts_with("WebKitWebProces")))
    })
    .await
}

fn name(pid: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{pid}/comm")).ok()
}

/// How many pages have asked for the view, as the log says.
fn pages(desktop: &Desktop) -> usize {
    let logs = std::fs::read_dir(desktop.data().join("logs")).into_iter().flatten().flatten();
    let texts = logs.filter_map(|log| std::fs::read_to_string(log.path()).ok());
    texts.map(|text| text.matches("the page is here").count()).sum()
}

fn kill(pid: u32) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().is_ok_and(|status| status.success()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_killed_leaves_no_white_window() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let (panel, notifications) = (Panel::start(&desktop).await, Notifications::start(&desktop).await);
    let mut command = desktop.command(app());
    command.arg("--hidden").arg("--data-dir").arg(desktop.data()).arg("--service-home").arg(simulator.home());
    let app = Guarded(command.spawn().expect("the app starts"));
    let item = panel.item().await;
    item.press_at(&["Open"]).await;
    let page_is_there = async |count: usize| {
        soon(&format!("page {count} is there"), async || (pages(&desktop) == count).then_some(())).await;
    };
    page_is_there(1).await;
    let shown = desktop.window(WINDOW).await;
    let first = page(app.0.id(), None).await;
    kill(first);
    page_is_there(2).await;
    assert_eq!(desktop.window(WINDOW).await.id, shown.id, "it is the same window");
    kill(page(app.0.id(), Some(first)).await);
    notifications.titled("The window stopped twice").await;
    soon("no window", async || desktop.windows(WINDOW).await.is_empty().then_some(())).await;
    item.press_at(&["Open"]).await;
    page_is_there(3).await;
    desktop.window(WINDOW).await;
}

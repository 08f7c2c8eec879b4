//! The built app beside a real keychain, as people have it: none in it yet, a thing in it twice, locked.

use std::time::{Duration, Instant};

use simulator::{Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, Guarded, Keychain, app, soon},
    keyrings::Keyring,
    tray::Panel,
    window::Window,
};

/// A service whose token this person can't read, and a way to ask for it that tells when it was taken.
struct Guard {
    simulator: Simulator,
    home: std::path::PathBuf,
}

impl Guard {
    async fn on(desktop: &Desktop) -> Self {
        let simulator = Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback");
        let home = desktop.folder().join("service");
        std::fs::create_dir_all(home.join("authtoken.secret")).expect("a folder where a file should be");
        std::fs::write(home.join("zerotier-one.port"), simulator.port().to_string()).expect("a file");
        desktop.install("pkexec", &format!("touch {}/asked; printf %s {}", home.display(), simulator.token()));
        Self { simulator, home }
    }

    fn was_asked(&self) -> bool {
        self.home.join("asked").exists()
    }

    fn entry(&self) -> String {
        format!("service-token {}", self.home.display())
    }

    fn hidden(&self, desktop: &Desktop) -> Guarded {
        let mut command = desktop.command(app());
        command.arg("--hidden").arg("--data-dir").arg(desktop.data()).arg("--service-home").arg(&self.home);
        Guarded(command.spawn().expect("the app starts"))
    }
}

/// Types into the question for a password, once it has the keyboard.
async fn answer(desktop: &Desktop, keys: &[&str]) {
    let asked = async || desktop.xdotool(&["search", "--onlyvisible", "--class", "gcr-prompter"]).await;
    let shown = soon("a password is asked for", async || Some(asked().await).filter(|shown| !shown.is_empty())).await;
    soon("it has the keyboard", async || {
        let focused = desktop.xdotool(&["getwindowfocus"]).await;
        shown.lines().any(|id| id == focused.trim()).then_some(())
    })
    .await;
    for key in keys {
        let typed = if matches!(*key, "Tab" | "Return") { ["key", *key] } else { ["type", *key] };
        desktop.xdotool(&typed).await;
    }
    soon("the question is gone", async || asked().await.is_empty().then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desktop_without_a_keyring_is_offered_one_and_the_key_is_kept() {
    let desktop = Desktop::with(Keychain::Empty);
    let (guard, ring) = (Guard::on(&desktop).await, Keyring::of(&desktop).await);
    assert_eq!(ring.alias("default").await, None);
    let window = Window::beside(&desktop, &guard.home).await;
    window.press_button("Allow access").await;
    answer(&desktop, &["a password", "Tab", "a password", "Return"]).await;
    window.shows("10.147.17.24").await;
    soon("it is kept", async || (ring.secrets(&guard.entry()).await == [guard.simulator.token()]).then_some(())).await;
    window.no_longer_shows("The keychain").await;
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_lies_in_two_keyrings_asks_for_no_password_and_then_lies_in_one() {
    let desktop = Desktop::start();
    let (guard, ring, panel) = (Guard::on(&desktop).await, Keyring::of(&desktop).await, Panel::start(&desktop).await);
    let [login, session] =
        [ring.alias("default").await, ring.alias("session").await].map(|path| path.expect("a keyring"));
    ring.put(&login, &guard.entry(), "an old one").await;
    // Keyrings count seconds.
    let then = Instant::now();
    soon("the next second", async || (then.elapsed() > Duration::from_secs(1)).then_some(())).await;
    ring.put(&session, &guard.entry(), &guard.simulator.token()).await;
    let _app = guard.hidden(&desktop);
    panel.item().await.find(&["home", "Disconnect"]).await;
    assert!(!guard.was_asked());
    let items = ring.items(&guard.entry()).await;
    assert!(items.len() == 1 && items[0].starts_with(login.as_str()), "{items:?}");
    assert_eq!(ring.secrets(&guard.entry()).await, [guard.simulator.token()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_with_a_locked_keyring_asks_for_no_password_before_somebody_comes() {
    let desktop = Desktop::start();
    let (guard, ring, panel) = (Guard::on(&desktop).await, Keyring::of(&desktop).await, Panel::start(&desktop).await);
    let login = ring.alias("default").await.expect("a keyring");
    ring.put(&login, &guard.entry(), &guard.simulator.token()).await;
    ring.lock(&login).await;
    let _app = guard.hidden(&desktop);
    let item = panel.item().await;
    item.find(&["Allow access"]).await;
    assert!(!ring.asks().await, "nobody is there");
    item.press_at(&["Open"]).await;
    answer(&desktop, &["a password", "Return"]).await;
    item.find(&["home", "Disconnect"]).await;
    assert!(!guard.was_asked());
}

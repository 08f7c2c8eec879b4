//! The built app through its real window: a person who sets ZeroTier up, uses it and gets out of trouble.

mod window_focus;
mod window_presses;

use simulator::{Hand, Joined, Pace, Scenario, Simulator};
use thirtyfour::Key;
use whole_system::{
    desktop::{Desktop, Keychain, soon},
    window::Window,
};
use zerotier_api::NetworkId;

const HOME: &str = "17d395d8cb43a800";
/// The controller of this network lets everybody in.
const STUDIO: &str = "9c41e07f2d18b350";

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

/// The row of a network, or something in it.
fn row(network: &str, within: &str) -> String {
    format!("li[data-network='{network}'] {within}")
}

fn joined(hand: &Hand, network: &str) -> Option<Joined> {
    hand.networks().into_iter().find(|joined| joined.id == id(network))
}

#[tokio::test]
async fn a_person_without_networks_joins_the_first_one_by_a_pasted_link() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    for network in simulator.hand().networks() {
        simulator.hand().leave_behind_the_back(network.id);
    }
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("Join a network").await;
    window.write("form input", &format!("https://joinzt.com/addnetwork?nwid={STUDIO}&v=1")).await;
    window.shows("Controller 9c41e07f2d. Approval may be needed.").await;
    window.press_button("Join").await;
    window.shows("Connected").await;
    window.shows("10.243.9.12").await;
    assert!(joined(&simulator.hand(), STUDIO).is_some(), "the service was told");
    window.quit().await;
}

#[tokio::test]
async fn a_network_that_does_not_exist_is_said_and_its_id_can_be_put_right() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Join").await;
    window.write("dialog input", "17d3 95d8 cb00 0bad").await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("There is no network 17d395d8cb000bad").await;
    // Edit: the id is in the field again.
    window.press_button("Edit").await;
    window.no_longer_shows("There is no network").await;
    let field = window.web.execute("return document.querySelector('dialog input').value", vec![]).await;
    assert_eq!(field.and_then(|value| value.convert::<String>()).expect("the field"), "17d395d8cb000bad");
    window.quit().await;
}

#[tokio::test]
async fn a_join_that_the_service_refuses_loses_nothing() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::FirstRun).await);
    simulator.hand().set_adapters(false);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.write("form input", STUDIO).await;
    window.press_button("Join").await;
    window.shows("The network adapter couldn’t be created").await;
    window.quit().await;
}

#[tokio::test]
async fn each_permission_reaches_the_service() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(&row(HOME, ".name")).await;
    let hand = simulator.hand();
    let told = async |what: &str, is_so: fn(&Joined) -> bool| {
        soon(what, async || joined(&hand, HOME).filter(is_so).map(drop)).await;
    };
    let switch = |label: &str| format!(".inspector [role=switch][aria-label='{label}']");
    window.press(&switch("Set DNS servers")).await;
    told("DNS is allowed", |joined| joined.allow_dns).await;
    window.press(&switch("Reach public addresses")).await;
    told("public addresses are allowed", |joined| joined.allow_global).await;
    window.press(&switch("Replace the default route")).await;
    window.shows("Send all internet traffic through “home”?").await;
    assert!(joined(&hand, HOME).is_some_and(|joined| !joined.allow_default), "it asks first");
    window.press("dialog .primary").await;
    told("the default route is replaced", |joined| joined.allow_default).await;
    window.press(&switch("Manage addresses and routes")).await;
    told("addresses are off", |joined| !joined.allow_managed).await;
    window.press(&switch("Manage addresses and routes")).await;
    told("addresses are on, and none was lost", |joined| joined.allow_managed && !joined.addresses_lost).await;
    window.quit().await;
}

#[tokio::test]
async fn a_network_is_left_and_comes_back_with_its_permissions() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(&row(HOME, ".name")).await;
    window.press(".inspector [role=switch][aria-label='Set DNS servers']").await;
    soon("DNS is allowed", async || joined(&simulator.hand(), HOME).filter(|joined| joined.allow_dns)).await;
    window.press(&row(HOME, "[role=switch]")).await;
    soon("it is left", async || joined(&simulator.hand(), HOME).is_none().then_some(())).await;
    window.has(&row(HOME, "[role=switch]"), "aria-label", "\u{2068}home\u{2069}, \u{2068}Off\u{2069}").await;
    window.press(&row(HOME, "[role=switch]")).await;
    let back = soon("it is back", async || joined(&simulator.hand(), HOME)).await;
    assert!(back.allow_dns, "with its permissions");
    window.shows("10.147.17.24").await;
    window.quit().await;
}

#[tokio::test]
async fn forgetting_can_be_undone() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(&row(HOME, ".name")).await;
    window.press(".inspector [aria-haspopup=menu]").await;
    window.press_button("Forget").await;
    soon("it is left", async || joined(&simulator.hand(), HOME).is_none().then_some(())).await;
    window.press(".toast button").await;
    soon("it is back", async || joined(&simulator.hand(), HOME)).await;
    window.shows("10.147.17.24").await;
    window.quit().await;
}

#[tokio::test]
async fn a_new_key_after_a_reinstall_is_read_without_a_press() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    simulator.hand().renew_token();
    let told = simulator.hand().requests().len();
    soon("it goes on asking", async || (simulator.hand().requests().len() > told + 4).then_some(())).await;
    window.shows("Online").await;
    window.no_longer_shows("The saved key no longer fits").await;
    window.quit().await;
}

#[tokio::test]
async fn a_stale_key_is_renewed_by_one_press() {
    let desktop = Desktop::start();
    let window = Window::demo(&desktop, "stale-token").await;
    window.shows("The saved key no longer fits").await;
    window.press_button("Read the new key").await;
    window.shows("10.147.17.24").await;
    window.quit().await;
}

#[tokio::test]
async fn access_is_given_by_one_press() {
    let desktop = Desktop::start();
    let window = Window::demo(&desktop, "no-access").await;
    window.shows("Access to the ZeroTier service is needed").await;
    window.press_button("Allow access").await;
    window.shows("10.147.17.24").await;
    window.quit().await;
}

/// A service whose token this person can't read, and a `pkexec` that keeps count and answers like this.
fn locked_home(desktop: &Desktop, simulator: &Simulator, answer: &str) -> std::path::PathBuf {
    let home = desktop.folder().join("service");
    std::fs::create_dir_all(home.join("authtoken.secret")).expect("a folder where a file should be");
    std::fs::write(home.join("zerotier-one.port"), simulator.port().to_string()).expect("a file");
    desktop.install("pkexec", &format!("echo asked >> {}/asked\n{answer}", desktop.folder().display()));
    home
}

fn times_asked(desktop: &Desktop) -> usize {
    std::fs::read_to_string(desktop.folder().join("asked")).unwrap_or_default().lines().count()
}

#[tokio::test]
async fn what_an_administrator_gave_once_is_kept_in_the_keychain() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let home = locked_home(&desktop, &simulator, &format!("printf %s {}", simulator.token()));
    let window = Window::beside(&desktop, &home).await;
    window.shows("Access to the ZeroTier service is needed").await;
    assert_eq!(times_asked(&desktop), 0, "nobody is asked without a press");
    window.press_button("Allow access").await;
    window.shows("10.147.17.24").await;
    window.press_button("Settings").await;
    window.press_button("Access").await;
    window.shows("The key is kept in the system keychain.").await;
    window.quit().await;
    let window = Window::beside(&desktop, &home).await;
    window.shows("10.147.17.24").await;
    assert_eq!(times_asked(&desktop), 1, "the keychain had it");
    window.press_button("Settings").await;
    window.press_button("Access").await;
    window.press_button("Forget").await;
    window.shows("Access to the ZeroTier service is needed").await;
    window.quit().await;
}

#[tokio::test]
async fn without_a_password_prompt_the_key_is_pasted() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let home = locked_home(&desktop, &simulator, "echo 'No authentication agent found.' >&2; exit 127");
    let window = Window::beside(&desktop, &home).await;
    window.press_button("Allow access").await;
    window.shows("This desktop can’t ask for a password").await;
    window.shows(&format!("sudo cat {}", home.join("authtoken.secret").display())).await;
    window.write(".paste-key input", "not-the-key").await;
    window.press_button("Use this key").await;
    window.shows("The service has another key.").await;
    let field = "const f = document.querySelector('.paste-key input'); const text = f.value; f.select(); return text";
    let typed = window.web.execute(field, vec![]).await.and_then(|value| value.convert::<String>());
    assert_eq!(typed.expect("the field"), "not-the-key", "what was typed is still there");
    window.write(".paste-key input", &simulator.token()).await;
    window.press_button("Use this key").await;
    window.shows("10.147.17.24").await;
    let page = window.web.source().await.expect("the page's source");
    assert!(!page.contains(&simulator.token()), "the key is nowhere in the page");
    window.quit().await;
    let window = Window::beside(&desktop, &home).await;
    window.shows("10.147.17.24").await;
    assert_eq!(times_asked(&desktop), 1, "the keychain had it");
    window.quit().await;
}

#[tokio::test]
async fn a_system_without_certificates_can_talk_to_its_own_service() {
    let (mut desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    for variable in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
        let nothing = desktop.folder().join("no-such-place").display().to_string();
        desktop.set(variable, &nothing);
    }
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    window.quit().await;
}

#[tokio::test]
async fn where_nothing_can_be_written_there_is_a_window_and_a_word() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    std::fs::write(desktop.data(), "a file where a folder should be").expect("a file");
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    window.shows("couldn’t be").await;
    window.quit().await;
}

#[tokio::test]
async fn without_a_keychain_access_holds_until_the_app_closes_and_that_is_said() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let home = locked_home(&desktop, &simulator, &format!("printf %s {}", simulator.token()));
    let window = Window::beside(&desktop, &home).await;
    window.press_button("Allow access").await;
    window.shows("10.147.17.24").await;
    window.press_button("Settings").await;
    window.press_button("Access").await;
    window.shows("The key is held until the app closes.").await;
    window.quit().await;
}

#[tokio::test]
async fn a_no_of_the_administrator_is_no_trouble_and_not_asked_about_again() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let home = locked_home(&desktop, &simulator, "exit 126");
    let window = Window::beside(&desktop, &home).await;
    window.press_button("Allow access").await;
    window.shows("Access was not given").await;
    let told = simulator.hand().requests().len();
    soon("it goes on looking", async || (simulator.hand().requests().len() > told + 1).then_some(())).await;
    assert_eq!(times_asked(&desktop), 1);
    window.press_button("Allow access").await;
    soon("it asks again on a press", async || (times_asked(&desktop) == 2).then_some(())).await;
    window.quit().await;
}

#[tokio::test]
async fn a_service_that_stops_and_comes_back_is_seen_both_times() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    simulator.hand().stop().await;
    window.shows("The ZeroTier service is stopped").await;
    window.shows("10.147.17.24").await;
    simulator.hand().start().await;
    window.no_longer_shows("The ZeroTier service is stopped").await;
    window.quit().await;
}

#[tokio::test]
async fn waiting_for_approval_ends_when_an_administrator_allows_it() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::AwaitingAuthorization).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("Waiting for approval on").await;
    let network = simulator.hand().networks().first().expect("a network").id;
    simulator.hand().authorize(network, "8f2c1a9b3d".parse().expect("an address"));
    window.shows("10.147.20.7").await;
    window.no_longer_shows("Waiting for approval on").await;
    window.quit().await;
}

#[tokio::test]
async fn looking_around_and_back_touches_nothing_of_ones_own() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Stopped).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("The ZeroTier service is stopped").await;
    window.press_button("Look around first").await;
    window.shows("Demo: nothing is real").await;
    window.shows("10.147.17.24").await;
    window.press_button("Leave demo").await;
    window.shows("The ZeroTier service is stopped").await;
    let kept = std::fs::read_to_string(desktop.data().join("settings.json")).unwrap_or_default();
    assert!(!kept.contains(HOME), "the demo left something: {kept}");
    window.quit().await;
}

#[tokio::test]
async fn what_was_chosen_is_there_after_a_restart() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(&row(HOME, ".name")).await;
    window.press(".inspector [aria-haspopup=menu]").await;
    window.press_button("Rename…").await;
    window.write("dialog input", "house").await;
    window.press_button("Rename").await;
    window.shows("house").await;
    window.press_button("Settings").await;
    window.press("[aria-label='Appearance'] button:nth-child(3)").await;
    window.has("html", "data-theme", "dark").await;
    soon("it is kept", async || {
        let read = |name: &str| std::fs::read_to_string(desktop.data().join(name)).ok();
        let (settings, preferences) = (read("settings.json")?, read("preferences.json")?);
        (settings.contains("house") && preferences.contains("\"dark\"")).then_some(())
    })
    .await;
    window.quit().await;
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("house").await;
    window.has("html", "data-theme", "dark").await;
    window.quit().await;
}

#[tokio::test]
async fn preferences_of_an_earlier_version_are_taken_over_once() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    std::fs::create_dir_all(desktop.data()).expect("a folder");
    let (settings, preferences) = (desktop.data().join("settings.json"), desktop.data().join("preferences.json"));
    std::fs::write(&settings, r#"{ "version": 1, "appearance": "dark", "startHidden": false }"#).expect("a file");
    let window = Window::beside(&desktop, simulator.home()).await;
    window.has("html", "data-theme", "dark").await;
    let read = |file: &std::path::Path| std::fs::read_to_string(file).unwrap_or_default();
    soon("they have moved", async || {
        (read(&preferences).contains("\"dark\"") && !read(&settings).contains("appearance")).then_some(())
    })
    .await;
    window.quit().await;
    // Half of it is there, as after a power cut: the networks that are remembered don't suffer.
    std::fs::write(&preferences, "{ \"appearance\": ").expect("a file");
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("The settings couldn’t be read").await;
    window.shows("10.147.17.24").await;
    assert!(read(&settings).contains(HOME), "remembered networks are in their own file");
    window.quit().await;
}

#[tokio::test]
async fn damaged_settings_are_put_aside_and_said() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    std::fs::create_dir_all(desktop.data()).expect("a folder");
    std::fs::write(desktop.data().join("settings.json"), "{ \"appearance\": ").expect("a file");
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("The settings couldn’t be read").await;
    window.shows("10.147.17.24").await;
    window.quit().await;
}

#[tokio::test]
async fn the_whole_way_can_be_gone_with_the_keyboard() {
    let (desktop, simulator) = (Desktop::start(), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    let control = |key: &str| Key::Control + key;
    window.keys(control("k")).await;
    window.write("dialog input", "disconnect home").await;
    window.shows("Disconnect home").await;
    window.keys(Key::Enter + "").await;
    soon("it is left", async || joined(&simulator.hand(), HOME).is_none().then_some(())).await;
    window.keys(control("n")).await;
    window.write("dialog input", HOME).await;
    window.shows("Approval may be needed").await;
    window.keys(Key::Enter + "").await;
    soon("it is joined", async || joined(&simulator.hand(), HOME)).await;
    window.quit().await;
}

//! Programs in the place of the service, of another service, and of the panel: none of them is told a key that was not
//! found for it, and none lets anybody into a network. The first are programs of perl's, which write down every line they
//! are sent.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::PathBuf,
    process::Stdio,
    sync::{Arc, Mutex},
    thread,
};

use simulator::{Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, Guarded, app, soon},
    tray::{Entry, Panel},
    window::Window,
};

/// Answers like a service that is well when asked for its health, and to all else with what it was sent.
const LISTEN: &str = r#"
    $| = 1;
    my $door = IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 5) or die "no door";
    print $door->sockport, "\n";
    while (my $guest = $door->accept) {
        my ($said, $status) = ("", "500 Internal Server Error");
        while (my $line = <$guest>) { $said .= $line; print $line; last if $line =~ /^\r?\n$/ }
        if ($said =~ m{^GET /health }) { ($said, $status) = ('{"online":true,"version":"1.14.2"}', "200 OK") }
        print $guest "HTTP/1.1 $status\r\nContent-Type: application/json\r\nConnection: close\r\n",
            "Content-Length: ", length($said), "\r\n\r\n$said";
        close $guest;
    }
"#;

/// The key no stranger may be told.
const CANARY: &str = "CANARYthatstaysathome0123";

struct Listener {
    _program: Guarded,
    port: u16,
    told: Arc<Mutex<String>>,
}

impl Listener {
    /// One that runs as this user; none is whoever runs this test.
    fn start(desktop: &Desktop, user: Option<u32>) -> Self {
        let mut perl = desktop.command("perl");
        perl.args(["-MIO::Socket::INET", "-e", LISTEN]).stdout(Stdio::piped());
        if let Some(user) = user {
            perl.uid(user).gid(user).current_dir("/");
        }
        let mut program = perl.spawn().expect("perl is installed");
        let mut said = BufReader::new(program.stdout.take().expect("it was asked for"));
        let mut port = String::new();
        said.read_line(&mut port).expect("it says where it listens");
        let told = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&told);
        thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let mut heard = heard.lock().expect("nobody panics while holding it");
                heard.push_str(&line);
                heard.push('\n');
            }
        });
        Self { _program: Guarded(program), port: port.trim().parse().expect("a port"), told }
    }

    fn told(&self) -> String {
        self.told.lock().expect("nobody panics while holding it").clone()
    }

    /// Waits until so many requests came like this.
    async fn hears(&self, request: &str, times: usize) {
        soon(request, async || (self.told().matches(request).count() >= times).then_some(())).await;
    }
}

/// A service's folder that names this port.
fn home(desktop: &Desktop, port: u16, key: Option<&str>) -> PathBuf {
    let home = desktop.folder().join("service");
    fs::create_dir_all(&home).expect("a folder");
    fs::write(home.join("zerotier-one.port"), port.to_string()).expect("a file");
    match key {
        Some(key) => fs::write(home.join("authtoken.secret"), key).expect("a file"),
        None => fs::create_dir(home.join("authtoken.secret")).expect("a folder where a file should be"),
    }
    home
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_another_user_on_the_services_port_is_told_no_key() {
    // The second is whom people look like that can't be known; here they can.
    for user in [65_533, 65_534] {
        let desktop = Desktop::start();
        if fs::metadata(desktop.folder()).expect("a folder").uid() != 0 {
            println!("only an administrator can start a program as somebody else: not tried");
            return;
        }
        let stranger = Listener::start(&desktop, Some(user));
        let home = home(&desktop, stranger.port, Some(CANARY));
        let window = Window::beside(&desktop, &home).await;
        window.shows("Another program answers on ZeroTier’s port").await;
        window.press_button("Try again").await;
        stranger.hears("GET /health", 2).await;
        window.quit().await;
        let told = stranger.told();
        assert!(!told.contains(CANARY) && !told.to_lowercase().contains("x-zt1-auth"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_two_people_look_the_same_neither_is_taken_for_the_service() {
    let desktop = Desktop::start();
    if fs::metadata(desktop.folder()).expect("a folder").uid() != 0 {
        println!("only an administrator can start a program as somebody else: not tried");
        return;
    }
    let stranger = Listener::start(&desktop, Some(65_533));
    let home = home(&desktop, stranger.port, Some(CANARY));
    chown(&home, Some(65_532), None).expect("an administrator gives files away");
    chown(home.join("authtoken.secret"), Some(0), None).expect("an administrator gives files away");
    // In a namespace that knows nobody but its administrator.
    desktop.install("WebKitWebDriver", "exec unshare --user --map-root-user /usr/bin/WebKitWebDriver \"$@\"");
    let window = Window::beside(&desktop, &home).await;
    window.shows("Nobody can see who answers on ZeroTier’s port").await;
    window.quit().await;
    let told = stranger.told();
    assert!(!told.contains(CANARY) && !told.to_lowercase().contains("x-zt1-auth"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_copy_of_the_key_goes_to_no_service_in_another_folder() {
    for by_environment in [false, true] {
        let mut desktop = Desktop::start();
        fs::write(desktop.folder().join(".zeroTierOneAuthToken"), CANARY).expect("a file");
        let other = Listener::start(&desktop, None);
        let home = home(&desktop, other.port, None);
        let window = if by_environment {
            desktop.set("ZEROTIER_HOME", &home.display().to_string());
            Window::start(&desktop, &[]).await
        } else {
            Window::beside(&desktop, &home).await
        };
        window.shows("Access to the ZeroTier service is needed").await;
        other.hears("GET /health", 2).await;
        window.quit().await;
        assert!(!other.told().contains(CANARY), "{}", other.told());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_repeats_the_key_is_shown_and_written_nowhere() {
    let desktop = Desktop::start();
    let echo = Listener::start(&desktop, None);
    let home = home(&desktop, echo.port, Some(CANARY));
    let window = Window::beside(&desktop, &home).await;
    window.shows("The service gave an unexpected answer").await;
    assert!(echo.told().contains(CANARY), "it is this service's own");
    window.press_button("Details").await;
    window.shows("500").await;
    let page = window.web.source().await.expect("the page's source");
    assert!(!page.contains(CANARY), "in the details");
    window.quit().await;
    fs::remove_dir_all(&home).expect("its own folder is not the app's");
    let grep = desktop.command("grep").args(["-rl", CANARY]).arg(desktop.folder()).stdout(Stdio::piped()).output();
    let found = grep.expect("grep is installed").stdout;
    assert!(found.is_empty(), "{}", String::from_utf8_lossy(&found));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accounts_token_goes_to_no_address_that_somebody_wrote_into_the_settings() {
    let desktop = Desktop::start();
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback");
    let other = Listener::start(&desktop, None);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Administer").await;
    window.press_button("Connect account").await;
    window.write("dialog input[type=password]", &simulator.legacy_token()).await;
    window.write("dialog fieldset > label input", &format!("{}/api/v1", simulator.central_url())).await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("2 waiting").await;
    window.quit().await;

    let settings = desktop.data().join("settings.json");
    let text = fs::read_to_string(&settings).expect("the settings");
    let changed = text.replace(&simulator.central_url(), &format!("http://127.0.0.1:{}", other.port));
    assert_ne!(changed, text, "the address is in them");
    fs::write(&settings, changed).expect("a file");
    let before = simulator.hand().central().requests().len();
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Administer").await;
    window.shows("has changed").await;
    window.press_button("Enter a new token").await;
    window.soon_there("dialog input[type=password]").await;
    window.quit().await;
    assert_eq!(other.told(), "", "nothing at all was asked there");
    assert_eq!(simulator.hand().central().requests().len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accounts_token_goes_to_no_stranger_where_a_tunnel_should_be() {
    let desktop = Desktop::start();
    if fs::metadata(desktop.folder()).expect("a folder").uid() != 0 {
        println!("only an administrator can start a program as somebody else: not tried");
        return;
    }
    let simulator = Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback");
    let stranger = Listener::start(&desktop, Some(65_533));
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Administer").await;
    window.press_button("Connect account").await;
    window.write("dialog input[type=password]", CANARY).await;
    window.write("dialog fieldset > label input", &format!("http://127.0.0.1:{}", stranger.port)).await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("Another program listens there, and was told nothing.").await;
    window.quit().await;
    assert_eq!(stranger.told(), "");
}

/// The entries that let a device into a network, at the end of all submenus.
fn admitting(entries: &[Entry]) -> Vec<Entry> {
    let own = entries.iter().filter(|entry| entry.label.starts_with("Allow ") && entry.below.is_empty());
    own.cloned().chain(entries.iter().flat_map(|entry| admitting(&entry.below))).collect()
}

/// How the question's title begins: it quotes what was pressed.
const QUESTION: &str = "“\u{2068}Allow";

#[tokio::test(flavor = "multi_thread")]
async fn another_programs_press_in_the_trays_menu_lets_nobody_in_unasked() {
    let desktop = Desktop::start();
    let panel = Panel::start(&desktop).await;
    let mut perigee = desktop.command(app());
    perigee.args(["--hidden", "--demo=central-legacy", "--data-dir"]).arg(desktop.data());
    let _app = Guarded(perigee.spawn().expect("the app starts"));
    let item = panel.item().await;
    let waiting = soon("a device waits", async || admitting(&item.entries().await).into_iter().next()).await;
    let press = || {
        let mut other = desktop.command("dbus-send");
        other.args(["--session", "--print-reply"]).arg(format!("--dest={}", item.name()));
        other.args(["/StatusNotifierItem/Menu", "com.canonical.dbusmenu.Event"]);
        other.args([&format!("int32:{}", waiting.id), "string:clicked", "variant:int32:0", "uint32:0"]);
        assert!(other.status().expect("dbus-send is installed").success());
    };
    press();
    let dialog = desktop.window(QUESTION).await;
    desktop.xdotool(&["windowactivate", "--sync", &dialog.id, "key", "Escape"]).await;
    soon("the dialog is gone", async || desktop.windows(QUESTION).await.is_empty().then_some(())).await;
    let still = || async { admitting(&item.entries().await).iter().any(|entry| entry.id == waiting.id) };
    assert!(still().await, "a no changes nothing");
    // Whoever shows the menu is taken at his word.
    item.press(&waiting).await;
    soon("the device is in", async || (!still().await).then_some(())).await;
    assert!(desktop.windows(QUESTION).await.is_empty(), "without a question");
}

//! A token goes from its source to the keychain and to the service, and nowhere else: it is looked for in everything the
//! built app wrote, showed and passed on.

use std::{
    fs,
    os::unix::{fs::PermissionsExt as _, process::ExitStatusExt as _},
    path::Path,
    process::Stdio,
};

use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, Guarded, PATIENCE, app, soon},
    window::Window,
};

/// Files below this folder that hold one of these texts.
fn holding(folder: &Path, secrets: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(holding(&path, secrets)),
            Ok(kind) if kind.is_file() => {
                let bytes = fs::read(&path).unwrap_or_default();
                if secrets.iter().any(|secret| holds(&bytes, secret)) {
                    found.push(path.display().to_string());
                }
            }
            _ => {}
        }
    }
    found
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

/// What the system tells anybody about the app and the programs it started.
fn told_by_the_system(root: u32) -> Vec<u8> {
    let mut told = Vec::new();
    // Each thread has the programs it started.
    let threads = fs::read_dir(format!("/proc/{root}/task")).into_iter().flatten().filter_map(Result::ok);
    let children: String =
        threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok()).collect();
    for file in ["cmdline", "environ"] {
        told.extend(fs::read(format!("/proc/{root}/{file}")).unwrap_or_default());
    }
    for child in children.split_whitespace().filter_map(|child| child.parse().ok()) {
        told.extend(told_by_the_system(child));
    }
    told
}

#[test]
fn the_search_finds_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("deep")).expect("a folder");
    fs::write(folder.path().join("deep/log"), b"\xff token=CANARY1\n").expect("a file");
    assert_eq!(holding(folder.path(), &["CANARY1".into()]).len(), 1);
    assert!(holding(folder.path(), &["CANARY2".into()]).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_is_found_anywhere_it_should_not_be() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let home = desktop.folder().join("service");
    fs::create_dir_all(home.join("authtoken.secret")).expect("a folder where a file should be");
    fs::write(home.join("zerotier-one.port"), simulator.port().to_string()).expect("a file");
    // The elevated reader stands outside: what it hands over is read from a place the search leaves out.
    let handed_over = tempfile::NamedTempFile::new().expect("a file");
    desktop.install("pkexec", &format!("cat {}", handed_over.path().display()));
    let mut secrets = vec![simulator.token()];
    fs::write(handed_over.path(), simulator.token()).expect("a file");

    let window = Window::beside(&desktop, &home).await;
    window.press_button("Allow access").await;
    window.shows("10.147.17.24").await;
    window.press_button("Settings").await;
    window.press_button("Access").await;
    for canned in Canned::ALL {
        let told = simulator.hand().requests().len();
        simulator.hand().answer_next_with(*canned);
        // By the page itself: banners come and go meanwhile, and a pointer could meet another button.
        let press =
            "[...document.querySelectorAll('button')].find((b) => b.textContent.trim() === 'Look again')?.click()";
        soon(&format!("it has met {canned:?}"), async || {
            window.web.execute(press, vec![]).await.ok()?;
            (simulator.hand().requests().len() > told + 1).then_some(())
        })
        .await;
    }
    // A new key: the kept one is refused, and the person gives the new one.
    let renewed = simulator.hand().renew_token();
    fs::write(handed_over.path(), &renewed).expect("a file");
    secrets.push(renewed);
    window.press_button("Look again").await;
    window.press_button("Read the new key").await;
    window.no_longer_shows("The saved key no longer fits").await;
    window.press_button("About").await;
    window.press_button("Copy report").await;

    let page = window.web.source().await.expect("the page's source");
    // The report, as somebody pastes it.
    window.press_button("Access").await;
    window.write(".box form input", "x").await;
    window.keys(thirtyfour::Key::Control + "v").await;
    let pasted = window.web.execute("return document.querySelector('.box form input').value", vec![]).await;
    let pasted: String = pasted.and_then(|value| value.convert()).expect("what was pasted");
    assert!(pasted.len() > 100, "the report is on the clipboard: {pasted}");
    let app = desktop.running_app().await.expect("the app runs");
    let system = told_by_the_system(app);
    assert!(holds(&system, "--service-home"), "the app's own line is among it");
    for secret in &secrets {
        assert!(!page.contains(secret), "in the page");
        assert!(!pasted.contains(secret), "in the report");
        assert!(!holds(&system, secret), "in an argument or the environment");
    }
    window.quit().await;
    let files = holding(desktop.folder(), &secrets);
    assert!(files.is_empty(), "in {files:?}");
    let log = desktop.data().join("logs");
    assert!(fs::read_dir(&log).is_ok_and(|mut logs| logs.next().is_some()), "there is a log to look into");
}

/// Types a token into the dialog for an account, as a person would.
async fn connect(window: &Window<'_>, base: &str, token: &str) {
    window.press_button("Connect account").await;
    window.write("dialog input[type=password]", token).await;
    window.write("dialog fieldset > label input", base).await;
    window.press("dialog .primary:not([disabled])").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_of_an_account_is_found_anywhere_it_should_not_be() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback"));
    let central = simulator.hand().central();
    let secrets = [simulator.legacy_token(), simulator.new_key(), "CANARY-that-nobody-knows".to_owned()];
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Administer").await;
    let legacy = format!("{}/api/v1", simulator.central_url());
    connect(&window, &legacy, &secrets[2]).await;
    window.shows("doesn’t know this token").await;
    window.press_button("Cancel").await;
    connect(&window, &legacy, &secrets[0]).await;
    window.shows("2 waiting").await;
    connect(&window, &simulator.central_url(), &secrets[1]).await;
    window.shows("New Central").await;
    // Whatever goes wrong on the way: words about it, never the token.
    // A 401 comes last: nothing is asked with a token after it.
    let others = Canned::ALL.iter().chain(Canned::FAR).filter(|canned| **canned != Canned::Unauthorized);
    for canned in others.chain([&Canned::Unauthorized]) {
        let told = central.requests().len();
        central.answer_next_with(*canned);
        // In and out of a network: each way reads something.
        let press = "const row = document.querySelector('.net .name'); \
                     const back = document.querySelector('button[aria-label=\"All networks\"]'); \
                     (row ?? back)?.click()";
        soon(&format!("it has met {canned:?}"), async || {
            window.web.execute(press, vec![]).await.ok()?;
            (central.requests().len() > told).then_some(())
        })
        .await;
    }
    let page = window.web.source().await.expect("the page's source");
    let system = told_by_the_system(desktop.running_app().await.expect("the app runs"));
    for secret in &secrets {
        assert!(!page.contains(secret), "in the page");
        assert!(!holds(&system, secret), "in an argument or the environment");
    }
    window.quit().await;
    let files = holding(desktop.folder(), &secrets);
    assert!(files.is_empty(), "in {files:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socks_proxy_that_the_environment_names_is_used() {
    use tokio::io::AsyncReadExt as _;

    let mut desktop = Desktop::start();
    let simulator = Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback");
    let proxy = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = proxy.local_addr().expect("an address").port();
    desktop.set("HTTPS_PROXY", &format!("socks5h://127.0.0.1:{port}"));
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    window.press_button("Administer").await;
    // The proxy looks for the host: nobody here does.
    connect(&window, "https://central.invalid/api/v1", "CANARY-of-an-account").await;
    let (mut guest, _) =
        tokio::time::timeout(PATIENCE, proxy.accept()).await.expect("somebody comes").expect("a connection");
    assert_eq!(guest.read_u8().await.expect("a greeting"), 5, "the protocol's version");
    drop((guest, proxy));
    window.shows("central.invalid").await;
    window.quit().await;
}

/// Adds a token of this kind among tokens.
async fn add(window: &Window<'_>, kind: &str, fields: &[(&str, &str)]) {
    window.press_button("Add token").await;
    window.press_button(kind).await;
    for (css, text) in fields {
        window.write(css, text).await;
    }
    window.press("dialog .primary:not([disabled])").await;
}

const SECRET: &str = "dialog input[type=password]";
const BASE: &str = "dialog fieldset > label input";

#[tokio::test(flavor = "multi_thread")]
async fn no_token_that_was_made_here_is_found_anywhere_it_should_not_be() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback"));
    let central = simulator.hand().central();
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Tokens").await;
    let legacy = format!("{}/api/v1", simulator.central_url());
    add(&window, "Central (legacy)", &[(SECRET, &simulator.legacy_token()), (BASE, &legacy)]).await;
    window.shows("Robin Vale").await;
    let (id, zero_path) = simulator.zeropath_token();
    let elsewhere = format!("{}/zeropath", simulator.central_url());
    add(
        &window,
        "ZeroPath",
        &[("dialog form > label:first-of-type input", &id), (SECRET, &zero_path), (BASE, &elsewhere)],
    )
    .await;
    window.shows("Security scans").await;
    let controller = format!("http://127.0.0.1:{}", simulator.port());
    add(&window, "Controller", &[(SECRET, &simulator.token()), (BASE, &controller)]).await;
    window.shows("Administers the networks of").await;
    // A token is made and its secret lost, in every way it can be; then it is rotated.
    window.press("[data-credential='account-1'] .name").await;
    let mut secrets = central.secrets();
    for canned in Canned::ALL.iter().chain(Canned::FAR).filter(|canned| **canned != Canned::Unauthorized) {
        central.answer_when("POST /api/v1/user/", *canned);
        window.press_button("Create token…").await;
        window.write("dialog fieldset > label input", &format!("{canned:?}")).await;
        window.press("dialog .primary:not([disabled])").await;
        // Where the answer was no harm, there is a secret to be copied; else there are words.
        soon(&format!("it has met {canned:?}"), async || {
            let end = "document.querySelector('dialog .bad, dialog .primary[autofocus]')";
            let told = window.web.execute(format!("return {end} !== null").as_str(), vec![]).await.ok()?;
            told.convert::<bool>().ok()?.then_some(())
        })
        .await;
        secrets.extend(central.secrets());
        // Not even where it can be copied.
        let page = window.web.source().await.expect("the page's source");
        assert!(secrets.iter().all(|secret| !page.contains(secret)), "in the dialog");
        window.press("dialog .acts button:not(.primary)").await;
    }
    window.press_button("Rotate…").await;
    window.press("dialog .option:last-child input").await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("Rotated.").await;
    secrets.extend(central.secrets());
    secrets.extend([simulator.token(), zero_path]);
    window.press_button("Copy as curl").await;
    let page = window.web.source().await.expect("the page's source");
    let system = told_by_the_system(desktop.running_app().await.expect("the app runs"));
    assert!(secrets.len() > 20 && holds(&system, "--service-home"));
    for secret in &secrets {
        assert!(!page.contains(secret), "in the page");
        assert!(!holds(&system, secret), "in an argument or the environment");
    }
    window.crash().await;
    // The service's own folder is not the app's.
    let files = holding(desktop.folder(), &secrets);
    assert!(files.is_empty(), "in {files:?}");
}

/// Files and folders below this one that somebody else than their owner may read, enter or write.
fn open_to_others(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let Ok(about) = fs::symlink_metadata(entry.path()) else { continue };
        if !about.is_symlink() && about.permissions().mode() & 0o077 != 0 {
            found.push(format!("{:o} {}", about.permissions().mode(), entry.path().display()));
        }
        if about.is_dir() {
            found.extend(open_to_others(&entry.path()));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_app_writes_is_for_nobody_else_to_read() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    // Left by an earlier version.
    let logs = desktop.data().join("logs");
    fs::create_dir_all(&logs).expect("a folder");
    fs::write(logs.join("perigee.2020-01-01.log"), "old").expect("a file");
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    window.press_button("Settings").await;
    window.press("[aria-label='Appearance'] button:nth-child(3)").await;
    window.has("html", "data-theme", "dark").await;
    window.quit().await;
    let kept: Vec<_> = fs::read_dir(desktop.data()).expect("a folder").filter_map(Result::ok).collect();
    assert!(kept.len() >= 4, "settings, preferences, window and logs: {kept:?}");
    let open = open_to_others(&desktop.data());
    assert!(open.is_empty(), "{open:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_writes_no_memory_down() {
    let (desktop, simulator) =
        (Desktop::start(), Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback"));
    let here = tempfile::tempdir().expect("a folder");
    let mut perigee = desktop.command("sh");
    perigee.current_dir(here.path()).args(["-c", "ulimit -c unlimited 2> /dev/null; exec \"$0\" \"$@\""]).arg(app());
    perigee.arg("--service-home").arg(simulator.home()).arg("--data-dir").arg(desktop.data());
    let mut perigee = perigee.spawn().expect("the app starts");
    let id = soon("it runs", async || desktop.running_app().await).await;
    let limits = fs::read_to_string(format!("/proc/{id}/limits")).expect("its limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit for that");
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["1", "1"], "{core}");
    desktop.command("kill").args(["-ABRT", &id.to_string()]).status().expect("kill is everywhere");
    let status = perigee.wait().expect("it has ended");
    assert_eq!((status.signal(), status.core_dumped()), (Some(6), false));
    assert_eq!(fs::read_dir(here.path()).expect("a folder").count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pipe_in_the_place_of_the_windows_file_holds_no_start_up() {
    let desktop = Desktop::start();
    let file = desktop.data().join("window.json");
    fs::create_dir_all(desktop.data()).expect("a folder");
    assert!(desktop.command("mkfifo").arg(&file).status().is_ok_and(|made| made.success()));
    let mut perigee = desktop.command(app());
    perigee.args(["--demo=central-legacy", "--quit-after=1", "--data-dir"]).arg(desktop.data());
    let mut program = Guarded(perigee.spawn().expect("the app starts"));
    let ended = soon("it has started, and ended by itself", async || program.0.try_wait().ok().flatten()).await;
    assert!(ended.success(), "{ended}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_or_pipe_of_a_logs_name_is_not_written_to() {
    let desktop = Desktop::start();
    let (logs, other) = (desktop.data().join("logs"), desktop.folder().join("other"));
    fs::create_dir_all(&logs).expect("a folder");
    fs::write(&other, "").expect("a file");
    let today = desktop.command("date").args(["-u", "+%F"]).stdout(Stdio::piped()).output().expect("a date").stdout;
    let today = logs.join(format!("perigee.{}.log", String::from_utf8_lossy(&today).trim()));
    std::os::unix::fs::symlink(&other, &today).expect("a link");
    let pipe = logs.join("perigee.1999-12-31.log");
    assert!(desktop.command("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()));
    let mut perigee = desktop.command(app());
    perigee.args(["--demo=central-legacy", "--quit-after=1", "--data-dir"]).arg(desktop.data());
    let mut program = Guarded(perigee.spawn().expect("the app starts"));
    let ended = soon("it has started, and ended by itself", async || program.0.try_wait().ok().flatten()).await;
    assert!(ended.success() && !pipe.exists(), "{ended}");
    assert_eq!(fs::read_to_string(&other).expect("a file"), "", "it is somebody else's");
}

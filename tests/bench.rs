//! What the app costs, as ratios against a floor of the same run. `cargo xtask bench` runs these; no other test has to
//! do with time.

#![allow(clippy::print_stdout, reason = "what is measured is what it is for")]
#![allow(clippy::cast_precision_loss, reason = "times and counts stay far below 2^52")]

use std::{
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use companion::{
    app::view::View,
    interface::{
        action::Action,
        administer::{MemberFilter, MemberSort},
        place::Place,
    },
    kernel::ids::{AuthorityId, AuthorityKind},
};
use serde_json::Value;
use simulator::{Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::Desk,
    desktop::{Desktop, Guarded, Keychain, app, soon},
    process_tree,
    tray::Panel,
    window::Window,
    wire,
};
use zerotier_api::{Authority, BaseUrl, NetworkId, Secret, Service, service::AllowChange};

const ROUNDS: usize = 5;
/// Said beside times of our own code: both sides of a ratio don't suffer alike without optimisation.
const BUILD: &str = if cfg!(debug_assertions) { "; not optimised, so it says little" } else { "" };
/// A network with so many members, and one with a handful.
const MANY: usize = 10_000;
const CAMPUS: &str = "17d395d8cb5e7a10";
const HOME: &str = "17d395d8cb43a800";

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::AsMeasured).await.expect("loopback")
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// From the start to the window's first answer, and to its networks being drawn.
async fn launch(scenario: Scenario, rows: usize) -> (f64, f64) {
    let (mut windows, mut drawn) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(scenario).await);
        let begun = Instant::now();
        let window = Window::beside(&desktop, simulator.home()).await;
        windows.push(ms(begun));
        let count = "return document.querySelectorAll('li.row').length";
        soon("the networks are drawn", async || {
            let told = window.web.execute(count, vec![]).await.ok()?.convert::<usize>().ok()?;
            (told >= rows).then_some(())
        })
        .await;
        drawn.push(ms(begun));
        window.quit().await;
    }
    (median(windows), median(drawn))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn launch_and_list() {
    let (window, three) = launch(Scenario::Healthy, 3).await;
    let (_, hundred) = launch(Scenario::Crowded, 60).await;
    println!(
        "launch: networks drawn over the window's first answer {:.2} ({three:.0} of {window:.0} ms)",
        three / window
    );
    println!("list: 100 networks over 3 {:.2} ({hundred:.0} of {three:.0} ms)", hundred / three);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn toggle() {
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press("li[data-network='17d395d8cb43a800'] .name").await;
    let switch = ".inspector [role=switch][aria-label='Set DNS servers']:not([aria-busy=true])";
    let hand = simulator.hand();
    let posts = || hand.requests().iter().filter(|request| request.starts_with("POST")).count();
    let (mut presses, mut floors) = (Vec::new(), Vec::new());
    let network: NetworkId = "17d395d8cb43a800".parse().expect("an id");
    let service = Service::new(simulator.port(), Some(Secret::new(&simulator.token()))).expect("a client");
    for round in 0..4 * ROUNDS {
        window.has(switch, "aria-checked", if round % 2 == 0 { "false" } else { "true" }).await;
        let before = posts();
        let begun = Instant::now();
        let click = format!("document.querySelector(\"{switch}\").click()");
        window.web.execute(&click, vec![]).await.expect("the page is there");
        soon("the service is told", async || (posts() > before).then_some(())).await;
        presses.push(ms(begun));
        let begun = Instant::now();
        window
            .web
            .execute("return document.querySelector('.inspector') !== null", vec![])
            .await
            .expect("the page is there");
        service
            .configure(network, AllowChange { global: Some(round % 2 == 0), ..AllowChange::default() })
            .await
            .expect("it does");
        floors.push(ms(begun));
    }
    let (press, floor) = (median(presses), median(floors));
    println!(
        "toggle: press to service told over a bare call {:.2} ({press:.1} of {floor:.1} ms, the test's own way to the window in both)",
        press / floor
    );
    window.quit().await;
}

/// An app of this simulator's legacy account, without a window, once it knows the account's networks.
async fn signed_in(simulator: &Simulator) -> (App, AuthorityId) {
    let desk = Desk::beside(simulator);
    let account = desk.sign_in(1, AuthorityKind::Legacy, &legacy_base(simulator), &simulator.legacy_token());
    let app = App::start_on(desk);
    app.act(Action::Go { place: Place::Administer { search: String::new() } }).await;
    let known = |view: &View| view.administer.sections.iter().any(|section| !section.rows.is_empty());
    app.until("the networks", known).await;
    (app, account)
}

fn legacy_base(simulator: &Simulator) -> String {
    format!("{}/api/v1", simulator.central_url())
}

/// Rows of members shown, and members that match.
fn members(view: &View) -> (usize, usize) {
    let members = view.administer.network.as_ref().and_then(|network| network.members.as_ref());
    members.map_or((0, 0), |members| (members.rows.len(), members.matching))
}

/// Central's list of members as a socket gives it, read as JSON and no more; or only the beginning of the answer.
async fn bare_list(simulator: &Simulator, head_only: bool) -> f64 {
    let base: BaseUrl = simulator.central_url().parse().expect("an address");
    let port = base.host().rsplit_once(':').and_then(|(_, port)| port.parse().ok()).expect("a port");
    let line = format!("GET /api/v1/network/{CAMPUS}/member HTTP/1.1\r\nHost: {}", base.host());
    let request = format!("{line}\r\nAuthorization: token {}\r\n\r\n", simulator.legacy_token());
    let begun = Instant::now();
    let answer = wire::send(port, request.as_bytes(), head_only).await.expect("an answer");
    let took = ms(begun);
    let count = answer.json.as_ref().and_then(Value::as_array).map_or(0, Vec::len);
    assert!(head_only || count == MANY, "{count}");
    took
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn crowd_list() {
    let (simulator, network) = (simulator(Scenario::Crowd).await, CAMPUS.parse().expect("an id"));
    let base = legacy_base(&simulator).parse().expect("an address");
    let client = Authority::legacy(&base, Secret::new(&simulator.legacy_token())).expect("a client");
    let (mut rows, mut floors, mut clients, mut makings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..4 * ROUNDS {
        // Until it begins to answer Central is at work, which is nobody's merit or fault here.
        makings.push(bare_list(&simulator, true).await);
        floors.push(bare_list(&simulator, false).await);
        let begun = Instant::now();
        let read = client.members(network).await.expect("the members");
        clients.push(ms(begun));
        assert_eq!(read.len(), MANY);
        let (app, account) = signed_in(&simulator).await;
        let begun = Instant::now();
        app.act(Action::Go { place: Place::members(account, network) }).await;
        app.until("rows of members", |view| members(view).0 > 0).await;
        rows.push(ms(begun));
    }
    let [rows, floor, client, making] = [rows, floors, clients, makings].map(median);
    println!(
        "crowd: first rows of {MANY} members over download and parse {:.2} ({rows:.0} of {floor:.0} ms, 1.3 at the most; the client alone {client:.0} ms{BUILD})",
        rows / floor
    );
    println!(
        "crowd: the same without the {making:.0} ms until the pretended Central begins to answer {:.2}",
        (rows - making) / (floor - making)
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn crowd_keystroke() {
    let simulator = simulator(Scenario::Crowd).await;
    let ((app, authority), network) = (signed_in(&simulator).await, CAMPUS.parse().expect("an id"));
    let place = |search: &str| Place::Members {
        authority: authority.clone(),
        network,
        filter: MemberFilter::All,
        search: search.into(),
        sort: MemberSort::Name,
        from: 0,
        selected: None,
    };
    app.act(Action::Go { place: place("") }).await;
    app.until("all members", |view| members(view).1 == MANY).await;
    // As somebody types it and takes it back.
    let word = "hall-a-pri";
    let mut times = Vec::new();
    for length in (1..=word.len()).chain((0..word.len()).rev()) {
        let search = &word[..length];
        let begun = Instant::now();
        app.act(Action::Go { place: place(search) }).await;
        times.push(ms(begun));
        assert!(members(&app.view()).0 > 0, "{search}");
    }
    let worst = times.iter().copied().fold(0.0, f64::max);
    println!(
        "crowd: a keystroke among {MANY} members to the view {:.1} ms (16 at the most), the longest of {} {worst:.1} ms{BUILD}",
        median(times.clone()),
        times.len()
    );
}

/// The app without a window beside this folder.
fn start(desktop: &Desktop, home: &std::path::Path, words: &[&str]) -> Guarded {
    let mut command = desktop.command(app());
    command.arg("--service-home").arg(home).arg("--data-dir").arg(desktop.data()).args(words);
    Guarded(command.spawn().expect("the app starts"))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn requests() {
    const MINUTE: Duration = Duration::from_secs(60);
    let desktops = [(); 3].map(|()| Desktop::with(Keychain::Missing));
    let [shown, hidden, silent] = &desktops;
    let (one, other) = (simulator(Scenario::Healthy).await, simulator(Scenario::Healthy).await);
    // Takes connections and says nothing: as many as somebody tries.
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let home = tempfile::tempdir().expect("a folder");
    let port = listener.local_addr().expect("it is bound").port();
    std::fs::write(home.path().join("zerotier-one.port"), port.to_string()).expect("a file");
    std::fs::write(home.path().join("authtoken.secret"), "abcdefghijklmnopqrstuvwx").expect("a file");
    let tries = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&tries);
    std::thread::spawn(move || {
        // Kept, so that nobody is answered.
        let mut kept = Vec::new();
        for connection in listener.incoming() {
            counting.fetch_add(1, Ordering::Relaxed);
            kept.push(connection);
        }
    });

    let (_p1, _p2) = (Panel::start(hidden).await, Panel::start(silent).await);
    let _apps = [
        start(shown, one.home(), &[]),
        start(hidden, other.home(), &["--hidden"]),
        start(silent, home.path(), &["--hidden"]),
    ];
    let counts = || [one.hand().requests().len(), other.hand().requests().len(), tries.load(Ordering::Relaxed)];
    // Until each has come to rest, the silent service at the longest pause included.
    tokio::time::sleep(2 * MINUTE).await;
    let before = counts();
    tokio::time::sleep(2 * MINUTE).await;
    let after = counts();
    let per_minute = |at: usize| (after[at] - before[at]) as f64 / 2.0;
    // The budgets of docs/architecture.md; half a look more for where a minute begins.
    assert!(per_minute(0) <= 61.0 && per_minute(1) <= 4.5 && per_minute(2) <= 2.5, "{before:?} {after:?}");
    println!(
        "requests per minute: shown {:.1} (60 at the most), hidden {:.1} (4 at the most), service silent {:.1} (2 at the most)",
        per_minute(0),
        per_minute(1),
        per_minute(2)
    );
}

/// Memory in MiB, processor in per cent and wake-ups per second, over this long.
async fn at_rest(app: u32, over: Duration) -> (f64, f64, f64) {
    tokio::time::sleep(Duration::from_secs(10)).await;
    let (begun, before) = (Instant::now(), process_tree::cost(app).expect("it runs"));
    tokio::time::sleep(over).await;
    let after = process_tree::cost(app).expect("it runs");
    let seconds = begun.elapsed().as_secs_f64();
    let woke = after.wakeups.saturating_sub(before.wakeups) as f64 / seconds;
    // A tick is a hundredth of a second, so ticks per second are per cent.
    (after.memory_kib as f64 / 1024.0, after.ticks.saturating_sub(before.ticks) as f64 / seconds, woke)
}

/// How often a page has come to this app.
fn pages(desktop: &Desktop) -> usize {
    let logs = std::fs::read_dir(desktop.data().join("logs")).into_iter().flatten().filter_map(Result::ok);
    let texts = logs.filter_map(|log| std::fs::read_to_string(log.path()).ok());
    texts.map(|text| text.matches("the page is here").count()).sum()
}

async fn next_page(desktop: &Desktop, since: usize) {
    soon("the page is here", async || (pages(desktop) > since).then_some(())).await;
}

async fn close(desktop: &Desktop) {
    desktop.window("Perigee").await;
    desktop.close_window().await;
    soon("no window", async || desktop.windows("Perigee").await.is_empty().then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn weight() {
    const OVER: Duration = Duration::from_secs(60);
    const OPENINGS: usize = 50;
    let (desktop, simulator) = (Desktop::with(Keychain::Missing), simulator(Scenario::Healthy).await);
    let panel = Panel::start(&desktop).await;
    let hidden = start(&desktop, simulator.home(), &["--hidden"]);
    panel.item().await.find(&["home"]).await;
    let (never, idle, woke) = at_rest(hidden.0.id(), OVER).await;
    drop(hidden);
    let (desktop, begun) = (Desktop::with(Keychain::Missing), Instant::now());
    let panel = Panel::start(&desktop).await;
    let app = start(&desktop, simulator.home(), &[]);
    next_page(&desktop, 0).await;
    let first = ms(begun);
    let (shown, busy, shown_woke) = at_rest(app.0.id(), OVER).await;
    close(&desktop).await;
    let (closed, closed_idle, closed_woke) = at_rest(app.0.id(), OVER).await;
    let item = panel.item().await;
    let mut openings = Vec::new();
    for opened in 1..=OPENINGS {
        let open = item.find(&["Open"]).await;
        let begun = Instant::now();
        item.press(&open).await;
        next_page(&desktop, opened).await;
        openings.push(ms(begun));
        close(&desktop).await;
    }
    let (in_the_end, ..) = at_rest(app.0.id(), Duration::from_secs(5)).await;
    let again = median(openings);
    println!(
        "memory: started hidden {:.2} of shown ({never:.0} of {shown:.0} MiB), after closing {:.2} ({closed:.0} MiB)",
        never / shown,
        closed / shown
    );
    println!(
        "growth: after {OPENINGS} more openings {:.2} of after the first ({in_the_end:.0} MiB)",
        in_the_end / closed
    );
    println!(
        "idle: processor {idle:.2} % hidden, {closed_idle:.2} % closed, {busy:.2} % shown; wake-ups a second {woke:.1}, {closed_woke:.1}, {shown_woke:.1}"
    );
    println!(
        "opening again over the first launch {:.2} ({again:.0} of {first:.0} ms to the page's first word)",
        again / first
    );
}

/// The app with the members of a network open, of this simulator's legacy account: memory in MiB after the list was read
/// again.
async fn weight_of_list(scenario: Scenario, network: &str) -> f64 {
    const OVER: Duration = Duration::from_secs(60);
    let (desktop, simulator) = (Desktop::start(), simulator(scenario).await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press_button("Administer").await;
    window.press_button("Connect account").await;
    window.write("dialog input[type=password]", &simulator.legacy_token()).await;
    window.write("dialog fieldset label:last-of-type input", &legacy_base(&simulator)).await;
    window.press("dialog .primary:not([disabled])").await;
    window.press(&format!("[data-row$=' {network}'] .name")).await;
    window.shows("Asks to join").await;
    let app = desktop.running_app().await.expect("the app runs");
    let (memory, ..) = at_rest(app, OVER).await;
    window.quit().await;
    memory
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn crowd_weight() {
    let small = weight_of_list(Scenario::CentralLegacy, HOME).await;
    let large = weight_of_list(Scenario::Crowd, CAMPUS).await;
    println!(
        "crowd: memory with the list of {MANY} members over a short one {:.2} ({:.0} MiB more than {small:.0}, 60 at the most)",
        large / small,
        large - small
    );
}

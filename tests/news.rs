//! Notifications and silences, over real HTTP: the whole app without a window against the simulator.

use companion::{
    app::{event::Event, view::View},
    interface::{action::Action, networks::Permission, place::Place},
    ports::effect::Deed,
};
use simulator::{Pace, Scenario, Simulator, Unanswered};
use whole_system::{app::App, desk::plain, desktop::soon};
use zerotier_api::NetworkId;

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

/// The notifications so far, as "key: title".
fn told(app: &App) -> Vec<String> {
    let told = app.desk.deeds().into_iter().filter_map(|deed| match deed {
        Deed::Notify(told) => Some(format!("{}: {}", told.key, plain(&told.title))),
        _ => None,
    });
    told.collect()
}

fn titles(view: &View) -> Vec<String> {
    view.notices.iter().map(|notice| plain(&notice.title)).collect()
}

fn connected(view: &View) -> usize {
    view.networks.summary.split(' ').next().and_then(|count| plain(count).parse().ok()).unwrap_or_default()
}

fn home(view: &View) -> Option<(NetworkId, String)> {
    view.networks.rows.iter().find(|row| row.name == "home").map(|row| (row.id, row.state.clone()))
}

async fn with_home(app: &App) -> NetworkId {
    let view = app.until("home", |view| home(view).is_some_and(|(_, state)| state == "Connected")).await;
    let network = home(&view).expect("home").0;
    app.act(Action::Go { place: Place::Networks { search: String::new(), selected: Some(network), from: 0 } }).await;
    network
}

/// Looks until this is so.
async fn looking(app: &App, what: &str, is_so: impl Fn(&View) -> bool) {
    soon(what, async || {
        app.act(Action::LookAgain).await;
        is_so(&app.view()).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_with_a_hundred_networks_tells_only_what_others_do_then() {
    let simulator = simulator(Scenario::Crowded).await;
    let hand = simulator.hand();
    let app = App::start(&simulator);
    app.until("all of them", |view| connected(view) >= 98).await;
    let all = connected(&app.view());
    // Seen: it stops, and is found again. Its networks ask their controllers first.
    hand.stop().await;
    looking(&app, "stopped", |view| view.networks.stale).await;
    hand.start().await;
    hand.ask_controllers_anew();
    looking(&app, "asking", |view| !view.networks.stale && connected(view) == 0).await;
    hand.let_controllers_answer();
    looking(&app, "connected again", |view| connected(view) == all).await;
    // Not seen: so quick that between two looks only the networks' states differ.
    hand.ask_controllers_anew();
    looking(&app, "asking", |view| connected(view) == 0).await;
    hand.let_controllers_answer();
    looking(&app, "connected again", |view| connected(view) == all).await;
    // Three are left on the command line: that is news, and one notification.
    let view = app.view();
    let sites = view.networks.rows.iter().filter(|row| row.name.starts_with("site-")).take(3);
    sites.for_each(|row| hand.leave_behind_the_back(row.id));
    soon("it is told", async || {
        app.act(Action::LookAgain).await;
        (!told(&app).is_empty()).then_some(())
    })
    .await;
    assert_eq!(told(&app), ["networks: 3 networks dropped out"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_killed_while_the_app_is_hidden_is_told_and_so_is_its_return() {
    let simulator = simulator(Scenario::Crowded).await;
    let app = App::start(&simulator);
    app.until("all of them", |view| connected(view) >= 98).await;
    app.tell(Event::Window { open: false });
    simulator.hand().stop().await;
    looking(&app, "stopped", |view| view.networks.stale).await;
    soon("it is told", async || (!told(&app).is_empty()).then_some(())).await;
    simulator.hand().start().await;
    looking(&app, "there", |view| !view.networks.stale).await;
    soon("it is told", async || (told(&app).len() > 1).then_some(())).await;
    assert_eq!(told(&app), ["service: The ZeroTier service is stopped", "service: The ZeroTier service is back"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_own_press_on_start_is_no_news() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    with_home(&app).await;
    simulator.hand().stop().await;
    looking(&app, "stopped", |view| view.networks.stale).await;
    app.tell(Event::Window { open: false });
    app.act(Action::StartService).await;
    app.until("there", |view| !view.networks.stale).await;
    assert_eq!(told(&app), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permission_that_was_given_in_silence_is_on_and_nothing_is_said() {
    for how in [Unanswered::Done, Unanswered::DoneAndBroken] {
        let simulator = simulator(Scenario::Healthy).await;
        let app = App::start(&simulator);
        let network = with_home(&app).await;
        simulator.hand().leave_next_write_unanswered(how);
        app.act(Action::Configure { network, permission: Permission::Global, on: true }).await;
        let global = |view: &View| {
            let row = view.network.as_ref()?.permissions.iter().find(|row| row.permission == Permission::Global)?;
            Some((row.on, row.busy))
        };
        assert_eq!(global(&app.view()), Some((true, true)), "as wished, and on its way");
        let mut views = vec![];
        let view = app
            .until("it is on", |view| {
                global(view) == Some((true, false)) || titles(view).iter().any(|title| title.contains("couldn’t"))
            })
            .await;
        views.push(view);
        assert_eq!(global(&views[0]), Some((true, false)), "{how:?}");
        assert!(!titles(&views[0]).iter().any(|title| title.contains("couldn’t")), "{how:?}: {:?}", titles(&views[0]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disconnect_that_was_not_done_in_silence_is_said_after_a_look() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let network = with_home(&app).await;
    simulator.hand().leave_next_write_unanswered(Unanswered::NotDone);
    app.act(Action::Disconnect { network }).await;
    assert_eq!(home(&app.view()).expect("home").1, "Disconnecting…");
    let view = app.until("it is said", |view| titles(view).contains(&"“home” couldn’t be disconnected".into())).await;
    assert_eq!(home(&view).expect("home").1, "Connected");
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_own_presses_on_disconnect_and_connect_are_no_news() {
    let simulator = simulator(Scenario::Crowded).await;
    let app = App::start(&simulator);
    let view = app.until("all of them", |view| connected(view) >= 98).await;
    let all = connected(&view);
    let sites: Vec<NetworkId> =
        view.networks.rows.iter().filter(|row| row.name.starts_with("site-")).map(|row| row.id).collect();
    for network in &sites {
        app.act(Action::Disconnect { network: *network }).await;
    }
    looking(&app, "off", |view| connected(view) == all - sites.len()).await;
    for network in &sites {
        app.act(Action::Connect { network: *network }).await;
    }
    looking(&app, "on", |view| connected(view) == all).await;
    assert_eq!(told(&app), Vec::<String>::new());
}

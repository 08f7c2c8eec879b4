//! The whole app without a window: driver, model and clients against the simulator, the desktop in memory.

use companion::{
    app::{event::Event, view::View},
    desktop::Listener,
    interface::{
        action::Action,
        glyph::Glyph,
        networks::Permission,
        place::{Place, SettingsPage},
    },
    ports::{answer::Answer, effect::Deed},
};
use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{Desk, plain, rows},
    desktop::soon,
};
use zerotier_api::{NetworkId, Stranger};

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

fn row(view: &View, name: &str) -> Option<(NetworkId, String)> {
    view.networks.rows.iter().find(|row| row.name == name).map(|row| (row.id, row.state.clone()))
}

fn is(view: &View, name: &str, state: &str) -> bool {
    row(view, name).is_some_and(|(_, now)| now == state)
}

fn id_of(view: &View, name: &str) -> NetworkId {
    row(view, name).expect("a row of this name").0
}

fn titles(view: &View) -> Vec<String> {
    view.notices.iter().map(|notice| plain(&notice.title)).collect()
}

fn allow(view: &View, permission: Permission) -> Option<bool> {
    let network = view.network.as_ref()?;
    network.permissions.iter().find(|row| row.permission == permission && !row.busy).map(|row| row.on)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_who_and_where_they_are() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let view = app.until("a connected network", |view| is(view, "home", "Connected")).await;
    let me = view.me.as_ref().expect("this device");
    assert_eq!((me.glyph, me.state.as_str(), me.address.as_str()), (Glyph::Connected, "Online", "8f2c1a9b3d"));
    let home = view.networks.rows.iter().find(|row| row.name == "home").expect("home");
    assert_eq!(home.address.as_deref(), Some("10.147.17.24"));
    assert!(view.welcome.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn join_wait_be_allowed_be_connected() {
    let simulator = simulator(Scenario::AwaitingAuthorization).await;
    let app = App::start(&simulator);
    let view =
        app.until("waiting", |view| view.networks.rows.iter().any(|row| row.state == "Waiting for approval")).await;
    let network = view.networks.rows.iter().find(|row| row.state == "Waiting for approval").expect("it waits").id;
    assert!(titles(&view).iter().any(|title| title.starts_with("Waiting for approval on")));
    simulator.hand().authorize(network, "8f2c1a9b3d".parse().expect("an address"));
    app.until("connected", |view| {
        view.networks.rows.iter().any(|row| row.id == network && row.state == "Connected" && row.address.is_some())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_nobody_knows_is_said_to_be_unknown() {
    let simulator = simulator(Scenario::FirstRun).await;
    let app = App::start(&simulator);
    app.until("no networks", |view| !view.networks.loading && view.networks.total == 0).await;
    let network: NetworkId = "c07e51a98fd2643b".parse().expect("an id");
    app.act(Action::Understand { text: "c07e 51a9 8fd2 643b".into() }).await;
    assert!(app.view().join.ready);
    app.act(Action::Join { network }).await;
    let view = app.until("not found", |view| view.networks.rows.iter().any(|row| row.state == "Not found")).await;
    assert_eq!(titles(&view), ["There is no network c07e51a98fd2643b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn permissions_survive_leaving_and_coming_back() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let view = app.until("home", |view| is(view, "home", "Connected")).await;
    let network = id_of(&view, "home");
    let place = Place::Networks { search: String::new(), selected: Some(network), from: 0 };
    app.act(Action::Go { place }).await;
    let before = allow(&app.view(), Permission::Global).expect("a permission");
    app.act(Action::Configure { network, permission: Permission::Global, on: !before }).await;
    app.until("the change", |view| allow(view, Permission::Global) == Some(!before)).await;
    app.act(Action::Disconnect { network }).await;
    app.until("off", |view| is(view, "home", "Off")).await;
    assert!(simulator.hand().networks().iter().all(|joined| joined.id != network), "the service has left it");
    app.act(Action::Connect { network }).await;
    app.until("connected again", |view| is(view, "home", "Connected")).await;
    assert_eq!(allow(&app.view(), Permission::Global), Some(!before));
    let joined = simulator.hand().networks().into_iter().find(|joined| joined.id == network).expect("joined");
    assert_eq!(joined.allow_global, !before, "the service was told");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_command_line_leaves_is_kept_and_can_be_brought_back() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let view = app.until("home", |view| is(view, "home", "Connected")).await;
    simulator.hand().leave_behind_the_back(id_of(&view, "home"));
    app.act(Action::LookAgain).await;
    app.until("off", |view| is(view, "home", "Off")).await;
    assert!(app.desk.settings().networks.contains_key(&id_of(&view, "home")));
}

#[tokio::test(flavor = "multi_thread")]
async fn forgetting_is_taken_back() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let view = app.until("home", |view| is(view, "home", "Connected")).await;
    app.act(Action::Forget { network: id_of(&view, "home") }).await;
    app.until("gone", |view| row(view, "home").is_none() && view.toast.is_some()).await;
    app.act(Action::UndoForget).await;
    app.until("back", |view| is(view, "home", "Connected")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_turned_off_and_on_at_once_are_there_in_the_end() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let view = app.until("home", |view| is(view, "home", "Connected")).await;
    let network = id_of(&view, "home");
    let place = Place::Networks { search: String::new(), selected: Some(network), from: 0 };
    app.act(Action::Go { place }).await;
    let managed = |on| Action::Configure { network, permission: Permission::Managed, on };
    app.act(managed(false)).await;
    app.act(managed(true)).await;
    assert_eq!(allow(&app.view(), Permission::Managed), None, "on its way");
    app.until("addresses", |view| allow(view, Permission::Managed) == Some(true)).await;
    assert!(
        simulator.hand().requests().iter().filter(|request| request.starts_with("POST")).count() >= 2,
        "off and on"
    );
    let joined = simulator.hand().networks().into_iter().find(|joined| joined.id == network).expect("joined");
    assert!(joined.allow_managed);
    assert!(!joined.addresses_lost, "the service still has them on the adapter");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_token_is_healed_by_one_press() {
    let simulator = simulator(Scenario::StaleToken).await;
    let desk = Desk::beside(&simulator);
    desk.keep(simulator.stale_token().as_str());
    simulator.hand().deny_access();
    let app = App::start_on(desk);
    let view = app.until("stale", |view| view.welcome.is_some()).await;
    let page = view.welcome.as_ref().expect("a page");
    assert_eq!(plain(&page.title), "The saved key no longer fits");
    app.act(page.remedy.clone().expect("a remedy").action).await;
    app.until("networks", |view| is(view, "home", "Connected")).await;
    assert_eq!(app.desk.kept().map(|token| token.expose_secret().to_owned()), Some(simulator.token()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_service_is_started_by_one_press() {
    let simulator = simulator(Scenario::Stopped).await;
    let app = App::start(&simulator);
    let view = app.until("stopped", |view| view.welcome.is_some()).await;
    let page = view.welcome.as_ref().expect("a page");
    assert_eq!(plain(&page.title), "The ZeroTier service is stopped");
    app.act(page.remedy.clone().expect("a remedy").action).await;
    app.until("networks", |view| view.welcome.is_none() && !view.networks.loading).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stops_and_comes_back_is_noticed_both_times() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    app.until("home", |view| is(view, "home", "Connected")).await;
    simulator.hand().stop().await;
    let view = app.until("stopped", |view| view.networks.stale).await;
    assert_eq!(titles(&view)[0], "The ZeroTier service is stopped");
    assert!(is(&view, "home", "Was connected"), "what was known stays, and is called old");
    simulator.hand().start().await;
    app.tell(Event::Woke);
    app.until("well", |view| !view.networks.stale && view.notices.iter().all(|n| n.key != "Stopped")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_who_says_no_is_asked_again_only_on_a_press() {
    let simulator = simulator(Scenario::NoAccess).await;
    let app = App::start(&simulator);
    app.desk.refuse(true);
    app.until("no access", |view| view.welcome.as_ref().is_some_and(|page| page.remedy.is_some())).await;
    app.act(Action::AllowAccess).await;
    app.until("declined", |view| titles(view).contains(&"Access was not given".to_owned())).await;
    app.act(Action::LookAgain).await;
    app.desk.refuse(false);
    app.act(Action::AllowAccess).await;
    app.until("networks", |view| view.welcome.is_none() && !view.networks.loading).await;
    let asked = app.desk.deeds().iter().filter(|deed| matches!(deed, Deed::AskForToken { .. })).count();
    assert_eq!(asked, 2);
}

/// What was asked of whoever listens, after some looks.
async fn asked_by(app: &App, simulator: &Simulator) -> Vec<String> {
    let asked = || simulator.hand().requests();
    for _ in 0..3 {
        let before = asked().len();
        app.act(Action::LookAgain).await;
        soon("it was asked again", async || (asked().len() > before).then_some(())).await;
    }
    asked()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_asked_whether_he_lives_and_told_no_key() {
    for listener in [Listener::Stranger(Stranger::Program("nc".into())), Listener::Unknown] {
        let simulator = simulator(Scenario::Healthy).await;
        let desk = Desk::beside(&simulator);
        desk.put_before(listener.clone());
        desk.keep("CANARY");
        let app = App::start_on(desk);
        app.until("a word about it", |view| view.welcome.is_some()).await;
        let asked = asked_by(&app, &simulator).await;
        assert!(asked.iter().all(|request| request == "GET /health"), "{listener:?}: {asked:?}");
        app.act(Action::AllowAccess).await;
        let asked = asked_by(&app, &simulator).await;
        assert!(asked.iter().all(|request| request == "GET /health"), "{listener:?}, after consent: {asked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_over_the_port_of_a_running_service_is_told_nothing_more() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    app.until("home", |view| is(view, "home", "Connected")).await;
    app.desk.put_before(Listener::Stranger(Stranger::Program("nc".into())));
    app.until("a word about it", |view| {
        titles(view).iter().any(|title| title == "Another program answers on ZeroTier’s port")
    })
    .await;
    let before = simulator.hand().requests().len();
    let asked = asked_by(&app, &simulator).await.split_off(before);
    assert!(asked.iter().all(|request| request == "GET /health"), "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_for_a_stopped_service_is_told_the_key_only_on_a_persons_word() {
    let simulator = simulator(Scenario::Healthy).await;
    let desk = Desk::beside(&simulator);
    desk.finds(|finding| finding.running = Some(false));
    let app = App::start_on(desk);
    app.until("a word about it", |view| view.welcome.is_some()).await;
    let asked = asked_by(&app, &simulator).await;
    assert!(asked.iter().all(|request| request == "GET /health"), "{asked:?}");
    app.act(Action::TrustListener).await;
    app.until("home", |view| is(view, "home", "Connected")).await;
    soon("it is kept", async || app.desk.settings().trusted.map(drop)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_service_answers_nothing_shown_is_lost() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    let view = app.until("home", |view| is(view, "home", "Connected")).await;
    let before = rows(&view);
    for canned in Canned::ALL {
        let told = simulator.hand().requests().len();
        simulator.hand().answer_next_with(*canned);
        soon(&format!("it has met {canned:?}"), async || {
            app.act(Action::LookAgain).await;
            (simulator.hand().requests().len() > told + 1).then_some(())
        })
        .await;
        assert_eq!(app.view().networks.rows.len(), before.len(), "{canned:?}");
    }
    app.act(Action::LookAgain).await;
    app.until("well again", |view| !view.networks.stale && rows(view) == before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_folder_for_the_service_is_looked_in_at_once() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    app.until("home", |view| is(view, "home", "Connected")).await;
    app.act(Action::Go { place: Place::Settings { page: SettingsPage::Access } }).await;
    app.act(Action::UseServiceHome { folder: Some(" /elsewhere ".into()) }).await;
    let asked = || app.desk.deeds().contains(&Deed::FindService { home: Some("/elsewhere".into()) });
    soon("it is looked for there", async || asked().then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_two_requests_are_on_their_way() {
    let simulator = simulator(Scenario::Crowded).await;
    let app = App::start(&simulator);
    let view = app.until("a hundred networks", |view| view.networks.total >= 100).await;
    for row in view.networks.rows.iter().filter(|row| row.on).take(20) {
        app.act(Action::Configure { network: row.id, permission: Permission::Dns, on: true }).await;
    }
    app.act(Action::LookAgain).await;
    let told = || simulator.hand().requests().iter().filter(|request| request.starts_with("POST")).count();
    soon("all are told", async || (told() >= 20).then_some(())).await;
    assert!(simulator.hand().most_in_flight() <= 2, "{} at once", simulator.hand().most_in_flight());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_of_the_desktop_is_no_trouble() {
    let simulator = simulator(Scenario::Healthy).await;
    let app = App::start(&simulator);
    app.until("home", |view| is(view, "home", "Connected")).await;
    app.tell(Event::from(Answer::Saved(Ok(()))));
    app.act(Action::UndoForget).await;
    assert!(is(&app.view(), "home", "Connected"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_made_with_a_range_gives_its_maker_an_address() {
    let simulator = simulator(Scenario::FirstRun).await;
    let app = App::start(&simulator);
    app.act(Action::Go { place: Place::Administer { search: String::new() } }).await;
    let view = app.until("the own controller", |view| !view.administer.makers.is_empty()).await;
    let (maker, range) = (view.administer.makers[0].clone(), view.administer.ranges[0].target.clone());
    let (authority, range) = (maker.authority, Some(range));
    app.act(Action::CreateNetwork { authority, name: "fresh".into(), group: maker.group, range }).await;
    let made = |view: &View| view.administer.network.as_ref().filter(|network| network.name == "fresh").cloned();
    let view = app
        .until("its range", |view| {
            made(view).and_then(|network| network.form).is_some_and(|form| !form.sending && form.now.v4_assign)
        })
        .await;
    let network = made(&view).expect("it is there");
    assert_eq!(network.addressless, None);
    app.act(Action::Join { network: network.id }).await;
    app.act(Action::Go { place: Place::default() }).await;
    app.until("it waits", |view| view.networks.rows.iter().any(|row| row.allow.is_some())).await;
    app.act(Action::AllowThisDevice { network: network.id }).await;
    let view = app.until("an address", |view| view.networks.rows.iter().any(|row| row.address.is_some())).await;
    assert!(view.networks.rows[0].address.as_deref().is_some_and(|address| address.starts_with("10.147.20.")));
    app.act(Action::Go { place: Place::members(network.authority, network.id) }).await;
    let own = |view: &View| {
        let members = view.administer.network.as_ref()?.members.as_ref()?;
        members.rows.iter().find(|row| row.own && row.allowed).map(|row| row.away)
    };
    let view = app.until("this device among its members", |view| own(view).is_some()).await;
    assert_eq!(own(&view), Some(false), "it is here");
}

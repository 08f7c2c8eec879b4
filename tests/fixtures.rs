//! Views that the real model produces from the simulator's scenarios, as files for the page's gallery and its tests.
//! `cargo xtask types` runs this; it is no test by itself.

#[path = "fixtures/administering.rs"]
mod administering;
#[path = "fixtures/seldom.rs"]
mod seldom;
#[path = "fixtures/tokens.rs"]
mod tokens;

use std::{
    fs,
    path::PathBuf,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use companion::{
    administer::view::{form::FormView, members::MemberList},
    app::{event::Event, view::View},
    interface::{
        action::Action,
        administer::{MemberFilter, MemberSort},
        form::{PoolForm, RouteForm},
        glyph::Glyph,
        networks::Permission,
        place::{Place, SettingsPage},
        preference::{Density, Preference},
        tokens::{Entrusted, Issue, TokenDeed},
    },
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
    ports::{
        kept::KeptZeroPath,
        secrets::{FoundCredential, FoundKind, Source},
    },
    tokens::view::issued::{IssuedRow, IssuedView},
};
use companion::{desktop::Listener, kernel::words::PSEUDO};
use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{self, Desk},
};
use zerotier_api::{NetworkId, Stranger};

/// Names nobody would give, but whoever joins may: markup, a formula, a turned direction, a line end, nothing but blanks
/// between letters, and one without an end.
const HOSTILE: [&str; 6] = [
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "evil\u{202e}gpj.exe",
    "two\nlines\u{0}",
    "שלום עולם",
    "aVeryLongNameWithoutABlankThatGoesOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnAndOnUntilTheEndOfIt",
];

/// Where to, told by whoever runs this.
const FOLDER: &str = "PERIGEE_FIXTURES";

/// When all of this happens: whoever runs it, on whatever day, gets the same files.
const NOW_MS: i64 = 1_796_731_200_000;

/// Noon of 8 December 2026. It stands still, however long a fixture takes.
fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(NOW_MS.unsigned_abs())
}

/// The world's own time passes, as things have to happen in it; it begins a little before, so that what was four minutes
/// ago then is not yet four minutes and a bit less.
const BEGUN: Duration = Duration::from_secs(20);

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start_on(noon() - BEGUN, scenario, Pace::AsMeasured).await.expect("loopback")
}

/// A situation of the app, and the simulator it lives beside.
struct Stage {
    app: App,
    simulator: Simulator,
}

impl Stage {
    async fn set(scenario: Scenario) -> Self {
        Self::set_with(scenario, |_| ()).await
    }

    async fn set_with(scenario: Scenario, prepare: impl FnOnce(&Desk)) -> Self {
        let simulator = self::simulator(scenario).await;
        let desk = Desk::beside(&simulator);
        if scenario == Scenario::StaleToken {
            desk.keep(&simulator.stale_token());
        }
        prepare(&desk);
        let app = App::start_by(noon, desk);
        app.until("something", |view| view.welcome.is_some() || !view.networks.loading).await;
        Self { app, simulator }
    }

    async fn act(self, action: Action) -> Self {
        self.app.act(action).await;
        self
    }

    /// The view, without what belongs to this run.
    fn view(&self) -> String {
        let view: &View = &self.app.view();
        let text = serde_json::to_string_pretty(view).expect("a view is JSON");
        let home = self.simulator.home().display().to_string();
        let central = self.simulator.central_url();
        let text = text.replace(central.trim_start_matches("http://"), "central.example");
        let text = with_usual_port(&text.replace(&home, "/var/lib/zerotier-one"), self.simulator.port());
        // Which of two reads comes last is chance.
        let text = text.replace("GET /network/17d395d8cb43a800: status", "GET /network: status");
        let text = text.replace("GET /network: status", "GET /network/17d395d8cb43a800/member: status");
        text + "\n"
    }

    /// The same with the accounts of the scenario, its networks shown.
    async fn administering(scenario: Scenario) -> Self {
        let simulator = self::simulator(scenario).await;
        let desk = Desk::beside(&simulator);
        let legacy = format!("{}/api/v1", simulator.central_url());
        if scenario != Scenario::Controller && scenario != Scenario::CentralNew {
            desk.sign_in(1, AuthorityKind::Legacy, &legacy, &simulator.legacy_token());
        }
        if scenario == Scenario::CentralNew {
            desk.sign_in(2, AuthorityKind::New, &simulator.central_url(), &simulator.new_key());
        }
        let app = App::start_by(noon, desk);
        app.until("the service", |view| view.me.is_some() && !view.networks.loading).await;
        app.act(Action::Go { place: Place::Administer { search: String::new() } }).await;
        app.until("authorities", |view| {
            let sections = &view.administer.sections;
            let mut rows = sections.iter().flat_map(|section| &section.rows);
            // Who waits is read network by network; only a long list is not.
            let counted = scenario == Scenario::Crowd || rows.all(|row| row.glyph != Glyph::Off);
            !sections.is_empty() && sections.iter().all(|section| !section.loading) && counted
        })
        .await;
        Self { app, simulator }
    }

    /// One of their networks, opened and read.
    async fn opened(self, network: &str, number: u32) -> Self {
        let network = id(network);
        let authority = if number == 0 { AuthorityId::own() } else { AuthorityId::account(number) };
        self.app.act(Action::Go { place: Place::members(authority, network) }).await;
        self.app.until("members", |view| list(view).is_some_and(|list| !list.rows.is_empty())).await;
        self
    }

    /// Its settings, read.
    async fn with_settings(self, network: &str, number: u32) -> Self {
        let (authority, network) = (AuthorityId::account(number), id(network));
        self.app.act(Action::Go { place: Place::NetworkSettings { authority, network } }).await;
        self.app.until("settings", |view| form(view).is_some()).await;
        self
    }
}

fn list(view: &View) -> Option<&MemberList> {
    view.administer.network.as_ref()?.members.as_ref()
}

fn form(view: &View) -> Option<&FormView> {
    view.administer.network.as_ref()?.form.as_ref()
}

/// The same digits within a longer number are no port.
fn with_usual_port(text: &str, port: u16) -> String {
    let port = port.to_string();
    let mut usual = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(&port) {
        let (before, after) = (&rest[..at], &rest[at + port.len()..]);
        let stands_alone =
            !before.ends_with(|c: char| c.is_alphanumeric()) && !after.starts_with(|c: char| c.is_alphanumeric());
        usual += before;
        usual += if stands_alone { "9993" } else { &port };
        rest = after;
    }
    usual + rest
}

fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

fn network(id: &str) -> Action {
    let selected = Some(self::id(id));
    Action::Go { place: Place::Networks { search: String::new(), selected, from: 0 } }
}

fn searched(text: &str) -> Action {
    Action::Go { place: Place::Networks { search: text.into(), selected: None, from: 0 } }
}

fn settings(page: SettingsPage) -> Action {
    Action::Go { place: Place::Settings { page } }
}

fn prefer(preference: Preference) -> Action {
    Action::Prefer { preference }
}

/// Scenarios of somebody who administers networks.
const ADMINISTERED: [Scenario; 7] = [
    Scenario::CentralLegacy,
    Scenario::CentralNew,
    Scenario::Controller,
    Scenario::Crowd,
    Scenario::RateLimited,
    Scenario::CentralDown,
    Scenario::ReadOnlyUser,
];

const HOME: &str = "17d395d8cb43a800";
const LAB: &str = "a09acf0233e4b070";
const OFFICE: &str = "b6079f73c697cc41";

/// A network that is off, as a person who works for a while has one.
fn remember_studio(desk: &Desk) {
    desk.remember(id("9c41e07f2d18b350"), "studio");
}

async fn healthy() -> Stage {
    Stage::set_with(Scenario::Healthy, remember_studio).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes files; run by `cargo xtask types`"]
async fn export_fixtures() {
    let folder = PathBuf::from(std::env::var_os(FOLDER).expect("a folder to write to"));
    let write = |name: &str, stage: &Stage| {
        fs::write(folder.join(format!("{name}.json")), stage.view()).expect("the folder can be written to");
    };
    for scenario in Scenario::ALL {
        let stage = if ADMINISTERED.contains(scenario) {
            Stage::administering(*scenario).await
        } else {
            Stage::set(*scenario).await
        };
        write(&scenario.to_string(), &stage);
    }
    administering::administer(&write).await;
    tokens::tokens(&write).await;
    tokens::issuing(&write).await;
    seldom::seldom(&write).await;
    write("networks", &healthy().await);
    write("network", &healthy().await.act(network(HOME)).await);
    write("network-sign-in", &healthy().await.act(network(OFFICE)).await);
    let withdrawn = Stage::set_with(Scenario::Healthy, |desk| desk.remember(id(LAB), "lab")).await;
    write("network-withdrawn", &withdrawn.act(network(LAB)).await);
    write("network-off", &healthy().await.act(network("9c41e07f2d18b350")).await);
    write("network-hostile", &Stage::set(Scenario::HostileNames).await.act(network("d5e04297a1000006")).await);
    write("search", &healthy().await.act(searched("10.147")).await);
    write("search-id", &healthy().await.act(searched("c07e51a98fd2643b")).await);
    write("search-nothing", &healthy().await.act(searched("nothing of the kind")).await);
    let crowd = Stage::set(Scenario::Crowded).await;
    crowd.app.until("all of them", |view| view.networks.total >= 100).await;
    let from = Place::Networks { search: String::new(), selected: None, from: 40 };
    write("crowded-below", &crowd.act(Action::Go { place: from }).await);
    write("compact", &healthy().await.act(prefer(Preference::Density { value: Density::Compact })).await);
    let understand = |text: &str| Action::Understand { text: text.into() };
    let asked = |stage: Stage| async {
        stage.app.tell(Event::Link { text: "perigee://join/c07e51a98fd2643b".into() });
        stage.app.until("the join field", |view| view.join.asked > 0).await;
        stage
    };
    write("join", &asked(healthy().await).await);
    write("join-wrong", &asked(healthy().await).await.act(understand("17d3 95d8 xb43 a800")).await);
    write("join-again", &asked(healthy().await).await.act(understand(HOME)).await);
    for (name, page) in [
        ("settings-general", SettingsPage::General),
        ("settings-access", SettingsPage::Access),
        ("settings-about", SettingsPage::About),
    ] {
        let stage = healthy().await.act(Action::SaveProfile { name: "Home".into() }).await;
        write(name, &stage.act(settings(page)).await);
    }
    let find = |text: &str| Action::Find { text: Some(text.into()) };
    write("palette", &healthy().await.act(find("")).await);
    write("palette-typed", &healthy().await.act(find("home")).await);
    write("palette-nothing", &healthy().await.act(find("no such thing")).await);
    write("forgotten", &healthy().await.act(Action::Forget { network: id("9c41e07f2d18b350") }).await);

    let lost = healthy().await;
    lost.simulator.hand().stop().await;
    lost.app.act(Action::LookAgain).await;
    lost.app.until("stale", |view| view.networks.stale).await;
    write("stopped-while-open", &lost);
    write("stopped-network", &lost.act(network(HOME)).await);

    let refused = Stage::set(Scenario::NoAccess).await;
    refused.app.desk.refuse(true);
    refused.app.act(Action::AllowAccess).await;
    refused.app.until("declined", |view| !view.notices.is_empty()).await;
    write("no-access-declined", &refused);

    let unasked = Stage::set(Scenario::NoAccess).await;
    unasked.app.desk.ask_nobody();
    unasked.app.act(Action::AllowAccess).await;
    unasked.app.until("nobody to ask", |view| !view.notices.is_empty()).await;
    unasked.app.entrust(Entrusted { renew: Some(CredentialId::Service), ..desk::typed("another") }).await;
    let refused = |view: &View| view.welcome.as_ref()?.paste.as_ref()?.fault.clone();
    unasked.app.until("a refusal", |view| refused(view).is_some()).await;
    write("no-access-paste", &unasked);

    let stranger = Listener::Stranger(Stranger::Program("<b>nc</b>".into()));
    write("stranger", &Stage::set_with(Scenario::Healthy, |desk| desk.put_before(stranger)).await);
    let stopped = |desk: &Desk| desk.finds(|finding| finding.running = Some(false));
    write("stranger-stopped", &Stage::set_with(Scenario::Healthy, stopped).await);
    write("unproven", &Stage::set_with(Scenario::Healthy, |desk| desk.put_before(Listener::Unknown)).await);

    let unmade = healthy().await;
    unmade.simulator.hand().set_adapters(false);
    unmade.app.act(Action::Connect { network: id("9c41e07f2d18b350") }).await;
    unmade.app.until("a refusal", |view| view.notices.iter().any(|notice| notice.key.contains("oining"))).await;
    unmade.app.until("the end of it", |view| !view.networks.rows.iter().any(|row| row.busy)).await;
    write("join-refused", &unmade);

    let busy = healthy().await;
    busy.simulator.hand().hang(true);
    busy.app.act(network(HOME)).await;
    busy.app.act(Action::Configure { network: id(HOME), permission: Permission::Dns, on: true }).await;
    busy.app.act(Action::Disconnect { network: id(LAB) }).await;
    write("busy", &busy);

    let pseudo = prefer(Preference::Language { value: Some(PSEUDO.into()) });
    write("pseudo-networks", &healthy().await.act(pseudo.clone()).await.act(network(HOME)).await);
    write("pseudo-settings", &healthy().await.act(pseudo.clone()).await.act(settings(SettingsPage::General)).await);
    write("pseudo-welcome", &Stage::set(Scenario::NoAccess).await.act(pseudo).await);
}

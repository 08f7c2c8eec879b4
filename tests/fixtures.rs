//! Views that the real model produces from the simulator's scenarios, as files for the page's gallery and its tests.
//! `cargo xtask types` runs this; it is no test by itself.

use std::{fs, path::PathBuf};

use companion::model::{
    Action, Permission, Place, SettingsPage, View,
    event::Event,
    settings::{Density, Preference},
};
use companion::words::PSEUDO;
use simulator::{Pace, Scenario, Simulator};
use whole_system::desk::{App, Desk};
use zerotier_api::NetworkId;

/// Where to, told by whoever runs this.
const FOLDER: &str = "PERIGEE_FIXTURES";

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
        let simulator = Simulator::start(scenario, Pace::AsMeasured).await.expect("loopback");
        let desk = Desk::beside(&simulator);
        if scenario == Scenario::StaleToken {
            desk.keep(&simulator.stale_token());
        }
        prepare(&desk);
        let app = App::start_on(desk);
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
        text.replace(&home, "/var/lib/zerotier-one").replace(&self.simulator.port().to_string(), "9993") + "\n"
    }
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
        write(&scenario.to_string(), &Stage::set(*scenario).await);
    }
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

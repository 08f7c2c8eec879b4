//! Connecting an account by an address as people write it, over real HTTP.

use companion::{app::view::View, interface::tokens::Entrusted, kernel::ids::AuthorityKind};
use simulator::{Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{plain, typed},
};

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

fn entrusted(kind: Option<AuthorityKind>, base: String, token: &str) -> Entrusted {
    Entrusted { kind, base, ..typed(token) }
}

fn rows(view: &View) -> usize {
    view.administer.sections.iter().map(|section| section.rows.len()).sum()
}

async fn connects(simulator: &Simulator, entrusted: Entrusted) {
    let app = App::start(simulator);
    let base = entrusted.base.clone();
    app.entrust(entrusted).await;
    app.until(&base, |view| rows(view) == 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_found_at_its_address_as_people_write_it() {
    let central = simulator(Scenario::CentralNew).await;
    for ending in ["/api/v2", "/api/v2/", "/", ""] {
        for kind in [Some(AuthorityKind::New), None] {
            let base = format!("{}{ending}", central.central_url());
            connects(&central, entrusted(kind, base, &central.new_key())).await;
        }
    }
    let central = simulator(Scenario::CentralLegacy).await;
    for ending in ["", "/", "/api/v1/", "/api/v1/network"] {
        let base = format!("{}{ending}", central.central_url());
        connects(&central, entrusted(Some(AuthorityKind::Legacy), base, &central.legacy_token())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_address_is_not_something_that_is_gone() {
    let central = simulator(Scenario::CentralLegacy).await;
    let app = App::start(&central);
    let base = format!("{}/elsewhere", central.central_url());
    app.entrust(entrusted(Some(AuthorityKind::New), base.clone(), &central.new_key())).await;
    let view = app.until("a refusal", |view| view.administer.adding.as_ref().is_some_and(|it| it.said.is_some())).await;
    let adding = view.administer.adding.clone().expect("the dialog");
    let said = plain(&adding.said.expect("a sentence"));
    assert_eq!(said, format!("Nothing at {base} answers as this kind of account does. Is the address right?"));
    assert!(adding.details.is_some() && adding.can_keep);
}

//! What a controller without lists is asked for one by one, without a window: it is shown as it comes.

use companion::{
    app::view::View,
    interface::{action::Action, place::Place},
    kernel::ids::AuthorityId,
    ports::kept::KeptAuthority,
};
use simulator::{Hand, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{Desk, plain},
};
use zerotier_api::NetworkId;

/// An app whose service has a controller of an old build, with so many networks and members in the first of them.
struct Old {
    app: App,
    first: NetworkId,
    hand: Hand,
    _simulator: Simulator,
}

impl Old {
    async fn start(networks: u64, members: u64, answers: usize) -> Self {
        let simulator = Simulator::start(Scenario::Healthy, Pace::Fast).await.expect("loopback");
        let hand = simulator.hand();
        let first = hand.age_controller(networks, members).expect("a network");
        hand.let_controller_answer_for(answers);
        let desk = Desk::beside(&simulator);
        desk.change(|settings| {
            settings.authorities.insert(AuthorityId::own(), KeptAuthority::default());
        });
        Self { app: App::start_on(desk), first, hand, _simulator: simulator }
    }
}

const SO_FAR: &str = "32 so far; more are being asked for";

#[tokio::test(flavor = "multi_thread")]
async fn networks_of_a_controller_without_lists_are_there_before_its_last_answer() {
    let old = Old::start(100, 0, 40).await;
    old.app.act(Action::Go { place: Place::Administer { search: String::new() } }).await;
    let shown = |view: &View| {
        let section = view.administer.sections.first();
        section.map(|section| (section.rows.len(), plain(&section.pending))).unwrap_or_default()
    };
    let view = old.app.until("the first networks", |view| shown(view).0 > 0).await;
    assert_eq!(shown(&view), (32, SO_FAR.into()));
    old.hand.let_controller_go_on();
    old.app.until("all networks", |view| shown(view) == (100, String::new())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_of_a_controller_without_lists_are_there_before_its_last_answer() {
    // One answer is the network's own.
    let old = Old::start(1, 100, 1 + 40).await;
    old.app.act(Action::Go { place: Place::members(AuthorityId::own(), old.first) }).await;
    let shown = |view: &View| {
        let list = view.administer.network.as_ref().and_then(|network| network.members.as_ref());
        list.map(|list| (list.total, plain(&list.pending)))
    };
    let view = old.app.until("the first members", |view| shown(view).is_some()).await;
    assert_eq!(shown(&view), Some((32, SO_FAR.into())));
    old.hand.let_controller_go_on();
    old.app.until("all members", |view| shown(view) == Some((100, String::new()))).await;
}

//! What an administrator does, without a window: driver, model and clients against both Centrals and the controller.

use companion::{
    app::view::View,
    interface::{
        action::Action,
        administer::{MemberDeed, MemberEdit, MemberFilter, MemberSort},
        place::Place,
        tokens::Entrusted,
    },
    kernel::ids::{AuthorityId, AuthorityKind, Slot},
};
use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{Desk, plain, typed},
    desktop::soon,
};
use zerotier_api::{NetworkId, NodeAddress, Secret};

const HOME: &str = "17d395d8cb43a800";
const LAB: &str = "a09acf0233e4b070";

async fn simulator(scenario: Scenario) -> Simulator {
    Simulator::start(scenario, Pace::Fast).await.expect("loopback")
}

fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

fn node(text: &str) -> NodeAddress {
    text.parse().expect("an address")
}

fn legacy_base(simulator: &Simulator) -> String {
    format!("{}/api/v1", simulator.central_url())
}

fn entrusted(kind: Option<AuthorityKind>, base: String, token: &str) -> Entrusted {
    Entrusted { kind, base, ..typed(token) }
}

/// An app with the legacy account of this scenario, signed in earlier.
async fn signed_in(scenario: Scenario) -> (Simulator, App, AuthorityId) {
    let simulator = simulator(scenario).await;
    let desk = Desk::beside(&simulator);
    let account = desk.sign_in(1, AuthorityKind::Legacy, &legacy_base(&simulator), &simulator.legacy_token());
    let app = App::start_on(desk);
    (simulator, app, account)
}

fn administer() -> Action {
    Action::Go { place: Place::Administer { search: String::new() } }
}

fn members(authority: &AuthorityId, network: &str) -> Action {
    Action::Go { place: Place::members(authority.clone(), id(network)) }
}

fn headings(view: &View) -> Vec<String> {
    view.administer.sections.iter().map(|section| plain(&section.title)).collect()
}

fn names(view: &View) -> Vec<String> {
    let rows = view.administer.sections.iter().flat_map(|section| &section.rows);
    rows.map(|row| format!("{}: {}", row.name, plain(&row.state))).collect()
}

fn list(view: &View) -> Option<Vec<String>> {
    let members = view.administer.network.as_ref()?.members.as_ref()?;
    Some(members.rows.iter().map(|row| row.title.clone()).collect())
}

fn allow_this(view: &View) -> Option<Action> {
    let remedies = view.notices.iter().flat_map(|notice| &notice.remedies);
    remedies.map(|remedy| remedy.action.clone()).find(|action| matches!(action, Action::AllowThisDevice { .. }))
}

fn state_of(view: &View, network: &str) -> Option<String> {
    view.networks.rows.iter().find(|row| row.id == id(network)).map(|row| row.state.clone())
}

/// A network is joined, waits, the device is let in from here, and the network connects.
async fn joined_and_allowed_from_here(app: &App, network: &str) {
    app.act(Action::Go { place: Place::default() }).await;
    app.until("it is known", |view| state_of(view, network).is_some()).await;
    app.act(Action::Forget { network: id(network) }).await;
    app.until("it is left", |view| state_of(view, network).is_none()).await;
    app.act(Action::Join { network: id(network) }).await;
    let view = app.until("a way to allow it", |view| allow_this(view).is_some()).await;
    let row = view.networks.rows.iter().find(|row| row.id == id(network)).expect("a row");
    assert_eq!(row.state, "Waiting for approval");
    assert_eq!(row.allow.as_ref().map(|remedy| remedy.label.as_str()), Some("Allow this device"));
    app.act(allow_this(&view).expect("it was there")).await;
    app.until("connected", |view| state_of(view, network).as_deref() == Some("Connected")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_account_is_found_out_and_lets_this_device_in() {
    let simulator = simulator(Scenario::CentralLegacy).await;
    let app = App::start(&simulator);
    app.until("lab", |view| state_of(view, LAB).as_deref() == Some("Waiting for approval")).await;
    assert!(allow_this(&app.view()).is_none(), "nobody here administers it yet");
    app.entrust(entrusted(None, legacy_base(&simulator), &format!(" {}\n", simulator.legacy_token()))).await;
    let view = app.until("its networks", |view| names(view).len() == 3).await;
    assert!(headings(&view)[0].starts_with("ZeroTier Central (legacy)"), "{:?}", headings(&view));
    let kept = app.desk.secrets();
    assert_eq!(
        kept.get(&(AuthorityId::account(1).into(), Slot::Current)),
        Some(&Secret::new(&simulator.legacy_token()))
    );
    joined_and_allowed_from_here(&app, LAB).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_central_key_is_found_out_and_lets_this_device_in() {
    let simulator = simulator(Scenario::CentralNew).await;
    let app = App::start(&simulator);
    app.entrust(entrusted(None, simulator.central_url(), &simulator.new_key())).await;
    let view = app.until("its networks", |view| names(view).len() == 3).await;
    assert_eq!(headings(&view), ["New Central, organisation “harbour”"]);
    joined_and_allowed_from_here(&app, LAB).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machines_own_controller_appears_by_itself_and_lets_this_device_in() {
    let simulator = simulator(Scenario::Controller).await;
    let app = App::start(&simulator);
    app.until("its own network", |view| state_of(view, "8f2c1a9b3d000001").is_some()).await;
    app.act(administer()).await;
    let view = app.until("its networks", |view| names(view).len() == 2).await;
    assert_eq!(headings(&view), ["This computer’s controller"]);
    joined_and_allowed_from_here(&app, "8f2c1a9b3d000001").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_controller_elsewhere_is_added_by_its_address_and_token() {
    let (here, elsewhere) = (simulator(Scenario::CentralLegacy).await, simulator(Scenario::Controller).await);
    let app = App::start(&here);
    let base = format!("http://127.0.0.1:{}", elsewhere.port());
    app.entrust(entrusted(Some(AuthorityKind::Controller), base, &elsewhere.token())).await;
    let view = app.until("its networks", |view| names(view).len() == 2).await;
    assert!(headings(&view)[0].starts_with("Controller "), "{:?}", headings(&view));
    app.act(members(&AuthorityId::account(1), "8f2c1a9b3d000001")).await;
    app.until("its members", |view| list(view).is_some_and(|list| !list.is_empty())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_wait_come_first_and_are_allowed_with_one_press() {
    let (simulator, app, account) = signed_in(Scenario::CentralLegacy).await;
    app.act(administer()).await;
    app.until("who waits", |view| names(view).contains(&"home: 2 waiting".into())).await;
    app.act(members(&account, HOME)).await;
    let view = app.until("members", |view| list(view).is_some()).await;
    assert_eq!(list(&view).expect("members")[0], "spare-laptop");
    let spare =
        view.administer.network.as_ref().and_then(|network| network.members.as_ref()).expect("members").rows[0].node;
    app.act(Action::DoWith {
        authority: account.clone(),
        network: id(HOME),
        members: vec![spare],
        deed: MemberDeed::Allow,
    })
    .await;
    app.until("it is allowed", |view| {
        let members = view.administer.network.as_ref().and_then(|network| network.members.as_ref());
        members.is_some_and(|members| members.rows.iter().any(|row| row.node == spare && row.allowed && !row.busy))
    })
    .await;
    assert_eq!(simulator.hand().central().is_allowed(id(HOME), spare), Some(true));
    app.act(Action::DoWith { authority: account, network: id(HOME), members: vec![spare], deed: MemberDeed::Remove })
        .await;
    app.until("gone", |view| list(view).is_some_and(|list| !list.contains(&"spare-laptop".into()))).await;
    assert_eq!(simulator.hand().central().is_allowed(id(HOME), spare), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_are_allowed_within_the_rate_limit() {
    let (simulator, app, account) = signed_in(Scenario::RateLimited).await;
    let central = simulator.hand().central();
    central.limit(Some(100));
    let network = central.networks()[0];
    app.act(Action::Go {
        place: Place::Members {
            authority: account.clone(),
            network,
            filter: MemberFilter::Waiting,
            search: String::new(),
            sort: MemberSort::Name,
            from: 0,
            selected: None,
        },
    })
    .await;
    let waiting = |view: &View| view.administer.network.as_ref().and_then(|n| n.members.as_ref()).map(|m| m.matching);
    app.until("those who wait", |view| waiting(view).is_some_and(|count| count >= 200)).await;
    app.act(Action::MarkAll { on: true }).await;
    app.act(Action::DoWithMarked { deed: MemberDeed::Allow }).await;
    let view = app.until("nobody waits", |view| waiting(view) == Some(0)).await;
    assert!(view.notices.is_empty(), "{:?}", view.notices);
    assert!(central.most_in_flight() <= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_removed_while_its_list_is_open_leaves_nothing_behind() {
    let (simulator, app, account) = signed_in(Scenario::CentralLegacy).await;
    app.act(members(&account, HOME)).await;
    app.until("members", |view| list(view).is_some()).await;
    app.act(Action::RemoveAuthority { authority: account }).await;
    let view = app.until("the overview", |view| matches!(view.place, Place::Administer { .. })).await;
    assert!(headings(&view).is_empty());
    soon("the token to be dropped", async || app.desk.secrets().is_empty().then_some(())).await;
    let before = simulator.hand().central().requests().len();
    app.act(administer()).await;
    app.act(Action::LookAgain).await;
    assert_eq!(simulator.hand().central().requests().len(), before, "nobody is asked with a token that was given up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_revoked_mid_way_stops_everything_that_was_still_to_go_out() {
    let (simulator, app, account) = signed_in(Scenario::RateLimited).await;
    let central = simulator.hand().central();
    central.limit(Some(100));
    let network = central.networks()[0];
    app.act(Action::Go { place: Place::members(account.clone(), network) }).await;
    app.until("members", |view| list(view).is_some()).await;
    app.act(Action::MarkAll { on: true }).await;
    app.act(Action::DoWithMarked { deed: MemberDeed::Allow }).await;
    central.revoke(&simulator.legacy_token());
    let view = app.until("what went wrong", |view| !view.notices.is_empty()).await;
    assert!(plain(&view.notices[0].title).contains("couldn’t be allowed"), "{:?}", view.notices);
    let shown = view.administer.network.as_ref().and_then(|network| network.notice.as_ref()).expect("a notice");
    assert!(plain(&shown.title).contains("doesn’t accept the token"));
    assert!(matches!(shown.remedies[0].action, Action::AskAccount { open: true, renew: Some(_) }));
    let sent = central.requests().iter().filter(|request| request.starts_with("POST")).count();
    assert!(sent < 100, "{sent} went out with a token that no longer fits");
    // A new token for the same account, and all is well.
    let other = entrusted(Some(AuthorityKind::Legacy), legacy_base(&simulator), "not-this-one-either");
    app.entrust(Entrusted { renew: Some(account.into()), ..other }).await;
    let view =
        app.until("refused", |view| view.administer.adding.as_ref().is_some_and(|adding| adding.said.is_some())).await;
    assert!(
        view.administer
            .adding
            .as_ref()
            .and_then(|adding| adding.said.as_deref())
            .is_some_and(|said| plain(said).contains("doesn’t know this token"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_central_that_is_down_keeps_its_last_list_and_says_how_old_it_is() {
    let (simulator, app, _) = signed_in(Scenario::CentralLegacy).await;
    app.act(administer()).await;
    app.until("its networks", |view| names(view).len() == 3).await;
    simulator.hand().central().set_down(true);
    let account = AuthorityId::account(1);
    app.act(Action::ReadAuthority { authority: account.clone() }).await;
    let view = app.until("a notice", |view| view.administer.sections[0].notice.is_some()).await;
    assert_eq!(names(&view).len(), 3, "the last list stays");
    assert_eq!(view.administer.sections[0].as_of.as_deref().map(plain).as_deref(), Some("As of a moment ago"));
    simulator.hand().central().set_down(false);
    app.act(Action::ReadAuthority { authority: account }).await;
    app.until("well again", |view| view.administer.sections[0].notice.is_none()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_answers_are_said_and_never_taken_for_an_empty_list() {
    for canned in [Canned::Html, Canned::BrokenEmpty, Canned::NotJson, Canned::AnotherShape, Canned::Bytes(70_000_000)]
    {
        let (simulator, app, account) = signed_in(Scenario::CentralLegacy).await;
        app.act(members(&account, HOME)).await;
        app.until("members", |view| list(view).is_some_and(|list| list.len() > 5)).await;
        for _ in 0..8 {
            simulator.hand().central().answer_next_with(canned);
        }
        app.act(Action::ReadAuthority { authority: account }).await;
        let view = app
            .until("a notice", |view| view.administer.network.as_ref().is_some_and(|network| network.notice.is_some()))
            .await;
        assert!(list(&view).is_some_and(|list| list.len() > 5), "{canned:?} took the list away");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_renamed_given_addresses_and_added_before_it_asks() {
    let (simulator, app, account) = signed_in(Scenario::CentralLegacy).await;
    let central = simulator.hand().central();
    app.act(members(&account, HOME)).await;
    let view = app.until("members", |view| list(view).is_some_and(|list| list.contains(&"nas".into()))).await;
    let rows = &view.administer.network.as_ref().and_then(|network| network.members.as_ref()).expect("members").rows;
    let nas = rows.iter().find(|row| row.name == "nas").expect("nas").node;
    let change = |edit| Action::ChangeMember { authority: account.clone(), network: id(HOME), member: nas, edit };
    app.act(change(MemberEdit::Name { text: "=nas\n2".into() })).await;
    app.until("its name", |view| list(view).is_some_and(|list| list.contains(&"=nas 2".into()))).await;
    assert_eq!(central.name_of(id(HOME), nas).as_deref(), Some("=nas 2"));
    app.act(change(MemberEdit::AddAddress { address: "10.147.17.199".into() })).await;
    app.until("its address", |view| {
        let rows = view.administer.network.as_ref().and_then(|network| network.members.as_ref());
        rows.is_some_and(|rows| rows.rows.iter().any(|row| row.node == nas && row.more > 1))
    })
    .await;
    assert!(central.addresses_of(id(HOME), nas).contains(&"10.147.17.199".into()));
    let new = node("0123456789");
    app.act(Action::AddMember { authority: account.clone(), network: id(HOME), member: new, name: "printer".into() })
        .await;
    app.until("the printer", |view| list(view).is_some_and(|list| list.contains(&"printer".into()))).await;
    assert_eq!(central.is_allowed(id(HOME), new), Some(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_is_made_changed_and_deleted() {
    for kind in [AuthorityKind::Legacy, AuthorityKind::New, AuthorityKind::Controller] {
        let scenario = match kind {
            AuthorityKind::Legacy => Scenario::CentralLegacy,
            AuthorityKind::New => Scenario::CentralNew,
            AuthorityKind::Controller => Scenario::Controller,
        };
        let simulator = simulator(scenario).await;
        let desk = Desk::beside(&simulator);
        match kind {
            AuthorityKind::Legacy => {
                desk.sign_in(1, kind, &legacy_base(&simulator), &simulator.legacy_token());
            }
            AuthorityKind::New => {
                desk.sign_in(1, kind, &simulator.central_url(), &simulator.new_key());
            }
            AuthorityKind::Controller => {}
        }
        let app = App::start_on(desk);
        // What the joined networks route is not offered: read later, it would take the range away that is chosen here.
        app.until("its networks", |view| view.me.is_some() && !view.networks.loading).await;
        app.act(administer()).await;
        let view = app
            .until("a place to make one", |view| {
                view.administer
                    .makers
                    .iter()
                    .any(|maker| maker.authority.is_own() == (kind == AuthorityKind::Controller))
                    && !names(view).is_empty()
            })
            .await;
        let maker = view
            .administer
            .makers
            .iter()
            .find(|maker| maker.authority.is_own() == (kind == AuthorityKind::Controller))
            .expect("it was there")
            .clone();
        let authority = maker.authority.clone();
        app.act(Action::CreateNetwork {
            authority: authority.clone(),
            name: "fresh".into(),
            group: maker.group,
            range: None,
        })
        .await;
        let form = |view: &View| view.administer.network.as_ref().and_then(|network| network.form.clone());
        let view = app.until("its settings", |view| form(view).is_some_and(|form| form.form.name == "fresh")).await;
        let network = view.administer.network.as_ref().expect("a network").id;
        let range = form(&view).expect("a form").ranges[0].target.clone();
        app.act(Action::TakeRange { authority: authority.clone(), network, target: range.clone() }).await;
        let mut edited = form(&app.view()).expect("a form").form;
        edited.mtu = "1400".into();
        app.act(Action::Draft { authority: authority.clone(), network, form: Box::new(edited) }).await;
        assert!(form(&app.view()).is_some_and(|form| form.ready), "{:?}", form(&app.view()));
        app.act(Action::SendDraft { authority: authority.clone(), network }).await;
        let view =
            app.until("sent", |view| form(view).is_some_and(|form| !form.sending && form.now.mtu == "1400")).await;
        let form = form(&view).expect("a form");
        assert_eq!(form.answer, None, "{kind:?}");
        assert_eq!(form.now.routes[0].target, range);
        assert!(form.changes.is_empty());
        app.act(Action::DeleteNetwork { authority, network }).await;
        let view = app.until("the overview", |view| matches!(view.place, Place::Administer { .. })).await;
        assert!(view.notices.is_empty(), "{:?}", view.notices);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_may_only_read_sees_why_nothing_can_be_changed() {
    let (simulator, app, account) = signed_in(Scenario::ReadOnlyUser).await;
    let network = simulator.hand().central().networks()[0];
    app.act(Action::Go { place: Place::members(account, network) }).await;
    let view = app.until("members", |view| list(view).is_some()).await;
    let shown = view.administer.network.as_ref().expect("a network");
    assert!(shown.read_only.is_some());
    assert!(shown.members.as_ref().is_some_and(|members| !members.may_write));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_before_somebody_looks_or_watches() {
    let (simulator, app, account) = signed_in(Scenario::CentralLegacy).await;
    app.until("home", |view| state_of(view, HOME).as_deref() == Some("Connected")).await;
    assert!(simulator.hand().central().requests().is_empty());
    app.act(Action::Watch { authority: account, network: id(HOME), on: true }).await;
    app.until("who waits", |view| view.administer.waiting == 2).await;
}

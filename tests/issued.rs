//! Tokens that authorities have issued, without a window: listed, made for other programs, renamed, revoked; service
//! accounts made, edited and deleted; and what is said where a plan or a key does not allow it.

use companion::{
    app::view::View,
    interface::{
        action::Action,
        place::Place,
        tokens::{Issue, TokenDeed},
    },
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
    ports::effect::Deed,
    tokens::view::{
        issued::{HolderView, IssuedRow, IssuedView},
        issuing::IssuingStage,
    },
};
use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{Desk, plain},
    desktop::soon,
};

fn account() -> AuthorityId {
    AuthorityId::account(1)
}

fn here() -> Action {
    Action::Go { place: Place::Tokens { search: String::new(), selected: None } }
}

fn deed(deed: TokenDeed) -> Action {
    Action::DoWithTokens { authority: account(), deed }
}

fn ask(issue: Issue) -> Action {
    Action::AskIssue { authority: account(), issue }
}

fn issued(view: &View) -> Vec<&IssuedView> {
    view.tokens.groups.iter().flat_map(|group| &group.issued).collect()
}

fn holders(view: &View) -> Vec<&HolderView> {
    issued(view).into_iter().flat_map(|issued| &issued.holders).collect()
}

fn rows(view: &View) -> Vec<&IssuedRow> {
    holders(view).into_iter().flat_map(|holder| &holder.tokens).collect()
}

fn names(view: &View) -> Vec<&str> {
    rows(view).into_iter().map(|row| row.name.as_str()).collect()
}

fn said(view: &View) -> Option<&str> {
    view.tokens.issuing.as_ref()?.said.as_deref()
}

fn stage(view: &View) -> Option<IssuingStage> {
    view.tokens.issuing.as_ref().map(|dialog| dialog.stage)
}

/// An app with an account at this Central, among its tokens.
async fn among_tokens(kind: AuthorityKind) -> (Simulator, App) {
    let scenario = if kind == AuthorityKind::New { Scenario::CentralNew } else { Scenario::CentralLegacy };
    let simulator = Simulator::start(scenario, Pace::Fast).await.expect("loopback");
    let desk = Desk::beside(&simulator);
    let (base, token) = match kind {
        AuthorityKind::New => (simulator.central_url(), simulator.new_key()),
        _ => (format!("{}/api/v1", simulator.central_url()), simulator.legacy_token()),
    };
    desk.sign_in(1, kind, &base, &token);
    let app = App::start_on(desk);
    app.until("the service", |view| view.me.is_some()).await;
    app.act(here()).await;
    app.until("what is out", |view| !rows(view).is_empty()).await;
    (simulator, app)
}

fn made(app: &App) -> Option<String> {
    let entry = (CredentialId::from(account()), Slot::Made);
    app.desk.secrets().get(&entry).map(|secret| secret.expose_secret().to_owned())
}

fn holder_of(app: &App, token: &str) -> String {
    let view = app.view();
    let holder = holders(&view).into_iter().find(|holder| holder.tokens.iter().any(|row| row.name == token));
    holder.expect("a holder").id.clone()
}

fn id_of(app: &App, token: &str) -> String {
    let view = app.view();
    let row = rows(&view).into_iter().find(|row| row.name == token).expect("a row");
    row.id.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_another_program_is_made_copied_once_and_revoked() {
    let (simulator, app) = among_tokens(AuthorityKind::Legacy).await;
    let central = simulator.hand().central();
    assert_eq!(names(&app.view()), ["inventory script", "perigee on studio-desk"]);
    let holder = holder_of(&app, "inventory script");
    app.act(ask(Issue::Token { holder: holder.clone() })).await;
    let make = |name: &str| deed(TokenDeed::Make { holder: holder.clone(), name: name.into(), day: String::new() });
    for (name, wrong) in [("", "It needs a name."), ("inventory script", "Another one has this name.")] {
        app.act(make(name)).await;
        assert_eq!(said(&app.view()), Some(wrong));
    }
    app.act(make("a/b c?")).await;
    app.until("it is made", |view| stage(view) == Some(IssuingStage::Made)).await;
    let secret = made(&app).expect("a secret");
    assert!(central.fits(&secret) && secret.len() >= 32);
    app.act(Action::CopyMade).await;
    app.until("it is copied", |view| stage(view) == Some(IssuingStage::Copied)).await;
    app.act(Action::CloseIssue).await;
    soon("it can't be copied any more", async || made(&app).is_none().then_some(())).await;
    app.act(Action::CopyMade).await;
    app.until("it is in the list", |view| names(view).contains(&"a/b c?")).await;
    app.act(deed(TokenDeed::Revoke { holder, token: "a/b c?".into() })).await;
    app.until("it is gone", |view| !names(view).contains(&"a/b c?")).await;
    assert!(!central.fits(&secret));
    let copies = app.desk.deeds().into_iter().filter(|deed| matches!(deed, Deed::CopySecret { slot: Slot::Made, .. }));
    assert_eq!(copies.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_made_with_an_end_renamed_and_revoked() {
    let (simulator, app) = among_tokens(AuthorityKind::New).await;
    let view = app.view();
    assert_eq!(issued(&view).iter().map(|it| plain(&it.title)).collect::<Vec<_>>(), ["Service accounts of “harbour”"]);
    let about: Vec<&str> = holders(&view).iter().map(|holder| holder.name.as_str()).collect();
    assert_eq!(about, ["Perigee", "Backup"]);
    app.act(ask(Issue::Token { holder: "backup".into() })).await;
    let make = |day: &str| deed(TokenDeed::Make { holder: "backup".into(), name: "spare".into(), day: day.into() });
    app.act(make("")).await;
    assert_eq!(said(&app.view()), Some("Keys of New Central need an end."));
    app.act(make("2099-12-31")).await;
    app.until("it is made", |view| stage(view) == Some(IssuingStage::Made)).await;
    let secret = made(&app).expect("a secret");
    app.act(Action::CloseIssue).await;
    let view = app.until("it is in the list", |view| names(view).contains(&"spare")).await;
    let spare = rows(&view).into_iter().find(|row| row.name == "spare").expect("the row");
    assert!(spare.advice.iter().any(|advice| advice.text.contains("more than a year")), "{spare:?}");
    let token = id_of(&app, "spare");
    app.act(deed(TokenDeed::Rename { holder: "backup".into(), token: token.clone(), name: "second\nexport".into() }))
        .await;
    app.until("its new name", |view| names(view).contains(&"second export")).await;
    app.act(deed(TokenDeed::Revoke { holder: "backup".into(), token })).await;
    app.until("it is gone", |view| !names(view).contains(&"second export")).await;
    assert!(!simulator.hand().central().fits(&secret));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_account_is_made_edited_and_deleted() {
    let (simulator, app) = among_tokens(AuthorityKind::New).await;
    let organisation = match issued(&app.view())[0].offers[0].action.clone() {
        Action::AskIssue { issue: Issue::Account { organisation }, .. } => organisation,
        other => panic!("{other:?}"),
    };
    app.act(ask(Issue::Account { organisation: organisation.clone() })).await;
    let dialog = app.view().tokens.issuing.clone().expect("the dialog");
    assert_eq!(dialog.address, format!("@org-{organisation}.ztsa"));
    let make = |id: &str, name: &str| {
        let (organisation, description) = (organisation.clone(), "For the night.".into());
        deed(TokenDeed::MakeAccount { organisation, id: id.into(), name: name.into(), description })
    };
    let letters = "Lower-case letters, digits, “-”, “_” and “.”, beginning with a letter or digit.";
    for (id, name, wrong) in [
        ("", "x", letters),
        ("../x", "x", letters),
        ("Bot", "x", letters),
        ("backup", "x", "Another service account has this address."),
        ("bot", "", "It needs a name."),
    ] {
        app.act(make(id, name)).await;
        assert_eq!(said(&app.view()), Some(wrong), "{id}");
    }
    app.act(make("bot", "Bot")).await;
    app.until("it is there", |view| stage(view).is_none() && holders(view).len() == 3).await;
    app.act(ask(Issue::EditAccount { account: "bot".into() })).await;
    assert_eq!(app.view().tokens.issuing.as_ref().expect("the dialog").description, "For the night.");
    let edit = TokenDeed::EditAccount { account: "bot".into(), name: "Robot".into(), description: String::new() };
    app.act(deed(edit)).await;
    app.until("its new name", |view| holders(view).iter().any(|holder| holder.name == "Robot")).await;
    app.act(deed(TokenDeed::DeleteAccount { account: "bot".into() })).await;
    app.until("it is gone", |view| holders(view).len() == 2).await;
    assert!(simulator.hand().central().requests().iter().any(|line| line == "DELETE /api/v2/service-account/bot"));
}

#[tokio::test(flavor = "multi_thread")]
async fn revoking_the_one_in_use_says_so_before_and_stops_asking_after() {
    let (simulator, app) = among_tokens(AuthorityKind::New).await;
    let central = simulator.hand().central();
    let (holder, token) = (holder_of(&app, "perigee on studio-desk"), id_of(&app, "perigee on studio-desk"));
    // Nobody knows yet which it is.
    let question = |view: &View| {
        let row = rows(view).into_iter().find(|row| row.name == "perigee on studio-desk").cloned().expect("the row");
        row.deeds.iter().rev().find_map(|offer| offer.question.clone()).expect("a question").text
    };
    assert!(question(&app.view()).contains("It may be the one in use here"), "{}", question(&app.view()));
    app.act(deed(TokenDeed::IsOwn { token: token.clone() })).await;
    let view = app.view();
    assert!(question(&view).contains("can no longer administer"), "{}", question(&view));
    app.act(deed(TokenDeed::Revoke { holder, token })).await;
    let refused = |view: &View| {
        let rows = view.tokens.groups.iter().flat_map(|group| &group.rows);
        rows.into_iter().any(|row| row.glyph == companion::interface::glyph::Glyph::Trouble)
    };
    app.until("it is refused", refused).await;
    let asked = central.requests().len();
    app.act(Action::VerifyCredential { credential: account().into() }).await;
    app.act(Action::Go { place: Place::default() }).await;
    app.act(here()).await;
    app.until("still refused", refused).await;
    assert!(central.requests().len() <= asked + 1, "only the press on Verify asks");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_without_the_api_and_a_key_without_rights_say_so() {
    for (basic, words) in [(true, "comes without API access"), (false, "This key may not look after")] {
        let simulator = Simulator::start(Scenario::CentralNew, Pace::Fast).await.expect("loopback");
        let central = simulator.hand().central();
        central.set_basic_plan(basic);
        if !basic {
            central.answer_when("/service-account", Canned::Forbidden);
        }
        let desk = Desk::beside(&simulator);
        desk.sign_in(1, AuthorityKind::New, &simulator.central_url(), &simulator.new_key());
        let app = App::start_on(desk);
        app.until("the service", |view| view.me.is_some()).await;
        app.act(here()).await;
        app.until("a sentence", |view| {
            issued(view).iter().any(|it| it.said.as_ref().is_some_and(|said| plain(said).contains(words)))
        })
        .await;
        let rotates = |view: &View| {
            let offers = view.tokens.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.deeds);
            offers.into_iter().any(|offer| matches!(offer.action, Action::AskIssue { .. }))
        };
        assert!(!rotates(&app.view()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_done_is_said_and_what_was_typed_stays() {
    let (simulator, app) = among_tokens(AuthorityKind::New).await;
    let central = simulator.hand().central();
    app.act(ask(Issue::Token { holder: "backup".into() })).await;
    central.answer_when("/api-key", Canned::Page(503));
    let make = TokenDeed::Make { holder: "backup".into(), name: "spare".into(), day: "2099-12-31".into() };
    app.act(deed(make)).await;
    app.until("why not", |view| said(view).is_some()).await;
    assert_eq!(stage(&app.view()), Some(IssuingStage::Open));
    app.act(Action::CloseIssue).await;
    central.answer_when("DELETE /api/v2/api-key/", Canned::Json(200, "{}"));
    let token = id_of(&app, "first try");
    app.act(deed(TokenDeed::Revoke { holder: "backup".into(), token })).await;
    let titles = |view: &View| view.notices.iter().map(|notice| plain(&notice.title)).collect::<Vec<_>>();
    app.until("a notice", |view| titles(view).contains(&"“first try” wasn’t revoked".to_owned())).await;
    assert!(names(&app.view()).contains(&"first try"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_says_which_one_is_in_use_and_its_end_is_known_with_it() {
    let (_simulator, app) = among_tokens(AuthorityKind::New).await;
    let view = app.view();
    let row = rows(&view).into_iter().find(|row| row.name == "perigee on studio-desk").expect("the row");
    assert_eq!(plain(&row.deeds[0].label), "In use here, as “account 1”");
    app.act(row.deeds[0].action.clone()).await;
    let view = app.view();
    let row = rows(&view).into_iter().find(|row| row.name == "perigee on studio-desk").expect("the row");
    assert_eq!(plain(&row.kept), "In use here: account 1");
    assert!(issued(&view)[0].note.is_none());
    let kept = view.tokens.groups.iter().flat_map(|group| &group.rows).find(|row| row.id == account().into());
    assert_eq!(kept.map(|row| plain(&row.ends)).as_deref(), Some("in 11 months"));
    let others = rows(&view).into_iter().flat_map(|row| &row.deeds);
    assert!(!others.into_iter().any(|offer| plain(&offer.label).starts_with("In use here")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_with_one_token_has_that_one_in_use_here() {
    let (simulator, app) = among_tokens(AuthorityKind::Legacy).await;
    let holder = holder_of(&app, "inventory script");
    app.act(deed(TokenDeed::Revoke { holder, token: "inventory script".into() })).await;
    let view = app.until("one is left", |view| names(view) == ["perigee on studio-desk"]).await;
    let is_own = |view: &View| plain(&rows(view)[0].kept) == "In use here: account 1";
    if !is_own(&view) {
        app.until("it is the one", is_own).await;
    }
    assert!(simulator.hand().central().fits(&simulator.legacy_token()));
}

#[tokio::test]
async fn a_key_of_another_program_that_ends_soon_is_counted_above_the_list() {
    let simulator = Simulator::start(Scenario::CentralNew, Pace::Fast).await.expect("loopback");
    simulator.hand().central().add_backup_account();
    let desk = Desk::beside(&simulator);
    desk.sign_in(1, AuthorityKind::New, &simulator.central_url(), &simulator.new_key());
    let app = App::start_on(desk);
    app.until("the service", |view| view.me.is_some()).await;
    app.act(here()).await;
    let view = app.until("what is out", |view| names(view).contains(&"nightly export")).await;
    assert_eq!(view.tokens.summary, "1 ends soon");
    let key = rows(&view).into_iter().find(|row| row.name == "nightly export").expect("its row").id.clone();
    app.act(deed(TokenDeed::Revoke { holder: "backup".into(), token: key })).await;
    let view = app.until("it is gone", |view| !names(view).contains(&"nightly export")).await;
    assert_eq!(view.tokens.summary, "");
}

//! Replacing a token by a new one at both Centrals, with something going wrong at every step: there is a token that works
//! at every moment, and whatever stopped it, it can go on, also in another run of the app.

use std::sync::Arc;

use companion::{
    app::view::View,
    interface::{
        action::Action,
        place::Place,
        tokens::{Issue, TokenDeed},
    },
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
    tokens::view::{
        issuing::IssuingView,
        rotation::{Progress, RotationView},
    },
};
use simulator::{Canned, CentralHand, Pace, Scenario, Simulator};
use whole_system::{
    app::App,
    desk::{Desk, Trouble},
    desktop::soon,
};

/// Which Central, and what its calls look like.
#[derive(Debug, Clone, Copy)]
struct Side {
    kind: AuthorityKind,
    scenario: Scenario,
    make: &'static str,
    verify: &'static str,
    revoke: &'static str,
    /// The one in use when it begins.
    old: &'static str,
}

const LEGACY: Side = Side {
    kind: AuthorityKind::Legacy,
    scenario: Scenario::CentralLegacy,
    make: "POST /api/v1/user/",
    verify: "GET /api/v1/status",
    revoke: "DELETE /api/v1/user/",
    old: "perigee on studio-desk",
};
const NEW: Side = Side {
    kind: AuthorityKind::New,
    scenario: Scenario::CentralNew,
    make: "POST /api/v2/service-account/",
    verify: "GET /api/v2/org",
    revoke: "DELETE /api/v2/api-key/",
    old: "perigee on studio-desk",
};

struct Stage {
    simulator: Simulator,
    desk: Arc<Desk>,
    side: Side,
}

fn account() -> AuthorityId {
    AuthorityId::account(1)
}

fn entry(slot: Slot) -> (CredentialId, Slot) {
    (account().into(), slot)
}

fn here() -> Action {
    Action::Go { place: Place::Tokens { search: String::new(), selected: Some(account().into()) } }
}

fn deed(deed: TokenDeed) -> Action {
    Action::DoWithTokens { authority: account(), deed }
}

fn rotation(view: &View) -> Option<&RotationView> {
    view.tokens.token.as_ref()?.rotation.as_ref()
}

fn dialog(view: &View) -> Option<&IssuingView> {
    view.tokens.issuing.as_ref()
}

fn has_stopped(view: &View) -> bool {
    rotation(view).is_some_and(|rotation| !rotation.offers.is_empty())
}

fn is_done(view: &View) -> bool {
    rotation(view).is_some_and(|rotation| rotation.text.starts_with("Rotated."))
}

/// The step it has stopped at, counted from 0.
fn stopped_at(view: &View) -> Option<usize> {
    rotation(view)?.steps.iter().position(|step| step.progress == Progress::Stopped)
}

impl Stage {
    async fn set(side: Side) -> Self {
        let simulator = Simulator::start(side.scenario, Pace::Fast).await.expect("loopback");
        let desk = Desk::beside(&simulator);
        let stage = Self { simulator, desk, side };
        let (base, token) = match side.kind {
            AuthorityKind::New => (stage.simulator.central_url(), stage.simulator.new_key()),
            _ => (format!("{}/api/v1", stage.simulator.central_url()), stage.simulator.legacy_token()),
        };
        stage.desk.sign_in(1, side.kind, &base, &token);
        stage
    }

    /// A run of the app that shows the account's token.
    async fn run(&self) -> App {
        let app = App::start_on(Arc::clone(&self.desk));
        app.until("the service", |view| view.me.is_some()).await;
        app.act(here()).await;
        app.until("what is out", |view| {
            let issued = view.tokens.groups.iter().flat_map(|group| &group.issued);
            issued.flat_map(|issued| &issued.holders).any(|holder| !holder.tokens.is_empty())
        })
        .await;
        app
    }

    fn central(&self) -> CentralHand {
        self.simulator.hand().central()
    }

    /// The secret in this slot.
    fn secret(&self, slot: Slot) -> Option<String> {
        self.desk.secrets().get(&entry(slot)).map(|secret| secret.expose_secret().to_owned())
    }

    fn works(&self) -> bool {
        self.secret(Slot::Current).is_some_and(|secret| self.central().fits(&secret))
    }

    /// The press on *Rotate*, with the one in use chosen.
    async fn rotate(&self, app: &App, day: &str) {
        app.act(Action::AskIssue { authority: account(), issue: Issue::Rotation }).await;
        let view = app.view();
        let asked = dialog(&view).expect("the dialog");
        let chosen = asked.choices.iter().find(|choice| choice.name == self.side.old).expect("the one in use");
        let (old, name) = (chosen.id.clone(), asked.name.clone());
        app.act(deed(TokenDeed::Rotate { old, name, day: day.into() })).await;
        assert_eq!(dialog(&app.view()).and_then(|dialog| dialog.said.clone()), None);
    }

    fn day(&self) -> &'static str {
        if self.side.kind == AuthorityKind::New { "2099-06-30" } else { "" }
    }

    /// All is as it should be afterwards.
    async fn is_rotated(&self, app: &App, before: &str) {
        app.until("the end of it", is_done).await;
        let now = self.secret(Slot::Current).expect("a token");
        assert!(now != before && self.central().fits(&now) && !self.central().fits(before));
        soon("nothing is left over", async || {
            let left = self.secret(Slot::Next).is_some() || self.secret(Slot::Previous).is_some();
            let kept = self.desk.settings().authorities[&account()].clone();
            (!left && kept.rotation.is_none()).then_some(())
        })
        .await;
        // One came and one went, whatever was lost on the way.
        let held = |view: &View| {
            let issued = view.tokens.groups.iter().flat_map(|group| &group.issued);
            issued.flat_map(|issued| &issued.holders).map(|holder| holder.tokens.len()).sum::<usize>()
        };
        let count = if self.side.kind == AuthorityKind::New { 3 } else { 2 };
        app.until("the list is right", |view| {
            let rows = view.tokens.groups.iter().flat_map(|group| &group.issued).flat_map(|issued| &issued.holders);
            let own = rows.flat_map(|holder| &holder.tokens).filter(|row| row.kept.starts_with("In use here"));
            held(view) == count && own.count() == 1
        })
        .await;
        assert!(app.view().tokens.left_over.is_none());
        // What is kept works for everything else too.
        app.act(Action::VerifyCredential { credential: account().into() }).await;
        app.until("it fits", |view| {
            view.tokens.token.as_ref().is_some_and(|token| token.state == "Accepted" && !token.verifying)
        })
        .await;
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy)]
enum Wrong {
    /// Every attempt at this call is answered so.
    Call(fn(Side) -> &'static str, usize, Canned),
    Desk(Trouble),
}

/// Each with the step it stops at.
const WRONG: [(Wrong, usize); 16] = [
    (Wrong::Call(|side| side.make, 1, Canned::Page(503)), 0),
    // Done, and its secret lost.
    (Wrong::Call(|side| side.make, 1, Canned::HalfABody), 0),
    (Wrong::Desk(Trouble::Keeping(Slot::Next)), 0),
    (Wrong::Desk(Trouble::Fetching(Slot::Next)), 1),
    (Wrong::Call(|side| side.verify, 3, Canned::Page(502)), 1),
    (Wrong::Call(|side| side.verify, 1, Canned::Unauthorized), 1),
    (Wrong::Desk(Trouble::Saving), 1),
    (Wrong::Desk(Trouble::Switching), 2),
    (Wrong::Call(|side| side.revoke, 1, Canned::Nothing), 3),
    // Said to be done, and not done.
    (Wrong::Call(|side| side.revoke, 1, Canned::Json(200, "{}")), 3),
    (Wrong::Desk(Trouble::Fetching(Slot::Previous)), 4),
    (Wrong::Call(|side| side.revoke, 1, Canned::BrokenEmpty), 3),
    (Wrong::Call(|side| side.make, 1, Canned::Unauthorized), 0),
    (Wrong::Call(|side| side.make, 1, Canned::TooMany(2)), 0),
    (Wrong::Call(|side| side.revoke, 1, Canned::Unauthorized), 3),
    (Wrong::Desk(Trouble::Forgetting(Slot::Previous)), 4),
];

impl Stage {
    /// A rotation that has stopped, and the token in use before it.
    async fn stopped(side: Side, wrong: Wrong) -> (Self, App, String) {
        let stage = Self::set(side).await;
        let before = stage.secret(Slot::Current).expect("a token");
        let app = stage.run().await;
        stage.go_wrong(wrong);
        stage.rotate(&app, stage.day()).await;
        app.until("where it stopped", has_stopped).await;
        (stage, app, before)
    }

    fn go_wrong(&self, wrong: Wrong) {
        match wrong {
            Wrong::Call(line, times, canned) => {
                // Legacy Central's token is shown in two forms before it counts as refused.
                let forms =
                    if canned == Canned::Unauthorized && self.side.kind == AuthorityKind::Legacy { 2 } else { 1 };
                for _ in 0..times * forms {
                    self.central().answer_when(line(self.side), canned);
                }
            }
            Wrong::Desk(trouble) => self.desk.fail(trouble),
        }
    }
}

async fn goes_on_after_everything(side: Side) {
    for (wrong, step) in WRONG {
        let (stage, app, before) = Stage::stopped(side, wrong).await;
        let view = app.view();
        assert_eq!(stopped_at(&view), Some(step), "{wrong:?}");
        assert!(stage.works(), "{wrong:?}: a token works");
        assert!(rotation(&view).is_some_and(|rotation| rotation.said.is_some()), "{wrong:?}");
        app.act(deed(TokenDeed::GoOn)).await;
        stage.is_rotated(&app, &before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_token_is_rotated_whatever_goes_wrong_on_the_way() {
    goes_on_after_everything(LEGACY).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_rotated_whatever_goes_wrong_on_the_way() {
    goes_on_after_everything(NEW).await;
}

async fn goes_on_in_another_run(side: Side) {
    for (wrong, step) in WRONG {
        let (stage, app, before) = Stage::stopped(side, wrong).await;
        soon("it is kept", async || {
            let kept = stage.desk.settings().authorities[&account()].rotation.clone();
            kept.filter(|rotation| rotation.step as usize == step)
        })
        .await;
        drop(app);
        let app = stage.run().await;
        let view = app.until("what was interrupted", has_stopped).await;
        assert_eq!(stopped_at(&view), Some(step), "{wrong:?}");
        assert!(stage.works() && view.tokens.left_over.is_none(), "{wrong:?}");
        app.act(deed(TokenDeed::GoOn)).await;
        stage.is_rotated(&app, &before).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_rotation_goes_on_in_another_run_of_the_app() {
    goes_on_in_another_run(LEGACY).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keys_rotation_goes_on_in_another_run_of_the_app() {
    goes_on_in_another_run(NEW).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_goes_through_and_the_new_end_is_known() {
    for side in [LEGACY, NEW] {
        let stage = Stage::set(side).await;
        let before = stage.secret(Slot::Current).expect("a token");
        let app = stage.run().await;
        stage.rotate(&app, stage.day()).await;
        stage.is_rotated(&app, &before).await;
        let view = app.view();
        let token = view.tokens.token.as_ref().expect("the token");
        assert_eq!(token.ends_day, stage.day());
        // It is known by now which one it is: nobody is asked again.
        app.act(Action::AskIssue { authority: account(), issue: Issue::Rotation }).await;
        let view = app.view();
        assert!(dialog(&view).is_some_and(|dialog| dialog.choices.is_empty() && !dialog.chosen.is_empty()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_that_is_taken_back_leaves_the_old_token_and_nothing_else() {
    for side in [LEGACY, NEW] {
        let (stage, app, before) = Stage::stopped(side, Wrong::Call(|side| side.verify, 1, Canned::Unauthorized)).await;
        let new = stage.secret(Slot::Next).expect("a new one");
        app.act(deed(TokenDeed::Stop)).await;
        soon("the new one is gone", async || (!stage.central().fits(&new)).then_some(())).await;
        soon("here too", async || stage.secret(Slot::Next).is_none().then_some(())).await;
        assert!(stage.secret(Slot::Current) == Some(before) && stage.works());
        app.until("there is no rotation", |view| rotation(view).is_none()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_that_is_left_after_the_switch_leaves_both_tokens_valid() {
    for side in [LEGACY, NEW] {
        let (stage, app, before) = Stage::stopped(side, Wrong::Call(|side| side.revoke, 1, Canned::Page(503))).await;
        app.act(deed(TokenDeed::Stop)).await;
        app.until("there is no rotation", |view| rotation(view).is_none()).await;
        soon("the old one is not kept", async || stage.secret(Slot::Previous).is_none().then_some(())).await;
        assert!(stage.works() && stage.central().fits(&before) && stage.secret(Slot::Current) != Some(before));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_token_that_was_revoked_meanwhile_gives_its_place_back_to_the_old_one() {
    for side in [LEGACY, NEW] {
        let (stage, app, before) = Stage::stopped(side, Wrong::Desk(Trouble::Switching)).await;
        stage.central().revoke(&stage.secret(Slot::Next).expect("a new one"));
        app.act(deed(TokenDeed::GoOn)).await;
        let view = app.until("where it stopped", |view| stopped_at(view) == Some(3)).await;
        assert!(stage.central().fits(&before), "nothing is revoked with a token that is refused");
        let keeps = rotation(&view).expect("it waits").offers.last().expect("a way out").clone();
        assert_eq!(keeps.label, "Keep the old token");
        app.act(keeps.action).await;
        app.until("there is no rotation", |view| rotation(view).is_none()).await;
        soon("the old one is back", async || (stage.secret(Slot::Current).as_ref() == Some(&before)).then_some(()))
            .await;
        soon("and there once", async || stage.secret(Slot::Previous).is_none().then_some(())).await;
        assert!(app.view().tokens.left_over.is_none());
        app.act(Action::VerifyCredential { credential: account().into() }).await;
        app.until("it fits", |view| {
            view.tokens.token.as_ref().is_some_and(|token| token.state == "Accepted" && !token.verifying)
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_choice_is_told_by_the_old_token_still_being_accepted() {
    let stage = Stage::set(LEGACY).await;
    let before = stage.secret(Slot::Current).expect("a token");
    let app = stage.run().await;
    app.act(Action::AskIssue { authority: account(), issue: Issue::Rotation }).await;
    app.act(deed(TokenDeed::Rotate { old: "inventory script".into(), name: "new".into(), day: String::new() })).await;
    let view = app.until("where it stopped", has_stopped).await;
    let said = rotation(&view).and_then(|rotation| rotation.said.clone()).expect("a sentence");
    assert!(said.starts_with("The old token was revoked and is still accepted"), "{said}");
    assert!(stage.works() && stage.central().fits(&before));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_in_the_dialog_is_said_there_and_nothing_is_made() {
    let stage = Stage::set(NEW).await;
    let app = stage.run().await;
    let asked = stage.central().requests().len();
    app.act(Action::AskIssue { authority: account(), issue: Issue::Rotation }).await;
    let old = dialog(&app.view()).expect("the dialog").choices[0].id.clone();
    for (old, name, day, wrong) in [
        ("", "new", "2099-06-30", "Choose the one in use here: it is revoked in the end."),
        (&*old, " ", "2099-06-30", "It needs a name."),
        (&old, "new", "", "Keys of New Central need an end."),
        (&old, "new", "tomorrow", "A day like 2026-12-31."),
        (&old, "new", "2020-01-01", "This day is past."),
    ] {
        app.act(deed(TokenDeed::Rotate { old: old.into(), name: name.into(), day: day.into() })).await;
        assert_eq!(dialog(&app.view()).and_then(|dialog| dialog.said.clone()).as_deref(), Some(wrong));
    }
    assert_eq!(stage.central().requests().len(), asked);
}

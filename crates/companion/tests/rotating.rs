//! What a rotation asks for, and when, in the model alone; that it goes through, and on after whatever stopped it, is
//! shown over the wire in the whole-system tests.

mod harness;

use companion::{
    app::event::Event,
    authorities::state::Door,
    interface::{
        action::Action,
        place::Place,
        tokens::{Issue, TokenDeed},
    },
    kernel::ids::{AuthorityKind, Slot},
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        effect::{Deed, Effect},
        frame::SaveFault,
        kept::RotationStep,
    },
};
use harness::{
    administrator::{account, asks, showing, told},
    *,
};
use zerotier_api::{
    Secret,
    authority::{Account, Holder, Issued, IssuedToken, NewToken},
};

fn token(id: &str) -> IssuedToken {
    IssuedToken { id: id.into(), name: id.into(), ..IssuedToken::default() }
}

/// An account among its tokens, one of which is rotated: the new one is made and about to be verified.
fn verifying() -> Glass {
    let mut glass = showing(AuthorityKind::Legacy, Vec::new());
    glass.act(Action::Go { place: Place::Tokens { search: String::new(), selected: None } });
    let holder = Holder { id: "me".into(), tokens: vec![token("desk"), token("script")], ..Holder::default() };
    let issued = Issued { holders: vec![holder], closed: Vec::new() };
    told(&mut glass, Ask::Tokens, Ok(Told::Tokens(issued)));
    glass.act(Action::AskIssue { authority: account(), issue: Issue::Rotation });
    let rotate = TokenDeed::Rotate { old: "desk".into(), name: "next".into(), day: String::new() };
    let effects = glass.act(Action::DoWithTokens { authority: account(), deed: rotate });
    let asked = asks(&effects).remove(0);
    let made = NewToken { token: token("next"), secret: Secret::new("CANARY-next") };
    let effects = told(&mut glass, asked, Ok(Told::MadeToken(Box::new(made))));
    let keep = keep(&glass, account(), Slot::Next, "CANARY-next");
    assert!(deeds(&effects).contains(&keep));
    kept(&mut glass);
    // All that was to be written so far is.
    while glass.state.saving {
        glass.tell(Answer::Saved(Ok(())).into());
    }
    glass
}

fn kept(glass: &mut Glass) {
    let kept = Answer::SecretKept { credential: account().into(), slot: Slot::Next, kept: Ok(()) };
    let fetch = fetch(glass, account(), Slot::Next);
    assert!(deeds(&glass.tell(kept.into())).contains(&fetch));
    let secret = Ok(Some(Secret::new("CANARY-next")));
    let fetched = Answer::Secret { credential: account().into(), slot: Slot::Next, secret };
    assert_eq!(questions(&glass.tell(fetched.into())), ["try account-1 Next"]);
}

fn fits(glass: &mut Glass) -> Vec<Effect> {
    let told = Ok(Account { id: "me".into(), ..Account::default() });
    glass.tell(Answer::Tried { credential: account().into(), slot: Slot::Next, told }.into())
}

fn switches(effects: &[Effect]) -> bool {
    deeds(effects).contains(&Deed::SwitchSecret { credential: account().into() })
}

fn step(glass: &Glass) -> Option<RotationStep> {
    glass.state.authorities.kept[&account()].rotation.as_ref().map(|rotation| rotation.step)
}

#[test]
fn the_keychain_is_not_changed_before_it_is_written_down_how_far_it_has_come() {
    let mut glass = verifying();
    let effects = fits(&mut glass);
    let saves = |deed: &Deed| match deed {
        Deed::Save(settings) => {
            settings.authorities[&account()].rotation.as_ref().is_some_and(|it| it.step == RotationStep::Switch)
        }
        _ => false,
    };
    assert!(deeds(&effects).iter().any(saves) && !switches(&effects));
    assert!(!switches(&glass.act(Action::DoWithTokens { authority: account(), deed: TokenDeed::GoOn })));
    assert!(switches(&glass.tell(Answer::Saved(Ok(())).into())));
}

#[test]
fn settings_that_can_not_be_written_stop_a_rotation_before_the_keychain_is_changed() {
    let mut glass = verifying();
    fits(&mut glass);
    let fault = SaveFault::DiskFull { path: "/srv/settings.json".into() };
    let effects = glass.tell(Answer::Saved(Err(fault)).into());
    assert!(!switches(&effects));
    assert_eq!(step(&glass), Some(RotationStep::Verify));
    // It can still be taken back.
    let effects = glass.act(Action::DoWithTokens { authority: account(), deed: TokenDeed::Stop });
    assert!(deeds(&effects).contains(&Deed::ForgetSecret { credential: account().into(), slot: Slot::Next }));
    assert!(matches!(asks(&effects).as_slice(), [Ask::RevokeToken { token, rotation: false, .. }] if token == "next"));
}

#[test]
fn an_account_that_is_forgotten_leaves_no_secret_of_its_rotation_behind() {
    let mut glass = verifying();
    let effects = glass.act(Action::ForgetCredential { credential: account().into() });
    for slot in [Slot::Current, Slot::Next, Slot::Previous] {
        assert!(deeds(&effects).contains(&Deed::ForgetSecret { credential: account().into(), slot }), "{slot:?}");
    }
    // What was still on its way finds nobody.
    assert!(deeds(&fits(&mut glass)).is_empty());
}

#[test]
fn the_app_waits_for_a_rotation_before_it_ends_but_not_for_ever() {
    let mut glass = verifying();
    assert!(!deeds(&glass.act(Action::Quit)).contains(&Deed::Quit));
    assert!(!deeds(&glass.after(4_000)).contains(&Deed::Quit));
    assert!(deeds(&glass.after(2_000)).contains(&Deed::Quit));
}

#[test]
fn a_dialog_whose_wish_has_not_gone_out_is_closed_and_the_wish_with_it() {
    let mut glass = verifying();
    glass.act(Action::AskIssue { authority: account(), issue: Issue::Token { holder: "me".into() } });
    // The keychain is being asked for the token to send it with.
    glass.state.authorities.lines.get_mut(&account()).expect("the account").door = Door::Opening;
    let make = TokenDeed::Make { holder: "me".into(), name: "spare".into(), day: String::new() };
    assert!(asks(&glass.act(Action::DoWithTokens { authority: account(), deed: make })).is_empty());
    assert!(glass.view().tokens.issuing.is_some_and(|dialog| dialog.closes));
    glass.act(Action::CloseIssue);
    assert!(glass.view().tokens.issuing.is_none());
    assert!(glass.state.authorities.lines[&account()].queued.is_empty());
}

#[test]
fn no_secret_of_a_rotation_is_in_the_state_or_in_a_view() {
    let mut glass = verifying();
    fits(&mut glass);
    glass.tell(Event::Window { open: true });
    let seen = format!("{:?} {}", glass.state, serde_json::to_string(&glass.view()).expect("a view is JSON"));
    assert!(!seen.contains("CANARY"));
}

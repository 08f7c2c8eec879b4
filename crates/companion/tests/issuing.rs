//! What is made for other programs, in the model alone; that it works is shown over the wire in the whole-system tests.

mod harness;

use companion::{
    interface::{
        action::Action,
        place::Place,
        tokens::{Issue, TokenDeed},
    },
    kernel::ids::{AuthorityKind, Slot},
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        effect::Deed,
    },
    tokens::view::issuing::IssuingStage,
};
use harness::{
    administrator::{account, asks, showing, told},
    *,
};
use zerotier_api::{
    Secret,
    authority::{Holder, Issued, IssuedToken, NewToken},
};

#[test]
fn a_made_token_is_offered_once_it_lies_where_it_is_copied_from() {
    let mut glass = showing(AuthorityKind::Legacy, Vec::new());
    glass.act(Action::Go { place: Place::Tokens { search: String::new(), selected: None } });
    let holder = Holder { id: "me".into(), ..Holder::default() };
    told(&mut glass, Ask::Tokens, Ok(Told::Tokens(Issued { holders: vec![holder], closed: Vec::new() })));
    glass.act(Action::AskIssue { authority: account(), issue: Issue::Token { holder: "me".into() } });
    let wish = TokenDeed::Make { holder: "me".into(), name: "script".into(), day: String::new() };
    let asked = asks(&glass.act(Action::DoWithTokens { authority: account(), deed: wish })).remove(0);
    let token = IssuedToken { id: "script".into(), name: "script".into(), ..IssuedToken::default() };
    let made = NewToken { token, secret: Secret::new("CANARY-script") };
    told(&mut glass, asked, Ok(Told::MadeToken(Box::new(made))));
    let stage = |glass: &Glass| glass.view().tokens.issuing.map(|dialog| (dialog.stage, dialog.closes));
    assert_eq!(stage(&glass), Some((IssuingStage::Asking, false)));
    assert_eq!(deeds(&glass.act(Action::CopyMade)), []);
    assert_eq!(deeds(&glass.act(Action::CloseIssue)), []);
    glass.tell(Answer::SecretKept { credential: account().into(), slot: Slot::Made, kept: Ok(()) }.into());
    assert_eq!(stage(&glass), Some((IssuingStage::Made, true)));
    let copy = Deed::CopySecret { credential: account().into(), slot: Slot::Made };
    assert_eq!(deeds(&glass.act(Action::CopyMade)), [copy]);
}

//! Credentials in the model alone: when their end is told, what is advised, what becomes of what was typed, and that no
//! secret is ever shown.

mod harness;

use companion::{
    app::event::Event,
    interface::{action::Action, menu::Item, news::News, place::Place, tokens::Entrusted},
    kernel::{
        days::DAY,
        ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
    },
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        effect::{Deed, Effect, Question},
        kept::{KeptAuthority, KeptZeroPath},
        secrets::{FoundCredential, FoundKind, KeychainFault, Source},
        settings::Settings,
    },
};
use harness::*;
use zerotier_api::{Fault, Secret, authority::Account};

const NOW: i64 = 1_790_000_000_000;

fn account() -> CredentialId {
    AuthorityId::account(1).into()
}

/// An account whose token ends in so many days.
fn ending(days: i64) -> Settings {
    let kept = KeptAuthority {
        kind: AuthorityKind::New,
        name: "harbour".into(),
        base: "https://central.example".parse().ok(),
        added: NOW - 10 * DAY,
        verified: Some(NOW - DAY),
        ends: Some(NOW + days * DAY + DAY / 2),
        ..KeptAuthority::default()
    };
    Settings { authorities: [(AuthorityId::account(1), kept)].into(), ..Settings::default() }
}

fn started(settings: Settings) -> (Glass, Vec<News>) {
    let mut glass = Glass { epoch: NOW, ..Glass::new() };
    let effects = glass.start(settings);
    let told = news(&effects);
    (glass, told)
}

fn tokens(glass: &mut Glass, selected: Option<CredentialId>) -> Vec<Effect> {
    glass.tell(Event::Window { open: true });
    glass.act(Action::Go { place: Place::Tokens { search: String::new(), selected } })
}

fn zero_path(token_id: &str, ends: &str, base: &str) -> Entrusted {
    Entrusted {
        renew: None,
        kind: None,
        base: base.into(),
        name: String::new(),
        token_id: Some(token_id.into()),
        ends: ends.into(),
        keep_unverified: false,
        token: Secret::new("CANARY-zeropath"),
    }
}

#[test]
fn the_end_of_a_token_is_told_at_two_weeks_three_days_and_on_the_day() {
    let (mut glass, told) = started(ending(20));
    assert_eq!(told, []);
    let day = |glass: &mut Glass| news(&glass.after(u64::try_from(DAY).expect("a day")));
    let mut days = Vec::new();
    for _ in 0..22 {
        for news in day(&mut glass) {
            let News::TokenEnds { days: left, .. } = news else { panic!("{news:?}") };
            days.push(left);
        }
    }
    assert_eq!(days, [14, 3, 0, -1]);
}

#[test]
fn what_was_told_in_an_earlier_run_is_not_told_again() {
    let (glass, told) = started(ending(2));
    assert_eq!(told, [News::TokenEnds { credential: account(), days: 2 }]);
    let (_, told) = started(companion::app::kept::settings(&glass.state));
    assert_eq!(told, []);
}

#[test]
fn a_token_that_ends_is_in_tray_and_list() {
    let (mut glass, _) = started(ending(2));
    tokens(&mut glass, None);
    let view = glass.view().tokens;
    assert_eq!((view.attention, plain(&view.groups[1].rows[0].ends).as_str()), (1, "in 2 days"));
    let menu = companion::app::menu::menu(&glass.state, &companion::kernel::words::Words::in_language(None));
    let says = |item: &Item| {
        matches!(item, Item::Entry { label, action: Some(Action::Show { .. }), .. }
            if plain(label) == "The token “harbour” ends in 2 days")
    };
    assert!(menu.items.iter().any(says), "{:?}", menu.items);
}

#[test]
fn a_day_that_is_no_end_stays_in_its_field_with_a_sentence() {
    let (mut glass, _) = started(ending(200));
    tokens(&mut glass, Some(account()));
    for (day, said) in [("soon", "A day like 2026-12-31."), ("2020-01-01", "This day is past.")] {
        glass.act(Action::EndCredential { credential: account(), day: day.into() });
        let token = glass.view().tokens.token.expect("the token");
        assert_eq!((token.ends_day.as_str(), token.ends_said.as_deref()), (day, Some(said)));
    }
    glass.act(Action::EndCredential { credential: account(), day: String::new() });
    let token = glass.view().tokens.token.expect("the token");
    assert_eq!((token.ends_day.as_str(), token.ends_said, token.ends.as_str()), ("", None, ""));
}

#[test]
fn the_keychain_is_looked_into_when_tokens_are_gone_to_and_not_before() {
    let (mut glass, _) = started(ending(200));
    let effects = tokens(&mut glass, None);
    // The account is asked which tokens are out, with its own.
    let fetch = fetch(&glass, account(), Slot::Current);
    assert_eq!(deeds(&effects), [Deed::ListSecrets, Deed::FindTokens { kept: vec![account()] }, fetch]);
    let effects = glass.act(Action::Go { place: Place::Tokens { search: "x".into(), selected: None } });
    assert_eq!(deeds(&effects), []);
}

#[test]
fn what_a_crash_left_behind_is_found_and_dropped_on_a_press() {
    let (mut glass, _) = started(ending(200));
    tokens(&mut glass, None);
    let lost = CredentialId::Authority(AuthorityId::account(7));
    let listed = vec![(lost.clone(), Slot::Current)];
    glass.tell(Answer::SecretsListed(Ok(listed)).into());
    let view = glass.view().tokens;
    assert!(view.left_over.is_some());
    assert!(view.groups[1].rows[0].advice.iter().any(|advice| advice.text.contains("isn’t in the keychain")));
    let effects = glass.act(Action::ForgetLeftOver);
    assert_eq!(deeds(&effects)[0], Deed::ForgetSecret { credential: lost, slot: Slot::Current });
}

#[test]
fn a_secret_that_was_just_kept_is_not_said_to_be_missing() {
    let (mut glass, _) = started(ending(200));
    tokens(&mut glass, None);
    glass.tell(Answer::SecretsListed(Ok(Vec::new())).into());
    let missing = |glass: &Glass| {
        let row = &glass.view().tokens.groups[1].rows[0];
        row.advice.iter().any(|advice| advice.text.contains("isn’t in the keychain"))
    };
    assert!(missing(&glass));
    let kept = |kept| Answer::SecretKept { credential: account(), slot: Slot::Current, kept };
    glass.tell(kept(Ok(())).into());
    assert!(!missing(&glass));
    // Without a keychain, this run alone knows it, and says so.
    glass.tell(Answer::SecretsListed(Ok(Vec::new())).into());
    glass.tell(kept(Err(KeychainFault::Missing)).into());
    assert!(!missing(&glass));
    assert_eq!(glass.view().tokens.groups[1].rows[0].kept, "Until the app closes");
}

#[test]
fn a_zeropath_secret_goes_to_zeropath_and_the_keychain_alone() {
    let (mut glass, _) = started(Settings::default());
    let effects = glass.tell(Event::Entrusted(Box::new(zero_path("id-1", "", "http://127.0.0.1:9"))));
    assert_eq!(questions(&effects), ["zeropath http://127.0.0.1:9"]);
    let Some(Effect::Ask(Question::ZeroPath(question))) = effects.into_iter().next() else { panic!("asked") };
    let effects = glass.tell(Answer::ZeroPath { question, told: Ok(()) }.into());
    let id = CredentialId::ZeroPath(1);
    let keep = keep(&glass, id.clone(), Slot::Current, "CANARY-zeropath");
    assert!(deeds(&effects).contains(&keep));
    tokens(&mut glass, Some(id.clone()));
    glass.act(Action::CopyCurl { credential: id });
    let seen = format!("{:?} {}", glass.state, serde_json::to_string(&glass.view()).expect("a view is JSON"));
    assert!(!seen.contains("CANARY") && seen.contains("id-1"));
}

#[test]
fn a_copied_call_names_the_scheme_the_token_was_taken_with() {
    let kept = KeptAuthority {
        kind: AuthorityKind::Legacy,
        base: "https://central.example/api/v1".parse().ok(),
        ..KeptAuthority::default()
    };
    let (mut glass, _) =
        started(Settings { authorities: [(AuthorityId::account(1), kept)].into(), ..Settings::default() });
    let copied = |glass: &mut Glass| deeds(&glass.act(Action::CopyCurl { credential: account() }));
    let call = |scheme: &str| {
        let header = format!("Authorization: {scheme} $ZEROTIER_CENTRAL_TOKEN");
        [Deed::Copy(format!("curl -H \"{header}\" 'https://central.example/api/v1/status'"))]
    };
    assert_eq!(copied(&mut glass), call("token"));
    // It turned out to be a service account's key.
    tokens(&mut glass, None);
    glass.act(Action::VerifyCredential { credential: account() });
    let (credential, slot, secret) = (account(), Slot::Current, Ok(Some(Secret::new("CANARY"))));
    glass.tell(Answer::Secret { credential, slot, secret }.into());
    let told = Told::Account(Account { id: "u1".into(), bearer: true, ..Account::default() });
    administrator::told(&mut glass, Ask::Account, Ok(told));
    assert_eq!(copied(&mut glass), call("Bearer"));
    let (mut later, _) = started(companion::app::kept::settings(&glass.state));
    assert_eq!(copied(&mut later), call("Bearer"), "also in a later run");
}

#[test]
fn a_secret_on_its_way_to_the_keychain_is_not_said_to_be_missing() {
    let (mut glass, _) = started(Settings::default());
    tokens(&mut glass, None);
    glass.tell(Answer::SecretsListed(Ok(Vec::new())).into());
    let effects = glass.tell(Event::Entrusted(Box::new(zero_path("id-1", "", "http://127.0.0.1:9"))));
    let Some(Effect::Ask(Question::ZeroPath(question))) = effects.into_iter().next() else { panic!("asked") };
    glass.tell(Answer::ZeroPath { question, told: Ok(()) }.into());
    let seen = |glass: &Glass| serde_json::to_string(&glass.view().tokens).expect("a view is JSON");
    assert!(seen(&glass).contains("ZeroPath") && !seen(&glass).contains("isn’t in the keychain"));
    // The keychain took it, and somebody removed it there.
    let kept = Answer::SecretKept { credential: CredentialId::ZeroPath(1), slot: Slot::Current, kept: Ok(()) };
    glass.tell(kept.into());
    assert!(!seen(&glass).contains("isn’t in the keychain"));
    glass.tell(Answer::SecretsListed(Ok(Vec::new())).into());
    assert!(seen(&glass).contains("isn’t in the keychain"));
}

#[test]
fn the_app_does_not_end_before_the_keychain_has_a_secret_that_was_just_typed() {
    let (mut glass, _) = started(Settings::default());
    let effects = glass.tell(Event::Entrusted(Box::new(zero_path("id-1", "", "http://127.0.0.1:9"))));
    let Some(Effect::Ask(Question::ZeroPath(question))) = effects.into_iter().next() else { panic!("asked") };
    glass.tell(Answer::ZeroPath { question, told: Ok(()) }.into());
    let ends = |effects: Vec<Effect>| deeds(&effects).contains(&Deed::Quit);
    assert!(!ends(glass.act(Action::Quit)));
    for _ in 0..3 {
        assert!(!ends(glass.tell(Answer::Saved(Ok(())).into())), "its secret is on its way");
    }
    let kept = Answer::SecretKept { credential: CredentialId::ZeroPath(1), slot: Slot::Current, kept: Ok(()) };
    assert!(ends(glass.tell(kept.into())));
}

#[test]
fn what_can_be_no_zeropath_token_is_sent_to_nobody() {
    for (token_id, ends, base, said) in [
        ("", "", "", "A token is one line of letters and digits."),
        ("id 1", "", "", "A token is one line of letters and digits."),
        ("id-1", "2030-01-01", "", "ZeroPath tokens last 365 days at most."),
        ("id-1", "2020-01-01", "", "This day is past."),
        ("id-1", "", "http://far.example", "This is no address like https://controller.example:9993."),
    ] {
        let (mut glass, _) = started(Settings::default());
        let effects = glass.tell(Event::Entrusted(Box::new(zero_path(token_id, ends, base))));
        assert_eq!(questions(&effects), Vec::<String>::new());
        assert_eq!(glass.view().administer.adding.and_then(|adding| adding.said).as_deref(), Some(said));
    }
}

#[test]
fn a_vendor_that_is_down_keeps_nobody_from_keeping_a_token_unverified() {
    let (mut glass, _) = started(Settings::default());
    let effects = glass.tell(Event::Entrusted(Box::new(zero_path("id-1", "", "http://127.0.0.1:9"))));
    let Some(Effect::Ask(Question::ZeroPath(question))) = effects.into_iter().next() else { panic!("asked") };
    glass.tell(Answer::ZeroPath { question, told: Err(error(Fault::TimedOut)) }.into());
    assert!(glass.view().administer.adding.expect("the dialog").can_keep);
    let kept = Entrusted { keep_unverified: true, ..zero_path("id-1", "", "http://127.0.0.1:9") };
    glass.tell(Event::Entrusted(Box::new(kept)));
    tokens(&mut glass, Some(CredentialId::ZeroPath(1)));
    let token = glass.view().tokens.token.expect("the token");
    assert_eq!(token.state, "Not verified");
    assert!(token.advice.iter().any(|advice| advice.contains("nobody could be asked")));
}

#[test]
fn the_same_zeropath_token_is_kept_once() {
    let known = KeptZeroPath { name: "Scans".into(), token_id: "id-1".into(), ..KeptZeroPath::default() };
    let (mut glass, _) = started(Settings { zero_path: [(1, known)].into(), ..Settings::default() });
    glass.tell(Event::Entrusted(Box::new(zero_path("id-1", "", "http://127.0.0.1:9"))));
    let said = glass.view().administer.adding.and_then(|adding| adding.said);
    assert_eq!(said.as_deref().map(plain).as_deref(), Some("This account is here already: “Scans”."));
}

#[test]
fn a_zeropath_token_that_is_replaced_keeps_its_name_and_its_note() {
    let old = KeptZeroPath {
        name: "Scans".into(),
        note: "nightly".into(),
        token_id: "id-1".into(),
        base: "http://127.0.0.1:9".parse().ok(),
        ends: Some(NOW - DAY),
        ..KeptZeroPath::default()
    };
    let other = KeptZeroPath { name: "Other".into(), token_id: "id-2".into(), ..KeptZeroPath::default() };
    let (mut glass, _) = started(Settings { zero_path: [(1, old), (2, other)].into(), ..Settings::default() });
    let id = CredentialId::ZeroPath(1);
    tokens(&mut glass, Some(id.clone()));
    glass.act(Action::AskAccount { open: true, renew: Some(id.clone()) });
    let dialog = glass.view().administer.adding.expect("the dialog");
    assert_eq!((dialog.name.as_str(), dialog.base.as_str()), ("Scans", "http://127.0.0.1:9"));
    let renewed =
        |token_id: &str| Entrusted { renew: Some(id.clone()), ..zero_path(token_id, "", "http://127.0.0.1:9") };
    glass.tell(Event::Entrusted(Box::new(renewed("id-2"))));
    let dialog = glass.view().administer.adding.expect("the dialog");
    assert!(dialog.said.is_some() && dialog.renew == Some(id.clone()), "it is another one's");
    let effects = glass.tell(Event::Entrusted(Box::new(renewed("id-3"))));
    let Some(Effect::Ask(Question::ZeroPath(question))) = effects.into_iter().next() else { panic!("asked") };
    let effects = glass.tell(Answer::ZeroPath { question, told: Ok(()) }.into());
    let keep = keep(&glass, id, Slot::Current, "CANARY-zeropath");
    assert!(deeds(&effects).contains(&keep));
    let kept = glass.state.tokens.zero_path[&1].clone();
    assert_eq!((kept.name.as_str(), kept.note.as_str(), kept.token_id.as_str()), ("Scans", "nightly", "id-3"));
    assert_eq!((kept.ends, glass.state.tokens.zero_path.len()), (None, 2));
}

#[test]
fn a_found_token_is_read_on_a_press_only() {
    let (mut glass, _) = started(Settings::default());
    tokens(&mut glass, None);
    let source = Source::Variable("ZT_TOKEN".into());
    let found = vec![FoundCredential { source: source.clone(), kind: FoundKind::Central, kept: None }];
    let effects = glass.tell(Answer::TokensFound(found).into());
    assert_eq!(deeds(&effects), []);
    let effects = glass.act(Action::TakeFound { source: "ZT_TOKEN".into() });
    assert_eq!(deeds(&effects), [Deed::TakeToken { source: source.clone() }]);
    assert!(deeds(&glass.act(Action::TakeFound { source: "PATH".into() })).is_empty());
    let effects = glass.tell(Answer::Taken { source, token: None }.into());
    assert_eq!(deeds(&effects), []);
    assert_eq!(glass.titles(), ["ZT_TOKEN holds no token any more"]);
}

#[test]
fn a_token_kept_here_that_lies_elsewhere_too_is_advised_about_and_not_offered_again() {
    let (mut glass, _) = started(Settings::default());
    tokens(&mut glass, None);
    let lies = |kept| {
        let source = Source::Variable("ZEROPATH_TOKEN_SECRET".into());
        Answer::TokensFound(vec![FoundCredential { source, kind: FoundKind::ZeroPath, kept }])
    };
    glass.tell(lies(None).into());
    assert_eq!(glass.view().tokens.found.len(), 1);
    let unverified = Entrusted { keep_unverified: true, ..zero_path("id-1", "", "http://127.0.0.1:9") };
    glass.tell(Event::Entrusted(Box::new(unverified)));
    let id = CredentialId::ZeroPath(1);
    // Where it was kept, what lies ready is compared with it.
    let effects = glass.tell(Answer::SecretKept { credential: id.clone(), slot: Slot::Current, kept: Ok(()) }.into());
    assert_eq!(deeds(&effects), [Deed::FindTokens { kept: vec![id.clone()] }]);
    glass.tell(lies(Some(id.clone())).into());
    let view = glass.view().tokens;
    let said = serde_json::to_string(&view.groups).expect("a view is JSON");
    assert!(view.found.is_empty() && said.contains("ZEROPATH_TOKEN_SECRET\u{2069} holds the same token"), "{said}");
    // What is forgotten here can be added again.
    glass.act(Action::ForgetCredential { credential: id });
    assert_eq!(glass.view().tokens.found.len(), 1);
}

#[test]
fn only_pages_where_tokens_are_made_are_opened() {
    let (mut glass, _) = started(Settings::default());
    let open = |glass: &mut Glass, address: &str| deeds(&glass.act(Action::OpenVendor { address: address.into() }));
    assert_eq!(open(&mut glass, "https://evil.example"), []);
    assert_eq!(open(&mut glass, "https://central.zerotier.com").len(), 1);
}

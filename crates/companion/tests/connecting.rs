//! Whose token one is, where nobody says so in plain words.

mod harness;

use companion::{
    app::event::Event,
    interface::{action::Action, place::Place, tokens::Entrusted},
    kernel::ids::AuthorityKind,
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        effect::{Effect, Question},
    },
};
use harness::{
    administrator::{account, asks, refused, showing, told},
    *,
};
use zerotier_api::{BaseUrl, Error, Fault, Secret, authority::Account};

fn entrusted(kind: Option<AuthorityKind>, base: &str) -> Entrusted {
    Entrusted {
        renew: None,
        kind,
        base: base.into(),
        name: String::new(),
        token_id: None,
        ends: String::new(),
        keep_unverified: false,
        token: Secret::new("canary"),
    }
}

/// Who is asked for whose token it is.
fn asked(effects: &[Effect]) -> Vec<(AuthorityKind, String)> {
    let candidates = effects.iter().find_map(|effect| match effect {
        Effect::Ask(Question::Recognise { candidates, .. }) => Some(candidates.clone()),
        _ => None,
    });
    candidates.unwrap_or_default().into_iter().map(|(kind, base)| (kind, base.to_string())).collect()
}

/// What the dialog says once these have answered.
fn said(faults: &[(AuthorityKind, &str, &str, Fault)]) -> String {
    let mut glass = Glass::live(&[]);
    glass.tell(Event::Entrusted(Box::new(entrusted(None, ""))));
    let errors = faults.iter().map(|(kind, base, path, fault)| {
        let base: BaseUrl = base.parse().expect("an address");
        (*kind, base, Error { method: "GET", path: (*path).into(), fault: fault.clone() })
    });
    let recognised = Err(errors.collect());
    glass.tell(Answer::Recognised { number: 1, token: Secret::new("canary"), recognised }.into());
    plain(&glass.view().administer.adding.expect("the dialog").said.expect("a sentence"))
}

#[test]
fn each_kind_is_asked_where_its_calls_begin() {
    let mut glass = Glass::live(&[]);
    let effects = glass.tell(Event::Entrusted(Box::new(entrusted(None, "host.example"))));
    let expected = [
        (AuthorityKind::Legacy, "https://host.example/api/v1".to_owned()),
        (AuthorityKind::New, "https://host.example".to_owned()),
    ];
    assert_eq!(asked(&effects), expected);
    let own = entrusted(Some(AuthorityKind::Controller), "http://127.0.0.1:9993/controller");
    let effects = glass.tell(Event::Entrusted(Box::new(own)));
    assert_eq!(asked(&effects), [(AuthorityKind::Controller, "http://127.0.0.1:9993".to_owned())]);
}

#[test]
fn what_is_not_found_while_connecting_is_an_address() {
    use AuthorityKind::{Controller, Legacy, New};
    let new = "https://central.example";
    let legacy = "https://central.example/api/v1";
    let nothing = format!("Nothing at {new} answers as this kind of account does. Is the address right?");
    let page = || Fault::Garbled { at: ".".into(), found: "a web page".into() };
    assert_eq!(said(&[(New, new, "/api/v2/org", Fault::NotFound)]), nothing);
    assert_eq!(said(&[(New, new, "/api/v2/org", page())]), nothing);
    // One host, asked about both kinds: it knows one of them, and not this token.
    let unknown = "central.example doesn’t know this token.";
    for other in [Fault::NotFound, page()] {
        let new = (New, new, "/api/v2/org", Fault::Unauthorized);
        assert_eq!(said(&[(Legacy, legacy, "/status", other), new]), unknown);
    }
    // As the gate before legacy Central says to programs it does not like.
    let gate = || Fault::Forbidden { said: "error code: 1010".into() };
    let forbids = "central.example refuses, and doesn’t say whether it knows this token.";
    assert_eq!(said(&[(Legacy, legacy, "/status", gate())]), forbids);
    assert_eq!(said(&[(Legacy, legacy, "/status", gate()), (New, new, "/api/v2/org", Fault::Unauthorized)]), unknown);
    let without = said(&[(Controller, "http://127.0.0.1:9993", "/controller", Fault::NotFound)]);
    assert_eq!(without, "127.0.0.1:9993: This ZeroTier has no controller.");
}

#[test]
fn a_token_was_accepted_only_if_it_opened_an_account() {
    let administering = || {
        let mut glass = showing(AuthorityKind::Legacy, Vec::new());
        glass.act(Action::Go { place: Place::Administer { search: String::new() } });
        glass
    };
    let forbidden = || Err(error(Fault::Forbidden { said: "Invalid token".into() }));
    let notice = |glass: &Glass| {
        let notice = glass.view().administer.sections.remove(0).notice.expect("what is wrong");
        (plain(&notice.title), plain(&notice.text))
    };
    let unknown = ("127.0.0.1:1 refuses to show this", "Only administrators may, or something in between refused.");
    let known = ("“at home” has no right to see this", "Only administrators may. Its token was accepted.");
    let right = |(title, text): (&str, &str)| (title.to_owned(), text.to_owned());
    for (shown, expected) in [
        (Ok(Told::Account(Account { id: "u1".into(), ..Account::default() })), known),
        (Err(error(Fault::NotFound)), unknown),
        (forbidden(), unknown),
    ] {
        let mut glass = administering();
        let effects = told(&mut glass, Ask::Networks, forbidden());
        assert_eq!(notice(&glass), right(unknown), "nothing shows it yet");
        assert_eq!(asks(&effects), [Ask::Account], "it is asked whose it is");
        told(&mut glass, Ask::Account, shown);
        assert_eq!(notice(&glass), right(expected));
    }
    let mut glass = administering();
    told(&mut glass, Ask::Networks, forbidden());
    told(&mut glass, Ask::Account, Err(refused()));
    assert!(notice(&glass).0.contains("doesn’t accept the token"));
    assert!(glass.state.authorities.lines[&account()].account.is_none());
}

#[test]
fn an_account_whose_list_is_not_there_has_a_wrong_address_not_a_lost_network() {
    for (kind, expected) in [
        (AuthorityKind::Legacy, "127.0.0.1:1 gave an unexpected answer"),
        (AuthorityKind::Controller, "This ZeroTier has no controller"),
    ] {
        let mut glass = showing(kind, Vec::new());
        glass.act(Action::Go { place: Place::Administer { search: String::new() } });
        told(&mut glass, Ask::Networks, Err(error(Fault::NotFound)));
        let notice = glass.view().administer.sections.remove(0).notice.expect("what is wrong");
        assert_eq!(plain(&notice.title), expected);
    }
}

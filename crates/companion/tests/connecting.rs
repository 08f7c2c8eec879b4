//! Whose token one is, where nobody says so in plain words.

mod harness;

use companion::model::{Answer, AuthorityKind, Effect, Entrusted, Event, Question};
use harness::*;
use zerotier_api::{BaseUrl, Error, Fault, Secret};

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
    let without = said(&[(Controller, "http://127.0.0.1:9993", "/controller", Fault::NotFound)]);
    assert_eq!(without, "127.0.0.1:9993: This ZeroTier has no controller.");
}

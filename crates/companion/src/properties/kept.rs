//! Ids of credentials, what is kept between runs, what comes from the page.

use std::path::PathBuf;

use proptest::{collection::btree_map, prelude::*};
use serde_json::{Value, json};
use zerotier_api::{BaseUrl, NetworkId};

use crate::{
    app::{event::Event, state::State, update::update},
    interface::{action::Action, tokens::Entrusted},
    kernel::{
        ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
        moment::{Now, Os},
    },
    ports::{
        effect::{Deed, Effect},
        kept::{KeptAuthority, KeptNetwork, KeptZeroPath, Remembered, Trusted},
        settings::{Preferences, Settings},
    },
};

/// Names that are one of ours, or nearly.
fn nearly_a_name() -> impl Strategy<Value = String> {
    let known = ["own", "service-token", "account-1", "account-01", "account-+1", "zeropath-1", "account-1 next"];
    prop_oneof![
        prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        any::<u32>().prop_map(|number| format!("account-{number}")),
        "(account|zeropath|service)-[ +0-9a-z]{0,11}( next| previous| made)?",
        any::<String>(),
    ]
}

fn base() -> impl Strategy<Value = Option<BaseUrl>> {
    let text = prop_oneof!["https://[a-z]{1,9}\\.example(/[!-~]{0,9}){0,2}", Just("http://127.0.0.1:9993".to_owned())];
    text.prop_map(|text| text.parse().ok())
}

fn account() -> impl Strategy<Value = KeptAuthority> {
    let kind = prop::sample::select(vec![AuthorityKind::Legacy, AuthorityKind::New, AuthorityKind::Controller]);
    let network = (any::<String>(), any::<bool>()).prop_map(|(name, watched)| KeptNetwork { name, watched });
    let networks = btree_map(any::<u64>().prop_map(NetworkId::from_number), network, 0..3);
    let texts = any::<[String; 4]>();
    let times = any::<(i64, Option<i64>, Option<i64>, Option<i64>)>();
    (kind, base(), texts, times, any::<(bool, bool)>(), networks).prop_map(
        |(kind, base, texts, times, (unverified, bearer), networks)| {
            let [name, note, account, issued_as] = texts;
            let (added, verified, ends, used) = times;
            let rotation = None;
            KeptAuthority {
                kind,
                name,
                base,
                added,
                verified,
                note,
                ends,
                used,
                unverified,
                account,
                bearer,
                issued_as,
                rotation,
                networks,
            }
        },
    )
}

fn settings() -> impl Strategy<Value = Settings> {
    let remembered =
        any::<(String, String, bool, bool)>().prop_map(|(own_name, name, was_connected, leave_on_quit)| Remembered {
            own_name,
            name,
            was_connected,
            leave_on_quit,
            ..Remembered::default()
        });
    let zero_path = (any::<[String; 3]>(), base()).prop_map(|([name, note, token_id], base)| KeptZeroPath {
        name,
        note,
        token_id,
        base,
        ..KeptZeroPath::default()
    });
    let credential = prop_oneof![
        Just(CredentialId::Service),
        any::<u32>().prop_map(|number| AuthorityId::account(number).into()),
        any::<u32>().prop_map(CredentialId::ZeroPath),
    ];
    let network = || any::<u64>().prop_map(NetworkId::from_number);
    let kept = (
        btree_map(network(), remembered, 0..3),
        btree_map(any::<u32>().prop_map(AuthorityId::account), account(), 0..3),
        btree_map(any::<u32>(), zero_path, 0..3),
        btree_map(credential, any::<(i64, i64)>(), 0..3),
        btree_map(any::<String>(), btree_map(network(), Just(Remembered::default().allow), 0..2), 0..2),
    );
    let rest = any::<(Option<String>, Option<String>, u32, bool, Option<u16>)>();
    (kept, rest).prop_map(|((networks, authorities, zero_path, ends_told, profiles), rest)| {
        let (language, home, accounts_made, start_hidden, port) = rest;
        let service_home = home.map(PathBuf::from);
        let trusted = port.map(|port| Trusted { home: service_home.clone(), port });
        Settings {
            language,
            start_hidden,
            handed_port: port.zip(service_home.clone()).map(|(port, home)| (home, port)),
            service_home,
            trusted,
            networks,
            authorities,
            accounts_made,
            zero_path,
            ends_told,
            profiles,
            ..Settings::default()
        }
    })
}

/// Any JSON that is quickly made.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map(any::<String>(), inner, 0..3).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn an_entry_of_the_keychain_is_found_by_its_name(number: u32, slot in prop::sample::select(vec![Slot::Current, Slot::Next, Slot::Previous])) {
        for id in [CredentialId::Service, AuthorityId::account(number).into(), CredentialId::ZeroPath(number)] {
            prop_assert_eq!(CredentialId::of_entry(&id.entry(slot)), Some((id.clone(), slot)));
            prop_assert_eq!(serde_json::from_value::<CredentialId>(json!(id)).unwrap(), id);
        }
    }

    #[test]
    fn no_name_is_read_as_another_credential(name in nearly_a_name()) {
        if let Some((id, slot)) = CredentialId::of_entry(&name) {
            prop_assert_eq!(id.entry(slot), name.clone());
        }
        if let Ok(id) = name.parse::<CredentialId>() {
            prop_assert_eq!(id.to_string(), name.clone());
        }
        if let Ok(id) = serde_json::from_value::<AuthorityId>(json!(name)) {
            prop_assert_eq!(id.as_str(), name.as_str());
            let credential = CredentialId::from(id.clone());
            prop_assert!(id.is_own() || credential.to_string().parse() == Ok(credential.clone()), "{:?}", id);
        }
    }

    #[test]
    fn what_was_kept_is_read_again(settings in settings()) {
        let text = serde_json::to_vec(&settings).unwrap();
        prop_assert_eq!(&serde_json::from_slice::<Settings>(&text).unwrap(), &settings);
        let preferences = serde_json::to_value(settings.preferences()).unwrap();
        prop_assert_eq!(serde_json::from_value::<Preferences>(preferences).unwrap(), settings.preferences());
    }

    #[test]
    fn a_field_nobody_knows_costs_nothing_that_was_kept(settings in settings(), name in "[a-z]{9,12}x", json in any_json()) {
        let mut text = serde_json::to_value(&settings).unwrap();
        text[name] = json;
        prop_assert_eq!(serde_json::from_value::<Settings>(text).unwrap(), settings);
    }

    #[test]
    fn a_token_from_the_page_is_not_in_what_is_said_of_its_form(
        token in "[!-~]{12,40}",
        field in prop::sample::select(vec!["renew", "kind", "base", "name", "tokenId", "ends", "keepUnverified", "more"]),
        json in any_json(),
    ) {
        let mut form = json!({ "renew": null, "kind": null, "base": "", "name": "", "tokenId": null, "ends": "",
            "keepUnverified": false, "token": token });
        form[field] = json;
        let said = match serde_json::from_value::<Entrusted>(form) {
            Ok(read) => format!("{read:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        prop_assert!(!said.contains(&token));
    }

    #[test]
    fn any_wish_from_the_page_is_one_or_none(word in prop_oneof![any::<String>(), Just("join".to_owned()), Just("go".to_owned())], json in any_json()) {
        for wish in [json!({ "type": word, "network": json }), json!({ word: json }), json] {
            if let Ok(action) = serde_json::from_value::<Action>(wish) {
                let again = serde_json::to_value(&action).unwrap();
                prop_assert_eq!(serde_json::from_value::<Action>(again).unwrap(), action);
            }
        }
    }

    #[test]
    fn a_call_to_paste_is_one_line_with_its_address_in_quotes(kept in account()) {
        let mut state = State::new(Os::Linux);
        let Some(base) = kept.base.clone() else { return Ok(()) };
        state.authorities.kept.insert(AuthorityId::account(1), kept);
        let wish = Action::CopyCurl { credential: AuthorityId::account(1).into() };
        let effects = update(&mut state, Event::Action(wish), Now::default());
        let text = effects.iter().find_map(|effect| match effect {
            Effect::Do(Deed::Copy(text)) => Some(text.as_str()),
            _ => None,
        });
        let parts: Vec<&str> = text.unwrap_or_default().split('\'').collect();
        prop_assert_eq!(parts.len(), 3);
        prop_assert!(parts[1].starts_with(&base.as_str().replace('\'', "%27")));
        prop_assert!(parts[1].bytes().all(|c| c.is_ascii_graphic()) && parts[2].is_empty());
    }
}

//! What people type and paste, and names from outside.

use proptest::prelude::*;
use zerotier_api::NetworkId;

use crate::{
    kernel::{
        ago,
        days::{EndFault, day_of, end_of},
        ids::CredentialKind,
        text,
        words::Words,
    },
    networks::{
        invitation::{self, Misread},
        scope::Scope,
    },
};

proptest! {
    #[test]
    fn an_id_is_found_however_it_is_typed_or_linked(number: u64, every in 1..16_usize, between in "[-_ :.\u{200b}\u{2013}\n]{1,2}") {
        let id = NetworkId::from_number(number);
        let found = match id.ad_hoc_ports() {
            Some((first, last)) if last < first => Err(Misread::AdHocPorts),
            _ => Ok(id),
        };
        let digits: Vec<char> = id.to_string().chars().collect();
        let groups: Vec<String> = digits.chunks(every).map(|group| group.iter().collect()).collect();
        for text in [
            id.to_string(),
            id.to_string().to_uppercase(),
            groups.join(&between),
            format!("\u{feff}{id}\r\n"),
            format!("perigee://join/{id}"),
            format!("https://joinzt.com/addnetwork?nwid={id}&v=1"),
            format!("https://central.zerotier.com/network/{id}/members"),
        ] {
            prop_assert_eq!(invitation::read(&text), found, "{:?}", text);
        }
    }

    #[test]
    fn any_text_invites_to_a_network_whose_id_stands_in_it_or_to_none(text in prop_oneof![any::<String>(), "[0-9a-fA-F:/. ?=-]{10,40}"]) {
        if let Ok(id) = invitation::read(&text) {
            let digits: String = text.to_lowercase().chars().filter(char::is_ascii_hexdigit).collect();
            prop_assert!(digits.contains(&id.to_string()));
        }
    }

    #[test]
    fn a_name_from_outside_is_one_line_and_stays_so(text in prop_oneof![any::<String>(), "[a-z \u{202e}\u{2066}\u{200b}\u{feff}\r\n\t\u{3164}]{0,300}"]) {
        let line = text::one_line(&text);
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        prop_assert!(!line.chars().any(|c| c.is_control() || turns(c)));
        prop_assert_eq!(&text::one_line(&line), &line);
        prop_assert!(text::short(&text).chars().count() <= 129);
    }

    #[test]
    fn a_day_is_read_as_it_was_printed(moment in 0..253_402_207_200_000_i64) {
        let day = day_of(moment);
        let ends = end_of(&day, CredentialKind::New, 0).unwrap().unwrap();
        prop_assert_eq!(day_of(ends), day);
        prop_assert!(ends >= moment && ends - moment < 24 * 60 * 60 * 1000);
    }

    #[test]
    fn any_text_is_a_day_or_none(text in prop_oneof![any::<String>(), "[-+0-9]{4,6}-[0-9]{2}-[0-9]{2}([T ][0-9:Z+]{0,9})?"], now: i64) {
        for kind in [CredentialKind::New, CredentialKind::ZeroPath] {
            match end_of(&text, kind, now) {
                Ok(Some(ends)) => prop_assert!(ends >= now),
                Ok(None) => prop_assert!(text.trim().is_empty()),
                Err(fault) => prop_assert!(fault != EndFault::Needed),
            }
        }
    }

    #[test]
    fn any_address_has_its_scope(v4: u32, v6: u128) {
        let (v4, v6) = (std::net::Ipv4Addr::from(v4), std::net::Ipv6Addr::from(v6));
        prop_assert!(!v4.is_private() || Scope::of(v4.into()) == Scope::Private);
        prop_assert!(!v6.is_unique_local() || Scope::of(v6.into()) == Scope::Private);
        prop_assert!(!(v4.is_loopback() || v4.is_multicast()) || Scope::of(v4.into()) == Scope::Never);
    }
}

// Sentences take longer than what they are about: fewer of them.
proptest! {
    #![proptest_config(fewer())]
    #[test]
    fn any_moment_has_words(moment: i64, now: i64) {
        let words = Words::in_language(None);
        prop_assert!(!ago::ago(moment, now, &words).is_empty());
        let day = ago::day(moment, &words);
        prop_assert_eq!(day.is_empty(), day_of(moment).is_empty());
    }
}

fn fewer() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 32, ..usual }
}

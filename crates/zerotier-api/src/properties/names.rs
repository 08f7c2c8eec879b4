//! Ids, addresses of authorities, segments of paths.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;

use crate::{BaseUrl, NetworkId, NodeAddress, authority::Dialect, path};

/// Texts that are an address of an authority, or nearly.
fn nearly_an_address() -> impl Strategy<Value = String> {
    let scheme = prop::sample::select(vec!["https://", "http://", "HTTPS://", "ftp://", "https:", "//", "", "file://"]);
    let host = prop_oneof![
        "[a-z]{1,8}(\\.[a-z]{2,5}){0,2}",
        prop::sample::select(vec!["127.0.0.1", "127.1", "localhost", "[::1]", "0x7f.1", "10.0.0.1", "bücher.example"])
            .prop_map(str::to_owned),
        any::<String>(),
    ];
    let segment = prop_oneof![
        prop::sample::select(vec![
            "api",
            "API",
            "v1",
            "v2",
            "v2beta",
            "network",
            "controller",
            "..",
            ".",
            "",
            "%2e%2E"
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,6}",
        any::<String>(),
    ];
    let tail = (prop::option::of(any::<u16>()), prop::collection::vec(segment, 0..4));
    (scheme, host, tail).prop_map(|(scheme, host, (port, segments))| {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let path = [vec![String::new()], segments].concat().join("/");
        format!("{scheme}{host}{port}{path}")
    })
}

proptest! {
    #[test]
    fn an_id_is_read_as_it_was_printed(number: u64) {
        let (network, node) = (NetworkId::from_number(number), NodeAddress::from_number(number));
        for text in [network.to_string(), network.to_string().to_uppercase()] {
            prop_assert_eq!(text.parse(), Ok(network));
        }
        prop_assert_eq!(node.to_string().parse(), Ok(node));
        prop_assert_eq!(network.to_string().split_at(10).0.parse(), Ok(network.controller()));
        let json = serde_json::to_string(&network).unwrap();
        prop_assert_eq!(serde_json::from_str::<NetworkId>(&json).unwrap(), network);
    }

    #[test]
    fn nothing_is_an_id_that_would_be_printed_otherwise(text in prop_oneof![any::<String>(), "[0-9a-fA-FgO+ ]{9,17}"]) {
        if let Ok(network) = text.parse::<NetworkId>() {
            prop_assert_eq!(network.to_string(), text.to_lowercase());
        }
        if let Ok(node) = text.parse::<NodeAddress>() {
            prop_assert_eq!(node.to_string(), text.to_lowercase());
        }
    }

    #[test]
    fn an_address_is_read_as_it_was_printed(text in nearly_an_address()) {
        let Ok(base) = text.parse::<BaseUrl>() else { return Ok(()) };
        prop_assert_eq!(base.as_str().parse::<BaseUrl>(), Ok(base.clone()));
        let json = serde_json::to_string(&base).unwrap();
        prop_assert_eq!(&serde_json::from_str::<BaseUrl>(&json).unwrap(), &base);
        prop_assert!(base.as_str().starts_with("https://") || base.is_here());
        prop_assert!(!base.host().is_empty() && !base.host().contains('@') && !base.as_str().ends_with('/'));
    }

    #[test]
    fn an_address_leads_to_the_same_host_in_every_dialect(text in nearly_an_address()) {
        let Ok(typed) = text.parse::<BaseUrl>() else { return Ok(()) };
        for dialect in [Dialect::Legacy, Dialect::New, Dialect::Controller] {
            let base = dialect.base(&typed);
            prop_assert_eq!(base.host(), typed.host());
            prop_assert_eq!(&dialect.base(&base), &base, "once more changes nothing");
            prop_assert_eq!(base.as_str().parse::<BaseUrl>(), Ok(base.clone()));
        }
    }

    #[test]
    fn a_name_is_one_segment_and_can_be_read_out_of_it(name in any::<String>()) {
        let Some(segment) = path::segment(&name) else {
            prop_assert!(matches!(name.as_str(), "" | "." | ".."));
            return Ok(());
        };
        prop_assert!(segment.bytes().all(|c| c.is_ascii_alphanumeric() || b"-._~%".contains(&c)));
        prop_assert_eq!(percent_decode_str(&segment).decode_utf8().unwrap(), name);
    }
}

//! Properties of what a report leaves out. How they run is told in `crates/zerotier-api/src/properties.rs`.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn no_id_and_no_address_is_told(id in "[0-9a-f]{16}", node in "[0-9a-f]{10}", v4: std::net::Ipv4Addr, v6: std::net::Ipv6Addr, port: u16, between in "[ ,;/=(\"\n]") {
        prop_assume!(!v4.is_loopback() && !v6.is_loopback());
        let text = [id.clone(), node.clone(), format!("{v4}:{port}"), format!("[{v6}]"), v4.to_string(), v6.to_string()].join(&between);
        let told = without_addresses(&text);
        for secret in [id, node, v4.to_string(), v6.to_string()] {
            // What is as short as a word is one.
            prop_assert!(secret.len() < 5 || !told.contains(&secret), "{} in {}", secret, told);
        }
    }

    #[test]
    fn what_is_left_out_once_is_left_out(text in prop_oneof![any::<String>(), "[0-9a-f:. ]{0,60}"]) {
        let told = without_addresses(&text);
        prop_assert_eq!(without_addresses(&told), told);
    }

    #[test]
    fn nobody_is_named_by_a_folder(home in "(/[a-zA-Z '\u{e4}\"]{3,9}){2,3}", before in "[ -~]{0,9}", after in "[/ ][ -~]{0,9}") {
        let home = home.trim_end().to_owned();
        let path = format!("{home}{after}");
        for text in [format!("{before}{path}"), format!("{before}{path:?}"), format!("{before}{:?}", format!("{path:?}"))] {
            let told = without_person(&text, Some(&home));
            prop_assert!(told.contains('~') && told.len() < text.len(), "{} {}", text, told);
        }
    }
}

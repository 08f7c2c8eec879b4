//! Properties of token and port files. How they run is told in `crates/zerotier-api/src/properties.rs`.

use std::io::{Seek as _, Write as _};

use proptest::prelude::*;

use super::*;

/// What editors and shells put around a text.
fn around() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "\n", "\r\n", " ", "\t", "\r\n\r\n"]).prop_map(str::to_owned)
}

fn file_with(content: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file.rewind().unwrap();
    file
}

proptest! {
    #[test]
    fn a_token_is_read_whatever_editor_wrote_it(token in "[!-~]{1,256}", mark: bool, after in around()) {
        let mark = if mark { "\u{feff}" } else { "" };
        let read = token_of(Ok(Zeroizing::new(format!("{mark}{token}{after}"))));
        prop_assert_eq!(read, Ok(Secret::new(&token)));
    }

    #[test]
    fn a_port_is_read_whatever_editor_wrote_it(port in 1..=u16::MAX, mark: bool, after in around()) {
        let mark = if mark { "\u{feff}" } else { "" };
        prop_assert_eq!(port_of(&file_with(format!("{mark}{port}{after}").as_bytes())), Some(port));
    }

    #[test]
    fn nothing_but_a_token_leaves_through_who_may_read_all(content in prop_oneof![any::<Vec<u8>>(), "[a-z]{1,30}[ -~]?[a-z\n]{0,30}".prop_map(String::into_bytes)]) {
        if let Some(token) = own_token(&file_with(&content)) {
            let text = token.expose_secret();
            prop_assert!(!text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric()));
            prop_assert_eq!(plain(std::str::from_utf8(&content).unwrap()), text);
        }
    }

    #[test]
    fn no_fault_of_a_token_file_says_what_is_in_it(text in "[ -~]{12,300}[\u{80}-\u{ff}]?") {
        match token_of(Ok(Zeroizing::new(text.clone()))) {
            Ok(token) => prop_assert_eq!(token.expose_secret(), text.trim()),
            Err(fault) => {
                let said = format!("{fault} {fault:?}");
                prop_assert!(text.trim().is_empty() || !said.contains(text.trim()));
            }
        }
    }
}

//! Answers: what a refusal is quoted as, and a token that comes back.

use proptest::prelude::*;
use reqwest::{StatusCode, header::HeaderValue};
use serde_json::Value;

use super::any_json;
use crate::{Fault, http, words};

/// One character as JSON may write it.
fn written(c: char, how: u8) -> String {
    match how {
        0 => format!("\\u{:04x}", u32::from(c)),
        1 => format!("\\u{:04X}", u32::from(c)),
        2 if matches!(c, '/' | '"' | '\\') => format!("\\{c}"),
        3 if c.is_ascii_lowercase() => c.to_ascii_uppercase().to_string(),
        4 => format!("{}\u{200b}", written(c, 5)),
        _ if matches!(c, '"' | '\\') => format!("\\{c}"),
        _ => c.to_string(),
    }
}

/// Words, pages, JSON, and anything.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let wrapped =
        (any_json(), prop::sample::select(vec!["message", "error", "description", "details", "title", "errors"]))
            .prop_map(|(json, key)| format!("{{\"{key}\":{json}}}").into_bytes());
    let text = "[ -~\\x1b\u{202e}]{0,80}".prop_map(String::into_bytes);
    prop_oneof![wrapped, text, any_json().prop_map(String::into_bytes), any::<Vec<u8>>()]
}

proptest! {
    #[test]
    fn a_token_that_comes_back_is_known_however_it_is_written(
        token in "[!-~]{1,40}",
        how in prop::collection::vec(0..6_u8, 40),
        around in "[ -~]{0,20}",
    ) {
        let sent = HeaderValue::from_str(&format!("Bearer {token}")).unwrap();
        let told: String = token.chars().zip(how).map(|(c, how)| written(c, how)).collect();
        // A backslash before it would begin another escape.
        let around = around.replace('\\', "");
        prop_assert!(http::repeats(format!("{around}{told}{around}").as_bytes(), &sent), "{}", told);
    }

    #[test]
    fn a_refusal_is_quoted_in_a_line_without_markup(body in body(), code in 100_u16..1000) {
        let quoted = http::quote(&body);
        prop_assert!(quoted.chars().count() <= 300 && !quoted.chars().any(char::is_control));
        prop_assert!(!http::looks_like_markup(&quoted));
        let fault = http::refusal(StatusCode::from_u16(code).unwrap(), &body);
        let said = if let Fault::Status { said, .. } = fault { Some(said) } else { None };
        prop_assert_eq!(said, (code != 401 && code != 404).then_some(quoted));
    }

    #[test]
    fn any_json_has_words_or_none(json in any_json()) {
        if let Ok(json) = serde_json::from_str::<Value>(&json) {
            let said = words::words(&json);
            prop_assert!(json.as_str().is_none_or(|text| text == said));
        }
    }
}

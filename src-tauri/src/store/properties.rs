//! Properties of the file of settings. How they run is told in `crates/zerotier-api/src/properties.rs`.

use proptest::prelude::*;
use serde_json::json;

use super::*;

proptest! {
    #[test]
    fn any_file_is_settings_or_damaged(bytes in prop_oneof![any::<Vec<u8>>(), "\\{\"[a-z]{4,12}\":[ -~]{0,20}\\}".prop_map(String::into_bytes)]) {
        let object = serde_json::from_slice::<Value>(&bytes).is_ok_and(|value| value.is_object());
        prop_assert!(object || matches!(understand(&bytes), Content::Damaged));
    }

    #[test]
    fn a_file_of_a_newer_form_is_known_whatever_is_in_it(version in Settings::VERSION + 1.., name in "[a-zA-Z]{4,14}", value: Option<i64>) {
        let text = json!({ name: value, "version": version }).to_string();
        let Content::Newer { version: read, .. } = understand(text.as_bytes()) else {
            return Err(TestCaseError::fail(text));
        };
        prop_assert_eq!(read, version);
    }
}

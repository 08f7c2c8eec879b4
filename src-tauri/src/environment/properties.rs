//! Properties of tokens in variables. How they run is told in `crates/zerotier-api/src/properties.rs`.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn only_what_can_be_a_token_is_taken_and_only_under_its_name(name in prop_oneof![any::<String>(), prop::sample::select([CENTRAL.to_vec(), vec![ZEROPATH_SECRET]].concat()).prop_map(str::to_owned)], text in prop_oneof!["[!-~]{1,60}\n?", any::<String>()]) {
        let read = |_: &str| Some(Zeroizing::new(text.clone()));
        let known = name == ZEROPATH_SECRET || CENTRAL.contains(&name.as_str());
        match take_by(&name, &read) {
            Some((_, token)) => prop_assert!(known && token.expose_secret() == text.trim() && is_token(&token)),
            None => prop_assert!(!known || !is_token(&Secret::new(&text))),
        }
        let found = format!("{:?}", find_by(&read));
        prop_assert!(text.trim().len() < 12 || !found.contains(text.trim()));
    }
}

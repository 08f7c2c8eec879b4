//! Nothing that is said of a token holds it.

use proptest::prelude::*;
use serde_json::json;

use crate::{Authority, BaseUrl, Secret, Service, ZeroPath};

/// Long enough not to stand in a sentence by chance.
fn token() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~]{12,60}", "[A-Za-z0-9]{12,40}\\PC{1,3}", "[A-Za-z0-9]{12,20}[\\x00-\\x1f][a-z]{1,4}"]
}

proptest! {
    #[test]
    fn a_secret_is_kept_without_what_stands_around_it(token in token(), around in "[ \t\r\n]{0,4}") {
        let secret = Secret::new(&format!("{around}{token}{around}"));
        prop_assert_eq!(secret.expose_secret(), token.trim());
        let read: Secret = serde_json::from_value(json!(token)).unwrap();
        prop_assert!(read == secret);
        prop_assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn what_can_not_be_sent_is_refused_without_saying_it(token in token()) {
        let secret = || Secret::new(&token);
        let said = match (secret().header(), secret().into_header("Bearer ")) {
            (Ok(plain), Ok(behind)) => format!("{plain:?} {behind:?}"),
            (plain, behind) => {
                prop_assert!(plain.is_err() && behind.is_err());
                format!("{plain:?} {behind:?} {}", behind.as_ref().unwrap_err())
            }
        };
        prop_assert!(!said.contains(token.trim()));
    }
}

// Each makes clients, which takes longer than to read: fewer of them.
proptest! {
    #![proptest_config(fewer())]
    #[test]
    fn no_client_says_its_token(token in token()) {
        let base: BaseUrl = "http://127.0.0.1:9993".parse().unwrap();
        let secret = || Secret::new(&token);
        let said = format!(
            "{:?} {:?} {:?} {:?} {:?}",
            Authority::legacy(&base, secret()),
            Authority::new_central(&base, secret()),
            Authority::controller(&base, secret()),
            ZeroPath::new(&base, "id", secret()),
            Service::new(9993, Some(secret())),
        );
        prop_assert!(!said.contains(token.trim()));
    }
}

fn fewer() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 32, ..usual }
}

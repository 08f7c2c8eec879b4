//! What an authority's headers say, whatever they say.

use std::time::Duration;

use proptest::prelude::*;
use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};

use super::{is_page, pace::Pace, wait};

fn headers() -> impl Strategy<Value = HeaderMap> {
    let names =
        ["retry-after", "date", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "content-type"];
    let value = prop_oneof![
        "[ -~]{0,30}",
        any::<i64>().prop_map(|number| number.to_string()),
        any::<u64>().prop_map(|number| number.to_string()),
        "Thu, 2[0-9] Nov [0-9]{4} 0[0-9]:04:05 (GMT|UTC)",
    ];
    prop::collection::vec((prop::sample::select(names.to_vec()), value), 0..5).prop_map(|all| {
        let header = |(name, value): (&'static str, String)| {
            Some((HeaderName::from_static(name), HeaderValue::from_str(&value).ok()?))
        };
        all.into_iter().filter_map(header).collect()
    })
}

proptest! {
    #[test]
    fn any_headers_hold_calls_back_or_do_not(headers in headers(), code in 100_u16..1000) {
        wait(&headers);
        for pace in [Pace::measured(), Pace::free()] {
            pace.learn(StatusCode::from_u16(code).unwrap(), &headers);
        }
    }

    #[test]
    fn a_wait_in_seconds_is_taken_as_it_is(seconds: u64) {
        let headers = HeaderMap::from_iter([(HeaderName::from_static("retry-after"), HeaderValue::from(seconds))]);
        prop_assert_eq!(wait(&headers), Some(Duration::from_secs(seconds)));
    }

    #[test]
    fn json_is_no_page(headers in headers(), json in crate::properties::any_json()) {
        prop_assert!(!is_page(&headers, json.as_bytes()));
    }
}

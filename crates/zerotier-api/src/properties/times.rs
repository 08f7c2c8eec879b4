//! Times however they are written, and the clock at the other end.

use proptest::prelude::*;
use reqwest::header::{self, HeaderMap, HeaderValue};

use crate::{clock::Clock, time};

/// The last moment of the year 9999.
const LAST: i64 = 253_402_207_200_999;

proptest! {
    #[test]
    fn a_time_is_read_as_it_was_printed(ms in 1..LAST) {
        let text = time::to_rfc3339(ms).unwrap();
        prop_assert_eq!(time::from_rfc3339(&text), Some(ms));
        prop_assert_eq!(time::from_rfc3339(&format!(" {text}\n")), Some(ms));
    }

    #[test]
    fn a_header_is_read_as_it_was_printed(seconds in 0..LAST / 1000) {
        let time = jiff::Timestamp::from_second(seconds).unwrap();
        let text = time.strftime("%a, %d %b %Y %H:%M:%S").to_string();
        for zone in [" GMT", " UTC", " +0000"] {
            prop_assert_eq!(time::from_header(&format!("{text}{zone}")), Some(seconds * 1000), "{}{}", text, zone);
        }
    }

    #[test]
    fn a_number_is_a_time_after_1970_or_never(number in prop_oneof![any::<i64>(), 0..200_000_000_000_i64]) {
        prop_assert_eq!(time::from_number(number).is_some(), number > 0);
        prop_assert!(time::from_number(number).is_none_or(|ms| ms >= number));
    }

    #[test]
    fn no_text_is_a_time_before_1970(text in prop_oneof![any::<String>(), "[-0-9]{4,7}-[0-9]{2}-[0-9]{2}[T ][0-9:.+Z]{0,14}"]) {
        prop_assert!(time::from_rfc3339(&text).is_none_or(|ms| ms > 0 && time::to_rfc3339(ms).is_some()));
    }

    #[test]
    fn any_header_is_a_time_or_none(
        date in prop_oneof!["[ -~]{0,40}", "[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2,5} [0-9:]{5,8} [A-Z+0-9-]{1,5}"],
        stored: bool,
    ) {
        let clock = Clock::default();
        let mut headers = HeaderMap::new();
        headers.insert(header::DATE, HeaderValue::from_str(&date).unwrap());
        if stored {
            headers.insert(header::AGE, HeaderValue::from_static("0"));
        }
        clock.hear(&headers);
        prop_assert_eq!(clock.take().is_some(), !stored && time::from_header(&date).is_some());
    }

    #[test]
    fn a_clock_may_say_any_time(told: i64) {
        let clock = Clock::default();
        clock.learn(told);
        prop_assert!(clock.take().is_some_and(|now| now >= told));
    }
}

//! The three ways authorities write a time, all read as milliseconds since 1970. What can't be read is none.

use jiff::{Timestamp, fmt::rfc2822::DateTimeParser};

/// Numbers below this are seconds: in milliseconds it is March 1973, in seconds the year 5138.
const SECONDS_BELOW: i64 = 100_000_000_000;

/// A number: 0 and less mean never.
pub(crate) fn from_number(number: i64) -> Option<i64> {
    match number {
        ..=0 => None,
        1..SECONDS_BELOW => Some(number * 1000),
        _ => Some(number),
    }
}

/// Text like `2026-07-25T10:00:00Z`. Before 1970 means never: an unset time is written as the year 1.
pub(crate) fn from_rfc3339(text: &str) -> Option<i64> {
    let time: Timestamp = text.trim().parse().ok()?;
    Some(time.as_millisecond()).filter(|ms| *ms > 0)
}

/// It is such a text, whenever that is.
pub(crate) fn is_rfc3339(text: &str) -> bool {
    text.trim().parse::<Timestamp>().is_ok()
}

/// A time as text like `2026-07-25T10:00:00Z`; none beyond the year 9999.
pub(crate) fn to_rfc3339(ms: i64) -> Option<String> {
    Timestamp::from_millisecond(ms).ok().map(|time| time.to_string())
}

/// A date in a header, like `Thu, 26 Nov 2026 03:04:05 GMT`; legacy Central ends its own in `UTC`.
pub(crate) fn from_header(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix("UTC").map_or_else(|| text.to_owned(), |date| format!("{date}GMT"));
    let time = DateTimeParser::new().relaxed_weekday(true).parse_timestamp(&text).ok()?;
    Some(time.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_milliseconds_however_it_was_written() {
        assert_eq!(from_number(0), None);
        assert_eq!(from_number(-1), None);
        assert_eq!(from_number(1_700_000_000), Some(1_700_000_000_000));
        assert_eq!(from_number(1_700_000_000_000), Some(1_700_000_000_000));
        assert_eq!(from_rfc3339("2023-11-14T22:13:20Z"), Some(1_700_000_000_000));
        assert_eq!(from_rfc3339("2023-11-14T23:13:20.5+01:00"), Some(1_700_000_000_500));
        assert_eq!(from_rfc3339("0001-01-01T00:00:00Z"), None);
        assert_eq!(from_rfc3339("yesterday"), None);
        assert_eq!(to_rfc3339(1_700_000_000_000).as_deref(), Some("2023-11-14T22:13:20Z"));
        assert_eq!(to_rfc3339(i64::MAX), None);
    }

    #[test]
    fn a_header_may_end_in_utc() {
        assert_eq!(from_header("Tue, 14 Nov 2023 22:13:20 UTC"), Some(1_700_000_000_000));
        assert_eq!(from_header("Tue, 14 Nov 2023 22:13:20 GMT"), Some(1_700_000_000_000));
        assert_eq!(from_header("soon"), None);
    }
}

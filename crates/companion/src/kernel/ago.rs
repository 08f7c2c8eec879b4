//! Moments in words, seen from now.

use super::{moment::Now, words::Words};

const MINUTE: i64 = 60_000;

const HOUR: i64 = 60 * MINUTE;

const DAY: i64 = 24 * HOUR;

const A_MOMENT: i64 = 90_000;

/// How long ago a moment is: "now", "4 min ago", "yesterday". Both in milliseconds since 1970.
pub fn ago(moment: i64, now: i64, words: &Words) -> String {
    let passed = now.saturating_sub(moment);
    let count = |name, unit: i64| words.count(name, &[("count", usize::try_from(passed / unit).unwrap_or_default())]);
    match passed {
        ..A_MOMENT => words.say("ago-now", &[]),
        A_MOMENT..HOUR => count("ago-minutes", MINUTE),
        HOUR..DAY => count("ago-hours", HOUR),
        passed if passed < 2 * DAY => words.say("ago-yesterday", &[]),
        passed if passed < 14 * DAY => count("ago-days", DAY),
        passed if passed < 61 * DAY => count("ago-weeks", 7 * DAY),
        passed if passed < 730 * DAY => count("ago-months", 30 * DAY + 10 * HOUR),
        _ => count("ago-years", 365 * DAY),
    }
}

/// What was read then and may be otherwise by now: "As of 4 min ago".
pub fn as_of(read_at: Option<Now>, now: Now, words: &Words) -> Option<String> {
    let read_at = read_at?.unix_ms;
    if now.unix_ms.saturating_sub(read_at) < A_MOMENT {
        return Some(words.say("as-of-moment", &[]));
    }
    Some(words.say("as-of", &[("ago", &ago(read_at, now.unix_ms, words))]))
}

/// A day by the calendar, as "12 March 2025".
pub fn day(moment: i64, words: &Words) -> String {
    let Ok(timestamp) = jiff::Timestamp::from_millisecond(moment) else { return String::new() };
    let date = timestamp.to_zoned(jiff::tz::TimeZone::UTC).date();
    let month = words.say(&format!("month-{}", date.month()), &[]);
    words.say("date", &[("day", &date.day().to_string()), ("month", &month), ("year", &date.year().to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_words() {
        let words = Words::in_language(None);
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let said = |passed| plain(ago(0, passed, &words));
        assert_eq!(said(-5), "now");
        assert_eq!(said(60_000), "now");
        assert_eq!(said(4 * MINUTE), "4 min ago");
        assert_eq!(said(HOUR), "1 h ago");
        assert_eq!(said(30 * HOUR), "yesterday");
        assert_eq!(said(3 * DAY), "3 days ago");
        assert_eq!(said(42 * DAY), "6 weeks ago");
        assert_eq!(said(122 * DAY), "4 months ago");
        assert_eq!(said(800 * DAY), "2 years ago");
        assert_eq!(plain(day(1_741_737_600_000, &words)), "12 March 2025");
        assert_eq!(day(i64::MAX, &words), "");
    }
}

//! Points in time, as each dialect writes them.

use jiff::Timestamp;

/// As `2026-11-26T03:04:05.678Z`.
pub(crate) fn text(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map(|time| time.to_string()).unwrap_or_default()
}

/// None if it is no RFC 3339 text.
pub(crate) fn read(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// As `Thu, 26 Nov 2026 03:04:05 UTC`: a date as HTTP has it, but for the last word.
pub(crate) fn almost_http(ms: i64) -> String {
    let time = Timestamp::from_millisecond(ms).unwrap_or_default();
    time.strftime("%a, %d %b %Y %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_and_read_again() {
        assert_eq!(text(1_795_662_245_678), "2026-11-26T03:04:05.678Z");
        assert_eq!(read("2026-11-26T03:04:05.678Z"), Some(1_795_662_245_678));
        assert_eq!(read("tomorrow"), None);
        assert_eq!(almost_http(1_795_662_245_678), "Thu, 26 Nov 2026 03:04:05 UTC");
    }
}

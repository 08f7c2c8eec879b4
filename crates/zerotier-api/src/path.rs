//! Names that are not ids, made fit for a path or a query.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One segment of a path, percent-encoded. None for what would change the path itself: nothing, `.` and `..`.
pub(crate) fn segment(name: &str) -> Option<String> {
    if matches!(name, "" | "." | "..") { None } else { Some(encoded(name)) }
}

/// The value of a query, percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_segment() {
        assert_eq!(segment("my laptop?/../x").as_deref(), Some("my%20laptop%3F%2F..%2Fx"));
        assert_eq!(segment("%2e%2e").as_deref(), Some("%252e%252e"));
        assert_eq!(segment("service-account@org-1.ztsa").as_deref(), Some("service-account%40org-1.ztsa"));
        assert_eq!(segment("é").as_deref(), Some("%C3%A9"));
        assert_eq!([segment(""), segment("."), segment("..")], [None, None, None]);
    }
}

//! Days on which tokens end.

use super::ids::CredentialKind;

/// Why a day is no end of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndFault {
    NotADay,
    Past,
    /// `ZeroPath` gives at most 365 days.
    TooFar,
    /// Keys of New Central have an end.
    Needed,
}

/// A `ZeroPath` token lasts at most this many days.
const LONGEST_ZERO_PATH: i64 = 365;

pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// Whole days until a moment, rounded down: 0 is today, less is past.
pub fn days_left(ends: i64, now: i64) -> i64 {
    ends.saturating_sub(now).div_euclid(DAY)
}

/// The end of this day, UTC, in milliseconds since 1970; none for an empty text.
pub fn end_of(day: &str, kind: CredentialKind, now: i64) -> Result<Option<i64>, EndFault> {
    let day = day.trim();
    if day.is_empty() {
        return Ok(None);
    }
    let date: jiff::civil::Date = day.parse().map_err(|_| EndFault::NotADay)?;
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| EndFault::NotADay)?;
    let ends = midnight.timestamp().as_millisecond().saturating_add(DAY - 1);
    if ends < now {
        return Err(EndFault::Past);
    }
    if kind == CredentialKind::ZeroPath && days_left(ends, now) > LONGEST_ZERO_PATH {
        return Err(EndFault::TooFar);
    }
    Ok(Some(ends))
}

/// The day a moment is in, as `2026-12-31`.
pub fn day_of(moment: i64) -> String {
    let timestamp = jiff::Timestamp::from_millisecond(moment).ok();
    timestamp.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()).unwrap_or_default()
}

/// Why a day is no end of a token.
pub(crate) fn end_fault(fault: EndFault) -> &'static str {
    match fault {
        EndFault::NotADay => "end-not-a-day",
        EndFault::Past => "end-past",
        EndFault::TooFar => "end-too-far",
        EndFault::Needed => "end-needed",
    }
}

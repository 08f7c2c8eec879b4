//! Whose clock is right: how far another one is ahead of this machine's, as its answers show.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use reqwest::header::{self, HeaderMap};

use crate::time;

/// Answers take a while and tell whole seconds: less than this is nobody's mistake, milliseconds.
const IN_STEP: i64 = 30_000;
const UNKNOWN: i64 = i64::MIN;

/// Another machine's clock beside this one's.
#[derive(Debug)]
pub(crate) struct Clock(AtomicI64);

impl Default for Clock {
    fn default() -> Self {
        Self(AtomicI64::new(UNKNOWN))
    }
}

impl Clock {
    /// From the `Date` of an answer that has just come. One out of somebody's store is older and says nothing.
    pub(crate) fn hear(&self, headers: &HeaderMap) {
        let date = headers.get(header::DATE).and_then(|date| date.to_str().ok());
        if let Some(there) = date.and_then(time::from_header).filter(|_| !headers.contains_key(header::AGE)) {
            self.learn(there);
        }
    }

    /// It says now what time it is, milliseconds since 1970.
    pub(crate) fn learn(&self, there: i64) {
        if let Some(here) = now() {
            self.0.store(there.saturating_sub(here), Ordering::Relaxed);
        }
    }

    /// How far it is ahead of this machine's, milliseconds; behind is less than 0. None if that is not known.
    pub(crate) fn ahead(&self) -> Option<i64> {
        let ahead = Some(self.0.load(Ordering::Relaxed)).filter(|ahead| *ahead != UNKNOWN)?;
        Some(if ahead.abs() < IN_STEP { 0 } else { ahead })
    }

    /// A moment it tells, by this machine's clock.
    pub(crate) fn here(&self, moment: i64) -> i64 {
        moment.saturating_sub(self.ahead().unwrap_or_default())
    }
}

fn now() -> Option<i64> {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(passed.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_known_and_a_slow_answer_is_not_one() {
        let clock = Clock::default();
        assert_eq!((clock.ahead(), clock.here(5)), (None, 5));
        clock.learn(now().unwrap() - 3_000);
        assert_eq!(clock.ahead(), Some(0));
        clock.learn(now().unwrap() - 1_200_000);
        let ahead = clock.ahead().unwrap();
        assert!((-1_260_000..=-1_200_000).contains(&ahead), "{ahead}");
        assert_eq!(clock.here(1_000_000), 1_000_000 - ahead);
    }

    #[test]
    fn a_stored_answer_says_nothing_of_the_time() {
        let mut headers = HeaderMap::new();
        headers.insert(header::DATE, header::HeaderValue::from_static("Thu, 26 Nov 2015 03:04:05 GMT"));
        let clock = Clock::default();
        headers.insert(header::AGE, header::HeaderValue::from_static("7"));
        clock.hear(&headers);
        assert_eq!(clock.ahead(), None);
        headers.remove(header::AGE);
        clock.hear(&headers);
        assert!(clock.ahead().is_some_and(|ahead| ahead < -300_000_000_000));
    }
}

//! What time it is elsewhere, as answers tell.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use reqwest::header::{self, HeaderMap};

use crate::time;

/// Another machine's clock, as last heard, and when that was.
#[derive(Debug, Default)]
pub(crate) struct Clock(Mutex<Option<(i64, Instant)>>);

impl Clock {
    /// From the `Date` of an answer that has just come. One out of somebody's store is older and says nothing.
    pub(crate) fn hear(&self, headers: &HeaderMap) {
        let date = headers.get(header::DATE).and_then(|date| date.to_str().ok());
        if let Some(told) = date.and_then(time::from_header).filter(|_| !headers.contains_key(header::AGE)) {
            self.learn(told);
        }
    }

    /// It is told to be that late now, milliseconds since 1970.
    pub(crate) fn learn(&self, told: i64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((told, Instant::now()));
    }

    /// How late it is there by now, milliseconds since 1970; none if that was not told since this was last asked: the
    /// machine may have slept, and no stopwatch counts that.
    pub(crate) fn take(&self) -> Option<i64> {
        let (told, at) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(told.saturating_add(i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_answer_says_nothing_of_the_time() {
        let mut headers = HeaderMap::new();
        headers.insert(header::DATE, header::HeaderValue::from_static("Thu, 26 Nov 2015 03:04:05 GMT"));
        let clock = Clock::default();
        headers.insert(header::AGE, header::HeaderValue::from_static("7"));
        clock.hear(&headers);
        assert_eq!(clock.take(), None);
        headers.remove(header::AGE);
        clock.hear(&headers);
        assert!(clock.take().is_some_and(|time| time >= 1_448_507_045_000));
        assert_eq!(clock.take(), None);
    }
}

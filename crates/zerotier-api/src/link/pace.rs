//! Not faster than the authority likes. Its limit is shared by all programs of the account, so half of it is left to
//! the others.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use reqwest::{
    StatusCode,
    header::{self, HeaderMap},
};
use tokio::time::Instant;

use super::LONGEST_WAIT;
use crate::time;

/// Half of the lowest documented limit, until an answer tells another.
const WRITES_A_SECOND: u32 = 10;
/// The limit counts seconds.
const UNTIL_THE_NEXT: Duration = Duration::from_secs(1);

/// When the next call may start.
#[derive(Debug)]
pub(super) struct Pace(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Between two writes; none runs free.
    gap: Option<Duration>,
    next_write: Option<Instant>,
    held_until: Option<Instant>,
}

impl Pace {
    /// Writes keep a distance.
    pub(super) fn measured() -> Self {
        Self(Mutex::new(State { gap: Some(gap(WRITES_A_SECOND)), ..State::default() }))
    }

    /// Only what answers say holds calls back.
    pub(super) fn free() -> Self {
        Self(Mutex::default())
    }

    /// Waits until the next call may start.
    pub(super) async fn turn(&self, write: bool) {
        let now = Instant::now();
        let start = self.0.lock().unwrap_or_else(PoisonError::into_inner).start(write, now);
        if start > now {
            tokio::time::sleep_until(start).await;
        }
    }

    /// Takes what an answer says of limits.
    pub(super) fn learn(&self, status: StatusCode, headers: &HeaderMap) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).learn(status, headers, Instant::now());
    }
}

impl State {
    fn start(&mut self, write: bool, now: Instant) -> Instant {
        let mut start = self.held_until.map_or(now, |held| held.max(now));
        if let Some(gap) = self.gap.filter(|_| write) {
            start = self.next_write.map_or(start, |next| next.max(start));
            self.next_write = Some(start + gap);
        }
        start
    }

    fn learn(&mut self, status: StatusCode, headers: &HeaderMap, now: Instant) {
        if let (Some(limit), Some(_)) = (number(headers, "x-ratelimit-limit"), self.gap) {
            self.gap = Some(gap(u32::try_from(limit / 2).unwrap_or(u32::MAX)));
        }
        if status == StatusCode::TOO_MANY_REQUESTS || number(headers, "x-ratelimit-remaining") == Some(0) {
            // A longer wait is another matter: the next call is told so itself.
            let hold = wait(headers).unwrap_or(UNTIL_THE_NEXT);
            if hold <= LONGEST_WAIT {
                self.held_until = self.held_until.max(Some(now + hold));
            }
        }
    }
}

fn gap(writes_a_second: u32) -> Duration {
    Duration::from_secs(1) / writes_a_second.max(1)
}

/// How long the answer asks to wait: `Retry-After`, else the time its limit starts anew, by its own clock if it shows
/// one.
pub(super) fn wait(headers: &HeaderMap) -> Option<Duration> {
    let now = text(headers, header::DATE.as_str()).and_then(time::from_header).or_else(local_now)?;
    let until = |ms: i64| Duration::from_millis(u64::try_from(ms - now).unwrap_or(0));
    let retry = text(headers, header::RETRY_AFTER.as_str());
    let retry = retry.and_then(|text| {
        text.trim().parse().map(Duration::from_secs).ok().or_else(|| time::from_header(text).map(until))
    });
    retry.or_else(|| time::from_header(text(headers, "x-ratelimit-reset")?).map(until))
}

fn local_now() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    text(headers, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    const NOW: (&str, &str) = ("date", "Thu, 26 Nov 2026 03:04:00 GMT");

    #[test]
    fn the_wait_is_read_from_either_header() {
        let seconds = |pairs: &[_]| wait(&headers(pairs)).map(|wait| wait.as_secs());
        assert_eq!(seconds(&[NOW, ("retry-after", "7")]), Some(7));
        assert_eq!(seconds(&[NOW, ("retry-after", "Thu, 26 Nov 2026 03:04:09 GMT")]), Some(9));
        assert_eq!(seconds(&[NOW, ("x-ratelimit-reset", "Thu, 26 Nov 2026 03:04:05 UTC")]), Some(5));
        assert_eq!(seconds(&[NOW, ("retry-after", "2"), ("x-ratelimit-reset", NOW.1)]), Some(2));
        assert_eq!(seconds(&[NOW, ("x-ratelimit-reset", "Thu, 26 Nov 2026 03:03:05 UTC")]), Some(0), "in the past");
        assert_eq!(seconds(&[NOW, ("retry-after", "later")]), None);
        assert_eq!(seconds(&[]), None);
    }

    #[test]
    fn writes_keep_half_the_limit() {
        let now = Instant::now();
        let mut state = State { gap: Some(gap(WRITES_A_SECOND)), ..State::default() };
        assert_eq!(state.start(true, now), now);
        assert_eq!(state.start(true, now), now + Duration::from_millis(100));
        assert_eq!(state.start(false, now), now, "a read need not wait");
        state.learn(StatusCode::OK, &headers(&[("x-ratelimit-limit", "100")]), now);
        assert_eq!(state.start(true, now), now + Duration::from_millis(200));
        assert_eq!(state.start(true, now), now + Duration::from_millis(220));
    }

    #[test]
    fn nothing_left_holds_everything_until_the_reset() {
        let now = Instant::now();
        let mut state = State::default();
        state.learn(StatusCode::OK, &headers(&[("x-ratelimit-remaining", "3")]), now);
        assert_eq!(state.start(false, now), now);
        state.learn(StatusCode::OK, &headers(&[("x-ratelimit-remaining", "0")]), now);
        assert_eq!(state.start(false, now), now + UNTIL_THE_NEXT);
        let reset = ("x-ratelimit-reset", "Thu, 26 Nov 2026 03:04:05 UTC");
        state.learn(StatusCode::OK, &headers(&[NOW, ("x-ratelimit-remaining", "0"), reset]), now);
        assert_eq!(state.start(true, now), now + Duration::from_secs(5));
        state.learn(StatusCode::TOO_MANY_REQUESTS, &headers(&[("retry-after", "3600")]), now);
        assert_eq!(state.start(true, now), now + Duration::from_secs(5), "an hour is not waited for");
    }
}

//! How many requests an account may make. Counted in real seconds: a client's own pacing is what it tests.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::moment;

const WINDOW: Duration = Duration::from_secs(1);

/// So many in each second, which begins with a request.
pub(crate) struct Limit {
    per_second: u32,
    begun: Instant,
    used: u32,
}

/// What to say about it.
pub(crate) struct Verdict {
    pub(crate) admitted: bool,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Limit {
    pub(crate) fn new(per_second: u32) -> Self {
        Self { per_second, begun: Instant::now(), used: 0 }
    }

    /// One more request has come.
    pub(crate) fn count(&mut self) -> Verdict {
        if self.begun.elapsed() >= WINDOW {
            self.begun = Instant::now();
            self.used = 0;
        }
        let admitted = self.used < self.per_second;
        self.used += u32::from(admitted);
        let ends = SystemTime::now() + WINDOW.saturating_sub(self.begun.elapsed());
        let ends = ends.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        // In whole seconds, and never before the window ends.
        let ends = i64::try_from(ends.div_ceil(1_000) * 1_000).unwrap_or_default();
        let mut headers = vec![
            ("X-Ratelimit-Limit", self.per_second.to_string()),
            ("X-Ratelimit-Remaining", (self.per_second - self.used).to_string()),
            ("X-Ratelimit-Reset", moment::almost_http(ends)),
        ];
        if !admitted {
            headers.push(("Retry-After", "1".into()));
        }
        Verdict { admitted, headers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_last_one_nothing_is_left() {
        let mut limit = Limit::new(2);
        assert!(limit.count().admitted);
        let last = limit.count();
        assert!(last.admitted && last.headers[1].1 == "0" && last.headers[2].1.ends_with(" UTC"));
        let over = limit.count();
        assert!(!over.admitted && over.headers[3] == ("Retry-After", "1".into()));
    }
}

//! How fast time passes here.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// How fast the pretend world lives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// As the real service does: 5 s to a join, 60 s to a withdrawal.
    AsMeasured,
    /// So that a test need not wait.
    Fast,
    /// This many times as fast.
    By(f64),
}

impl Pace {
    fn factor(self) -> f64 {
        match self {
            Self::AsMeasured => 1.0,
            Self::Fast => 50.0,
            Self::By(factor) => factor,
        }
    }
}

/// The world's own time, in ms since 1970: begins when it is told to and passes at its pace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    started: Instant,
    started_at: i64,
    pace: Pace,
}

impl Clock {
    pub(crate) fn start(begins: SystemTime, pace: Pace) -> Self {
        let begins = begins.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { started: Instant::now(), started_at: i64::try_from(begins.as_millis()).unwrap_or(i64::MAX), pace }
    }

    pub(crate) fn now(self) -> i64 {
        let passed = self.started.elapsed().mul_f64(self.pace.factor());
        self.started_at + i64::try_from(passed.as_millis()).unwrap_or_default()
    }
}

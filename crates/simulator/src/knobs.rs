//! What a hand turns at the doors of the service and of Central, and what is counted there.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use crate::{access::Token, canned::Canned, central::Limit, scenario::Scenario, traffic::Traffic};

/// How long an answer takes in the scenario of that name.
const SLOW: Duration = Duration::from_millis(900);

/// A write without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// It is done, and the connection stays silent.
    Done,
    /// It is done, and the connection ends.
    DoneAndBroken,
    /// It is not done, and the connection stays silent.
    NotDone,
}

/// The service's.
pub(crate) struct Knobs {
    pub(crate) token: Token,
    pub(crate) delay: Duration,
    pub(crate) hangs: bool,
    pub(crate) canned: VecDeque<Canned>,
    /// What becomes of the next write, which gets no answer.
    pub(crate) unanswered: Option<Unanswered>,
    /// How many more records the controller answers for, where that is limited.
    pub(crate) records: Option<Arc<Semaphore>>,
    pub(crate) traffic: Traffic,
}

impl Knobs {
    /// As they stand when this begins.
    pub(crate) fn of(scenario: Scenario) -> Self {
        let denied = matches!(scenario, Scenario::NoAccess | Scenario::StaleToken);
        Self {
            token: if denied { Token::Denied } else { Token::Readable },
            delay: delay(scenario),
            hangs: false,
            canned: VecDeque::new(),
            unanswered: None,
            records: None,
            traffic: Traffic::default(),
        }
    }
}

/// Central's.
#[derive(Default)]
pub(crate) struct CentralKnobs {
    pub(crate) delay: Duration,
    pub(crate) down: bool,
    /// Each for the next request whose line, as `GET /api/v1/status`, holds this text.
    pub(crate) canned: VecDeque<(String, Canned)>,
    pub(crate) limit: Option<Limit>,
    /// What its answers say the time is, where they say it.
    pub(crate) date: Option<String>,
    pub(crate) traffic: Traffic,
}

impl CentralKnobs {
    /// As they stand when this begins.
    pub(crate) fn of(scenario: Scenario) -> Self {
        Self {
            down: scenario == Scenario::CentralDown,
            delay: delay(scenario),
            limit: (scenario == Scenario::RateLimited).then(|| Limit::new(20)),
            ..Self::default()
        }
    }
}

fn delay(scenario: Scenario) -> Duration {
    if scenario == Scenario::Slow { SLOW } else { Duration::ZERO }
}

//! What a hand turns at the service's door, and what is counted there.

use std::{collections::VecDeque, time::Duration};

use crate::{Canned, access::Token, traffic::Traffic};

/// How long an answer takes in the scenario of that name.
pub(crate) const SLOW: Duration = Duration::from_millis(900);

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

/// What is turned from outside, and what was counted.
pub(crate) struct Knobs {
    pub(crate) token: Token,
    pub(crate) delay: Duration,
    pub(crate) hangs: bool,
    pub(crate) canned: VecDeque<Canned>,
    /// What becomes of the next write, which gets no answer.
    pub(crate) unanswered: Option<Unanswered>,
    pub(crate) traffic: Traffic,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            token: Token::Readable,
            delay: Duration::ZERO,
            hangs: false,
            canned: VecDeque::new(),
            unanswered: None,
            traffic: Traffic::default(),
        }
    }
}

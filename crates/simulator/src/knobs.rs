//! What a hand turns at the service's door, and what is counted there.

use std::{collections::VecDeque, time::Duration};

use crate::{Canned, access::Token, traffic::Traffic};

/// How long an answer takes in the scenario of that name.
pub(crate) const SLOW: Duration = Duration::from_millis(900);

/// What is turned from outside, and what was counted.
pub(crate) struct Knobs {
    pub(crate) token: Token,
    pub(crate) delay: Duration,
    pub(crate) hangs: bool,
    pub(crate) canned: VecDeque<Canned>,
    pub(crate) traffic: Traffic,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            token: Token::Readable,
            delay: Duration::ZERO,
            hangs: false,
            canned: VecDeque::new(),
            traffic: Traffic::default(),
        }
    }
}

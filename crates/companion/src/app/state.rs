//! Everything the app knows: plain data, no handles, no secrets. Each capability has its part, and none knows the whole.

use std::time::Duration;

use super::done::Undoing;
use crate::{
    administer, authorities,
    frame::state,
    kernel::moment::{Moment, Now, Os},
    networks,
    ports::settings::Settings,
    service, tokens,
};

/// Everything the app knows.
#[derive(Debug, Clone)]
pub struct State {
    pub moment: Moment,
    /// Another world is on its way: nothing is done in this one any more.
    pub staging: bool,
    /// The settings as they were last given to the desktop to keep.
    pub saved: Option<Settings>,
    /// They are being kept; one at a time.
    pub saving: bool,
    pub frame: state::State,
    pub service: service::state::State,
    pub networks: networks::state::State,
    pub authorities: authorities::state::State,
    pub administer: administer::state::State,
    pub tokens: tokens::state::State,
    pub undoing: Undoing,
    /// The app quits, at the latest at this moment.
    pub quits: Option<Duration>,
}

impl State {
    /// Nothing is known yet.
    pub fn new(os: Os) -> Self {
        Self {
            moment: Moment { os, now: Now::default() },
            staging: false,
            saved: None,
            saving: false,
            frame: state::State::default(),
            service: service::state::State::default(),
            networks: networks::state::State::default(),
            authorities: authorities::state::State::default(),
            administer: administer::state::State::default(),
            tokens: tokens::state::State::default(),
            undoing: Undoing::default(),
            quits: None,
        }
    }
}

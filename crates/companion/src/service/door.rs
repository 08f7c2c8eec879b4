//! Where the service should answer, and whether its key may be told there.

use crate::{app::state::State, ports::kept::Trusted};

pub(crate) fn is_trusted(state: &State) -> bool {
    state.service.trusted == Some(Trusted::here(state))
}

/// The service manager says that the service is stopped: whoever answers is somebody else, and is told no key.
pub(crate) fn is_strangers(state: &State) -> bool {
    state.service.traces.running == Some(false) && !is_trusted(state)
}

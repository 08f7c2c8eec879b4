//! In the place of `demo.rs` where the app is built without the simulator.

use std::{fmt, io, ops::ControlFlow, str::FromStr};

use companion::{
    kernel::ids::{CredentialId, Slot},
    ports::{answer::Answer, effect::Deed},
};
use zerotier_api::Secret;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scenario;

impl fmt::Display for Scenario {
    fn fmt(&self, _text: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl FromStr for Scenario {
    type Err = io::Error;

    fn from_str(_name: &str) -> Result<Self, io::Error> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// There is none.
pub(crate) enum Demo {}

impl Demo {
    #[expect(clippy::unused_async, reason = "as the demo's")]
    pub(crate) async fn start(_scenario: Scenario) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[expect(clippy::unused_async, reason = "as the demo's")]
    pub(crate) async fn perform(&self, _deed: Deed) -> ControlFlow<Option<Answer>, Deed> {
        match *self {}
    }

    pub(crate) fn port(&self) -> u16 {
        match *self {}
    }

    pub(crate) fn secret(&self, _credential: &CredentialId, _slot: Slot) -> Option<Secret> {
        match *self {}
    }
}

/// There is none.
pub(crate) fn usual() -> Scenario {
    Scenario::default()
}

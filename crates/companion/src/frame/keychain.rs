//! A keychain that can't be used is said once.

use super::{
    problem::Problem,
    troubles::{clear, trouble},
};
use crate::{app::state::State, ports::secrets::KeychainFault};

/// What the keychain said to something it was given.
pub(crate) fn keychain(state: &mut State, kept: Result<(), KeychainFault>) {
    clear(&mut state.frame, |known| {
        matches!(known, Problem::KeychainMissing | Problem::KeychainLocked | Problem::KeychainFailed)
    });
    if let Err(fault) = kept {
        trouble(
            &mut state.frame,
            match fault {
                KeychainFault::Missing => Problem::KeychainMissing,
                KeychainFault::Locked => Problem::KeychainLocked,
                KeychainFault::Elsewhere | KeychainFault::Other => Problem::KeychainFailed,
            },
        );
    }
}

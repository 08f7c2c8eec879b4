//! A keychain that can't be used is said once.

use crate::{
    app::{
        problem::Problem,
        state::State,
        troubles::{clear, trouble},
    },
    ports::secrets::KeychainFault,
};

/// What the keychain said to something it was given.
pub(crate) fn keychain(state: &mut State, kept: Result<(), KeychainFault>) {
    clear(state, |known| matches!(known, Problem::KeychainMissing | Problem::KeychainLocked | Problem::KeychainFailed));
    if let Err(fault) = kept {
        trouble(
            state,
            match fault {
                KeychainFault::Missing => Problem::KeychainMissing,
                KeychainFault::Locked => Problem::KeychainLocked,
                KeychainFault::Elsewhere | KeychainFault::Other => Problem::KeychainFailed,
            },
        );
    }
}

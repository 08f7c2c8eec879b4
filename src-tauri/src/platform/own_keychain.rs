//! macOS and Windows: the keychain is a part of the system, always there and without two entries of one name.
#![allow(clippy::unnecessary_wraps, reason = "other systems can fail where these can't")]

/// The system keeps an entry once.
pub(crate) fn leave_the_newest(_entries: &[keyring_core::Entry]) -> keyring_core::Result<()> {
    Err(keyring_core::Error::NoEntry)
}

/// There always is one.
#[expect(clippy::unnecessary_wraps, reason = "making one on Linux may fail")]
pub(crate) fn make_keyring() -> keyring_core::Result<bool> {
    Ok(false)
}

/// It can't be known.
pub(crate) fn asks_before_reading(_service: &str, _entry: &str) -> bool {
    false
}

/// The store's own words say it.
#[cfg(target_os = "windows")]
pub(crate) fn own_fault(
    _error: &(dyn std::error::Error + 'static),
) -> Option<companion::ports::secrets::KeychainFault> {
    None
}

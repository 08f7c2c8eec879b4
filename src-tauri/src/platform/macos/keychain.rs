//! What Keychain's own numbers mean, where the store gives them on as they are. Source: `SecBase.h`.

use companion::ports::secrets::KeychainFault;

/// `userCanceledErr`: the question was closed, or answered with *Deny*.
const USER_CANCELED: i32 = -128;
/// `errSecAuthFailed`: the password was not the right one.
const AUTH_FAILED: i32 = -25_293;
/// `errSecInteractionNotAllowed` and `errSecInteractionRequired`: nobody can be asked, as before the login is over.
const INTERACTION_NOT_ALLOWED: i32 = -25_308;
const INTERACTION_REQUIRED: i32 = -25_315;
/// `errSecNoDefaultKeychain`.
const NO_DEFAULT_KEYCHAIN: i32 = -25_307;

/// Whoever said no is not asked again before they ask for something that needs it.
pub(super) fn fault(number: i32) -> Option<KeychainFault> {
    match number {
        USER_CANCELED | AUTH_FAILED | INTERACTION_NOT_ALLOWED | INTERACTION_REQUIRED => Some(KeychainFault::Locked),
        NO_DEFAULT_KEYCHAIN => Some(KeychainFault::Missing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_keychain_question_is_not_asked_again_and_again() {
        for number in [-128, -25_293, -25_308, -25_315] {
            assert_eq!(fault(number), Some(KeychainFault::Locked), "{number}");
        }
        assert_eq!(fault(-25_307), Some(KeychainFault::Missing));
        // Not found, a wrong parameter, none at all.
        for number in [-25_300, -50, 0, 128] {
            assert_eq!(fault(number), None, "{number}");
        }
    }
}

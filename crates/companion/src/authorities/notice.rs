//! Words for authorities and their faults.

use crate::{
    app::state::State,
    kernel::{ids::AuthorityId, text, words},
    ports::fault::AuthorityFault,
};

/// As the heading of an authority says.
pub(crate) fn title(state: &State, id: &AuthorityId, words: &words::Words) -> String {
    if id.is_own() {
        return words.say("own-controller", &[]);
    }
    state.authorities.kept.get(id).map(|kept| text::one_line(&kept.name)).unwrap_or_default()
}

/// The word of a fault in the catalogue.
pub(crate) fn word(fault: &AuthorityFault) -> &'static str {
    match fault {
        AuthorityFault::Refused => "refused",
        AuthorityFault::NoToken => "no-token",
        AuthorityFault::Elsewhere => "elsewhere",
        AuthorityFault::Locked => "locked",
        AuthorityFault::NoKeychain => "no-keychain",
        AuthorityFault::NoController => "no-controller",
        AuthorityFault::Forbidden { .. } => "forbidden",
        AuthorityFault::NotThere => "not-there",
        AuthorityFault::Busy { .. } => "busy",
        AuthorityFault::Declined { .. } => "declined",
        AuthorityFault::Unreachable { .. } => "unreachable",
        AuthorityFault::Stranger { .. } => "stranger",
        AuthorityFault::Garbled { .. } => "garbled",
        AuthorityFault::NotDone => "not-done",
    }
}

//! What is known of a network at its authority.

use zerotier_api::NetworkId;

use super::{draft::Draft, state::Administered};
use crate::{authorities::state, kernel::ids::AuthorityId};

/// What is known of a network there.
pub fn administered<'a>(
    authorities: &'a state::State,
    id: &AuthorityId,
    network: NetworkId,
) -> Option<&'a Administered> {
    authorities.lines.get(id)?.networks.as_ref()?.get(&network)
}

/// The same, to be changed.
pub fn administered_mut<'a>(
    authorities: &'a mut state::State,
    id: &AuthorityId,
    network: NetworkId,
) -> Option<&'a mut Administered> {
    authorities.lines.get_mut(id)?.networks.as_mut()?.get_mut(&network)
}

/// The edit of a network's settings, begun if it was not.
pub(crate) fn draft(known: &mut Administered) -> Option<&mut Draft> {
    let settings = known.settings.as_ref()?;
    Some(known.draft.get_or_insert_with(|| Draft::of(settings)))
}

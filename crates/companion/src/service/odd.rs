//! What could not be read of an answer.

use crate::{
    app::state::State,
    frame::{problem::Problem, troubles::trouble},
    kernel::ids::AuthorityId,
};

/// It is left out, and that is said once for each kind of place: of the service, or of this authority. Much of it is one
/// sentence.
pub(crate) fn note(state: &mut State, by: Option<&AuthorityId>, places: Vec<String>) {
    let whose = by.map_or("service", AuthorityId::as_str).to_owned();
    let kind = |place: &str| place.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let new = places.into_iter().filter(|place| state.service.odd.insert(format!("{whose} {}", kind(place))));
    let new: Vec<String> = new.collect();
    if new.is_empty() {
        return;
    }
    tracing::warn!(whose, places = new.join(", "), "parts of answers could not be read");
    let said = state.frame.troubles.iter().find_map(|known| match known {
        Problem::Odd { by: known, places } if known.as_ref() == by => Some(places.clone()),
        _ => None,
    });
    let places = [said.unwrap_or_default(), new].concat();
    trouble(&mut state.frame, Problem::Odd { by: by.cloned(), places });
}

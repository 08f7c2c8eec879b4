//! Tokens in the tray's menu.

use super::{credential, view};
use crate::{
    app::{menu::entry, state::State},
    interface::{action::Action, menu::Item, place::Place},
    kernel::{text, words::Words},
};

/// Tokens that end soon or have ended, each leading to where it is mended.
pub(crate) fn ending(state: &State, words: &Words) -> Vec<Item> {
    view::ending(state)
        .into_iter()
        .filter_map(|(id, days)| {
            let name = text::short(credential::facts(state, &id)?.name);
            let word = if days < 0 { "tray-token-ended" } else { "tray-token-ends" };
            let label = words.say(word, &[("name", &name), ("ends", &view::days_left(days, words))]);
            Some(entry(label, Action::Show { place: Place::Tokens { search: String::new(), selected: Some(id) } }))
        })
        .collect()
}

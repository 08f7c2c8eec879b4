//! One notification for many.

use std::collections::BTreeSet;

use zerotier_api::NetworkId;

use crate::{
    app::state::State,
    interface::{
        action::Action,
        news::Change,
        notice::{Notification, Remedy},
        place::Place,
    },
    kernel::{text, words::Words},
    networks::standing,
};

/// As many are named; the others are counted.
const NAMED: usize = 3;

/// Several networks changed alike.
pub(crate) fn networks(
    change: Change,
    networks: &BTreeSet<NetworkId>,
    key: String,
    state: &State,
    words: &Words,
) -> Notification {
    let title = match change {
        Change::Connected => "news-many-connected",
        Change::Dropped => "news-many-dropped",
        Change::Approved => "news-many-approved",
        Change::Withdrawn => "news-many-withdrawn",
        Change::SignInEnds => "news-many-sign-in-ends",
        Change::SignInEnded => "news-many-sign-in-ended",
        Change::Waits => "news-many-wait",
    };
    let click = Action::Show { place: Place::default() };
    Notification {
        key,
        title: words.count(title, &[("count", networks.len())]),
        text: names(networks, state, words),
        remedies: vec![Remedy { label: words.say("remedy-show", &[]), action: click.clone() }],
        click,
    }
}

fn names(networks: &BTreeSet<NetworkId>, state: &State, words: &Words) -> String {
    let mut names: Vec<String> = networks.iter().map(|network| text::short(&standing::name(state, *network))).collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = names.join(", ");
    if more == 0 { names } else { words.say_count("news-many-names", &[("names", &names)], &[("count", more)]) }
}

pub(crate) fn tokens_end(count: usize, words: &Words) -> Notification {
    let click = Action::Show { place: Place::Tokens { search: String::new(), selected: None } };
    Notification {
        key: "tokens".into(),
        title: words.count("news-tokens-end", &[("count", count)]),
        text: String::new(),
        remedies: vec![Remedy { label: words.say("remedy-show", &[]), action: click.clone() }],
        click,
    }
}

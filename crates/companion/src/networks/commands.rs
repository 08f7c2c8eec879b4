//! Networks in the tray's menu.

use zerotier_api::NetworkId;

use super::{
    profiles, scope,
    standing::{self, Standing},
    view::{detail, list},
};
use crate::{
    app::{
        menu::{entry, resting, submenu},
        state::State,
    },
    interface::{action::Action, glyph::Glyph, menu::Item, networks::Permission},
    kernel::{text, words::Words},
    service::state::Link,
};

pub(crate) fn network(state: &State, id: NetworkId, words: &Words) -> Option<Item> {
    let row = list::row(state, id, words)?;
    let live = matches!(state.service.link, Link::Live);
    let detail = row.address.clone().unwrap_or(row.state.clone());
    let mut items = Vec::new();
    for address in standing::addresses(state, id) {
        let text = text::bare(&address);
        items.push(entry(words.say("tray-copy", &[("text", &text)]), Action::Copy { text }));
    }
    items.push(entry(words.say("tray-copy-id", &[]), Action::Copy { text: id.to_string() }));
    if live && let Some(allow) = standing::allow(state, id, words) {
        items.push(entry(allow.label, allow.action));
    }
    if live && standing::standing(state, id) == Some(Standing::SignInNeeded) {
        let sign_in = standing::sign_in(state, id, words);
        items.push(entry(sign_in.label, sign_in.action));
    }
    items.push(Item::Separator);
    if live && state.networks.joined.contains_key(&id) && row.on {
        items.push(submenu("allow", words.say("tray-allow", &[]), permissions(state, id, words)));
    }
    let (word, action) = if row.on {
        ("tray-disconnect", Action::Disconnect { network: id })
    } else {
        ("tray-connect", Action::Connect { network: id })
    };
    let label = words.say(word, &[]);
    items.push(if live && !row.busy { entry(label, action) } else { resting(label, &action) });
    let label = words.say("tray-network", &[("name", &text::short(&row.name)), ("detail", &detail)]);
    Some(Item::Submenu { key: id.to_string(), label, on: row.glyph == Glyph::Connected, items })
}

fn permissions(state: &State, id: NetworkId, words: &Words) -> Vec<Item> {
    Permission::ALL
        .into_iter()
        .map(|permission| switch(state, id, permission, detail::permission_label(permission, words), words))
        .collect()
}

fn switch(state: &State, id: NetworkId, permission: Permission, label: String, words: &Words) -> Item {
    let (on, busy) = state.networks.permission(id, permission);
    Item::Entry {
        key: format!("{id} {permission:?}"),
        label,
        action: (!busy).then_some(Action::Configure { network: id, permission, on: !on }),
        checked: Some(on),
        question: if on { None } else { detail::question(state, id, permission, words) },
        from_elsewhere: None,
    }
}

/// Connected networks that offer a way out to the internet: routing through them, on and off.
pub(crate) fn exits(state: &State, words: &Words) -> Vec<Item> {
    let offers = |id: &NetworkId| {
        let network = state.networks.joined.get(id);
        network.is_some_and(scope::offers_way_out) && standing::standing(state, *id) == Some(Standing::Connected)
    };
    let live = matches!(state.service.link, Link::Live);
    standing::ids(state)
        .into_iter()
        .filter(|id| live && offers(id))
        .map(|id| {
            let label = words.say("tray-exit", &[("name", &text::short(&standing::name(state, id)))]);
            switch(state, id, Permission::Default, label, words)
        })
        .collect()
}

/// Each profile with what switching to it would change, in one line: two clicks, and no surprise.
pub(crate) fn profiles(state: &State, words: &Words) -> Option<Item> {
    let live = matches!(state.service.link, Link::Live);
    let profiles = profiles::profiles(state, words);
    let items: Vec<Item> = profiles
        .into_iter()
        .map(|profile| Item::Entry {
            key: profile.name.clone(),
            label: if profile.changes.is_empty() {
                profile.name.clone()
            } else {
                let changes = profile.changes.iter().map(|change| text::short(change)).collect::<Vec<_>>().join(" · ");
                words.say("tray-profile", &[("name", &profile.name), ("changes", &changes)])
            },
            action: (live && !profile.current).then(|| Action::SwitchProfile { name: profile.name.clone() }),
            checked: Some(profile.current),
            question: profile.question,
            from_elsewhere: None,
        })
        .collect();
    (!items.is_empty()).then(|| submenu("profiles", words.say("tray-profiles", &[]), items))
}

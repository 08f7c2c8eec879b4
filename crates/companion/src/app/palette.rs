//! Find or do: every place, network and deed in one list, narrowed by typing. The same actions as everywhere else.

use zerotier_api::NetworkId;

use super::state::State;
use crate::{
    interface::{
        action::{self, Action},
        menu::{Command, CommandKind, PaletteView},
        networks::Permission,
        offer::Offer,
        place::{Place, SettingsPage},
        preference::{Appearance, Density, Preference},
    },
    kernel::{text, words::Words},
    networks::{
        profiles, standing,
        view::{detail, list, permissions},
    },
    service::state::Link,
};

/// More than this nobody reads; typing on narrows it.
const SHOWN: usize = 40;

/// The palette, if it is open.
pub(crate) fn palette(state: &State, words: &Words) -> Option<PaletteView> {
    let text = state.frame.finding_text.clone()?;
    let wanted = text::one_line(&text).to_lowercase();
    let mut commands = all(state, words, wanted.is_empty());
    commands.retain(|command| fits(command, &command.also, &wanted));
    // What is called so comes before what only means it.
    commands.sort_by_key(|command| !fits(command, "", &wanted));
    commands.truncate(SHOWN);
    Some(PaletteView { text, commands })
}

/// Every word typed is found somewhere in the line.
fn fits(command: &Command, also: &str, wanted: &str) -> bool {
    let line = format!("{} {} {also}", command.label, command.detail).to_lowercase();
    wanted.split_whitespace().all(|word| line.contains(word))
}

/// Everything there is to do; in brief, what is worth showing before anything is typed.
fn all(state: &State, words: &Words, brief: bool) -> Vec<Command> {
    let command = |kind, name: &str, action| Command {
        kind,
        label: words.say(name, &[]),
        detail: String::new(),
        also: also(name, words),
        action,
        question: None,
    };
    let settings = |page| Action::Go { place: Place::Settings { page } };
    let prefer = |preference| Action::Prefer { preference };
    let appearance = |value| prefer(Preference::Appearance { value });
    let density = |value| prefer(Preference::Density { value });

    let mut commands = Vec::new();
    if matches!(state.service.link, Link::Live) {
        commands.push(command(CommandKind::Do, "palette-join", Action::AskJoin));
    }
    if let Some(undo) = &state.undoing.last {
        let label = words.say("palette-undo", &[("deed", &undo.done.sentence(words))]);
        commands.push(Command { label, ..command(CommandKind::Do, "undo", Action::Undo) });
    }
    commands.push(command(CommandKind::Go, "palette-networks", Action::Go { place: Place::default() }));
    commands.push(command(
        CommandKind::Go,
        "palette-administer",
        Action::Go { place: Place::Administer { search: String::new() } },
    ));
    let tokens = Place::Tokens { search: String::new(), selected: None };
    commands.push(command(CommandKind::Go, "palette-tokens", Action::Go { place: tokens }));
    commands.push(command(CommandKind::Do, "palette-account", Action::AskAccount { open: true, renew: None }));
    administered(state, words, brief, &mut commands);
    for id in standing::ids(state) {
        network(state, id, words, brief, &mut commands);
    }
    if let (Some(offer), false) = (list::forget_off(state, &standing::ids(state), false, words), brief) {
        let Offer { label, action, question } = offer;
        let also = also("palette-forget", words);
        commands.push(Command { kind: CommandKind::Do, label, detail: String::new(), also, action, question });
    }
    if let Some(node) = &state.service.node {
        let text = node.address.to_string();
        let copy = command(CommandKind::Copy, "palette-copy-own", Action::Copy { text: text.clone() });
        commands.push(Command { detail: text, ..copy });
    }
    for profile in profiles::profiles(state, words).into_iter().filter(|profile| !profile.current) {
        commands.push(Command {
            kind: CommandKind::Do,
            label: words.say("palette-profile", &[("name", &profile.name)]),
            detail: profile.changes.join(" · "),
            also: also("palette-profile", words),
            action: Action::SwitchProfile { name: profile.name },
            question: profile.question,
        });
    }
    commands.extend([
        command(CommandKind::Go, "palette-general", settings(SettingsPage::General)),
        command(CommandKind::Go, "palette-access", settings(SettingsPage::Access)),
        command(CommandKind::Go, "palette-about", settings(SettingsPage::About)),
        command(CommandKind::Do, "palette-light", appearance(Appearance::Light)),
        command(CommandKind::Do, "palette-dark", appearance(Appearance::Dark)),
        command(CommandKind::Do, "palette-system", appearance(Appearance::System)),
        command(CommandKind::Do, "palette-compact", density(Density::Compact)),
        command(CommandKind::Do, "palette-comfortable", density(Density::Comfortable)),
        command(CommandKind::Do, "palette-report", Action::CopyReport),
        command(CommandKind::Do, "palette-log", Action::OpenLogFolder),
        command(CommandKind::Do, "palette-quit", Action::Quit),
    ]);
    commands
}

/// Other words for a command, where there are some.
fn also(name: &str, words: &Words) -> String {
    words.say(&format!("{name}-also"), &[])
}

/// The networks somebody administers: their members and, once something is typed, their settings.
fn administered(state: &State, words: &Words, brief: bool, commands: &mut Vec<Command>) {
    for (authority, kept) in &state.authorities.kept {
        for (id, network) in &kept.networks {
            let name = if network.name.is_empty() { id.to_string() } else { text::one_line(&network.name) };
            let mut go = |sentence: &str, place| {
                commands.push(Command {
                    kind: CommandKind::Go,
                    label: words.say(sentence, &[("name", &name)]),
                    detail: id.to_string(),
                    also: also(sentence, words),
                    action: Action::Go { place },
                    question: None,
                });
            };
            go("palette-members", Place::members(authority.clone(), *id));
            if !brief {
                let (authority, network) = (authority.clone(), *id);
                go("palette-network-settings", Place::NetworkSettings { authority, network });
            }
        }
    }
}

fn network(state: &State, id: NetworkId, words: &Words, brief: bool, commands: &mut Vec<Command>) {
    let Some(row) = list::row(state, id, words) else { return };
    let mut add = |kind, name: &str, detail: String, action| {
        let parts = [("name", row.name.as_str()), ("state", &row.state)];
        let (label, also) = (words.say(name, &parts), also(name, words));
        commands.push(Command { kind, label, detail, also, action, question: None });
    };
    add(CommandKind::Go, "palette-show", id.to_string(), action::show(id));
    for address in standing::addresses(state, id) {
        let text = text::bare(&address);
        add(CommandKind::Copy, "palette-copy-address", text.clone(), Action::Copy { text });
    }
    if brief {
        return;
    }
    add(CommandKind::Copy, "palette-copy-id", id.to_string(), Action::Copy { text: id.to_string() });
    add(CommandKind::Do, "palette-forget", id.to_string(), Action::Forget { network: id });
    if state.service.link != Link::Live || row.busy {
        return;
    }
    if !row.on {
        add(CommandKind::Do, "palette-connect", id.to_string(), Action::Connect { network: id });
        return;
    }
    add(CommandKind::Do, "palette-disconnect", id.to_string(), Action::Disconnect { network: id });
    for permission in Permission::ALL {
        let (on, busy) = state.networks.permission(id, permission);
        if !busy {
            let name = if on { "palette-deny" } else { "palette-allow" };
            commands.push(Command {
                kind: CommandKind::Do,
                also: also(name, words),
                label: words
                    .say(name, &[("name", &row.name), ("permission", &detail::permission_label(permission, words))]),
                detail: permissions::technical_name(permission).into(),
                action: Action::Configure { network: id, permission, on: !on },
                question: if on { None } else { detail::question(state, id, permission, words) },
            });
        }
    }
}

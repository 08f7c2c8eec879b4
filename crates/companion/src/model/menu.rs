//! The tray: glyph, tooltip and menu as a value, a pure function of the state. Painters compare it with what they have
//! painted and paint only what differs; an entry without an action is disabled.

use zerotier_api::{NetworkId, authority::Member};

use super::{
    action::{Action, MemberDeed, Permission, Place, SettingsPage},
    authority::{self, AuthorityId},
    credential, problem, profile,
    rows::{self, Glyph, Standing},
    scope,
    settings::Appearance,
    state::{Link, State},
    view::{self, Tone},
};
use crate::words::Words;

/// More networks than these go under "More networks".
pub const SHOWN: usize = 8;

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The person wants it.
    pub shown: bool,
    pub icon: Icon,
    /// How light the glyph is drawn.
    pub tone: Appearance,
    /// As "ZeroTier — 2 of 3 connected".
    pub tooltip: String,
    pub items: Vec<Item>,
}

/// The glyph: its shape carries the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// On at least one network.
    Connected,
    /// The service runs, no network is up.
    Idle,
    /// Looking for the service, joining, leaving.
    Working,
    /// Something needs a person.
    Attention,
    /// The service is stopped.
    Stopped,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Entry {
        /// The same as long as it is the same entry, whatever its label says and whether it can be pressed.
        key: String,
        label: String,
        /// None is disabled.
        action: Option<Action>,
        /// A check mark; none if the entry is no switch.
        checked: Option<bool>,
        /// Asked before the action is sent.
        question: Option<view::Question>,
        /// Asked before if somebody else presses it than whoever shows the menu to the person.
        from_elsewhere: Option<Box<view::Question>>,
    },
    Submenu {
        /// The same as long as it is the same submenu, whatever its label says.
        key: String,
        label: String,
        /// Drawn before the label: this one is on.
        on: bool,
        items: Vec<Item>,
    },
    Separator,
}

/// The menu of this state, in these words.
pub fn menu(state: &State, words: &Words) -> Menu {
    let mut items = headline(state, words);
    let mut networks: Vec<Item> = rows::ids(state).into_iter().filter_map(|id| network(state, id, words)).collect();
    if !networks.is_empty() {
        items.push(Item::Separator);
        let more = networks.split_off(networks.len().min(SHOWN));
        items.extend(networks);
        if !more.is_empty() {
            items.push(submenu("more", words.say("tray-more", &[]), more));
        }
    }
    if let Some(node) = &state.node {
        let address = node.address.to_string();
        items.push(Item::Separator);
        items.push(entry(words.say("tray-copy-own", &[("address", &address)]), Action::Copy { text: address }));
    }
    items.extend(waiting(state, words));
    items.extend(ending(state, words));
    items.extend(exits(state, words));
    items.extend(profiles(state, words));
    items.push(Item::Separator);
    if matches!(state.link, Link::Live) {
        items.push(entry(words.say("tray-join", &[]), Action::AskJoin));
    }
    items.push(entry(words.say("tray-open", &[]), Action::OpenWindow));
    items.push(entry(
        words.say("tray-settings", &[]),
        Action::Show { place: Place::Settings { page: SettingsPage::General } },
    ));
    items.push(entry(words.say("tray-quit", &[]), Action::Quit));
    guard(&mut items, state, words);
    let (shown, tone) = (state.settings.show_in_tray, state.settings.tray_icon);
    Menu { shown, icon: icon(state), tone, tooltip: tooltip(state, words), items }
}

/// Any program of the session can press in a menu on the bus: by that alone nothing is done but looked and copied.
fn guard(items: &mut [Item], state: &State, words: &Words) {
    for item in items {
        match item {
            Item::Entry { label, action: Some(action), question: None, from_elsewhere, .. } if !is_harmless(action) => {
                let name = match network_of(action) {
                    Some(id) => {
                        let network = rows::short(&rows::name(state, id));
                        words.say("tray-of-network", &[("name", label), ("network", &network)])
                    }
                    None => label.clone(),
                };
                *from_elsewhere = Some(Box::new(view::Question::about("elsewhere", &name, words)));
            }
            Item::Submenu { items, .. } => guard(items, state, words),
            Item::Entry { .. } | Item::Separator => {}
        }
    }
}

/// What a submenu's heading says beside its label.
const fn network_of(action: &Action) -> Option<NetworkId> {
    match action {
        Action::Connect { network } | Action::Disconnect { network } | Action::Configure { network, .. } => {
            Some(*network)
        }
        _ => None,
    }
}

/// Whoever can press it gains nothing by that.
const fn is_harmless(action: &Action) -> bool {
    matches!(
        action,
        Action::Show { .. }
            | Action::OpenWindow
            | Action::AskJoin
            | Action::Copy { .. }
            | Action::LookAgain
            | Action::CopyReport
            | Action::GetZeroTier
            | Action::SignIn { .. }
            | Action::Quit
    )
}

fn entry(label: String, action: Action) -> Item {
    let key = format!("{action:?}");
    Item::Entry { key, label, action: Some(action), checked: None, question: None, from_elsewhere: None }
}

/// One that can't be pressed for a while.
fn resting(label: String, action: &Action) -> Item {
    Item::Entry { key: format!("{action:?}"), label, action: None, checked: None, question: None, from_elsewhere: None }
}

fn submenu(key: &str, label: String, items: Vec<Item>) -> Item {
    Item::Submenu { key: key.into(), label, on: false, items }
}

fn said(label: String) -> Item {
    Item::Entry { key: "said".into(), label, action: None, checked: None, question: None, from_elsewhere: None }
}

/// How things stand, in the words of the window; and the problem with its remedy, if there is one.
fn headline(state: &State, words: &Words) -> Vec<Item> {
    let word = match (&state.link, &state.node) {
        (Link::Looking, _) | (Link::Live, None) => "tray-looking",
        (Link::Broken(_), _) => "tray-unreachable",
        (Link::Live, Some(node)) if node.online => "tray-online",
        (Link::Live, Some(_)) => "tray-offline",
    };
    let mut items = vec![said(words.say(word, &[]))];
    let notices = problem::notices(state, words);
    if let Some(notice) = notices.iter().find(|notice| notice.tone < Tone::Info) {
        let place = notice.network.map_or(Action::OpenWindow, view::open);
        items.push(entry(words.say("tray-problem", &[("title", &notice.title)]), place));
        // Copying and showing are in the menu already; forgetting is not for the tray, nor is vouching for somebody whom
        // only the window describes.
        let helps = |action: &Action| {
            !matches!(
                action,
                Action::Copy { .. }
                    | Action::Go { .. }
                    | Action::Forget { .. }
                    | Action::Correct { .. }
                    | Action::TrustListener
            )
        };
        items.extend(
            notice
                .remedies
                .iter()
                .filter(|remedy| helps(&remedy.action))
                .take(1)
                .map(|remedy| entry(remedy.label.clone(), remedy.action.clone())),
        );
    }
    items
}

fn network(state: &State, id: NetworkId, words: &Words) -> Option<Item> {
    let row = rows::row(state, id, words)?;
    let live = matches!(state.link, Link::Live);
    let detail = row.address.clone().unwrap_or(row.state.clone());
    let mut items = Vec::new();
    for address in rows::addresses(state, id) {
        let text = rows::bare(&address);
        items.push(entry(words.say("tray-copy", &[("text", &text)]), Action::Copy { text }));
    }
    items.push(entry(words.say("tray-copy-id", &[]), Action::Copy { text: id.to_string() }));
    if live && let Some(allow) = rows::allow(state, id, words) {
        items.push(entry(allow.label, allow.action));
    }
    if live && rows::standing(state, id) == Some(Standing::SignInNeeded) {
        let sign_in = rows::sign_in(state, id, words);
        items.push(entry(sign_in.label, sign_in.action));
    }
    items.push(Item::Separator);
    if live && state.networks.contains_key(&id) && row.on {
        items.push(submenu("allow", words.say("tray-allow", &[]), permissions(state, id, words)));
    }
    let (word, action) = if row.on {
        ("tray-disconnect", Action::Disconnect { network: id })
    } else {
        ("tray-connect", Action::Connect { network: id })
    };
    let label = words.say(word, &[]);
    items.push(if live && !row.busy { entry(label, action) } else { resting(label, &action) });
    let label = words.say("tray-network", &[("name", &rows::short(&row.name)), ("detail", &detail)]);
    Some(Item::Submenu { key: id.to_string(), label, on: row.glyph == Glyph::Connected, items })
}

fn permissions(state: &State, id: NetworkId, words: &Words) -> Vec<Item> {
    Permission::ALL
        .into_iter()
        .map(|permission| switch(state, id, permission, view::permission_label(permission, words), words))
        .collect()
}

fn switch(state: &State, id: NetworkId, permission: Permission, label: String, words: &Words) -> Item {
    let (on, busy) = state.permission(id, permission);
    Item::Entry {
        key: format!("{id} {permission:?}"),
        label,
        action: (!busy).then_some(Action::Configure { network: id, permission, on: !on }),
        checked: Some(on),
        question: if on { None } else { view::question(state, id, permission, words) },
        from_elsewhere: None,
    }
}

/// Devices in the submenu of those who wait, before it says to look at all.
const WAITING: usize = 10;

/// Devices that wait on networks administered here, each allowed by one press.
fn waiting(state: &State, words: &Words) -> Option<Item> {
    let networks = state.authorities.iter().filter_map(|(id, authority)| Some((id, authority.networks.as_ref()?)));
    let known = networks.flat_map(|(id, networks)| networks.values().map(move |known| (id, known)));
    let known = known.filter(|(id, known)| authority::may_admit(state, id, known.summary.id));
    let all: Vec<(&AuthorityId, NetworkId, &Member)> = known
        .flat_map(|(id, known)| view::still_waiting(known).map(move |member| (id, known.summary.id, member)))
        .collect();
    let count = all.len();
    let mut items: Vec<Item> = all
        .iter()
        .take(WAITING)
        .map(|(id, network, member)| {
            let name = rows::short(&member.name);
            let name = if name.is_empty() { member.node.to_string() } else { name };
            let label = words.say(
                "tray-allow-member",
                &[("name", &name), ("network", &rows::short(&problem::network_name(state, *network)))],
            );
            let deed = MemberDeed::Allow;
            entry(
                label,
                Action::DoWith { authority: (*id).clone(), network: *network, members: vec![member.node], deed },
            )
        })
        .collect();
    items.push(Item::Separator);
    items.push(entry(
        words.say("tray-show-all", &[]),
        Action::Show { place: Place::Administer { search: String::new() } },
    ));
    let label = words.count("tray-waiting", &[("count", count)]);
    (count > 0).then(|| submenu("waiting", label, items))
}

/// Tokens that end soon or have ended, each leading to where it is mended.
fn ending(state: &State, words: &Words) -> Vec<Item> {
    view::ending(state)
        .into_iter()
        .filter_map(|(id, days)| {
            let name = rows::short(credential::facts(state, &id)?.name);
            let word = if days < 0 { "tray-token-ended" } else { "tray-token-ends" };
            let label = words.say(word, &[("name", &name), ("ends", &view::days_left(days, words))]);
            Some(entry(label, Action::Show { place: Place::Tokens { search: String::new(), selected: Some(id) } }))
        })
        .collect()
}

/// Connected networks that offer a way out to the internet: routing through them, on and off.
fn exits(state: &State, words: &Words) -> Vec<Item> {
    let offers = |id: &NetworkId| {
        let network = state.networks.get(id);
        network.is_some_and(scope::offers_way_out) && rows::standing(state, *id) == Some(Standing::Connected)
    };
    let live = matches!(state.link, Link::Live);
    rows::ids(state)
        .into_iter()
        .filter(|id| live && offers(id))
        .map(|id| {
            let label = words.say("tray-exit", &[("name", &rows::short(&rows::name(state, id)))]);
            switch(state, id, Permission::Default, label, words)
        })
        .collect()
}

/// Each profile with what switching to it would change, in one line: two clicks, and no surprise.
fn profiles(state: &State, words: &Words) -> Option<Item> {
    let live = matches!(state.link, Link::Live);
    let profiles = profile::profiles(state, words);
    let items: Vec<Item> = profiles
        .into_iter()
        .map(|profile| Item::Entry {
            key: profile.name.clone(),
            label: if profile.changes.is_empty() {
                profile.name.clone()
            } else {
                let changes = profile.changes.iter().map(|change| rows::short(change)).collect::<Vec<_>>().join(" · ");
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

fn icon(state: &State) -> Icon {
    match &state.link {
        Link::Looking => return Icon::Working,
        Link::Broken(problem::Problem::Stopped | problem::Problem::NotInstalled) => return Icon::Stopped,
        Link::Broken(_) => return Icon::Attention,
        Link::Live => {}
    }
    let standings: Vec<Standing<'_>> =
        rows::ids(state).into_iter().filter_map(|id| rows::standing(state, id)).collect();
    let any = |glyph: Glyph| standings.iter().any(|standing| standing.glyph() == glyph);
    if any(Glyph::Attention) || any(Glyph::Trouble) || state.deaf || state.offline.is_some_and(|offline| offline.long) {
        Icon::Attention
    } else if any(Glyph::Working) || !state.known {
        Icon::Working
    } else if any(Glyph::Connected) {
        Icon::Connected
    } else {
        Icon::Idle
    }
}

fn tooltip(state: &State, words: &Words) -> String {
    let list = rows::list(state, words);
    if list.summary.is_empty() || !matches!(state.link, Link::Live) {
        return match headline(state, words).into_iter().next() {
            Some(Item::Entry { label, .. }) => label,
            _ => String::new(),
        };
    }
    if rows::ids(state).into_iter().all(|id| rows::standing(state, id) == Some(Standing::Off)) {
        return words.say("tray-tooltip-off", &[]);
    }
    words.say("tray-tooltip", &[("summary", &list.summary)])
}

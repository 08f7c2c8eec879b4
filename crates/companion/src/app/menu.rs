//! The tray: glyph, tooltip and menu as a value, a pure function of the state. Painters compare it with what they have
//! painted and paint only what differs; an entry without an action is disabled.

use zerotier_api::{NetworkId, authority::Member};

use super::{problem, state::State};
use crate::{
    administer::{homes, view},
    frame,
    interface::{
        action::{self, Action},
        administer::MemberDeed,
        glyph::Glyph,
        menu::{Icon, Item, Menu},
        notice::Tone,
        offer,
        place::{Place, SettingsPage},
    },
    kernel::{ids::AuthorityId, text, words::Words},
    networks::{
        commands::{exits, network, profiles},
        standing::{self, Standing},
        view::list,
    },
    service::state::Link,
    tokens::commands::ending,
};

/// More networks than these go under "More networks".
pub const SHOWN: usize = 8;

/// The menu of this state, in these words.
pub fn menu(state: &State, words: &Words) -> Menu {
    let mut items = headline(state, words);
    let mut networks: Vec<Item> = standing::ids(state).into_iter().filter_map(|id| network(state, id, words)).collect();
    if !networks.is_empty() {
        items.push(Item::Separator);
        let more = networks.split_off(networks.len().min(SHOWN));
        items.extend(networks);
        if !more.is_empty() {
            items.push(submenu("more", words.say("tray-more", &[]), more));
        }
    }
    if let Some(node) = &state.service.node {
        let address = node.address.to_string();
        items.push(Item::Separator);
        items.push(entry(words.say("tray-copy-own", &[("address", &address)]), Action::Copy { text: address }));
    }
    items.extend(waiting(state, words));
    items.extend(ending(state, words));
    items.extend(exits(state, words));
    items.extend(profiles(state, words));
    items.push(Item::Separator);
    if matches!(state.service.link, Link::Live) {
        items.push(entry(words.say("tray-join", &[]), Action::AskJoin));
    }
    items.push(entry(words.say("tray-open", &[]), Action::OpenWindow));
    items.push(entry(
        words.say("tray-settings", &[]),
        Action::Show { place: Place::Settings { page: SettingsPage::General } },
    ));
    items.push(entry(words.say("tray-quit", &[]), Action::Quit));
    guard(&mut items, state, words);
    let (shown, tone) = (state.frame.preferences.show_in_tray, state.frame.preferences.tray_icon);
    Menu { shown, icon: icon(state), tone, tooltip: tooltip(state, words), items }
}

/// Any program of the session can press in a menu on the bus: by that alone nothing is done but looked and copied.
fn guard(items: &mut [Item], state: &State, words: &Words) {
    for item in items {
        match item {
            Item::Entry { label, action: Some(action), question: None, from_elsewhere, .. } if !is_harmless(action) => {
                let name = match network_of(action) {
                    Some(id) => {
                        let network = text::short(&standing::name(state, id));
                        words.say("tray-of-network", &[("name", label), ("network", &network)])
                    }
                    None => label.clone(),
                };
                *from_elsewhere = Some(Box::new(offer::Question::about("elsewhere", &name, words)));
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

pub(crate) fn entry(label: String, action: Action) -> Item {
    let key = format!("{action:?}");
    Item::Entry { key, label, action: Some(action), checked: None, question: None, from_elsewhere: None }
}

/// One that can't be pressed for a while.
pub(crate) fn resting(label: String, action: &Action) -> Item {
    Item::Entry { key: format!("{action:?}"), label, action: None, checked: None, question: None, from_elsewhere: None }
}

pub(crate) fn submenu(key: &str, label: String, items: Vec<Item>) -> Item {
    Item::Submenu { key: key.into(), label, on: false, items }
}

fn said(label: String) -> Item {
    Item::Entry { key: "said".into(), label, action: None, checked: None, question: None, from_elsewhere: None }
}

/// How things stand, in the words of the window; and the problem with its remedy, if there is one.
fn headline(state: &State, words: &Words) -> Vec<Item> {
    let word = match (&state.service.link, &state.service.node) {
        (Link::Looking, _) | (Link::Live, None) => "tray-looking",
        (Link::Broken(_), _) => "tray-unreachable",
        (Link::Live, Some(node)) if node.online => "tray-online",
        (Link::Live, Some(_)) => "tray-offline",
    };
    let mut items = vec![said(words.say(word, &[]))];
    let notices = problem::notices(state, words);
    if let Some(notice) = notices.iter().find(|notice| notice.tone < Tone::Info) {
        let place = notice.network.map_or(Action::OpenWindow, action::open);
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

/// Devices in the submenu of those who wait, before it says to look at all.
const WAITING: usize = 10;

/// Devices that wait on networks administered here, each allowed by one press.
fn waiting(state: &State, words: &Words) -> Option<Item> {
    let networks =
        state.authorities.lines.iter().filter_map(|(id, authority)| Some((id, authority.networks.as_ref()?)));
    let known = networks.flat_map(|(id, networks)| networks.values().map(move |known| (id, known)));
    let known = known.filter(|(id, known)| homes::may_admit(state, id, known.summary.id));
    let all: Vec<(&AuthorityId, NetworkId, &Member)> = known
        .flat_map(|(id, known)| view::still_waiting(known).map(move |member| (id, known.summary.id, member)))
        .collect();
    let count = all.len();
    let mut items: Vec<Item> = all
        .iter()
        .take(WAITING)
        .map(|(id, network, member)| {
            let name = text::short(&member.name);
            let name = if name.is_empty() { member.node.to_string() } else { name };
            let label = words.say(
                "tray-allow-member",
                &[("name", &name), ("network", &text::short(&homes::network_name(state, *network)))],
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

fn icon(state: &State) -> Icon {
    match &state.service.link {
        Link::Looking => return Icon::Working,
        Link::Broken(frame::problem::Problem::Stopped | frame::problem::Problem::NotInstalled) => return Icon::Stopped,
        Link::Broken(_) => return Icon::Attention,
        Link::Live => {}
    }
    let standings: Vec<Standing<'_>> =
        standing::ids(state).into_iter().filter_map(|id| standing::standing(state, id)).collect();
    let any = |glyph: Glyph| standings.iter().any(|standing| standing.glyph() == glyph);
    if any(Glyph::Attention)
        || any(Glyph::Trouble)
        || state.service.deaf
        || state.service.offline.is_some_and(|offline| offline.long)
    {
        Icon::Attention
    } else if any(Glyph::Working) || !state.networks.known {
        Icon::Working
    } else if any(Glyph::Connected) {
        Icon::Connected
    } else {
        Icon::Idle
    }
}

fn tooltip(state: &State, words: &Words) -> String {
    let list = list::list(state, words);
    if list.summary.is_empty() || !matches!(state.service.link, Link::Live) {
        return match headline(state, words).into_iter().next() {
            Some(Item::Entry { label, .. }) => label,
            _ => String::new(),
        };
    }
    if standing::ids(state).into_iter().all(|id| standing::standing(state, id) == Some(Standing::Off)) {
        return words.say("tray-tooltip-off", &[]);
    }
    words.say("tray-tooltip", &[("summary", &list.summary)])
}

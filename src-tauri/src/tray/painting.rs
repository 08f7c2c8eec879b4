//! A menu as it is painted: every item has an id that stands for what the item does, whatever its label says.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use companion::{
    interface::{
        action::Action,
        menu::{Icon, Item, Menu},
        offer::Question,
        preference::Appearance,
    },
    kernel::words::plain,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Painting {
    pub(crate) icon: Icon,
    pub(crate) tone: Appearance,
    pub(crate) tooltip: String,
    pub(crate) nodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) id: i32,
    pub(crate) look: Look,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Look {
    Entry {
        label: String,
        enabled: bool,
        /// A check mark; none if the entry is no switch.
        checked: Option<bool>,
    },
    Submenu {
        label: String,
        nodes: Vec<Node>,
    },
    Separator,
}

/// What a press does, and what is asked before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Press {
    pub(super) action: Action,
    pub(super) question: Option<Question>,
    /// What is asked if somebody else presses than whoever shows the menu.
    pub(super) from_elsewhere: Option<Question>,
}

/// Gives out ids. The same item of the same submenu keeps its id, so that an open menu stays open; another one in its
/// place gets another, so that a press on a menu that was replaced while the finger came down still does what its label
/// said. A switch is the same on and off: pressed just after it has turned, it does what it did before.
#[derive(Debug, Default)]
pub(super) struct Painter {
    last_id: i32,
    paintings: u64,
    known: HashMap<String, Known>,
}

#[derive(Debug)]
struct Known {
    id: i32,
    press: Option<Press>,
    /// What it did before, and since when no more.
    before: Option<(Press, Instant)>,
    /// The painting it was last in.
    painted: u64,
}

/// One wish repaints the menu three or four times within a blink: asked for, on its way, done. What was in none of so
/// many paintings is forgotten.
const KEPT: u64 = 16;
/// Nobody sees and presses within this time: a press that soon was meant for what stood there before.
const SEEN_AFTER: Duration = Duration::from_millis(500);

impl Painter {
    pub(super) fn paint(&mut self, menu: &Menu, now: Instant) -> Painting {
        self.paintings += 1;
        let nodes = self.nodes("", &menu.items, now);
        let oldest = self.paintings.saturating_sub(KEPT);
        self.known.retain(|_, known| known.painted > oldest);
        Painting { icon: menu.icon, tone: menu.tone, tooltip: plain(&menu.tooltip), nodes }
    }

    fn nodes(&mut self, parent: &str, items: &[Item], now: Instant) -> Vec<Node> {
        let mut seen = HashMap::new();
        items
            .iter()
            .map(|item| {
                let what = what(item);
                // Separators are all alike, and so may entries be.
                let count = seen.entry(what.clone()).and_modify(|count| *count += 1).or_insert(0);
                let key = format!("{parent}/{what}#{count}");
                self.node(&key, item, now)
            })
            .collect()
    }

    fn node(&mut self, key: &str, item: &Item, now: Instant) -> Node {
        let press = match item {
            Item::Entry { action: Some(action), question, from_elsewhere, .. } => Some(Press {
                action: action.clone(),
                question: question.clone(),
                from_elsewhere: from_elsewhere.as_deref().cloned(),
            }),
            _ => None,
        };
        let id = self.id(key, press, now);
        let look = match item {
            Item::Separator => Look::Separator,
            Item::Entry { label, action, checked, .. } => {
                Look::Entry { label: plain(label), enabled: action.is_some(), checked: *checked }
            }
            Item::Submenu { label, on, items, .. } => {
                // Menus have check marks for entries only.
                let label = plain(label);
                let label = if *on { format!("✓ {label}") } else { label };
                Look::Submenu { label, nodes: self.nodes(key, items, now) }
            }
        };
        Node { id, look }
    }

    fn id(&mut self, key: &str, press: Option<Press>, now: Instant) -> i32 {
        let painted = self.paintings;
        if let Some(known) = self.known.get_mut(key) {
            known.painted = painted;
            if known.press != press {
                let before = std::mem::replace(&mut known.press, press);
                // While it could not be pressed it did what it did last.
                let before = before.or_else(|| known.before.take().map(|(before, _)| before));
                known.before = before.map(|before| (before, now));
            }
            return known.id;
        }
        // The root of a menu is 0 to every desktop.
        self.last_id = self.last_id.checked_add(1).unwrap_or(1);
        let id = self.last_id;
        self.known.insert(key.to_owned(), Known { id, press, before: None, painted });
        id
    }

    pub(super) fn press(&self, id: i32, now: Instant) -> Option<Press> {
        let known = self.known.values().find(|known| known.id == id)?;
        let press = known.press.as_ref()?;
        let before = known.before.as_ref().filter(|(_, since)| now.saturating_duration_since(*since) < SEEN_AFTER);
        Some(before.map_or(press, |(before, _)| before).clone())
    }
}

/// What an item is known by.
fn what(item: &Item) -> String {
    match item {
        Item::Separator => "separator".into(),
        Item::Entry { key, .. } => format!("entry {key}"),
        Item::Submenu { key, .. } => format!("submenu {key}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(items: Vec<Item>) -> Menu {
        Menu { shown: true, icon: Icon::Idle, tone: Appearance::System, tooltip: String::new(), items }
    }

    fn entry(label: &str, action: Option<Action>) -> Item {
        let key = action.as_ref().map_or_else(|| "said".into(), |action| format!("{action:?}"));
        Item::Entry { key, label: label.into(), action, checked: None, question: None, from_elsewhere: None }
    }

    fn submenu(key: &str, label: &str, items: Vec<Item>) -> Item {
        Item::Submenu { key: key.into(), label: label.into(), on: false, items }
    }

    #[test]
    fn a_press_on_a_replaced_menu_does_what_its_label_said() {
        let mut painter = Painter::default();
        let now = Instant::now();
        let first = painter.paint(&menu(vec![entry("Quit", Some(Action::Quit))]), now);
        let second = painter.paint(&menu(vec![entry("Open", Some(Action::OpenWindow))]), now);
        let press =
            |painter: &Painter, painting: &Painting| painter.press(painting.nodes[0].id, now).map(|press| press.action);
        assert_eq!(press(&painter, &first), Some(Action::Quit));
        assert_eq!(press(&painter, &second), Some(Action::OpenWindow));
        for _ in 0..KEPT {
            painter.paint(&menu(Vec::new()), now);
        }
        assert_eq!(press(&painter, &first), None, "nobody's finger is that slow");
    }

    fn ids(nodes: &[Node]) -> Vec<i32> {
        let below = |node: &Node| match &node.look {
            Look::Submenu { nodes, .. } => ids(nodes),
            Look::Entry { .. } | Look::Separator => Vec::new(),
        };
        nodes.iter().flat_map(|node| std::iter::once(node.id).chain(below(node))).collect()
    }

    #[test]
    fn a_menu_that_says_something_else_keeps_its_ids() {
        let mut painter = Painter::default();
        let items = |state: &str, address: &str| {
            let copy = entry(&format!("Copy {address}"), Some(Action::OpenWindow));
            vec![
                entry(state, None),
                Item::Separator,
                submenu("home", &format!("home — {address}"), vec![copy.clone()]),
                submenu("lab", "lab", vec![copy]),
                Item::Separator,
            ]
        };
        let before = ids(&painter.paint(&menu(items("online", "10.0.0.1")), Instant::now()).nodes);
        let after = ids(&painter.paint(&menu(items("offline", "10.0.0.2")), Instant::now()).nodes);
        assert_eq!(before, after);
        let different: std::collections::HashSet<_> = before.iter().collect();
        assert_eq!(different.len(), before.len(), "and no two are the same");
    }

    #[test]
    fn a_switch_keeps_its_id_and_the_second_half_of_a_double_press_does_not_turn_it_back() {
        let (mut painter, now) = (Painter::default(), Instant::now());
        let [turn_on, turn_off] = [Action::OpenWindow, Action::CloseWindow];
        let paint = |painter: &mut Painter, on: bool, action: Option<&Action>| {
            let (key, label) = ("dns".into(), "Set DNS servers".into());
            let (action, checked) = (action.cloned(), Some(on));
            let items = vec![Item::Entry { key, label, action, checked, question: None, from_elsewhere: None }];
            painter.paint(&menu(items), now).nodes[0].id
        };
        let press = |painter: &Painter, id, at| painter.press(id, at).map(|press| press.action);
        let id = paint(&mut painter, false, Some(&turn_on));
        assert_eq!(press(&painter, id, now), Some(turn_on.clone()));
        assert_eq!(paint(&mut painter, true, None), id, "on its way");
        assert_eq!(press(&painter, id, now), None);
        assert_eq!(paint(&mut painter, true, Some(&turn_off)), id);
        assert_eq!(press(&painter, id, now + Duration::from_millis(60)), Some(turn_on));
        assert_eq!(press(&painter, id, now + SEEN_AFTER), Some(turn_off));
    }

    #[test]
    fn no_panel_is_given_marks_it_might_draw() {
        let label = "Copy \u{2068}10.0.0.1\u{2069}";
        let items = vec![entry(label, Some(Action::Quit)), submenu("home", label, Vec::new())];
        let tooltip = "\u{2068}2\u{2069} connected".to_owned();
        let painting = Painter::default().paint(&Menu { tooltip, ..menu(items) }, Instant::now());
        let drawn = format!("{painting:?}");
        assert!(drawn.contains("Copy 10.0.0.1") && painting.tooltip == "2 connected", "{drawn}");
        assert!(!drawn.contains("u{206") && !drawn.contains(['\u{2068}', '\u{2069}']), "{drawn}");
    }

    #[test]
    fn what_has_no_action_can_not_be_pressed() {
        let mut painter = Painter::default();
        let painting = painter.paint(&menu(vec![entry("ZeroTier — online", None), Item::Separator]), Instant::now());
        assert_eq!(painter.press(painting.nodes[0].id, Instant::now()), None);
        assert!(matches!(&painting.nodes[0].look, Look::Entry { enabled: false, .. }));
        assert_eq!(painter.press(0, Instant::now()), None);
    }
}

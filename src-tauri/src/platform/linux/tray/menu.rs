//! The menu, as panels read it: `com.canonical.dbusmenu`, version 3.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use zbus::zvariant::{Type, Value};

use crate::tray::{Look, Node};

pub(super) const INTERFACE: &str = "com.canonical.dbusmenu";
/// The interface in the words of the bus.
pub(super) const DESCRIPTION: &str = include_str!("menu.xml");

pub(super) const ROOT: i32 = 0;

/// An item: its id, what is not as usual about it, and what is below it.
#[derive(Debug, serde::Serialize, Type)]
pub(super) struct Layout {
    id: i32,
    properties: Properties,
    #[zvariant(signature = "av")]
    children: Vec<Value<'static>>,
}

pub(super) type Properties = HashMap<&'static str, Value<'static>>;

#[derive(Default)]
pub(super) struct Menu {
    /// Counts the layouts.
    revision: u32,
    nodes: Vec<Node>,
}

/// What a panel must be told after a painting.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Changes {
    /// Items that look different, with what is new about each.
    pub(super) updated: Vec<(i32, Properties)>,
    /// What is as usual again.
    pub(super) removed: Vec<(i32, Vec<&'static str>)>,
    /// Items below which others lie than before, each with the revision it is told in.
    pub(super) layouts: Vec<(u32, i32)>,
}

impl Menu {
    /// Takes a painting over.
    pub(super) fn paint(&mut self, nodes: Vec<Node>) -> Changes {
        let before = std::mem::replace(&mut self.nodes, nodes);
        let (old, new) = (known(&before), known(&self.nodes));
        let mut changes = Changes::default();
        for (id, (properties, below)) in &new {
            let Some((had, lay)) = old.get(id) else { continue };
            if lay != below {
                self.revision = self.revision.wrapping_add(1);
                changes.layouts.push((self.revision, *id));
            }
            let differs = |(name, value): &(&&'static str, &Value<'static>)| had.get(*name) != Some(*value);
            let fresh: Properties =
                properties.iter().filter(differs).map(|(name, value)| (*name, value.clone())).collect();
            if !fresh.is_empty() {
                changes.updated.push((*id, fresh));
            }
            let gone: Vec<_> = had.keys().filter(|name| !properties.contains_key(*name)).copied().collect();
            if !gone.is_empty() {
                changes.removed.push((*id, gone));
            }
        }
        changes
    }

    pub(super) fn has(&self, id: i32) -> bool {
        id == ROOT || self.find(id).is_some()
    }

    fn find(&self, id: i32) -> Option<&Node> {
        fn within(nodes: &[Node], id: i32) -> Option<&Node> {
            nodes.iter().find_map(|node| if node.id == id { Some(node) } else { within(below(node), id) })
        }
        within(&self.nodes, id)
    }

    fn below(&self, id: i32) -> Option<&[Node]> {
        if id == ROOT { Some(&self.nodes) } else { self.find(id).map(below) }
    }

    fn properties_of(&self, id: i32) -> Option<Properties> {
        if id == ROOT { Some(submenu()) } else { self.find(id).map(properties) }
    }

    /// None if there is no such item.
    pub(super) fn layout(&self, parent: i32, depth: i32, wanted: &[String]) -> Option<(u32, Layout)> {
        let (nodes, properties) = (self.below(parent)?, self.properties_of(parent)?);
        let children = layouts(nodes, depth, wanted);
        Some((self.revision, Layout { id: parent, properties: only(properties, wanted), children }))
    }

    /// Those of these items that there are, each once; all of them if none is named.
    pub(super) fn group(&self, ids: &[i32], wanted: &[String]) -> Vec<(i32, Properties)> {
        let asked: BTreeSet<i32> = ids.iter().copied().collect();
        let all = known(&self.nodes).into_iter().map(|(id, (properties, _))| (id, properties));
        all.filter(|(id, _)| asked.is_empty() || asked.contains(id))
            .map(|(id, properties)| (id, only(properties, wanted)))
            .collect()
    }

    pub(super) fn property(&self, id: i32, name: &str) -> Option<Value<'static>> {
        self.properties_of(id)?.remove(name)
    }

    pub(super) fn own_properties() -> HashMap<&'static str, Value<'static>> {
        HashMap::from([
            ("Version", 3_u32.into()),
            ("TextDirection", "ltr".into()),
            ("Status", "normal".into()),
            ("IconThemePath", Vec::<String>::new().into()),
        ])
    }
}

/// Every item with how it looks and what lies below it, the root among them.
fn known(nodes: &[Node]) -> BTreeMap<i32, (Properties, Vec<i32>)> {
    fn note(node: &Node, all: &mut BTreeMap<i32, (Properties, Vec<i32>)>) {
        all.insert(node.id, (properties(node), ids(below(node))));
        for node in below(node) {
            note(node, all);
        }
    }
    let mut all = BTreeMap::from([(ROOT, (submenu(), ids(nodes)))]);
    for node in nodes {
        note(node, &mut all);
    }
    all
}

fn ids(nodes: &[Node]) -> Vec<i32> {
    nodes.iter().map(|node| node.id).collect()
}

fn below(node: &Node) -> &[Node] {
    match &node.look {
        Look::Submenu { nodes, .. } => nodes,
        Look::Entry { .. } | Look::Separator => &[],
    }
}

fn submenu() -> Properties {
    Properties::from([("children-display", "submenu".into())])
}

/// Only what differs from what panels take for granted.
fn properties(node: &Node) -> Properties {
    // One underscore marks a key to press; two are one to read.
    let text = |label: &str| Value::from(label.replace('_', "__"));
    match &node.look {
        Look::Separator => Properties::from([("type", "separator".into())]),
        Look::Submenu { label, .. } => {
            let mut properties = submenu();
            properties.insert("label", text(label));
            properties
        }
        Look::Entry { label, enabled, checked } => {
            let mut properties = Properties::from([("label", text(label))]);
            if !enabled {
                properties.insert("enabled", false.into());
            }
            if let Some(on) = checked {
                properties.insert("toggle-type", "checkmark".into());
                properties.insert("toggle-state", i32::from(*on).into());
            }
            properties
        }
    }
}

/// What is below, this many levels deep; a negative depth is all.
fn layouts(nodes: &[Node], depth: i32, wanted: &[String]) -> Vec<Value<'static>> {
    if depth == 0 {
        return Vec::new();
    }
    let layout = |node: &Node| {
        Value::from((node.id, only(properties(node), wanted), layouts(below(node), depth.saturating_sub(1), wanted)))
    };
    nodes.iter().map(layout).collect()
}

fn only(mut properties: Properties, wanted: &[String]) -> Properties {
    properties.retain(|name, _| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name));
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i32, label: &str, enabled: bool, checked: Option<bool>) -> Node {
        Node { id, look: Look::Entry { label: label.into(), enabled, checked } }
    }

    fn nodes() -> Vec<Node> {
        let nodes = vec![entry(3, "Set DNS", true, Some(true))];
        vec![
            entry(1, "snake_case", false, None),
            Node { id: 2, look: Look::Submenu { label: "home".into(), nodes } },
            Node { id: 4, look: Look::Separator },
        ]
    }

    fn menu() -> Menu {
        let mut menu = Menu::default();
        menu.paint(nodes());
        menu
    }

    #[test]
    fn a_name_keeps_its_underscore() {
        let properties = menu().properties_of(1).unwrap();
        assert_eq!(properties["label"], "snake__case".into());
        assert_eq!(properties["enabled"], false.into());
    }

    #[test]
    fn what_is_below_is_found_wherever_it_is() {
        let menu = menu();
        assert_eq!(menu.below(ROOT).map(<[Node]>::len), Some(3));
        assert_eq!(menu.below(2).map(<[Node]>::len), Some(1));
        assert_eq!(menu.properties_of(3).unwrap()["toggle-state"], 1.into());
        assert!(menu.below(9).is_none() && menu.properties_of(9).is_none());
        assert!(menu.has(ROOT) && menu.has(3) && !menu.has(9));
    }

    #[test]
    fn no_deeper_is_told_than_was_asked() {
        let menu = menu();
        let (_, flat) = menu.layout(ROOT, 1, &[]).unwrap();
        assert_eq!(flat.children.len(), 3);
        let (_, nothing) = menu.layout(ROOT, 0, &[]).unwrap();
        assert!(nothing.children.is_empty());
        assert!(menu.layout(9, -1, &[]).is_none());
        assert!(menu.layout(ROOT, i32::MIN, &[]).is_some(), "however deep");
    }

    #[test]
    fn a_panel_that_asks_for_no_item_by_name_gets_all() {
        assert_eq!(menu().group(&[], &[]).len(), 5);
        assert_eq!(menu().group(&[3, 9], &["label".into()]).len(), 1);
    }

    #[test]
    fn an_item_that_is_asked_for_again_and_again_is_told_once() {
        assert_eq!(menu().group(&vec![1; 100_000], &[]).len(), 1);
        let told: Vec<i32> = menu().group(&[3, 1, 3, 9], &[]).into_iter().map(|(id, _)| id).collect();
        assert_eq!(told, [1, 3]);
    }

    #[test]
    fn an_equal_painting_tells_a_panel_nothing() {
        assert_eq!(menu().paint(nodes()), Changes::default());
    }

    #[test]
    fn an_item_that_looks_different_is_told_and_the_layout_stays() {
        let mut other = nodes();
        other[0] = entry(1, "snake_case", true, None);
        let nodes = vec![entry(3, "Set DNS", true, Some(false))];
        other[1] = Node { id: 2, look: Look::Submenu { label: "house".into(), nodes } };
        let changes = menu().paint(other);
        assert_eq!(changes.removed, [(1, vec!["enabled"])]);
        let updated: Vec<_> =
            changes.updated.iter().map(|(id, new)| (*id, new.keys().copied().collect::<Vec<_>>())).collect();
        assert_eq!(updated, [(2, vec!["label"]), (3, vec!["toggle-state"])]);
        assert_eq!(changes.layouts, []);
    }

    #[test]
    fn only_the_submenu_that_has_other_items_is_read_again() {
        let mut other = nodes();
        other[1] = Node { id: 2, look: Look::Submenu { label: "home".into(), nodes: vec![entry(7, "x", true, None)] } };
        let mut menu = menu();
        assert_eq!(menu.paint(other.clone()).layouts, [(2, 2)]);
        other.remove(0);
        assert_eq!(menu.paint(other).layouts, [(3, ROOT)]);
    }
}

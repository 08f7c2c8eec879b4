//! The menu, as panels read it: `com.canonical.dbusmenu`, version 3.

#![allow(clippy::used_underscore_binding, reason = "the macro hands over arguments that nothing here asks for")]

use std::collections::HashMap;

use zbus::{
    fdo, interface,
    object_server::SignalEmitter,
    zvariant::{OwnedValue, Type, Value},
};

use crate::tray::{Look, Node};

const ROOT: i32 = 0;

/// An item: its id, what is not as usual about it, and what is below it.
#[derive(Debug, serde::Serialize, Type)]
pub(super) struct Layout {
    id: i32,
    properties: Properties,
    #[zvariant(signature = "av")]
    children: Vec<Value<'static>>,
}

type Properties = HashMap<&'static str, Value<'static>>;

pub(super) struct DbusMenu {
    revision: u32,
    nodes: Vec<Node>,
    pressed: Box<dyn Fn(i32) + Send + Sync>,
}

impl DbusMenu {
    pub(super) fn new(pressed: impl Fn(i32) + Send + Sync + 'static) -> Self {
        Self { revision: 0, nodes: Vec::new(), pressed: Box::new(pressed) }
    }

    /// Takes a painting over and says which one it is.
    pub(super) fn paint(&mut self, nodes: Vec<Node>) -> u32 {
        self.nodes = nodes;
        self.revision = self.revision.wrapping_add(1);
        self.revision
    }

    fn find(&self, id: i32) -> Option<&Node> {
        fn within(nodes: &[Node], id: i32) -> Option<&Node> {
            nodes.iter().find_map(|node| match &node.look {
                _ if node.id == id => Some(node),
                Look::Submenu { nodes, .. } => within(nodes, id),
                Look::Entry { .. } | Look::Separator => None,
            })
        }
        within(&self.nodes, id)
    }

    fn below(&self, id: i32) -> Option<&[Node]> {
        match (id, self.find(id).map(|node| &node.look)) {
            (ROOT, _) => Some(&self.nodes),
            (_, Some(Look::Submenu { nodes, .. })) => Some(nodes),
            (_, Some(_)) => Some(&[]),
            (_, None) => None,
        }
    }

    fn properties_of(&self, id: i32) -> Option<Properties> {
        if id == ROOT { Some(submenu()) } else { self.find(id).map(properties) }
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
        let children = match &node.look {
            Look::Submenu { nodes, .. } => layouts(nodes, depth - 1, wanted),
            Look::Entry { .. } | Look::Separator => Vec::new(),
        };
        Value::from((node.id, only(properties(node), wanted), children))
    };
    nodes.iter().map(layout).collect()
}

fn only(mut properties: Properties, wanted: &[String]) -> Properties {
    properties.retain(|name, _| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name));
    properties
}

fn unknown(id: i32) -> fdo::Error {
    fdo::Error::InvalidArgs(format!("there is no item {id}"))
}

#[interface(name = "com.canonical.dbusmenu")]
#[allow(
    clippy::unused_self,
    clippy::needless_pass_by_value,
    reason = "the bus asks an object and hands over what it read"
)]
impl DbusMenu {
    #[zbus(property)]
    fn version(&self) -> u32 {
        3
    }

    #[zbus(property)]
    fn text_direction(&self) -> &'static str {
        "ltr"
    }

    #[zbus(property)]
    fn status(&self) -> &'static str {
        "normal"
    }

    #[zbus(property)]
    fn icon_theme_path(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(out_args("revision", "layout"))]
    fn get_layout(
        &self,
        parent_id: i32,
        recursion_depth: i32,
        property_names: Vec<String>,
    ) -> fdo::Result<(u32, Layout)> {
        let (Some(nodes), Some(properties)) = (self.below(parent_id), self.properties_of(parent_id)) else {
            return Err(unknown(parent_id));
        };
        let children = layouts(nodes, recursion_depth, &property_names);
        Ok((self.revision, Layout { id: parent_id, properties: only(properties, &property_names), children }))
    }

    fn get_group_properties(&self, ids: Vec<i32>, property_names: Vec<String>) -> Vec<(i32, Properties)> {
        let found = |id| Some((id, only(self.properties_of(id)?, &property_names)));
        ids.into_iter().filter_map(found).collect()
    }

    fn get_property(&self, id: i32, name: &str) -> fdo::Result<OwnedValue> {
        let value = self.properties_of(id).and_then(|mut properties| properties.remove(name));
        value.and_then(|value| value.try_into().ok()).ok_or_else(|| unknown(id))
    }

    fn event(&self, id: i32, event_id: &str, _data: Value<'_>, _timestamp: u32) {
        if event_id == "clicked" {
            (self.pressed)(id);
        }
    }

    fn event_group(&self, events: Vec<(i32, String, OwnedValue, u32)>) -> Vec<i32> {
        for (id, event, ..) in events {
            if event == "clicked" {
                (self.pressed)(id);
            }
        }
        Vec::new()
    }

    /// The menu is always as it should be.
    fn about_to_show(&self, _id: i32) -> bool {
        false
    }

    fn about_to_show_group(&self, _ids: Vec<i32>) -> (Vec<i32>, Vec<i32>) {
        (Vec::new(), Vec::new())
    }

    #[zbus(signal)]
    pub(super) async fn layout_updated(emitter: &SignalEmitter<'_>, revision: u32, parent: i32) -> zbus::Result<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i32, label: &str, enabled: bool, checked: Option<bool>) -> Node {
        Node { id, look: Look::Entry { label: label.into(), enabled, checked } }
    }

    fn menu() -> DbusMenu {
        let mut menu = DbusMenu::new(|_| ());
        let nodes = vec![entry(3, "Set DNS", true, Some(true))];
        menu.paint(vec![
            entry(1, "snake_case", false, None),
            Node { id: 2, look: Look::Submenu { label: "home".into(), nodes } },
            Node { id: 4, look: Look::Separator },
        ]);
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
    }

    #[test]
    fn no_deeper_is_told_than_was_asked() {
        let menu = menu();
        let (_, flat) = menu.get_layout(ROOT, 1, Vec::new()).unwrap();
        assert_eq!(flat.children.len(), 3);
        let (_, nothing) = menu.get_layout(ROOT, 0, Vec::new()).unwrap();
        assert!(nothing.children.is_empty());
        assert!(menu.get_layout(9, -1, Vec::new()).is_err());
    }
}

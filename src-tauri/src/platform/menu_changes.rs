//! What becomes of the menu the system has when another is painted. Items are changed where they are; a menu that is open
//! vanishes when it is replaced, and so that waits until it is closed.

use crate::tray::{Look, Node};

/// The menu the system has, after those of its items were changed that can be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) nodes: Vec<Node>,
    /// The items that look different now.
    pub(super) changed: Vec<Node>,
    /// It is what was painted. Else the menu has to be laid out anew.
    is_whole: bool,
}

impl Settled {
    /// Whether this is all that is to be done for now.
    pub(super) fn will_do(&self, menu_is_open: bool) -> bool {
        self.is_whole || menu_is_open
    }
}

/// Changes what the system has into what was painted, as far as the items are the same.
pub(super) fn settle(shown: &[Node], painted: &[Node]) -> Settled {
    let is_whole = shown.len() == painted.len() && shown.iter().zip(painted).all(|(old, new)| old.id == new.id);
    let mut settled = Settled { nodes: Vec::with_capacity(shown.len()), changed: Vec::new(), is_whole };
    for old in shown {
        let new = painted.iter().find(|new| new.id == old.id);
        let node = new.and_then(|new| settled.changed_into(old, new));
        settled.is_whole &= node.is_some();
        settled.nodes.push(node.unwrap_or_else(|| old.clone()));
    }
    settled
}

impl Settled {
    /// None if it is another kind of item.
    fn changed_into(&mut self, old: &Node, new: &Node) -> Option<Node> {
        match (&old.look, &new.look) {
            (Look::Separator, Look::Separator) => Some(new.clone()),
            (Look::Submenu { label: before, nodes }, Look::Submenu { label, nodes: others }) => {
                let below = settle(nodes, others);
                self.is_whole &= below.is_whole;
                let node = Node { id: new.id, look: Look::Submenu { label: label.clone(), nodes: below.nodes } };
                if before != label {
                    self.changed.push(node.clone());
                }
                self.changed.extend(below.changed);
                Some(node)
            }
            // A switch is another kind of item.
            (Look::Entry { checked, .. }, Look::Entry { checked: other, .. })
                if checked.is_some() == other.is_some() =>
            {
                if old.look != new.look {
                    self.changed.push(new.clone());
                }
                Some(new.clone())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: i32, label: &str, checked: Option<bool>) -> Node {
        Node { id, look: Look::Entry { label: label.into(), enabled: true, checked } }
    }

    fn menu(label: &str, on: bool) -> Vec<Node> {
        let nodes = vec![entry(3, "Set DNS servers", Some(on))];
        vec![
            entry(1, "online", None),
            Node { id: 2, look: Look::Submenu { label: label.into(), nodes } },
            Node { id: 4, look: Look::Separator },
        ]
    }

    fn ids(nodes: &[Node]) -> Vec<i32> {
        nodes.iter().map(|node| node.id).collect()
    }

    #[test]
    fn an_open_menu_is_not_replaced_for_a_text_or_a_switch() {
        let (before, same, other) = (menu("home", false), menu("home", false), menu("house", true));
        let settled = settle(&before, &same);
        assert!(settled.will_do(false) && settled.changed.is_empty());
        let settled = settle(&before, &other);
        assert!(settled.will_do(false));
        assert_eq!((ids(&settled.changed), settled.nodes), (vec![2, 3], other));
    }

    #[test]
    fn other_items_have_the_menu_laid_out_anew() {
        let before = menu("home", false);
        let (mut fewer, mut others, mut plain, mut below) =
            (before.clone(), before.clone(), before.clone(), before.clone());
        fewer.pop();
        others[0].id = 9;
        plain[0] = entry(1, "online", Some(true));
        below[1].look = Look::Submenu { label: "home".into(), nodes: Vec::new() };
        let moved: Vec<Node> = before.iter().rev().cloned().collect();
        for after in [fewer, others, plain, below, moved] {
            assert!(!settle(&before, &after).will_do(false), "{after:?}");
        }
    }

    #[test]
    fn an_open_menu_is_replaced_when_it_is_closed_and_says_what_it_can_until_then() {
        let before = menu("home", false);
        let mut after = menu("house", true);
        after[0] = entry(5, "offline", None);
        after.push(entry(6, "Quit", None));
        let open = settle(&before, &after);
        assert!(open.will_do(true), "it stays");
        assert_eq!(ids(&open.changed), [2, 3], "what is still there is said anew");
        assert_eq!(ids(&open.nodes), [1, 2, 4], "and nothing comes or goes");
        assert_eq!(open.nodes[0], before[0]);
        let closed = settle(&open.nodes, &after);
        assert!(closed.changed.is_empty() && !closed.will_do(false), "the rest is due");
        let replaced = settle(&after, &after);
        assert!(replaced.will_do(false) && replaced.changed.is_empty());
    }
}

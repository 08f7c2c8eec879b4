//! What differs between two paintings of a menu whose items can be changed where they are. A menu that is open vanishes
//! when it is replaced.

use crate::tray::{Look, Node};

/// The items that look different, if all else is as it was; none if the menu has to be laid out anew.
pub(super) fn changes<'a>(before: &[Node], after: &'a [Node]) -> Option<Vec<&'a Node>> {
    if before.len() != after.len() {
        return None;
    }
    let mut differ = Vec::new();
    for (old, new) in before.iter().zip(after) {
        if old.id != new.id {
            return None;
        }
        match (&old.look, &new.look) {
            (Look::Separator, Look::Separator) => {}
            (Look::Submenu { label, nodes }, Look::Submenu { label: other, nodes: others }) => {
                if label != other {
                    differ.push(new);
                }
                differ.extend(changes(nodes, others)?);
            }
            // A switch is another kind of item.
            (Look::Entry { checked, .. }, Look::Entry { checked: other, .. })
                if checked.is_some() == other.is_some() =>
            {
                if old.look != new.look {
                    differ.push(new);
                }
            }
            _ => return None,
        }
    }
    Some(differ)
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

    #[test]
    fn an_open_menu_is_not_replaced_for_a_text_or_a_switch() {
        let ids = |nodes: Vec<&Node>| nodes.into_iter().map(|node| node.id).collect::<Vec<_>>();
        let (before, same, other) = (menu("home", false), menu("home", false), menu("house", true));
        assert_eq!(changes(&before, &same).map(ids), Some(vec![]));
        assert_eq!(changes(&before, &other).map(ids), Some(vec![2, 3]));
    }

    #[test]
    fn other_items_have_the_menu_laid_out_anew() {
        let before = menu("home", false);
        let (mut fewer, mut others, mut plain) = (before.clone(), before.clone(), before.clone());
        fewer.pop();
        others[0].id = 9;
        plain[0] = entry(1, "online", Some(true));
        for after in [fewer, others, plain] {
            assert_eq!(changes(&before, &after), None);
        }
    }
}

//! Paints the model's menu beside the clock, and turns a press into its action. What a painter is given is data; which
//! system draws it is the platform's business.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use companion::{
    driver::Handle,
    model::{
        Action, Event,
        menu::{Icon, Item, Menu},
        view::Question,
    },
};
use tauri::{AppHandle, Theme, async_runtime, image::Image};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons};
use tokio::sync::watch;

use crate::platform;

/// A menu as it is painted once: every item that can be pressed has an id of its own, never used again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Painting {
    pub(crate) icon: Icon,
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
struct Press {
    action: Action,
    question: Option<Question>,
}

/// Gives out ids and remembers what they meant in the last paintings: a press on a menu that was replaced while the
/// finger came down still does what its label said.
#[derive(Debug, Default)]
struct Painter {
    last_id: i32,
    /// The newest first.
    paintings: VecDeque<HashMap<i32, Press>>,
}

/// One wish repaints the menu three or four times within a blink: asked for, on its way, done.
const KEPT: usize = 16;

impl Painter {
    fn paint(&mut self, menu: &Menu) -> Painting {
        self.paintings.truncate(KEPT - 1);
        let mut presses = HashMap::new();
        let nodes = self.nodes(&menu.items, &mut presses);
        self.paintings.push_front(presses);
        Painting { icon: menu.icon, tooltip: menu.tooltip.clone(), nodes }
    }

    fn nodes(&mut self, items: &[Item], presses: &mut HashMap<i32, Press>) -> Vec<Node> {
        items.iter().map(|item| self.node(item, presses)).collect()
    }

    fn node(&mut self, item: &Item, presses: &mut HashMap<i32, Press>) -> Node {
        // The root of a menu is 0 to every desktop.
        self.last_id = self.last_id.checked_add(1).unwrap_or(1);
        let id = self.last_id;
        let look = match item {
            Item::Separator => Look::Separator,
            Item::Entry { label, action, checked, question } => {
                if let Some(action) = action.clone() {
                    presses.insert(id, Press { action, question: question.clone() });
                }
                Look::Entry { label: label.clone(), enabled: action.is_some(), checked: *checked }
            }
            Item::Submenu { label, on, items } => {
                // Menus have check marks for entries only.
                let label = if *on { format!("✓ {label}") } else { label.clone() };
                Look::Submenu { label, nodes: self.nodes(items, presses) }
            }
        };
        Node { id, look }
    }

    fn press(&self, id: i32) -> Option<Press> {
        self.paintings.iter().find_map(|presses| presses.get(&id)).cloned()
    }
}

/// The tray's icon as a picture: drawn black, and coloured for the panel it lies on.
pub(crate) fn glyph(icon: Icon, size: u32, dark_panel: bool) -> Option<Image<'static>> {
    let drawn = Image::from_bytes(drawn(icon, size)?).ok()?;
    let colour = if dark_panel { [0xf2, 0xf1, 0xee] } else { [0x1b, 0x1a, 0x18] };
    let [red, green, blue] = colour;
    let coloured = drawn.rgba().chunks_exact(4).flat_map(|pixel| [red, green, blue, pixel[3]]).collect();
    Some(Image::new_owned(coloured, drawn.width(), drawn.height()))
}

macro_rules! drawn {
    ($icon:expr, $size:expr; $($variant:ident = $name:literal),*) => {
        match ($icon, $size) {
            $(
                (Icon::$variant, 16) => Some(include_bytes!(concat!("../../icons/tray/", $name, "-16.png")).as_slice()),
                (Icon::$variant, 22) => Some(include_bytes!(concat!("../../icons/tray/", $name, "-22.png")).as_slice()),
                (Icon::$variant, 32) => Some(include_bytes!(concat!("../../icons/tray/", $name, "-32.png")).as_slice()),
            )*
            _ => None,
        }
    };
}

fn drawn(icon: Icon, size: u32) -> Option<&'static [u8]> {
    drawn!(icon, size; Connected = "connected", Idle = "idle", Working = "working", Attention = "attention", Stopped = "stopped")
}

/// The tray of the running app.
pub(crate) struct Tray {
    present: watch::Receiver<bool>,
}

impl Tray {
    /// Paints from now on. Whether there is a place to paint on is known when this returns.
    pub(crate) async fn start(app: &AppHandle, handle: &Handle, scheme: watch::Receiver<Option<Theme>>) -> Self {
        let painter = Arc::new(Mutex::new(Painter::default()));
        let pressed = {
            let (app, handle, painter) = (app.clone(), handle.clone(), Arc::clone(&painter));
            move |id| {
                let press = painter.lock().unwrap_or_else(PoisonError::into_inner).press(id);
                if let Some(press) = press {
                    perform(&app, &handle, press);
                }
            }
        };
        let opened = {
            let handle = handle.clone();
            move || handle.tell(Event::Action(Action::OpenWindow))
        };
        let (paintings, seen) = watch::channel(None);
        let present = platform::tray(app, scheme, seen, pressed, opened).await;
        let mut menus = handle.menus();
        async_runtime::spawn(async move {
            loop {
                let menu = menus.borrow_and_update().clone();
                let painting = menu.shown.then(|| painter.lock().unwrap_or_else(PoisonError::into_inner).paint(&menu));
                paintings.send_replace(painting);
                if menus.changed().await.is_err() {
                    return;
                }
            }
        });
        let (mut changes, handle) = (present.clone(), handle.clone());
        async_runtime::spawn(async move {
            loop {
                handle.tell(Event::Tray { present: *changes.borrow_and_update() });
                if changes.changed().await.is_err() {
                    return;
                }
            }
        });
        Self { present }
    }

    /// There is a place for it on this desktop.
    pub(crate) fn is_present(&self) -> bool {
        *self.present.borrow()
    }

    /// Whether there is, from now on.
    pub(crate) fn place(&self) -> watch::Receiver<bool> {
        self.present.clone()
    }
}

/// Waits for a place to paint on, but not for ever.
pub(crate) async fn comes_within(mut place: watch::Receiver<bool>, time: Duration) -> bool {
    let came = tokio::time::timeout(time, place.wait_for(|present| *present)).await;
    matches!(came, Ok(Ok(_)))
}

/// Sends the action, after the person has said yes if something is asked.
fn perform(app: &AppHandle, handle: &Handle, press: Press) {
    let Press { action, question } = press;
    let Some(Question { title, text, yes, no }) = question else {
        handle.tell(Event::Action(action));
        return;
    };
    let handle = handle.clone();
    app.dialog().message(text).title(title).buttons(MessageDialogButtons::OkCancelCustom(yes, no)).show(
        move |agreed| {
            if agreed {
                handle.tell(Event::Action(action));
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(items: Vec<Item>) -> Menu {
        Menu { shown: true, icon: Icon::Idle, tooltip: String::new(), items }
    }

    fn entry(label: &str, action: Option<Action>) -> Item {
        Item::Entry { label: label.into(), action, checked: None, question: None }
    }

    #[test]
    fn a_press_on_a_replaced_menu_does_what_its_label_said() {
        let mut painter = Painter::default();
        let first = painter.paint(&menu(vec![entry("Quit", Some(Action::Quit))]));
        let second = painter.paint(&menu(vec![entry("Open", Some(Action::OpenWindow))]));
        let press =
            |painter: &Painter, painting: &Painting| painter.press(painting.nodes[0].id).map(|press| press.action);
        assert_eq!(press(&painter, &first), Some(Action::Quit));
        assert_eq!(press(&painter, &second), Some(Action::OpenWindow));
        for _ in 0..KEPT {
            painter.paint(&menu(Vec::new()));
        }
        assert_eq!(press(&painter, &first), None, "nobody's finger is that slow");
    }

    #[test]
    fn what_has_no_action_can_not_be_pressed() {
        let mut painter = Painter::default();
        let painting = painter.paint(&menu(vec![entry("ZeroTier — online", None), Item::Separator]));
        assert_eq!(painter.press(painting.nodes[0].id), None);
        assert!(matches!(&painting.nodes[0].look, Look::Entry { enabled: false, .. }));
        assert_eq!(painter.press(0), None);
    }

    #[test]
    fn every_state_has_a_glyph_in_every_size_for_both_kinds_of_panel() {
        for icon in [Icon::Connected, Icon::Idle, Icon::Working, Icon::Attention, Icon::Stopped] {
            for size in [16, 22, 32] {
                let [light, dark] = [false, true].map(|panel| glyph(icon, size, panel).unwrap());
                assert_eq!((light.width(), light.height()), (size, size));
                assert_ne!(light.rgba(), dark.rgba());
            }
        }
        assert!(glyph(Icon::Idle, 17, false).is_none());
    }
}

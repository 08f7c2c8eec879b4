//! The tray of macOS and Windows, drawn by Tauri. Menus may only be touched on the main thread.
#![allow(clippy::missing_const_for_thread_local, reason = "it is one; on some systems the lint does not see that")]

use std::{cell::RefCell, collections::HashMap};

use companion::interface::menu::Icon;
use tauri::{
    AppHandle, Theme, Wry, async_runtime,
    menu::{CheckMenuItem, IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tokio::sync::watch;

use super::{menu_changes::settle, system};
use crate::tray::{Ink, Look, Node, Painting, Paintings, Pointer, glyph};

/// There is always a place for it. The answer stays true.
pub(crate) async fn tray(
    app: &AppHandle,
    _scheme: watch::Receiver<Option<Theme>>,
    mut paintings: Paintings,
    pointer: Pointer,
) -> watch::Receiver<bool> {
    let (present, told) = watch::channel(true);
    let (presses, looks) = (pointer.clone(), pointer);
    let built = TrayIconBuilder::with_id("perigee")
        .icon_as_template(system::TEMPLATE_ICON)
        .show_menu_on_left_click(system::MENU_ON_LEFT_CLICK)
        .on_menu_event(move |_, event| {
            if let Ok(id) = event.id().as_ref().parse() {
                let presses = presses.clone();
                // The system shows the menu itself.
                async_runtime::spawn(async move { presses.pressed(id, async || true).await });
            }
        })
        .on_tray_icon_event(move |_, event| match event {
            TrayIconEvent::DoubleClick { button: MouseButton::Left, .. } => looks.opened(),
            TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
                if !system::MENU_ON_LEFT_CLICK =>
            {
                looks.opened();
            }
            // The menu is shown by the system, with no word before: who comes near is about to read it.
            TrayIconEvent::Enter { .. } => {
                let looks = looks.clone();
                async_runtime::spawn(async move { looks.looks().await });
            }
            _ => {}
        })
        .build(app);
    match built {
        Ok(tray) => {
            let app = app.clone();
            let (mut panel, mut open) = (system::dark_panel(), system::menu_is_open(&tray));
            tokio::spawn(async move {
                let mut shown = None;
                loop {
                    let painting = paintings.newest();
                    let (mine, tray, menu_is_open) = (app.clone(), tray.clone(), open.clone());
                    let panel_is_dark = *panel.borrow_and_update();
                    let ink = |tone| (!system::TEMPLATE_ICON).then(|| Ink::on(panel_is_dark, tone));
                    let icon = painting.as_ref().map(|painting| (painting.icon, ink(painting.tone)));
                    let new_icon = icon.filter(|icon| shown != Some(*icon));
                    shown = icon.or(shown);
                    let painted = app.run_on_main_thread(move || {
                        // As it is on the thread that opens and closes it.
                        let menu_is_open = *menu_is_open.borrow();
                        if let Err(error) = paint(&mine, &tray, painting, new_icon, menu_is_open) {
                            tracing::warn!(%error, "tray not painted");
                        }
                    });
                    if painted.is_err() {
                        return;
                    }
                    tokio::select! {
                        more = paintings.changed() => {
                            if !more {
                                return;
                            }
                        }
                        Ok(()) = panel.changed() => {}
                        // What had to wait is due when it is closed.
                        Ok(()) = open.changed() => {}
                    }
                }
            });
        }
        Err(error) => {
            // Nobody is told any more, and so nobody waits.
            tracing::warn!(%error, "no tray");
            present.send_replace(false);
            return told;
        }
    }
    tokio::spawn(async move { present.closed().await });
    told
}

fn paint(
    app: &AppHandle,
    tray: &TrayIcon,
    painting: Option<Painting>,
    icon: Option<(Icon, Option<Ink>)>,
    menu_is_open: bool,
) -> tauri::Result<()> {
    let Some(Painting { tooltip, nodes, .. }) = painting else { return tray.set_visible(false) };
    if let Some((icon, ink)) = icon {
        tray.set_icon(glyph(icon, 32, ink))?;
        tray.set_icon_as_template(system::TEMPLATE_ICON)?;
    }
    tray.set_tooltip(Some(tooltip))?;
    if let Some(shown) = SHOWN.take() {
        let settled = settle(&shown.nodes, &nodes);
        if settled.will_do(menu_is_open) {
            let changed = settled.changed.iter().try_for_each(|node| shown.change(node));
            SHOWN.set(Some(Shown { nodes: settled.nodes, ..shown }));
            return changed.and_then(|()| tray.set_visible(true));
        }
    }
    let menu = Menu::new(app)?;
    let mut handles = HashMap::new();
    for item in items(app, &nodes, &mut handles)? {
        menu.append(item.as_ref())?;
    }
    tray.set_menu(Some(menu))?;
    SHOWN.set(Some(Shown { nodes, handles }));
    tray.set_visible(true)
}

thread_local! {
    /// The menu the system has, on the thread that may touch it.
    static SHOWN: RefCell<Option<Shown>> = const { RefCell::new(None) };
}

struct Shown {
    nodes: Vec<Node>,
    handles: Handles,
}

enum Handle {
    Entry(MenuItem<Wry>),
    Switch(CheckMenuItem<Wry>),
    Submenu(Submenu<Wry>),
}

impl Shown {
    /// Changes an item where it is: a menu that is open stays.
    fn change(&self, node: &Node) -> tauri::Result<()> {
        match (self.handles.get(&node.id), &node.look) {
            (Some(Handle::Entry(item)), Look::Entry { label, enabled, .. }) => {
                item.set_text(text(label))?;
                item.set_enabled(*enabled)
            }
            (Some(Handle::Switch(item)), Look::Entry { label, enabled, checked }) => {
                item.set_text(text(label))?;
                item.set_enabled(*enabled)?;
                item.set_checked(checked.unwrap_or_default())
            }
            (Some(Handle::Submenu(item)), Look::Submenu { label, .. }) => item.set_text(text(label)),
            _ => Ok(()),
        }
    }
}

/// One ampersand marks a key to press; two are one to read.
fn text(label: &str) -> String {
    label.replace('&', "&&")
}

type Handles = HashMap<i32, Handle>;

fn items(app: &AppHandle, nodes: &[Node], handles: &mut Handles) -> tauri::Result<Vec<Box<dyn IsMenuItem<Wry>>>> {
    nodes.iter().map(|node| item(app, node, handles)).collect()
}

fn item(app: &AppHandle, node: &Node, handles: &mut Handles) -> tauri::Result<Box<dyn IsMenuItem<Wry>>> {
    let id = node.id.to_string();
    Ok(match &node.look {
        Look::Separator => Box::new(PredefinedMenuItem::separator(app)?),
        Look::Entry { label, enabled, checked: Some(on) } => {
            let item = CheckMenuItem::with_id(app, id, text(label), *enabled, *on, None::<&str>)?;
            handles.insert(node.id, Handle::Switch(item.clone()));
            Box::new(item)
        }
        Look::Entry { label, enabled, checked: None } => {
            let item = MenuItem::with_id(app, id, text(label), *enabled, None::<&str>)?;
            handles.insert(node.id, Handle::Entry(item.clone()));
            Box::new(item)
        }
        Look::Submenu { label, nodes } => {
            let submenu = Submenu::with_id(app, id, text(label), true)?;
            for item in items(app, nodes, handles)? {
                submenu.append(item.as_ref())?;
            }
            handles.insert(node.id, Handle::Submenu(submenu.clone()));
            Box::new(submenu)
        }
    })
}

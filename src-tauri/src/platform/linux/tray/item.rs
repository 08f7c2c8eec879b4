//! The item itself: icon, tooltip, and where its menu is.

#![allow(clippy::used_underscore_binding, reason = "the macro hands over arguments that nothing here asks for")]

use companion::model::menu::Icon;
use zbus::{
    interface,
    object_server::SignalEmitter,
    zvariant::{ObjectPath, Type, Value},
};

use super::MENU;
use crate::tray::glyph;

/// The sizes the glyphs are drawn in; the panel takes what fits.
const SIZES: [u32; 3] = [16, 22, 32];

/// Width, height and the pixels, ARGB in network byte order.
#[derive(Debug, Clone, Default, serde::Serialize, Type, Value)]
pub(super) struct Pixmap {
    width: i32,
    height: i32,
    pixels: Vec<u8>,
}

/// Icon name, icon, title and text.
#[derive(Debug, Clone, serde::Serialize, Type, Value)]
pub(super) struct ToolTip {
    icon: String,
    pixmaps: Vec<Pixmap>,
    title: String,
    text: String,
}

pub(super) struct StatusNotifierItem {
    shown: bool,
    icon: Option<(Icon, bool)>,
    pixmaps: Vec<Pixmap>,
    tooltip: String,
    opened: Box<dyn Fn() + Send + Sync>,
}

impl StatusNotifierItem {
    pub(super) fn new(opened: impl Fn() + Send + Sync + 'static) -> Self {
        Self { shown: false, icon: None, pixmaps: Vec::new(), tooltip: String::new(), opened: Box::new(opened) }
    }

    pub(super) fn show(&mut self, shown: bool) {
        self.shown = shown;
    }

    pub(super) fn status_word(shown: bool) -> &'static str {
        if shown { "Active" } else { "Passive" }
    }

    /// Takes a painting over; says whether the icon and whether the tooltip differ.
    pub(super) fn paint(&mut self, icon: Icon, tooltip: &str, dark: bool) -> (bool, bool) {
        let new_icon = self.icon != Some((icon, dark));
        if new_icon {
            self.icon = Some((icon, dark));
            self.pixmaps = SIZES.iter().filter_map(|size| pixmap(icon, *size, dark)).collect();
        }
        let new_tooltip = self.tooltip != tooltip;
        tooltip.clone_into(&mut self.tooltip);
        (new_icon, new_tooltip)
    }
}

fn pixmap(icon: Icon, size: u32, dark: bool) -> Option<Pixmap> {
    let image = glyph(icon, size, dark)?;
    let length = i32::try_from(size).ok()?;
    let pixels = image.rgba().chunks_exact(4).flat_map(|pixel| [pixel[3], pixel[0], pixel[1], pixel[2]]).collect();
    Some(Pixmap { width: length, height: length, pixels })
}

/// The protocol's own names, and nothing it does not ask for.
#[allow(clippy::unused_self, reason = "the bus asks an object")]
#[interface(name = "org.kde.StatusNotifierItem")]
impl StatusNotifierItem {
    #[zbus(property)]
    fn category(&self) -> &'static str {
        "SystemServices"
    }

    #[zbus(property)]
    fn id(&self) -> &'static str {
        "perigee"
    }

    /// What a screen reader says.
    #[zbus(property)]
    fn title(&self) -> &str {
        &self.tooltip
    }

    #[zbus(property)]
    fn status(&self) -> &'static str {
        Self::status_word(self.shown)
    }

    #[zbus(property)]
    fn window_id(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn icon_name(&self) -> &'static str {
        ""
    }

    #[zbus(property)]
    fn icon_pixmap(&self) -> Vec<Pixmap> {
        self.pixmaps.clone()
    }

    #[zbus(property)]
    fn tool_tip(&self) -> ToolTip {
        ToolTip { icon: String::new(), pixmaps: Vec::new(), title: self.tooltip.clone(), text: String::new() }
    }

    /// Left and right click both open the menu.
    #[zbus(property)]
    fn item_is_menu(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn menu(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(MENU)
    }

    /// A double click, where the panel has one; else its menu is shown.
    fn activate(&self, _x: i32, _y: i32) {
        (self.opened)();
    }

    fn secondary_activate(&self, _x: i32, _y: i32) {
        (self.opened)();
    }

    #[zbus(signal)]
    pub(super) async fn new_icon(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(signal)]
    pub(super) async fn new_tool_tip(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(signal)]
    pub(super) async fn new_title(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(signal)]
    pub(super) async fn new_status(emitter: &SignalEmitter<'_>, status: &str) -> zbus::Result<()>;
}

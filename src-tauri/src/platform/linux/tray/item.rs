//! The item itself: icon, tooltip, and where its menu is.

use std::collections::HashMap;

use companion::interface::menu::Icon;
use zbus::zvariant::{ObjectPath, Type, Value};

use super::MENU;
use crate::tray::{Ink, glyph};

pub(super) const INTERFACE: &str = "org.kde.StatusNotifierItem";
/// The interface in the words of the bus.
pub(super) const DESCRIPTION: &str = include_str!("item.xml");

/// The sizes the glyphs are drawn in; the panel takes what fits.
const SIZES: [u32; 3] = [16, 22, 32];

/// Width, height and the pixels, ARGB in network byte order.
#[derive(Debug, Clone, Default, serde::Serialize, Type, Value)]
struct Pixmap {
    width: i32,
    height: i32,
    pixels: Vec<u8>,
}

/// Icon name, icon, title and text.
#[derive(Debug, Clone, serde::Serialize, Type, Value)]
struct ToolTip {
    icon: String,
    pixmaps: Vec<Pixmap>,
    title: String,
    text: String,
}

#[derive(Default)]
pub(super) struct Item {
    shown: bool,
    icon: Option<(Icon, Ink)>,
    pixmaps: Vec<Pixmap>,
    tooltip: String,
}

/// A signal a panel is told, with its argument if it has one.
pub(super) type Change = (&'static str, Option<&'static str>);

impl Item {
    /// Takes a painting over, or none: then it is not to be seen. Says what a panel must be told.
    pub(super) fn paint(&mut self, painting: Option<(Icon, Ink, &str)>) -> Vec<Change> {
        let mut changes = Vec::new();
        let shown = painting.is_some();
        if let Some((icon, ink, tooltip)) = painting {
            if self.icon != Some((icon, ink)) {
                self.icon = Some((icon, ink));
                self.pixmaps = SIZES.iter().filter_map(|size| pixmap(icon, *size, ink)).collect();
                changes.push(("NewIcon", None));
            }
            if self.tooltip != tooltip {
                tooltip.clone_into(&mut self.tooltip);
                changes.extend([("NewToolTip", None), ("NewTitle", None)]);
            }
        }
        if self.shown != shown {
            self.shown = shown;
            changes.push(("NewStatus", Some(self.status())));
        }
        changes
    }

    fn status(&self) -> &'static str {
        if self.shown { "Active" } else { "Passive" }
    }

    /// The protocol's own names, and nothing it does not ask for.
    pub(super) fn properties(&self) -> HashMap<&'static str, Value<'static>> {
        let tooltip =
            ToolTip { icon: String::new(), pixmaps: Vec::new(), title: self.tooltip.clone(), text: String::new() };
        HashMap::from([
            ("Category", "SystemServices".into()),
            ("Id", "perigee".into()),
            // What a screen reader says.
            ("Title", self.tooltip.clone().into()),
            ("Status", self.status().into()),
            ("WindowId", 0_i32.into()),
            ("IconName", "".into()),
            ("IconPixmap", self.pixmaps.clone().into()),
            ("ToolTip", tooltip.into()),
            // Left and right click both open the menu.
            ("ItemIsMenu", true.into()),
            ("Menu", ObjectPath::from_static_str_unchecked(MENU).into()),
        ])
    }
}

fn pixmap(icon: Icon, size: u32, ink: Ink) -> Option<Pixmap> {
    let image = glyph(icon, size, Some(ink))?;
    let length = i32::try_from(size).ok()?;
    let pixels = image.rgba().chunks_exact(4).flat_map(|pixel| [pixel[3], pixel[0], pixel[1], pixel[2]]).collect();
    Some(Pixmap { width: length, height: length, pixels })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_is_told_what_differs_and_nothing_else() {
        let mut item = Item::default();
        let names = |changes: Vec<Change>| changes.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let first = names(item.paint(Some((Icon::Idle, Ink::Light, "ZeroTier"))));
        assert_eq!(first, ["NewIcon", "NewToolTip", "NewTitle", "NewStatus"]);
        assert!(item.paint(Some((Icon::Idle, Ink::Light, "ZeroTier"))).is_empty());
        assert_eq!(names(item.paint(Some((Icon::Idle, Ink::Dark, "ZeroTier")))), ["NewIcon"]);
        assert_eq!(item.paint(None), [("NewStatus", Some("Passive"))]);
    }
}

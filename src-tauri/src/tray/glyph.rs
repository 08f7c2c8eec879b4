//! The tray's icon as a picture: drawn black, and coloured for the panel it lies on.

use std::io::Cursor;

use companion::interface::{menu::Icon, preference::Appearance};
use png::Transformations;
use tauri::image::Image;

/// What a glyph is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// For dark panels.
    Light,
    /// For light panels.
    Dark,
}

impl Ink {
    /// What the person chose, or what this panel asks for.
    pub(crate) fn on(panel_is_dark: bool, chosen: Appearance) -> Self {
        match (chosen, panel_is_dark) {
            (Appearance::Light, _) | (Appearance::System, true) => Self::Light,
            (Appearance::Dark, _) | (Appearance::System, false) => Self::Dark,
        }
    }
}

type Colour = [u8; 3];
const LIGHT: Colour = [0xf2, 0xf1, 0xee];
const DARK: Colour = [0x1b, 0x1a, 0x18];

/// Without ink it is a template, which the system colours.
pub(crate) fn glyph(icon: Icon, size: u32, ink: Option<Ink>) -> Option<Image<'static>> {
    let mut decoder = png::Decoder::new(Cursor::new(drawn(icon, size)?));
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().ok()?;
    let mut drawn = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut drawn).ok()?;
    let shape: Vec<u8> = drawn.chunks_exact(info.color_type.samples()).filter_map(<[u8]>::last).copied().collect();
    let pixels = match ink {
        None => shape.iter().flat_map(|alpha| [0, 0, 0, *alpha]).collect(),
        Some(Ink::Light) => outlined(&shape, info.width as usize, LIGHT, DARK),
        Some(Ink::Dark) => outlined(&shape, info.width as usize, DARK, LIGHT),
    };
    Some(Image::new_owned(pixels, info.width, info.height))
}

/// The shape in its colour, with a line of the other around it: on a panel of its own colour the line is what is seen.
fn outlined(shape: &[u8], width: usize, colour: Colour, other: Colour) -> Vec<u8> {
    let height = shape.len() / width.max(1);
    let around = |at: usize| {
        let (x, y) = (at % width, at / width);
        let columns = x.saturating_sub(1)..=(x + 1).min(width - 1);
        let rows = y.saturating_sub(1)..=(y + 1).min(height - 1);
        rows.flat_map(|y| columns.clone().map(move |x| shape[y * width + x])).max().unwrap_or_default()
    };
    let mixed = |at: usize| {
        let (above, below) = (u32::from(shape[at]), u32::from(around(at)));
        let beneath = below * (255 - above) / 255;
        let alpha = above + beneath;
        let part =
            |a: u8, b: u8| (u32::from(a) * above + u32::from(b) * beneath).checked_div(alpha).unwrap_or_default();
        let [red, green, blue] = [0, 1, 2].map(|channel| part(colour[channel], other[channel]));
        [red, green, blue, alpha].map(|value| u8::try_from(value).unwrap_or(u8::MAX))
    };
    (0..shape.len()).flat_map(mixed).collect()
}

macro_rules! drawn {
    ($icon:expr, $size:expr; $($variant:ident = $name:literal),*) => {
        match ($icon, $size) {
            $(
                (Icon::$variant, 16) => Some(include_bytes!(concat!("../../../icons/tray/", $name, "-16.png")).as_slice()),
                (Icon::$variant, 22) => Some(include_bytes!(concat!("../../../icons/tray/", $name, "-22.png")).as_slice()),
                (Icon::$variant, 32) => Some(include_bytes!(concat!("../../../icons/tray/", $name, "-32.png")).as_slice()),
            )*
            _ => None,
        }
    };
}

fn drawn(icon: Icon, size: u32) -> Option<&'static [u8]> {
    drawn!(icon, size; Connected = "connected", Idle = "idle", Working = "working", Attention = "attention", Stopped = "stopped")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_glyph_in_every_size_for_both_kinds_of_panel() {
        for icon in [Icon::Connected, Icon::Idle, Icon::Working, Icon::Attention, Icon::Stopped] {
            for size in [16, 22, 32] {
                let [light, dark] = [Ink::Light, Ink::Dark].map(|ink| glyph(icon, size, Some(ink)).unwrap());
                assert_eq!((light.width(), light.height()), (size, size));
                assert_ne!(light.rgba(), dark.rgba());
            }
        }
        assert!(glyph(Icon::Idle, 17, Some(Ink::Dark)).is_none());
    }

    /// How far the most different pixel is from this ground, with the glyph lying on it.
    fn seen(image: &Image<'_>, ground: Colour) -> u32 {
        let contrast = |pixel: &[u8]| {
            let differs =
                |channel: usize| u32::from(pixel[channel].abs_diff(ground[channel])) * u32::from(pixel[3]) / 255;
            [0, 1, 2].map(differs).into_iter().max().unwrap()
        };
        image.rgba().chunks_exact(4).map(contrast).max().unwrap()
    }

    #[test]
    fn a_glyph_is_seen_on_a_panel_of_its_own_colour() {
        for icon in [Icon::Connected, Icon::Idle, Icon::Working, Icon::Attention, Icon::Stopped] {
            for (size, ink, ground) in [(16, Ink::Dark, DARK), (22, Ink::Light, LIGHT), (32, Ink::Dark, DARK)] {
                let seen = seen(&glyph(icon, size, Some(ink)).unwrap(), ground);
                assert!(seen > 120, "{icon:?} {size} {ink:?}: {seen}");
            }
        }
    }

    #[test]
    fn a_choice_stands_above_the_panel() {
        for panel_is_dark in [false, true] {
            assert_eq!(Ink::on(panel_is_dark, Appearance::Light), Ink::Light);
            assert_eq!(Ink::on(panel_is_dark, Appearance::Dark), Ink::Dark);
        }
        assert_eq!((Ink::on(true, Appearance::System), Ink::on(false, Appearance::System)), (Ink::Light, Ink::Dark));
    }
}

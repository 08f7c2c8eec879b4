//! The tray's icon as a picture: drawn black, and coloured for the panel it lies on.

use std::io::Cursor;

use companion::model::menu::Icon;
use png::Transformations;
use tauri::image::Image;

pub(crate) fn glyph(icon: Icon, size: u32, dark_panel: bool) -> Option<Image<'static>> {
    let mut decoder = png::Decoder::new(Cursor::new(drawn(icon, size)?));
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().ok()?;
    let mut drawn = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut drawn).ok()?;
    let [red, green, blue] = if dark_panel { [0xf2, 0xf1, 0xee] } else { [0x1b, 0x1a, 0x18] };
    let pixels = drawn.chunks_exact(info.color_type.samples());
    let coloured = pixels.filter_map(<[u8]>::last).flat_map(|alpha| [red, green, blue, *alpha]).collect();
    Some(Image::new_owned(coloured, info.width, info.height))
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
                let [light, dark] = [false, true].map(|panel| glyph(icon, size, panel).unwrap());
                assert_eq!((light.width(), light.height()), (size, size));
                assert_ne!(light.rgba(), dark.rgba());
            }
        }
        assert!(glyph(Icon::Idle, 17, false).is_none());
    }
}

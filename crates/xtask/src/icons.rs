//! The app icon and the tray glyphs, drawn from icons/source into the files each system wants.

use std::{fs, io::Cursor, path::Path};

use anyhow::{Context as _, Result, bail};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

const SOURCE: &str = "icons/source";

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only say whether they are as the sources draw them
    #[arg(long)]
    check: bool,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    if arguments.check {
        return check();
    }
    for icon in ICONS {
        let path = Path::new(icon.path);
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(path, icon.bytes()?)?;
        println!("{}", icon.path);
    }
    Ok(())
}

/// Fails if the sources draw something else. Pixels are compared, not bytes: another processor rounds differently.
pub fn check() -> Result<()> {
    let mut stale = Vec::new();
    for icon in ICONS {
        let here = fs::read(icon.path).ok().and_then(|bytes| icon.form.pictures(&bytes).ok());
        let drawn = icon.form.pictures(&icon.bytes()?)?;
        if !here.is_some_and(|here| alike(&here, &drawn)) {
            stale.push(icon.path);
        }
    }
    if !stale.is_empty() {
        bail!("`cargo xtask icons` would change these:\n{}", stale.join("\n"));
    }
    Ok(())
}

struct Icon {
    path: &'static str,
    form: Form,
    /// The source and the size in pixels of each picture in the file.
    pictures: &'static [(&'static str, u32)],
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Png,
    Ico,
    Icns,
}

const fn png(path: &'static str, pictures: &'static [(&'static str, u32)]) -> Icon {
    Icon { path, form: Form::Png, pictures }
}

macro_rules! glyphs {
    ($($state:literal),*) => {
        [$(
            png(concat!("icons/tray/", $state, "-16.png"), &[(concat!("tray-", $state, "-16.svg"), 16)]),
            png(concat!("icons/tray/", $state, "-22.png"), &[(concat!("tray-", $state, "-22.svg"), 22)]),
            png(concat!("icons/tray/", $state, "-32.png"), &[(concat!("tray-", $state, "-32.svg"), 32)]),
        )*]
    };
}

const TRAY: [Icon; 15] = glyphs!("connected", "idle", "working", "attention", "stopped");

/// At 16 and 20 pixels the taper of the orbit can't be seen: they have a source of their own.
const APP: [Icon; 6] = [
    png("icons/app/32x32.png", &[("app.svg", 32)]),
    png("icons/app/128x128.png", &[("app.svg", 128)]),
    png("icons/app/128x128@2x.png", &[("app.svg", 256)]),
    png("icons/app/icon.png", &[("app.svg", 512)]),
    Icon {
        path: "icons/app/icon.ico",
        form: Form::Ico,
        pictures: &[
            ("app-small.svg", 16),
            ("app-small.svg", 20),
            ("app.svg", 24),
            ("app.svg", 32),
            ("app.svg", 48),
            ("app.svg", 64),
            ("app.svg", 256),
        ],
    },
    Icon {
        path: "icons/app/icon.icns",
        form: Form::Icns,
        pictures: &[
            ("app-small.svg", 16),
            ("app.svg", 32),
            ("app.svg", 64),
            ("app.svg", 128),
            ("app.svg", 256),
            ("app.svg", 512),
            ("app.svg", 1024),
        ],
    },
];

const ICONS: &[&Icon] = &{
    let mut all = [&APP[0]; APP.len() + TRAY.len()];
    let mut index = 0;
    while index < all.len() {
        all[index] = if index < APP.len() { &APP[index] } else { &TRAY[index - APP.len()] };
        index += 1;
    }
    all
};

/// Width, height and the pixels, four bytes each.
type Picture = (u32, u32, Vec<u8>);

impl Icon {
    fn bytes(&self) -> Result<Vec<u8>> {
        let drawn = self.pictures.iter().map(|(source, size)| draw(source, *size)).collect::<Result<Vec<_>>>()?;
        self.form.file(&drawn).with_context(|| self.path.to_owned())
    }
}

impl Form {
    fn file(self, drawn: &[Pixmap]) -> Result<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        match self {
            Self::Png => return Ok(drawn.first().context("a picture")?.encode_png()?),
            Self::Ico => {
                let mut icon = ico::IconDir::new(ico::ResourceType::Icon);
                for picture in drawn {
                    let image = ico::IconImage::from_rgba_data(picture.width(), picture.height(), rgba(picture));
                    icon.add_entry(ico::IconDirEntry::encode(&image)?);
                }
                icon.write(&mut bytes)?;
            }
            Self::Icns => {
                let mut family = icns::IconFamily::new();
                for picture in drawn {
                    let (width, height) = (picture.width(), picture.height());
                    family.add_icon(&icns::Image::from_data(icns::PixelFormat::RGBA, width, height, rgba(picture))?)?;
                }
                family.write(&mut bytes)?;
            }
        }
        Ok(bytes.into_inner())
    }

    fn pictures(self, bytes: &[u8]) -> Result<Vec<Picture>> {
        Ok(match self {
            Self::Png => {
                let picture = Pixmap::decode_png(bytes)?;
                vec![(picture.width(), picture.height(), rgba(&picture))]
            }
            Self::Ico => ico::IconDir::read(Cursor::new(bytes))?
                .entries()
                .iter()
                .map(|entry| entry.decode().map(|image| (image.width(), image.height(), image.rgba_data().to_vec())))
                .collect::<Result<_, _>>()?,
            Self::Icns => {
                let family = icns::IconFamily::read(Cursor::new(bytes))?;
                let kinds = family.available_icons();
                let images = kinds.into_iter().map(|kind| family.get_icon_with_type(kind));
                images
                    .map(|image| image.map(|image| (image.width(), image.height(), image.data().to_vec())))
                    .collect::<Result<_, _>>()?
            }
        })
    }
}

fn draw(source: &str, size: u32) -> Result<Pixmap> {
    let text = fs::read_to_string(Path::new(SOURCE).join(source)).with_context(|| format!("{SOURCE}/{source}"))?;
    let tree = Tree::from_str(&text, &Options::default()).with_context(|| source.to_owned())?;
    let mut pixmap = Pixmap::new(size, size).context("a size above zero")?;
    let scale = |side: f32| pixels(size) / side;
    let transform = Transform::from_scale(scale(tree.size().width()), scale(tree.size().height()));
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    Ok(pixmap)
}

#[allow(clippy::cast_precision_loss, reason = "icons are at most 1024 pixels wide")]
fn pixels(size: u32) -> f32 {
    size as f32
}

fn rgba(picture: &Pixmap) -> Vec<u8> {
    let colours = picture.pixels().iter().map(resvg::tiny_skia::PremultipliedColorU8::demultiply);
    colours.flat_map(|colour| [colour.red(), colour.green(), colour.blue(), colour.alpha()]).collect()
}

fn alike(here: &[Picture], drawn: &[Picture]) -> bool {
    here.len() == drawn.len()
        && here.iter().zip(drawn).all(|(a, b)| {
            let near = |(a, b): (&[u8], &[u8])| {
                // The colour of a pixel that is hardly there says nothing.
                a[3].abs_diff(b[3]) <= 3 && (b[3] < 16 || a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 6))
            };
            (a.0, a.1) == (b.0, b.1) && a.2.chunks_exact(4).zip(b.2.chunks_exact(4)).all(near)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_of_another_colour_is_seen_and_a_rounding_is_not() {
        let picture = |pixel: [u8; 4]| vec![(1, 1, pixel.to_vec())];
        let drawn = picture([10, 20, 30, 255]);
        assert!(alike(&picture([11, 20, 28, 255]), &drawn));
        assert!(!alike(&picture([60, 20, 30, 255]), &drawn));
        assert!(!alike(&picture([10, 20, 30, 40]), &drawn));
        assert!(!alike(&[], &drawn));
    }

    #[test]
    fn every_form_gives_back_what_was_drawn() {
        let mut picture = Pixmap::new(16, 16).unwrap();
        picture.fill(resvg::tiny_skia::Color::from_rgba8(10, 20, 30, 255));
        for form in [Form::Png, Form::Ico, Form::Icns] {
            let back = form.pictures(&form.file(std::slice::from_ref(&picture)).unwrap()).unwrap();
            assert!(alike(&back, &[(16, 16, rgba(&picture))]), "{form:?}");
        }
    }
}

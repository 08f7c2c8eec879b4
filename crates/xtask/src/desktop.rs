//! A desktop of the app's own: a display without a screen, a session bus, a window manager and private folders. What
//! runs on it sees nothing of the person's desktop and leaves nothing behind.

use std::{
    collections::HashSet,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use resvg::tiny_skia::Pixmap;
use tempfile::TempDir;

use crate::process::{self, Guarded};

/// The window's title, as a pattern.
const TITLE: &str = "^Perigee$";
/// A first start from a cold disk took four seconds.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(400);
/// An empty window has a handful of colours; one with text has hundreds.
const COLOURS_OF_TEXT: usize = 32;

pub struct Desktop {
    /// Ended in this order, before the folder goes.
    programs: Vec<Guarded>,
    display: String,
    bus: String,
    folder: TempDir,
}

impl Desktop {
    pub fn start() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("perigee-desktop-").tempdir()?;
        for name in FOLDERS.map(|(_, name)| name) {
            std::fs::create_dir(folder.path().join(name))?;
        }
        let mut desktop = Self { programs: Vec::new(), display: String::new(), bus: String::new(), folder };
        desktop.display = format!(":{}", desktop.told_by("Xvfb", &XVFB)?);
        desktop.bus = desktop.told_by("dbus-daemon", &["--session", "--nofork", "--print-address=1"])?;
        let mut openbox = desktop.command("openbox");
        desktop.keep(process::spawn(openbox.stdout(Stdio::null()).stderr(Stdio::null()))?);
        Ok(desktop)
    }

    /// A program on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .envs(FOLDERS.map(|(variable, name)| (variable, self.folder.path().join(name))))
            .envs([("DISPLAY", &self.display), ("DBUS_SESSION_BUS_ADDRESS", &self.bus)])
            .env_remove("WAYLAND_DISPLAY")
            .envs([("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1"), ("LIBGL_ALWAYS_SOFTWARE", "1")])
            // Without it a picture may show what the window looked like two seconds ago.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
        command
    }

    /// Saves a picture of the app's window once it is drawn and has come to rest.
    pub fn picture(&self, app: &mut Child, file: &Path) -> Result<()> {
        let begun = Instant::now();
        let (mut last, mut alike) = (None, 0);
        while alike < 3 {
            if let Some(status) = app.try_wait()? {
                bail!("the app ended with {status} before its window was drawn");
            }
            ensure!(begun.elapsed() < PATIENCE, "the window was not drawn within {} seconds", PATIENCE.as_secs());
            let picture = self.glance(file)?.filter(|picture| colours(picture) >= COLOURS_OF_TEXT);
            let is_same = picture.as_ref().zip(last.as_ref()).is_some_and(|(now, before)| at_rest(before, now));
            alike = if is_same { alike + 1 } else { 0 };
            last = picture;
            thread::sleep(GLANCE);
        }
        Ok(())
    }

    /// What the app says in its tray's tooltip, which can be read even where no panel shows it.
    pub fn tooltip(&self) -> Result<String> {
        const ITEM: &str = "org.kde.StatusNotifierItem";
        let asked = |to: &str, path: &str, words: &[&str]| {
            let mut ask = self.command("dbus-send");
            process::output(ask.args(["--session", "--print-reply"]).arg(format!("--dest={to}")).arg(path).args(words))
        };
        let names = asked("org.freedesktop.DBus", "/", &["org.freedesktop.DBus.ListNames"])?;
        let item = names.split('"').find(|name| name.starts_with(ITEM)).context("the app is in no tray")?;
        let words = ["org.freedesktop.DBus.Properties.Get", &format!("string:{ITEM}"), "string:ToolTip"];
        asked(item, "/StatusNotifierItem", &words)
    }

    /// What the window shows now; nothing while there is none.
    fn glance(&self, file: &Path) -> Result<Option<Pixmap>> {
        // Asked for a window that is not there, `import` would wait for somebody to point at one.
        let mut search = self.command("xdotool");
        search.args(["search", "--onlyvisible", "--name", TITLE]);
        let told = search.output().map_err(|error| process::not_started(&search, &error))?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let Some(window) = told.lines().next() else { return Ok(None) };
        let mut import = self.command("import");
        // Eight bits a channel and no palette: what the decoder reads.
        import.args(["-silent", "-window", window, "-depth", "8"]).arg(format!("PNG32:{}", file.display()));
        let output = import.output().map_err(|error| process::not_started(&import, &error))?;
        if !output.status.success() {
            return Ok(None);
        }
        Pixmap::load_png(file).map(Some).with_context(|| format!("{} is no picture", file.display()))
    }

    /// Starts it and reads the line with which it says where it can be found.
    fn told_by(&mut self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.command(program);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = process::spawn(&mut command)?;
        let out = child.stdout.take();
        self.keep(child);
        let mut line = String::new();
        BufReader::new(out.context("its output was asked for")?).read_line(&mut line)?;
        ensure!(!line.trim().is_empty(), "`{}` ended without a word", process::shown(&command));
        Ok(line.trim().to_owned())
    }

    fn keep(&mut self, child: Child) {
        self.programs.insert(0, Guarded(child));
    }
}

const FOLDERS: [(&str, &str); 4] =
    [("XDG_RUNTIME_DIR", "run"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")];

/// The display picks its own free number and tells it.
const XVFB: [&str; 7] = ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];

/// Nothing moves but the cursor in a field, which blinks.
const CURSOR: usize = 80;

fn at_rest(before: &Pixmap, now: &Pixmap) -> bool {
    let differing = before.pixels().iter().zip(now.pixels()).filter(|(before, now)| before != now).count();
    before.width() == now.width() && before.height() == now.height() && differing <= CURSOR
}

fn colours(picture: &Pixmap) -> usize {
    picture.pixels().iter().map(|pixel| (pixel.red(), pixel.green(), pixel.blue())).collect::<HashSet<_>>().len()
}

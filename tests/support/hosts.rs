//! Hosts of the tray that nobody here wrote: the library most panels read menus with, and Xfce's panel under a mouse.

use std::{path::Path, process::Stdio, time::Instant};

use crate::{
    desktop::{Desktop, Guarded, PATIENCE, Shown, soon},
    tray::{Entry, Item, Panel, find},
};

/// The system's own: others on the way may lack its libraries.
const PYTHON: &str = "/usr/bin/python3";

fn script(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("support/hosts").join(name).display().to_string()
}

/// A watcher with a host: items register with it, and nobody draws them.
pub async fn watcher(desktop: &Desktop) -> Guarded {
    let mut watcher = desktop.command(PYTHON);
    let watcher = Guarded(watcher.arg(script("watcher.py")).spawn().expect("the system's Python"));
    let bus = zbus::fdo::DBusProxy::new(&desktop.connect().await).await.expect("the bus answers");
    let name = zbus::names::BusName::try_from("org.kde.StatusNotifierWatcher").expect("a name");
    soon("a watcher is there", async || bus.name_has_owner(name.clone()).await.ok().filter(|there| *there)).await;
    watcher
}

/// Reads the menu of the app with this process number through libdbusmenu-gtk, and gives what that says of it.
pub async fn walked(desktop: &Desktop, app: u32) -> Result<String, String> {
    let mut walk = tokio::process::Command::from(desktop.command(PYTHON));
    walk.args([
        script("menu_walk.py"),
        format!("org.kde.StatusNotifierItem-{app}-1"),
        "/StatusNotifierItem/Menu".into(),
    ]);
    let told = walk.stdout(Stdio::piped()).output().await.expect("the system's Python");
    let said = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    if told.status.success() { Ok(said) } else { Err(said) }
}

/// The text on the clipboard.
pub async fn clipboard(desktop: &Desktop) -> String {
    let mut paste = tokio::process::Command::from(desktop.command(PYTHON));
    let told = paste.arg(script("clipboard.py")).stdout(Stdio::piped()).output().await.expect("the system's Python");
    String::from_utf8_lossy(&told.stdout).into_owned()
}

/// Xfce's panel at the top of the screen, with nothing in it but the tray.
pub struct Xfce<'a> {
    desktop: &'a Desktop,
    _panel: Guarded,
}

/// The middle of the first icon.
const ICON: (u32, u32) = (12, 14);
/// The process of the panel in which the tray is drawn, by the name of its windows.
const TRAY: &str = "wrapper-2.0";

impl<'a> Xfce<'a> {
    pub fn start(desktop: &'a Desktop) -> Self {
        let folder = desktop.folder().join("config/xfce4/xfconf/xfce-perchannel-xml");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::copy(script("xfce4-panel.xml"), folder.join("xfce4-panel.xml")).expect("a file");
        let panel = Guarded(desktop.command("xfce4-panel").arg("--disable-wm-check").spawn().expect("it is installed"));
        Self { desktop, _panel: panel }
    }

    /// The app's item, which this panel shows as well; read on the side to know what lies where.
    pub async fn item(&self, app: u32) -> Item {
        let item = Panel::item_of(self.desktop, app).await;
        soon("the panel shows the icon", async || self.windows().await.into_iter().find(|shown| shown.width > 20))
            .await;
        item
    }

    /// Every window of the tray that can be seen.
    async fn windows(&self) -> Vec<Shown> {
        let told = self.desktop.xdotool(&["search", "--onlyvisible", "--name", &format!("^{TRAY}$")]).await;
        let mut windows = Vec::new();
        for id in told.lines() {
            windows.extend(self.desktop.geometry(id).await);
        }
        windows
    }

    /// The menus that are open, the innermost last.
    pub async fn menus(&self) -> Vec<Shown> {
        let mut menus = self.windows().await;
        menus.retain(|shown| shown.width > 60 && shown.height > 30);
        menus.sort_by_key(|shown| shown.x);
        menus
    }

    /// Presses the icon and goes this way of labels with the mouse, over submenus, without pressing the last.
    pub async fn open(&self, item: &Item, button: &str, way: &[&str]) {
        self.close().await;
        self.at(ICON.0, ICON.1, &["click", button]).await;
        self.opened(1).await;
        for depth in 0..way.len() {
            let (x, y) = self.place(item, &way[..=depth]).await;
            // Twice: a menu that has just come up looks for the pointer when it moves.
            self.at(x - 1, y, &[]).await;
            self.at(x, y, &[]).await;
            let entries = item.entries().await;
            if find(&entries, &way[..=depth]).is_some_and(|entry| !entry.below.is_empty()) {
                self.opened(depth + 2).await;
            }
        }
    }

    /// Opens the menu and presses what is at this way of labels.
    pub async fn press(&self, item: &Item, way: &[&str]) {
        self.open(item, "1", way).await;
        self.desktop.xdotool(&["click", "1"]).await;
        soon("the menu is closed", async || self.menus().await.is_empty().then_some(())).await;
    }

    pub async fn close(&self) {
        let begun = Instant::now();
        while !self.menus().await.is_empty() {
            assert!(begun.elapsed() < PATIENCE, "the menu stays open");
            self.desktop.xdotool(&["key", "Escape"]).await;
        }
    }

    /// A picture of the corner in which the panel and its menus are.
    pub async fn picture(&self, file: &Path) {
        let mut import = tokio::process::Command::from(self.desktop.command("import"));
        let taken = import
            .args(["-window", "root", "-crop", "720x300+0+0", "+repage"])
            .arg(file)
            .status()
            .await
            .expect("imagemagick is installed");
        assert!(taken.success(), "no picture");
    }

    async fn at(&self, x: u32, y: u32, then: &[&str]) {
        let (x, y) = (x.to_string(), y.to_string());
        let mut arguments = vec!["mousemove", "--sync", &x, &y];
        arguments.extend(then);
        self.desktop.xdotool(&arguments).await;
    }

    async fn opened(&self, count: usize) {
        soon(&format!("{count} menus are open"), async || (self.menus().await.len() == count).then_some(())).await;
    }

    /// The middle of an entry in the innermost of the open menus. GTK gives every entry the same height and separators a
    /// line; what is above and below them is as high.
    async fn place(&self, item: &Item, way: &[&str]) -> (u32, u32) {
        const LINE: u32 = 1;
        const EDGES: u32 = 10;
        let entries = item.entries().await;
        let (last, before) = way.split_last().expect("a label");
        let level: Vec<Entry> = match before {
            [] => entries,
            before => find(&entries, before).expect("a submenu").below,
        };
        let at = level.iter().position(|entry| find(std::slice::from_ref(entry), &[last]).is_some());
        let at = at.unwrap_or_else(|| panic!("{way:?} is not in the menu"));
        let count = |entries: &[Entry]| {
            let lines = entries.iter().filter(|entry| entry.separator).count();
            [entries.len() - lines, lines].map(|count| u32::try_from(count).expect("a short menu"))
        };
        let ([entries, lines], [above, lines_above]) = (count(&level), count(&level[..at]));
        let menu = self.menus().await.pop().expect("an open menu");
        let height = (menu.height - EDGES - lines * LINE) / entries;
        (menu.x + menu.width / 2, menu.y + EDGES / 2 + above * height + lines_above * LINE + height / 2)
    }
}

//! A desktop for one test: a display without a screen, a bus and a keychain of its own, private folders. Nothing on it
//! sees the person's own desktop, so tests run beside each other.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Nothing on one machine takes longer, even while something else is built beside it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A program that ends with its owner.
#[derive(Debug)]
pub struct Guarded(pub Child);

impl Drop for Guarded {
    fn drop(&mut self) {
        // Asked to end, a driver ends its browser; killed, it leaves it behind.
        let asked = Command::new("kill").arg(self.0.id().to_string()).stderr(Stdio::null()).status();
        let begun = Instant::now();
        while asked.is_ok() && begun.elapsed() < Duration::from_secs(3) {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a desktop has besides a display and a bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    Unlocked,
    /// It runs, and there is no keyring in it yet.
    Empty,
    Missing,
}

/// A window, as the display knows it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: String,
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

pub struct Desktop {
    /// Ended in this order, before the folder goes.
    programs: Vec<Guarded>,
    display: String,
    pub bus: String,
    folder: TempDir,
    /// What else is in the environment of its programs.
    variables: Vec<(String, String)>,
}

impl Desktop {
    pub fn start() -> Self {
        Self::with(Keychain::Unlocked)
    }

    pub fn with(keychain: Keychain) -> Self {
        let folder = tempfile::Builder::new().prefix("perigee-test-").tempdir().expect("a folder");
        for name in FOLDERS.map(|(_, name)| name).into_iter().chain([PROGRAMS]) {
            std::fs::create_dir(folder.path().join(name)).expect("a folder in it");
        }
        let mut desktop =
            Self { programs: Vec::new(), display: String::new(), bus: String::new(), folder, variables: Vec::new() };
        // Nothing is opened: what is tried again and again would start a browser each time, which asks the network.
        for opener in ["xdg-open", "gio", "gnome-open", "kde-open"] {
            desktop.install(opener, "exit 0");
        }
        // Else it starts over when its last client leaves, and takes along whoever is just coming: the window manager.
        let display = ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"];
        desktop.display = format!(":{}", desktop.told_by("Xvfb", &display));
        desktop.bus = desktop.told_by("dbus-daemon", &["--session", "--nofork", "--print-address=1"]);
        desktop.keep(desktop.command("openbox"));
        if keychain != Keychain::Missing {
            let mut keyring = desktop.command("gnome-keyring-daemon");
            keyring.args(["--foreground", "--components=secrets"]).stdin(Stdio::piped());
            if keychain == Keychain::Unlocked {
                keyring.arg("--unlock");
            }
            let mut child = keyring.spawn().expect("gnome-keyring-daemon is installed");
            let mut input = child.stdin.take().expect("it was asked for");
            if keychain == Keychain::Unlocked {
                input.write_all(b"a password").expect("it takes a password");
            }
            desktop.programs.insert(0, Guarded(child));
        }
        desktop
    }

    /// A program on this desktop, which says nothing.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .envs(FOLDERS.map(|(variable, name)| (variable, self.folder.path().join(name))))
            .envs([("DISPLAY", &self.display), ("DBUS_SESSION_BUS_ADDRESS", &self.bus)])
            .env_remove("WAYLAND_DISPLAY")
            .env("PATH", self.path())
            // The app itself looks for it in one place alone; a build for tests asks this one.
            .env("PERIGEE_PKEXEC", self.folder.path().join(PROGRAMS).join("pkexec"))
            // The person's own copies of a token are none of this desktop's business.
            .env("HOME", self.folder.path())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .envs([("GDK_BACKEND", "x11"), ("NO_AT_BRIDGE", "1"), ("LIBGL_ALWAYS_SOFTWARE", "1")])
            // Without it a picture may show what the window looked like two seconds ago.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Programs started from now on have this in their environment.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.into(), value.into()));
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a program of this desktop's own before the system's of the same name.
    pub fn install(&self, name: &str, script: &str) {
        let file = self.folder.path().join(PROGRAMS).join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a file");
        assert!(Command::new("chmod").arg("+x").arg(file).status().is_ok_and(|status| status.success()));
    }

    fn path(&self) -> std::ffi::OsString {
        let usual = std::env::var_os("PATH").unwrap_or_default();
        let own = self.folder.path().join(PROGRAMS);
        std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&usual))).expect("a path")
    }

    /// Where the app on this desktop keeps what it keeps.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    pub async fn connect(&self) -> zbus::Connection {
        let bus = zbus::connection::Builder::address(self.bus.as_str()).expect("an address");
        bus.build().await.expect("the bus answers")
    }

    /// The first window whose title begins like this, once there is one.
    pub async fn window(&self, title: &str) -> Shown {
        soon(&format!("a window {title}"), async || self.windows(title).await.into_iter().next()).await
    }

    /// The windows whose title begins like this, as the window manager lists them: one that is just getting its frame
    /// comes and goes, and is not there yet.
    pub async fn windows(&self, title: &str) -> Vec<Shown> {
        let mut windows = Vec::new();
        // Id, desktop and host come before the title.
        for line in self.told("wmctrl", &["-l"]).await.lines() {
            let mut words = line.split_whitespace();
            let (Some(id), titled) = (words.next(), words.skip(2).collect::<Vec<_>>().join(" ")) else { continue };
            if !titled.starts_with(title) {
                continue;
            }
            // One that is closing tells nothing.
            windows.extend(self.geometry(id).await);
        }
        windows
    }

    /// Where a window is and how large; none if it is gone.
    pub async fn geometry(&self, id: &str) -> Option<Shown> {
        let told = self.xdotool(&["getwindowgeometry", "--shell", id]).await;
        let number = |name: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|number| number.parse::<i64>().ok()).and_then(|number| u32::try_from(number.max(0)).ok())
        };
        let (x, y) = (number("X=")?, number("Y=")?);
        Some(Shown { id: id.to_owned(), x, y, width: number("WIDTH=")?, height: number("HEIGHT=")? })
    }

    /// Closes the app's window as its frame does, once the window manager has put one around it.
    pub async fn close_window(&self) {
        soon("a window to close", async || {
            let mut wmctrl = self.command("wmctrl");
            wmctrl.args(["-c", "Perigee"]).status().ok()?.success().then_some(())
        })
        .await;
    }

    /// A hand on keyboard and mouse; gives what it says.
    pub async fn xdotool(&self, arguments: &[&str]) -> String {
        self.told("xdotool", arguments).await
    }

    async fn told(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = tokio::process::Command::from(self.command(program));
        let told = command.args(arguments).stdout(Stdio::piped()).output().await;
        let told = told.unwrap_or_else(|error| panic!("{program}: {error}"));
        String::from_utf8_lossy(&told.stdout).into_owned()
    }

    /// The app that runs here, by the name it has on the bus.
    pub async fn running_app(&self) -> Option<u32> {
        let bus = zbus::fdo::DBusProxy::new(&self.connect().await).await.expect("the bus answers");
        let names = bus.list_names().await.expect("the bus tells its names");
        let name = names.into_iter().find(|name| name.contains("SingleInstance"))?;
        bus.get_connection_unix_process_id(name.into()).await.ok()
    }

    /// Ends the app that runs here, whether it has a window or not.
    pub async fn end_app(&self) {
        if let Some(pid) = self.running_app().await {
            let _ = Command::new("kill").arg(pid.to_string()).status();
            soon("the app has ended", async || self.running_app().await.is_none().then_some(())).await;
        }
    }

    /// The bus ends, as it does when somebody logs out.
    pub async fn end_bus(&self) {
        let bus = zbus::fdo::DBusProxy::new(&self.connect().await).await.expect("the bus answers");
        let pid = bus.get_connection_unix_process_id(bus.inner().destination().clone()).await.expect("it is a process");
        assert!(Command::new("kill").arg(pid.to_string()).status().is_ok_and(|status| status.success()));
    }

    /// The app that runs here dies without a word.
    pub async fn kill_app(&self) {
        let pid = self.running_app().await.expect("the app runs");
        assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().is_ok_and(|status| status.success()));
        soon("the app is gone", async || self.running_app().await.is_none().then_some(())).await;
    }

    fn keep(&mut self, mut command: Command) {
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        self.programs.insert(0, Guarded(child));
    }

    /// Starts it and reads the line with which it says where it can be found.
    fn told_by(&mut self, program: &str, arguments: &[&str]) -> String {
        let mut command = self.command(program);
        let started = command.args(arguments).stdout(Stdio::piped()).spawn();
        let mut child = started.unwrap_or_else(|error| panic!("{program}: {error}"));
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it was asked for")).read_line(&mut line).expect("a line");
        self.programs.insert(0, Guarded(child));
        assert!(!line.trim().is_empty(), "{program} ended without a word");
        line.trim().to_owned()
    }
}

const FOLDERS: [(&str, &str); 4] =
    [("XDG_RUNTIME_DIR", "run"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")];

const PROGRAMS: &str = "bin";

/// The built app, as `cargo xtask test` leaves it; `PERIGEE_APP` names another one.
pub fn app() -> PathBuf {
    if let Some(app) = std::env::var_os("PERIGEE_APP") {
        return app.into();
    }
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    let app = target.join("debug").join(format!("perigee{}", std::env::consts::EXE_SUFFIX));
    app.canonicalize().unwrap_or_else(|_| panic!("the app is not built: `cargo xtask test` builds it first"))
}

/// What becomes so in a while; looked at again and again, since nobody tells.
pub async fn soon<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "never so: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

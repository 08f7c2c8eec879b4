//! A Debian with nothing in it, in a folder: the .deb is installed there, started, and removed. What the app needs and
//! the package does not say is missing there, and what it leaves behind is seen.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{
    desktop::Desktop,
    process::{self, Guarded},
    repository,
};

/// One sentence if it can't, before anything is built.
pub fn can_be_made() -> Result<()> {
    ensure!(
        process::is_installed("mmdebstrap") && process::is_installed("unshare"),
        "a clean system needs mmdebstrap and unshare, which Debian and Ubuntu have"
    );
    let is_root = process::output(Command::new("id").arg("-u"))?.trim() == "0";
    ensure!(is_root, "only an administrator can install into a clean system: `sudo -E cargo xtask bundle --try` does");
    Ok(())
}

pub fn try_in(made: &Path) -> Result<()> {
    let system = System::new()?;
    fs::copy(made, system.at("var/tmp/perigee.deb"))?;
    let needed = process::output(Command::new("dpkg-deb").arg("--field").arg(made).arg("Depends"))?;
    system.run("apt-get", ["update", "--quiet"])?;
    system.run("apt-get", ["satisfy", "-y", "--no-install-recommends", needed.trim()])?;
    let before = system.files()?;
    // Whatever else it needed would be refused.
    system.run("dpkg", ["--install", "/var/tmp/perigee.deb"])?;
    let installed = system.files()?;
    println!("installed: {}", installed.difference(&before).cloned().collect::<Vec<_>>().join(", "));
    starts_hidden(&system)?;
    starts_with_a_window(&system)?;
    let used = system.files()?;
    ensure!(used == installed, "while it ran, it wrote {:?}", used.difference(&installed).collect::<Vec<_>>());
    system.run("dpkg", ["--purge", "perigee"])?;
    let after = system.files()?;
    ensure!(after == before, "it leaves {:?}", after.symmetric_difference(&before).collect::<Vec<_>>());
    println!("removed: nothing is left");
    Ok(())
}

/// Long enough to start, and shorter than it waits for a panel before it shows a window.
const HIDDEN_SECONDS: &str = "6";

fn starts_hidden(system: &System) -> Result<()> {
    let desktop = Desktop::start()?;
    let mut app = system.command(&desktop, ["perigee", "--demo", "--hidden", "--quit-after", HIDDEN_SECONDS]);
    let status = process::spawn(&mut app)?.wait()?;
    process::succeeded(&app, status).context("started hidden")?;
    println!("started hidden, and ended when told to");
    Ok(())
}

fn starts_with_a_window(system: &System) -> Result<()> {
    let desktop = Desktop::start()?;
    let mut app = Guarded(process::spawn(&mut system.command(&desktop, ["perigee", "--demo"]))?);
    let file = repository::target().join("perigee-installed.png");
    desktop.picture(&mut app.0, &file)?;
    // A window with a notice is drawn, too.
    let said = desktop.tooltip()?;
    ensure!(said.contains("connected"), "it does not show the demo's networks but says {said}");
    println!("started with a window: {}", file.display());
    Ok(())
}

/// The folder, and what stands in it.
struct System(tempfile::TempDir);

impl System {
    fn new() -> Result<Self> {
        let told = fs::read_to_string("/etc/os-release").context("this system does not say what it is")?;
        let says = |key: &str| {
            told.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('=')).map(|word| word.trim_matches('"'))
        };
        let Some(release) = says("VERSION_CODENAME") else { bail!("this system's release has no name") };
        let folder = tempfile::Builder::new().prefix("perigee-clean-").tempdir_in("/var/tmp")?;
        let mut make = Command::new("mmdebstrap");
        make.args(["--quiet", "--variant=minbase"]);
        if says("ID") == Some("ubuntu") {
            make.arg("--components=main,universe");
        }
        process::run(make.arg(release).arg(folder.path()))?;
        // Names on the network are found there as they are here.
        fs::copy("/etc/resolv.conf", folder.path().join("etc/resolv.conf"))?;
        Ok(Self(folder))
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn run<'a>(&self, program: &'a str, words: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let mut command = Command::new("unshare");
        self.enter(&mut command, std::iter::once(program).chain(words));
        command.env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C.UTF-8");
        println!("> {}", process::shown(&command));
        let told = command.output().map_err(|error| process::not_started(&command, &error))?;
        let said = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
        process::succeeded(&command, told.status).context(said)
    }

    /// A program of this system on a desktop beside it.
    fn command<'a>(&self, desktop: &Desktop, words: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = desktop.command("unshare");
        self.enter(&mut command, words);
        command
    }

    /// All it starts and all that is mounted ends with it.
    fn enter<'a>(&self, command: &mut Command, words: impl IntoIterator<Item = &'a str>) {
        const ENTER: &str = "cd \"$0\" && mount --rbind /dev dev && mount --rbind /sys sys && mount -t proc proc proc \
                             && mount --bind /tmp tmp && exec chroot . \"$@\"";
        command.args(["--mount", "--pid", "--fork", "--kill-child=TERM", "sh", "-c", ENTER]);
        command.arg(self.0.path()).args(words.into_iter().map(OsStr::new));
    }

    /// Every file, but for what packages and the system write for themselves.
    fn files(&self) -> Result<BTreeSet<String>> {
        const OWN: [&str; 8] = ["dev", "proc", "sys", "tmp", "run", "var/lib/dpkg", "var/log", "var/cache"];
        let root = self.0.path().to_owned();
        let walk = ignore::WalkBuilder::new(&root)
            .standard_filters(false)
            .filter_entry(move |entry| !OWN.iter().any(|own| entry.path() == root.join(own)))
            .build();
        let mut files = BTreeSet::new();
        for entry in walk {
            let entry = entry?;
            files.insert(format!("/{}", entry.path().strip_prefix(self.0.path())?.display()));
        }
        Ok(files)
    }
}

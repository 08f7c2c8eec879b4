//! System packages: what each purpose needs, under the name each package manager knows it by, and the commands that
//! bring what is missing.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::process;

/// What a package is for. A task installs no more than it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Building and running the app.
    Run,
    /// Running it without a display, and taking its picture.
    Headless,
    /// Tests, benchmarks and the pictures in the documentation.
    Test,
    /// Trying the .deb in a clean system.
    Bundle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manager {
    Apt,
    Dnf,
    Pacman,
}

struct Package {
    purpose: Purpose,
    /// Empty where it is part of another one.
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
    /// Not needed if one of these programs is there, wherever it came from.
    unless: &'static [&'static str],
}

const fn package(purpose: Purpose, apt: &'static str, dnf: &'static str, pacman: &'static str) -> Package {
    Package { purpose, apt, dnf, pacman, unless: &[] }
}

use Purpose::{Bundle, Headless, Run, Test};

/// dnf takes a file's path for the package that brings it; its package names have changed, the path has not.
#[rustfmt::skip]
const PACKAGES: &[Package] = &[
    package(Run, "build-essential", "gcc-c++", "base-devel"),
    package(Run, "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    package(Run, "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1"),
    package(Run, "librsvg2-dev", "librsvg2-devel", "librsvg"),
    package(Headless, "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    package(Headless, "dbus", "dbus-daemon", "dbus"),
    package(Headless, "openbox", "openbox", "openbox"),
    package(Headless, "imagemagick", "ImageMagick", "imagemagick"),
    package(Headless, "procps", "procps-ng", "procps-ng"),
    package(Test, "webkit2gtk-driver", "/usr/bin/WebKitWebDriver", ""),
    package(Test, "gnome-keyring", "gnome-keyring", "gnome-keyring"),
    package(Headless, "xdotool", "xdotool", "xdotool"),
    package(Test, "wmctrl", "wmctrl", "wmctrl"),
    Package { unless: &["google-chrome"], ..package(Test, "chromium", "chromium", "chromium") },
    // Hosts of the tray that nobody here wrote.
    package(Test, "xfce4-panel", "xfce4-panel", "xfce4-panel"),
    package(Test, "gir1.2-dbusmenu-gtk3-0.4", "libdbusmenu-gtk3", "libdbusmenu-gtk3"),
    package(Test, "python3-gi", "python3-gobject", "python-gobject"),
    package(Test, "faketime", "libfaketime", "libfaketime"),
    package(Test, "tzdata", "tzdata", "tzdata"),
    package(Test, "fonts-inter", "rsms-inter-fonts", "inter-font"),
    package(Test, "fonts-jetbrains-mono", "jetbrains-mono-fonts", "ttf-jetbrains-mono"),
    package(Bundle, "mmdebstrap", "mmdebstrap", ""),
    package(Bundle, "desktop-file-utils", "desktop-file-utils", "desktop-file-utils"),
];

impl Manager {
    /// The one this system has.
    pub fn found() -> Option<Self> {
        let known = [("apt-get", Self::Apt), ("dnf", Self::Dnf), ("pacman", Self::Pacman)];
        known.into_iter().find(|(program, _)| process::is_installed(program)).map(|(_, manager)| manager)
    }

    /// What these purposes need, by this manager's names.
    pub fn names(self, purposes: &[Purpose], is_installed: impl Fn(&str) -> bool) -> Vec<&'static str> {
        let wanted = PACKAGES.iter().filter(|package| {
            purposes.contains(&package.purpose) && !package.unless.iter().any(|program| is_installed(program))
        });
        let named = wanted.map(|package| match self {
            Self::Apt => package.apt,
            Self::Dnf => package.dnf,
            Self::Pacman => package.pacman,
        });
        named.filter(|name| !name.is_empty()).collect()
    }

    /// Those of them that are not installed.
    pub fn missing(self, names: &[&'static str]) -> Result<Vec<&'static str>> {
        // All three end with a failure if a package is missing; only what they print matters.
        let mut query = Command::new(match self {
            Self::Apt => "dpkg-query",
            Self::Dnf => "rpm",
            Self::Pacman => "pacman",
        });
        query.env("LC_ALL", "C").args(match self {
            Self::Apt => ["--show", "--showformat=${db:Status-Abbrev} ${Package}\\n"].as_slice(),
            Self::Dnf => &["--query", "--whatprovides"],
            Self::Pacman => &["--deptest"],
        });
        let output = query.args(names).output().map_err(|error| process::not_started(&query, &error))?;
        let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        Ok(names.iter().copied().filter(|name| self.is_missing(name, &told)).collect())
    }

    /// Reads what the query printed.
    fn is_missing(self, name: &str, told: &str) -> bool {
        let said = |line: String| told.lines().any(|told| told.trim_end() == line);
        match self {
            Self::Apt => !said(format!("ii  {name}")),
            Self::Dnf => {
                said(format!("no package provides {name}")) || told.contains(&format!("file {name}: No such file"))
            }
            Self::Pacman => said(name.to_owned()),
        }
    }

    /// What brings them, to be run with an administrator's rights.
    pub fn commands(self, missing: &[&str], lists_are_old: bool) -> Vec<Command> {
        let (update, install) = match self {
            Self::Apt => (Some("apt-get update"), "apt-get install -y --no-install-recommends"),
            Self::Dnf => (None, "dnf install -y"),
            Self::Pacman => (Some("pacman -Sy"), "pacman -S --needed --noconfirm"),
        };
        let mut commands: Vec<Command> = update.filter(|_| lists_are_old).map(words).into_iter().collect();
        let mut install = words(install);
        install.args(missing);
        commands.push(install);
        commands
    }

    /// The folder whose age is that of the manager's lists; dnf renews its own.
    pub fn lists(self) -> Option<&'static Path> {
        match self {
            Self::Apt => Some(Path::new("/var/lib/apt/lists")),
            Self::Dnf => None,
            Self::Pacman => Some(Path::new("/var/lib/pacman/sync")),
        }
    }
}

fn words(line: &str) -> Command {
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const ALL: [Purpose; 4] = [Run, Headless, Test, Bundle];
    const MANAGERS: [Manager; 3] = [Manager::Apt, Manager::Dnf, Manager::Pacman];

    fn shown(commands: &[Command]) -> Vec<String> {
        commands.iter().map(process::shown).collect()
    }

    #[test]
    fn no_package_is_named_twice() {
        for manager in MANAGERS {
            let names = manager.names(&ALL, |_| false);
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{manager:?}");
        }
    }

    #[test]
    fn running_on_a_display_needs_no_display_server_and_no_browser() {
        let names = Manager::Apt.names(&[Run], |_| false);
        assert!(names.contains(&"libwebkit2gtk-4.1-dev"));
        assert!(!names.contains(&"xvfb") && !names.contains(&"chromium"));
    }

    #[test]
    fn a_browser_from_elsewhere_is_as_good() {
        let names = Manager::Apt.names(&ALL, |program| program == "google-chrome");
        assert!(!names.contains(&"chromium") && names.contains(&"xvfb"));
    }

    #[test]
    fn each_manager_is_understood_when_it_names_what_is_missing() {
        let told = "ii  xvfb\nrc  openbox\ndpkg-query: no packages found matching chromium\n";
        let missing = |name| Manager::Apt.is_missing(name, told);
        assert_eq!(["xvfb", "openbox", "chromium", "xvf"].map(missing), [false, true, true, true]);

        let told = "openbox-3.6.1-22.fc41.x86_64\nno package provides chromium\nerror: file /usr/bin/x: No such file or directory\n";
        let missing = |name| Manager::Dnf.is_missing(name, told);
        assert_eq!(["openbox", "chromium", "/usr/bin/x"].map(missing), [false, true, true]);

        let missing = |name| Manager::Pacman.is_missing(name, "chromium\n");
        assert_eq!(["openbox", "chromium"].map(missing), [false, true]);
    }

    #[test]
    fn lists_are_renewed_only_when_they_are_old() {
        assert_eq!(
            shown(&Manager::Apt.commands(&["xvfb"], true)),
            ["apt-get update", "apt-get install -y --no-install-recommends xvfb"]
        );
        assert_eq!(shown(&Manager::Pacman.commands(&["a", "b"], false)), ["pacman -S --needed --noconfirm a b"]);
        assert_eq!(shown(&Manager::Dnf.commands(&["a"], true)), ["dnf install -y a"]);
    }
}

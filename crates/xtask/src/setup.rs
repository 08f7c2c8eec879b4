//! Installing what is missing: system packages through the system's own manager, the page's packages through npm. What
//! may not be installed is said, with the command that would.

use std::{
    env::consts::OS,
    fs,
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, bail};

use crate::{
    packages::{Manager, Purpose},
    process, versions,
};

/// Lists older than this name packages that are no longer there.
const LISTS_LAST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Whether a person has to be asked before something is installed.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Consent {
    /// Install without asking
    #[arg(long, short)]
    pub yes: bool,
}

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: Consent,
    /// Also what the tests need
    #[arg(long)]
    test: bool,
}

pub fn perform(arguments: &Arguments) -> Result<()> {
    versions::check()?;
    let purposes = if arguments.test { FOR_TESTS } else { for_running() };
    system(purposes, arguments.consent)?;
    page()?;
    println!("Everything is here: `cargo xtask run` starts the app.");
    Ok(())
}

/// What tests need, a display of their own included.
pub const FOR_TESTS: &[Purpose] = &[Purpose::Run, Purpose::Headless, Purpose::Test];

/// What the app needs here.
pub fn for_running() -> &'static [Purpose] {
    if has_display() { &[Purpose::Run] } else { &[Purpose::Run, Purpose::Headless] }
}

/// Only Linux has machines without one that matter here.
pub fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    OS != "linux" || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Packages of the system.
pub fn system(purposes: &[Purpose], consent: Consent) -> Result<()> {
    match OS {
        "linux" => linux(purposes, consent),
        "macos" => macos(),
        "windows" => windows(),
        _ => Ok(()),
    }
}

fn linux(purposes: &[Purpose], consent: Consent) -> Result<()> {
    let Some(manager) = Manager::found() else {
        bail!("neither apt, dnf nor pacman is here: install what Debian calls {}", debian_names(purposes));
    };
    let missing = manager.missing(&manager.names(purposes, process::is_installed))?;
    if missing.is_empty() {
        return Ok(());
    }
    let is_root = process::output(Command::new("id").arg("-u"))?.trim() == "0";
    let commands: Vec<Command> = manager.commands(&missing, lists_are_old(manager.lists()));
    let commands: Vec<Command> = commands.iter().map(|command| raised(command, is_root)).collect();
    let line = commands.iter().map(process::shown).collect::<Vec<_>>().join(" && ");
    if !is_root && !process::is_installed("sudo") {
        bail!(
            "these packages are missing and only an administrator may install them:\n  {}",
            line.replace("sudo ", "")
        );
    }
    if !is_root && !consent.yes && std::env::var_os("CI").is_none_or(|ci| ci != "true") && !agreed(&missing, &line)? {
        bail!("these packages are needed; this installs them:\n  {line}");
    }
    for mut command in commands {
        process::run(command.env("DEBIAN_FRONTEND", "noninteractive")).with_context(|| {
            format!(
                "the packages could not be installed (no network, perhaps, or no right to); this would do it:\n  {line}"
            )
        })?;
    }
    Ok(())
}

fn debian_names(purposes: &[Purpose]) -> String {
    Manager::Apt.names(purposes, process::is_installed).join(", ")
}

fn raised(command: &Command, is_root: bool) -> Command {
    if is_root {
        let mut same = Command::new(command.get_program());
        same.args(command.get_args());
        return same;
    }
    let mut raised = Command::new("sudo");
    raised.arg(command.get_program()).args(command.get_args());
    raised
}

/// Without lists, or with old ones, a manager looks for packages that are not there. The folder's own time is that of
/// the last look; the lists carry the time they were published.
fn lists_are_old(folder: Option<&Path>) -> bool {
    let Some(folder) = folder else { return false };
    let Ok(entries) = fs::read_dir(folder) else { return true };
    let is_list = |file: &fs::Metadata| file.is_file() && file.len() > 0;
    let has_lists = entries.flatten().filter_map(|entry| entry.metadata().ok()).any(|file| is_list(&file));
    let looked = fs::metadata(folder).and_then(|folder| folder.modified()).ok().and_then(|at| at.elapsed().ok());
    !has_lists || looked.is_some_and(|ago| ago > LISTS_LAST)
}

fn agreed(missing: &[&str], line: &str) -> Result<bool> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    print!("Missing: {}\nInstall with `{line}`? [Y/n] ", missing.join(", "));
    io::stdout().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes"))
}

fn macos() -> Result<()> {
    process::output(Command::new("xcode-select").arg("-p"))
        .map(drop)
        .map_err(|_| anyhow::anyhow!("Apple's Command Line Tools are needed: `xcode-select --install` brings them"))
}

/// The runtime's own number in the registry, per machine and per person.
const WEBVIEW2: [&str; 2] = [
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
    r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
];

fn windows() -> Result<()> {
    let is_there = |key: &&str| process::output(Command::new("reg").args(["query", key, "/v", "pv"])).is_ok();
    if !WEBVIEW2.iter().any(is_there) {
        bail!("the WebView2 runtime is needed: `winget install Microsoft.EdgeWebView2Runtime` brings it");
    }
    Ok(())
}

/// Packages of the page: installed when the lock file is newer than they are.
pub fn page() -> Result<()> {
    let changed = |path: &str| fs::metadata(path).and_then(|file| file.modified()).ok();
    let installed = changed("ui/node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("ui/package-lock.json") {
        return Ok(());
    }
    let mut npm = process::npm();
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    println!("> {}", process::shown(&npm));
    let output = npm.stdin(Stdio::null()).output().map_err(|error| process::not_started(&npm, &error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() && is_unreachable(&said) {
        bail!("the npm registry can't be reached: the page's packages need a network once");
    }
    process::succeeded(&npm, output.status).with_context(|| said.trim().to_owned())
}

/// The words npm has for every way of not reaching its registry.
fn is_unreachable(said: &str) -> bool {
    const CODES: [&str; 6] = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH"];
    CODES.iter().any(|code| said.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lists_are_old() {
        let folder = tempfile::tempdir().unwrap();
        assert!(lists_are_old(Some(folder.path())));
        fs::write(folder.path().join("lock"), "").unwrap();
        assert!(lists_are_old(Some(folder.path())), "a lock is not a list");
        fs::write(folder.path().join("main_Packages"), "Package: xvfb").unwrap();
        assert!(!lists_are_old(Some(folder.path())));
        assert!(lists_are_old(Some(&folder.path().join("none"))));
        assert!(!lists_are_old(None));
    }

    #[test]
    fn rights_are_raised_only_without_them() {
        let command = || Manager::Dnf.commands(&["xdotool"], false).remove(0);
        assert_eq!(process::shown(&raised(&command(), true)), "dnf install -y xdotool");
        assert_eq!(process::shown(&raised(&command(), false)), "sudo dnf install -y xdotool");
    }

    #[test]
    fn a_missing_network_is_told_from_a_wrong_lock_file() {
        assert!(is_unreachable("npm error code ENOTFOUND\nnpm error network"));
        assert!(!is_unreachable("npm error code EUSAGE\nnpm error `npm ci` can only install packages"));
    }
}

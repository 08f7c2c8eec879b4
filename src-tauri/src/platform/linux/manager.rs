//! Who starts and stops the service: systemd, or the start script of older systems.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use tokio::process::Command;
use zbus::{connection, proxy::CacheProperties};

use super::bus::{ManagerProxy, UnitServiceProxy, UnitStatus};
use crate::{plain_file, platform::discreet::as_before_it, service::ServiceState};

/// As ZeroTier's packages, NixOS and the snaps name it.
const UNITS: [&str; 4] = [
    "zerotier-one.service",
    "zerotierone.service",
    "snap.zerotier.zerotier-one.service",
    "snap.zerotier-one.zerotier-one.service",
];
const PROGRAM: &str = "zerotier-one";
/// There since the system was started by it.
const SYSTEMD_RUNS: &str = "/run/systemd/system";
const SYSTEM_BUS: &str = "unix:path=/var/run/dbus/system_bus_socket";
/// Where NixOS has it comes first, and nowhere else is it.
const SYSTEMCTL: [&str; 3] = ["/run/current-system/sw/bin/systemctl", "/usr/bin/systemctl", "/bin/systemctl"];
/// What start scripts find their programs by.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// Where there is no systemd.
const START_SCRIPTS: &str = "/etc/init.d";
/// A start script has a page or two.
const LONGEST_SCRIPT: u64 = 64 << 10;
/// A service manager or portal that takes longer is as good as none.
const PATIENCE: Duration = Duration::from_secs(3);
/// Stopping waits for open connections.
const STOPS_WITHIN: Duration = Duration::from_secs(15);

pub(crate) async fn service_state() -> ServiceState {
    match unit().await {
        Ok(Some(unit)) => return ServiceState { installed: true, running: unit.running },
        Ok(None) => {}
        Err(error) => tracing::debug!(%error, "systemd can't be asked"),
    }
    match script() {
        Some(script) => ServiceState { installed: true, running: script_state(&script).await },
        None => ServiceState::default(),
    }
}

/// Where the service that the system starts keeps its files: one of the usual places, and the one its unit is for.
pub(crate) fn own_home() -> io::Result<PathBuf> {
    let unit = known_unit()?;
    let snap = unit.as_ref().and_then(|unit| unit.name.strip_prefix("snap.")?.split('.').next());
    let named = unit.as_ref().and_then(|unit| unit.home.clone());
    let is_its = |home: &PathBuf| match (snap, &named) {
        (Some(snap), _) => *home == Path::new("/var/snap").join(snap).join("common"),
        (None, Some(named)) => home == named,
        (None, None) => !home.starts_with("/var/snap"),
    };
    let mut homes = super::usual_homes().into_iter().filter(|home| is_its(home) && home.is_dir());
    homes.next().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the service is in no folder that is known"))
}

/// The service's unit.
struct Unit {
    name: String,
    running: Option<bool>,
    /// Where it is told to keep its files, if it is told.
    home: Option<PathBuf>,
}

/// The unit, if there is one. Where systemd runs and says nothing, nobody knows; something else is not taken for it then.
fn known_unit() -> io::Result<Option<Unit>> {
    or_none(zbus::block_on(unit()), Path::new(SYSTEMD_RUNS).is_dir())
}

fn or_none(told: zbus::Result<Option<Unit>>, systemd_runs: bool) -> io::Result<Option<Unit>> {
    match told {
        Err(error) if systemd_runs => {
            Err(io::Error::other(format!("systemd does not say which unit is ZeroTier's: {error}")))
        }
        told => Ok(told.ok().flatten()),
    }
}

/// What an administrator's program finds in its environment is not always an administrator's.
fn system_bus() -> zbus::Result<connection::Builder<'static>> {
    if rustix::process::geteuid().is_root() && !cfg!(debug_assertions) {
        connection::Builder::address(SYSTEM_BUS)
    } else {
        connection::Builder::system()
    }
}

async fn unit() -> zbus::Result<Option<Unit>> {
    let bus = system_bus()?.method_timeout(PATIENCE).build().await?;
    unit_of(&ManagerProxy::new(&bus).await?, has_home()).await
}

/// The service is or was here.
fn has_home() -> bool {
    super::usual_homes().iter().any(|home| home.is_dir())
}

/// One of the known names; else one that starts the service's program, whatever it is called.
async fn unit_of(systemd: &ManagerProxy<'_>, thorough: bool) -> zbus::Result<Option<Unit>> {
    let files = systemd.list_unit_files_by_patterns(&[], &["*zerotier*.service"]).await?;
    let mut names: Vec<_> = files.iter().filter_map(|file| Path::new(&file.path).file_name()?.to_str()).collect();
    names.sort_by_key(|name| UNITS.iter().position(|known| known == name).unwrap_or(UNITS.len()));
    for name in names {
        let started = started_by(systemd, name).await?;
        if UNITS.contains(&name) || started.is_some() {
            let home = started.and_then(|line| line.home);
            return Ok(Some(Unit { name: name.to_owned(), running: running(systemd, name).await?, home }));
        }
    }
    // Whatever else starts it has left a folder. Each of some hundred units is asked then, as far as they run or have run.
    if !thorough {
        return Ok(None);
    }
    for loaded in systemd.list_units_by_patterns(&["active", "failed"], &["*.service"]).await? {
        if let Some(Line { home }) = started_by(systemd, &loaded.name).await? {
            return Ok(Some(Unit { running: loaded.is_running(), name: loaded.name, home }));
        }
    }
    Ok(None)
}

/// A unit that is not loaded does not run.
async fn running(systemd: &ManagerProxy<'_>, name: &str) -> zbus::Result<Option<bool>> {
    let units = systemd.list_units_by_patterns(&[], &[name]).await?;
    Ok(units.first().map_or(Some(false), UnitStatus::is_running))
}

/// A line that starts the service's program.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    /// Where it is told to keep its files, if it is told.
    home: Option<PathBuf>,
}

/// How this unit starts the service's program, if it does.
async fn started_by(systemd: &ManagerProxy<'_>, name: &str) -> zbus::Result<Option<Line>> {
    let path = systemd.load_unit(name).await?;
    let service = UnitServiceProxy::builder(systemd.inner().connection())
        .path(path)?
        .cache_properties(CacheProperties::No)
        .build()
        .await?;
    // What has no such property is no service.
    let commands = service.exec_start().await.unwrap_or_default();
    Ok(commands.iter().find_map(|command| line_of(&command.program, &command.words)))
}

/// None if this is another program.
fn line_of(program: &str, words: &[String]) -> Option<Line> {
    let is = |path: &str| Path::new(path).file_name().is_some_and(|name| name == PROGRAM);
    if is(program) {
        // Its only word that is a path is its folder; a start script is told what to do.
        return Some(Line { home: words.iter().skip(1).find(|word| word.starts_with('/')).map(PathBuf::from) });
    }
    // Other programs are told this name, too, to watch it or to start it anew; a snap's is started in this way alone.
    let is_snap = Path::new(program).file_name().is_some_and(|name| name == "snap");
    let runs = |name: &String| matches!(name.as_str(), "zerotier.zerotier-one" | "zerotier-one.zerotier-one" | PROGRAM);
    let wrapped = is_snap && matches!(words, [_, run, name, ..] if run == "run" && runs(name));
    wrapped.then_some(Line { home: None })
}

/// The start script of the service, where there is no unit: by its name, else by the program it starts.
fn script() -> Option<PathBuf> {
    let named = Path::new(START_SCRIPTS).join(PROGRAM);
    if named.is_file() {
        return Some(named);
    }
    if !has_home() {
        return None;
    }
    let scripts = fs::read_dir(START_SCRIPTS).ok()?.flatten().map(|entry| entry.path());
    let mut scripts: Vec<_> = scripts.filter(|script| starts(script)).collect();
    scripts.sort();
    scripts.into_iter().next()
}

fn starts(script: &Path) -> bool {
    let text = plain_file::read(script, LONGEST_SCRIPT).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut words = lines.flat_map(|line| line.split(|c: char| c.is_whitespace() || "\"'=;".contains(c)));
    // The service's folder bears that name as well, and so do its own scripts.
    words.any(|word| word.ends_with("bin/zerotier-one") && word.starts_with('/'))
}

/// The start script's own word for it, by the exit codes all of them use.
async fn script_state(script: &Path) -> Option<bool> {
    let asked = Command::new(script)
        .arg("status")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .status();
    match tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()?.code()? {
        0 => Some(true),
        3 => Some(false),
        _ => None,
    }
}

pub(crate) fn start_service() -> io::Result<()> {
    control("start")
}

pub(crate) fn restart_service() -> io::Result<()> {
    control("restart")
}

/// The service manager waits for the end by itself; a start script may come back sooner.
pub(crate) fn stop_service() -> io::Result<()> {
    control("stop")?;
    let asked = Instant::now();
    while zbus::block_on(async { service_state().await.running }) == Some(true) {
        if asked.elapsed() > STOPS_WITHIN {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "the service does not stop"));
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

fn control(deed: &str) -> io::Result<()> {
    let mut command = if let Some(unit) = known_unit()? {
        let known = SYSTEMCTL.into_iter().find(|path| Path::new(path).exists());
        let missing = || io::Error::new(io::ErrorKind::NotFound, "there is no systemctl");
        let mut systemctl = std::process::Command::new(known.ok_or_else(missing)?);
        systemctl.args([deed, "--", &unit.name]);
        systemctl
    } else {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "the system knows no service of ZeroTier");
        let mut script = std::process::Command::new(script().ok_or_else(missing)?);
        script.arg(deed);
        script
    };
    command.env_clear().env("PATH", PATH);
    let output = as_before_it(&mut command).stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

#[cfg(test)]
mod tests;

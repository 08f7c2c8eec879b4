//! Who starts and stops the service: systemd, or the start script of older systems.

use std::{
    io,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use tokio::process::Command;

use super::bus::{ManagerProxy, UnitStatus};
use crate::service::ServiceState;

/// The service's own package, and the snaps of it.
const UNITS: [&str; 2] = ["zerotier-one.service", "snap.zerotier*.service"];
/// Where there is no systemd.
const START_SCRIPT: &str = "/etc/init.d/zerotier-one";
/// A service manager or portal that takes longer is as good as none.
const PATIENCE: Duration = Duration::from_secs(3);
/// Stopping waits for open connections.
const STOPS_WITHIN: Duration = Duration::from_secs(15);

pub(crate) async fn service_state() -> ServiceState {
    match unit().await {
        Ok(Some((_, running))) => ServiceState { installed: true, running: Some(running) },
        Ok(None) => ServiceState { installed: Path::new(START_SCRIPT).exists(), running: script_state().await },
        Err(error) => {
            tracing::debug!(%error, "systemd can't be asked");
            ServiceState { installed: Path::new(START_SCRIPT).exists(), running: script_state().await }
        }
    }
}

/// The service's unit and whether it runs.
async fn unit() -> zbus::Result<Option<(String, bool)>> {
    let bus = zbus::connection::Builder::system()?.method_timeout(PATIENCE).build().await?;
    let systemd = ManagerProxy::new(&bus).await?;
    let files = systemd.list_unit_files_by_patterns(&[], &UNITS).await?;
    let Some(name) = files.first().and_then(|file| Path::new(&file.path).file_name()?.to_str()) else {
        return Ok(None);
    };
    let units = systemd.list_units_by_patterns(&[], &[name]).await?;
    Ok(Some((name.to_owned(), units.iter().any(UnitStatus::is_running))))
}

/// The start script's own word for it, by the exit codes all of them use.
async fn script_state() -> Option<bool> {
    let asked = Command::new(START_SCRIPT)
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
    let unit = zbus::block_on(unit()).ok().flatten();
    let (program, args) = match &unit {
        Some((unit, _)) => ("systemctl", vec![deed, "--", unit]),
        None if Path::new(START_SCRIPT).exists() => (START_SCRIPT, vec![deed]),
        None => return Err(io::Error::new(io::ErrorKind::NotFound, "the system knows no service of ZeroTier")),
    };
    let output = std::process::Command::new(program).args(args).stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

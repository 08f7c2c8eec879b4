//! Linux: systemd over D-Bus (or the start script of older systems), polkit, Secret Service, the desktop portal.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use companion::model::{event::Refusal, problem::Os};
use futures_util::StreamExt as _;
use tauri::Theme;
use tokio::{
    process::Command,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use zbus::{Connection, zvariant::Value};
pub(crate) use zbus_secret_service_keyring_store::Store as Keychain;
use zeroize::Zeroizing;
use zerotier_api::Secret;

use self::bus::{ManagerProxy, SettingsProxy, UnitStatus};
use crate::{
    elevated::{Outcome, Verb},
    service::ServiceState,
};

mod bus;
mod notifications;
mod tray;
mod wakeups;

pub(crate) use self::{notifications::Notifications, tray::tray, wakeups::wakeups};

pub(crate) const OS: Os = Os::Linux;

/// The service's own package, and the snaps of it.
const UNITS: [&str; 2] = ["zerotier-one.service", "snap.zerotier*.service"];
/// Where there is no systemd.
const START_SCRIPT: &str = "/etc/init.d/zerotier-one";
/// A service manager or portal that takes longer is as good as none.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tao panics where there is no display; a sentence is better.
pub(crate) fn meet_desktop() -> io::Result<()> {
    gtk::init().map_err(|_| io::Error::new(io::ErrorKind::NotConnected, "there is no display to draw on"))
}

pub(crate) fn service_homes() -> Vec<PathBuf> {
    let chosen = std::env::var_os("ZEROTIER_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let usual = [
        "/var/lib/zerotier-one",
        "/var/lib/zerotier",
        "/var/snap/zerotier/common",
        "/var/snap/zerotier-one/common",
        "/config/zerotier-one",
    ];
    chosen.into_iter().chain(usual.map(PathBuf::from)).collect()
}

pub(crate) fn user_copies() -> Vec<PathBuf> {
    let Some(person) = std::env::home_dir() else { return Vec::new() };
    [".zeroTierOneAuthToken", ".zerotier-local-auth"].map(|name| person.join(name)).into()
}

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

pub(crate) async fn elevate(verb: Verb) -> Result<Outcome, Refusal> {
    let failed = |error: io::Error| Refusal::Failed { said: error.to_string() };
    let program = std::env::current_exe().map_err(failed)?;
    let asked = Command::new("pkexec")
        // A question in the terminal the app was started from would be seen by nobody.
        .arg("--disable-internal-agent")
        .arg(program)
        .args(verb.args())
        // What pkexec says is read here, so it must say it in one language.
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .await;
    match asked {
        Ok(output) => consent(Outcome {
            code: output.status.code(),
            handed_over: Zeroizing::new(output.stdout),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Refusal::NoWayToAsk),
        Err(error) => Err(failed(error)),
    }
}

/// Tells what pkexec itself decided from what the program it started did.
fn consent(outcome: Outcome) -> Result<Outcome, Refusal> {
    match outcome.code {
        Some(126) => Err(Refusal::Cancelled),
        Some(127) if outcome.said.contains("authentication agent") => Err(Refusal::NoWayToAsk),
        _ => Ok(outcome),
    }
}

pub(crate) fn hand_over(token: &Secret, _pipe: Option<&str>) -> io::Result<()> {
    io::stdout().write_all(token.expose_secret().as_bytes())
}

/// GTK, and with it the page, does not follow the desktop by itself.
pub(crate) fn follow_color_scheme() -> watch::Receiver<Option<Theme>> {
    let (tell, scheme) = watch::channel(None);
    tokio::spawn(async move {
        if let Err(error) = follow(&tell).await {
            tracing::debug!(%error, "no portal tells light from dark");
        }
        // Without a portal the last word stays.
        tell.closed().await;
    });
    scheme
}

async fn follow(tell: &watch::Sender<Option<Theme>>) -> zbus::Result<()> {
    const OF_DESKTOP: (&str, &str) = ("org.freedesktop.appearance", "color-scheme");
    let bus = Connection::session().await?;
    let settings = SettingsProxy::new(&bus).await?;
    let mut changes = settings.receive_setting_changed().await?;
    tell.send_replace(theme(&Value::from(settings.read(OF_DESKTOP.0, OF_DESKTOP.1).await?)));
    while let Some(change) = changes.next().await {
        let change = change.args()?;
        if (change.namespace, change.key) == OF_DESKTOP {
            tell.send_replace(theme(&change.value));
        }
    }
    Ok(())
}

/// Older portals wrap the value once more.
fn theme(value: &Value<'_>) -> Option<Theme> {
    match value {
        Value::Value(inner) => theme(inner),
        Value::U32(1) => Some(Theme::Dark),
        Value::U32(2) => Some(Theme::Light),
        _ => None,
    }
}

/// They come on the command line.
pub(crate) fn links(_event: &tauri::RunEvent) -> Vec<String> {
    Vec::new()
}

pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub(crate) async fn told_to_end() -> io::Result<()> {
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(code: i32, said: &str) -> Outcome {
        Outcome { code: Some(code), handed_over: Zeroizing::default(), said: said.into() }
    }

    #[test]
    fn a_closed_question_is_not_a_missing_one() {
        assert_eq!(consent(outcome(126, "")).err(), Some(Refusal::Cancelled));
        let no_agent = "Error executing command as another user: No authentication agent found.";
        assert_eq!(consent(outcome(127, no_agent)).err(), Some(Refusal::NoWayToAsk));
        let not_authorised = "Error executing command as another user: Not authorized";
        assert_eq!(consent(outcome(127, not_authorised)).unwrap().code, Some(127));
        assert_eq!(consent(outcome(3, "")).unwrap().code, Some(3));
    }

    #[test]
    fn the_desktops_word_for_dark_is_understood_wrapped_or_not() {
        assert_eq!(theme(&Value::U32(1)), Some(Theme::Dark));
        assert_eq!(theme(&Value::new(Value::U32(2))), Some(Theme::Light));
        assert_eq!(theme(&Value::U32(0)), None);
        assert_eq!(theme(&Value::from("dark")), None);
    }
}

//! macOS: launchd, the system's own question for an administrator, Keychain.

#![expect(clippy::unnecessary_wraps, reason = "on other systems the same questions have no answer at times")]

use std::{
    error::Error,
    fs::{File, Metadata},
    io::{self, Write as _},
    os::unix::fs::{MetadataExt as _, fchown},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

pub(crate) use apple_native_keyring_store::keychain::Store as Keychain;
use arboard::SetExtApple;
use companion::{
    kernel::moment::Os,
    ports::{secrets::KeychainFault, service::Refusal},
};
use tauri::Theme;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::{
    Args,
    elevated::{Outcome, Verb},
    home::TOKEN_FILE,
    service::ServiceState,
    start::{Running, Second},
};

mod dock;
mod keychain;
mod listener;
mod menu_tracking;
mod sockets;

pub(crate) use self::{
    dock::{as_an_app, stand_in_dock, start_beside_others},
    listener::{listener, listener_for_us},
    menu_tracking::menu_is_open,
};
pub(crate) use super::listening::owner;

pub(crate) const OS: Os = Os::MacOs;

/// The name all entries of an app share.
pub(crate) const FINDS_ENTRIES_BY: &str = "service";

/// Nothing: they are kept as is right.
pub(crate) const ENTRIES_ARE: &[(&str, &str)] = &[];

const JOB: &str = "system/com.zerotier.one";
const JOB_FILE: &str = "/Library/LaunchDaemons/com.zerotier.one.plist";
/// Stopping waits for open connections.
const STOPS_WITHIN: Duration = Duration::from_secs(30);
const SUPPORT: &str = "Library/Application Support";

/// Puts the words it is given together, each quoted by the system itself, and runs them after asking the person.
const ASK: &str = r#"
on run argv
    set shellLine to ""
    repeat with part in argv
        set shellLine to shellLine & quoted form of (contents of part) & " "
    end repeat
    do shell script shellLine with administrator privileges
end run
"#;
/// The person closed the question.
const USER_CANCELED: i32 = -128;
/// Nobody is there to be asked.
const NO_USER_INTERACTION: [i32; 2] = [-1713, -60007];

pub(crate) fn own_fault(error: &(dyn Error + 'static)) -> Option<KeychainFault> {
    keychain::fault(error.downcast_ref::<security_framework::base::Error>()?.code())
}

/// There is always one.
pub(crate) fn meet_desktop() -> io::Result<()> {
    Ok(())
}

pub(crate) fn service_homes() -> Vec<PathBuf> {
    let chosen = std::env::var_os("ZEROTIER_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    chosen.into_iter().chain(usual_homes()).collect()
}

pub(crate) fn usual_homes() -> Vec<PathBuf> {
    let support = Path::new("/").join(SUPPORT);
    ["ZeroTier/One", "ZeroTier"].map(|folder| support.join(folder)).into()
}

/// The first of the usual places that is there.
pub(crate) fn own_home() -> io::Result<PathBuf> {
    usual_homes().into_iter().find(|home| home.is_dir()).ok_or_else(|| io::ErrorKind::NotFound.into())
}

pub(crate) fn user_copies() -> Vec<PathBuf> {
    let Some(person) = std::env::home_dir() else { return Vec::new() };
    ["ZeroTier/One", "ZeroTier"].map(|folder| person.join(SUPPORT).join(folder).join(TOKEN_FILE)).into()
}

pub(crate) async fn service_state() -> ServiceState {
    let asked = tokio::process::Command::new("/bin/launchctl").args(["print", JOB]).stdin(Stdio::null()).output().await;
    match asked {
        Ok(output) if output.status.success() => {
            let running = String::from_utf8_lossy(&output.stdout).lines().any(|line| line.trim() == "state = running");
            ServiceState { installed: true, running: Some(running) }
        }
        Ok(_) => {
            let installed = Path::new(JOB_FILE).exists();
            ServiceState { installed, running: installed.then_some(false) }
        }
        Err(error) => {
            tracing::debug!(%error, "launchd can't be asked");
            ServiceState { installed: Path::new(JOB_FILE).exists(), running: None }
        }
    }
}

pub(crate) fn start_service() -> io::Result<()> {
    kickstart(&[])
}

pub(crate) fn restart_service() -> io::Result<()> {
    kickstart(&["-k"])
}

/// It is taken out of launchd's list, or it would be started again at once. Starting puts it back.
pub(crate) fn stop_service() -> io::Result<()> {
    let is_known = || Ok::<_, io::Error>(launchctl(&["print", JOB])?.status.success());
    if !is_known()? {
        return Ok(());
    }
    // It may come back before the job has ended, and says then that it failed.
    let asked = launchctl(&["bootout", JOB])?;
    let begun = Instant::now();
    while is_known()? {
        if begun.elapsed() > STOPS_WITHIN {
            succeeded(&asked)?;
            return Err(io::Error::new(io::ErrorKind::TimedOut, "the service does not stop"));
        }
        thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

fn kickstart(options: &[&str]) -> io::Result<()> {
    // A job that was unloaded is not known to launchd; loading one that is known does no harm and fails.
    if !launchctl(&["print", JOB])?.status.success() {
        succeeded(&launchctl(&["bootstrap", "system", JOB_FILE])?)?;
    }
    succeeded(&launchctl(&[&["kickstart"], options, &[JOB]].concat())?)
}

fn launchctl(args: &[&str]) -> io::Result<Output> {
    Command::new("/bin/launchctl").args(args).stdin(Stdio::null()).output()
}

fn succeeded(output: &Output) -> io::Result<()> {
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

pub(crate) async fn elevate(verb: Verb) -> Result<Outcome, Refusal> {
    let failed = |error: io::Error| Refusal::Failed { said: error.to_string() };
    let program = super::own_program().map_err(failed)?;
    if !super::is_guarded(&program) {
        return Err(Refusal::Unguarded { program });
    }
    let asked = tokio::process::Command::new("/usr/bin/osascript")
        .args(["-e", ASK])
        .arg(program)
        .args(verb.args())
        .stdin(Stdio::null())
        .output()
        .await
        .map_err(failed)?;
    if asked.status.success() {
        return Ok(Outcome { code: Some(0), handed_over: Zeroizing::new(asked.stdout), said: String::new() });
    }
    consent(&String::from_utf8_lossy(&asked.stderr))
}

/// A failure is told as a text that ends in a number in brackets: that of the system, or the exit code of the program.
fn consent(said: &str) -> Result<Outcome, Refusal> {
    let said = said.trim();
    let number = said.strip_suffix(')').and_then(|said| said.rsplit_once('(')).and_then(|(_, code)| code.parse().ok());
    match number {
        Some(USER_CANCELED) => Err(Refusal::Cancelled),
        Some(code) if NO_USER_INTERACTION.contains(&code) => Err(Refusal::NoWayToAsk),
        code => Ok(Outcome { code, handed_over: Zeroizing::default(), said: said.to_owned() }),
    }
}

pub(crate) fn hand_over(token: &Secret, _pipe: Option<&str>) -> io::Result<()> {
    io::stdout().write_all(token.expose_secret().as_bytes())
}

/// Windows follow the desktop by themselves here.
pub(crate) fn follow_color_scheme() -> watch::Receiver<Option<Theme>> {
    let (tell, scheme) = watch::channel(None);
    tokio::spawn(async move { tell.closed().await });
    scheme
}

/// The system colours it itself.
pub(crate) const TEMPLATE_ICON: bool = true;

/// Either button opens the menu, as in the rest of the menu bar.
pub(crate) const MENU_ON_LEFT_CLICK: bool = true;

/// Of no account for a template.
pub(crate) fn dark_panel() -> watch::Receiver<bool> {
    watch::channel(false).1
}

/// Says whose notifications are to come. Nobody having said it, the first one looks for an app of the name
/// `use_default`, and has the person choose one.
pub(crate) fn introduce(app: &tauri::AppHandle) {
    if let Err(error) = notify_rust::set_application(&app.config().identifier) {
        tracing::info!(%error, "the system does not know the app, as one that was not installed");
    }
}

/// Each is told by the bundle that was introduced.
pub(crate) fn sign<'a>(
    _app: &tauri::AppHandle,
    notification: &'a mut notify_rust::Notification,
) -> &'a mut notify_rust::Notification {
    notification
}

/// The webview goes with its window.
pub(crate) fn let_go_when_closed(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Nothing has to be.
pub(crate) fn set_for_webview() -> Option<&'static str> {
    None
}

/// The system's webview does not tell those who made it through Tauri.
pub(crate) fn when_page_dies(_window: &tauri::WebviewWindow, _died: impl Fn() + Send + 'static) -> tauri::Result<()> {
    Ok(())
}

/// Started anew while it runs, or its icon in the Dock was pressed. The icon beside the clock has a window of its own,
/// which the system counts as one that is seen.
pub(crate) fn asks_for_window(event: &tauri::RunEvent) -> bool {
    matches!(event, tauri::RunEvent::Reopen { .. })
}

pub(crate) fn links(event: &tauri::RunEvent) -> Vec<String> {
    match event {
        tauri::RunEvent::Opened { urls } => urls.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// The driver notices by its clocks.
pub(crate) async fn wakeups(_woke: impl Fn() + Send + Sync + 'static) {}

/// Fails if the old one is somebody else's: nobody but an administrator can give a file away.
pub(crate) fn give_to_owner_of(old: &Metadata, new: &File) -> io::Result<()> {
    fchown(new, Some(old.uid()), Some(old.gid()))
}

pub(crate) fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    SetExtApple::exclude_from_history(set)
}

/// The system itself starts an app once, and hands it later links. The plugin that does so elsewhere would listen in a
/// folder where everybody may speak to it.
pub(crate) fn single(
    app: tauri::Builder<tauri::Wry>,
    _args: &Args,
    _running: &Running,
) -> Result<tauri::Builder<tauri::Wry>, Second> {
    Ok(app)
}

/// Programs are started by the system here, and not by this one.
pub(crate) fn as_before<T: Send>(deed: impl FnOnce() -> T + Send) -> io::Result<T> {
    Ok(deed())
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

    #[test]
    fn a_refused_keychain_question_is_known_through_the_store() {
        use apple_native_keyring_store::keychain::decode_error;
        let told = |number| match decode_error(security_framework::base::Error::from_code(number)) {
            keyring_core::Error::PlatformFailure(error) => own_fault(error.as_ref()),
            error => panic!("{error}"),
        };
        assert_eq!(told(-128), Some(KeychainFault::Locked));
        assert_eq!(told(-50), None);
    }

    #[test]
    fn a_closed_question_is_not_a_failed_deed() {
        let refusal = |said: &str| consent(said).err();
        assert_eq!(refusal("0:44: execution error: User canceled. (-128)\n"), Some(Refusal::Cancelled));
        assert_eq!(refusal("0:44: execution error: No user interaction allowed. (-1713)"), Some(Refusal::NoWayToAsk));
        assert_eq!(consent("0:44: execution error: The command exited. (3)").unwrap().code, Some(3));
        assert_eq!(consent("gone").unwrap().code, None);
    }
}

//! Windows: the service control manager, UAC, Credential Manager.
#![allow(clippy::unnecessary_wraps, reason = "other systems can fail where this one can't")]

use std::{
    ffi::OsStr,
    fs::{File, Metadata},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use arboard::SetExtWindows as _;
use companion::kernel::moment::Os;
use tauri::Theme;
use tokio::sync::watch;
use windows::Win32::System::Diagnostics::Debug::{SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode};
pub(crate) use windows_native_keyring_store::Store as Keychain;
use windows_service::{
    service::{Service, ServiceAccess, ServiceState as Status},
    service_manager::{ServiceManager, ServiceManagerAccess},
};

use crate::{home::TOKEN_FILE, platform::own_program, service::ServiceState};

mod command_line;
mod elevation;
mod execute;
pub(super) mod guarded;
mod identity;
mod listener;
mod login;
mod power;
mod refusal;
mod run_value;
mod sockets;
mod taskbar;

pub(crate) use self::{
    elevation::{elevate, hand_over},
    execute::{open_address, open_folder},
    identity::{introduce, sign},
    listener::{listener, listener_for_us},
    login::{prepare_login, start_at_login, starts_at_login},
    power::wakeups,
    refusal::{say_about_words, say_why_not},
    taskbar::{MENU_ON_LEFT_CLICK, TEMPLATE_ICON, dark_panel, menu_is_open},
};

pub(crate) const OS: Os = Os::Windows;

/// What an entry's name is searched for.
pub(crate) const FINDS_ENTRIES_BY: &str = "pattern";

/// An entry stays on this machine. By itself it follows the person to the other machines of a domain.
pub(crate) const ENTRIES_ARE: &[(&str, &str)] = &[("persistence", "Local")];

/// Its display name is "ZeroTier One", which is not what the system calls it.
const SERVICE: &str = "ZeroTierOneService";
const ERROR_SERVICE_ALREADY_RUNNING: i32 = 1056;
const ERROR_SERVICE_DOES_NOT_EXIST: i32 = 1060;
const ERROR_SERVICE_NOT_ACTIVE: i32 = 1062;
/// Stopping waits for open connections.
const STOPS_WITHIN: Duration = Duration::from_secs(30);

/// There is always one.
pub(crate) fn meet_desktop() -> io::Result<()> {
    Ok(())
}

pub(crate) use self::usual_homes as service_homes;

pub(crate) fn usual_homes() -> Vec<PathBuf> {
    let data = std::env::var_os("ProgramData").map_or_else(|| r"C:\ProgramData".into(), PathBuf::from);
    [r"ZeroTier\One", "ZeroTier"].map(|folder| data.join(folder)).into()
}

/// The first of the usual places that is there.
pub(crate) fn own_home() -> io::Result<PathBuf> {
    usual_homes().into_iter().find(|home| home.is_dir()).ok_or_else(|| io::ErrorKind::NotFound.into())
}

pub(crate) fn user_copies() -> Vec<PathBuf> {
    let Some(data) = std::env::var_os("LOCALAPPDATA").map(PathBuf::from) else { return Vec::new() };
    [r"ZeroTier\One", "ZeroTier"].map(|folder| data.join(folder).join(TOKEN_FILE)).into()
}

pub(crate) async fn service_state() -> ServiceState {
    let status = service(ServiceAccess::QUERY_STATUS).and_then(|service| service.query_status());
    match status {
        Ok(status) => {
            let running = matches!(status.current_state, Status::Running | Status::StartPending);
            ServiceState { installed: true, running: Some(running) }
        }
        Err(error) if code(&error) == Some(ERROR_SERVICE_DOES_NOT_EXIST) => ServiceState::default(),
        Err(error) => {
            tracing::debug!(%error, "the service manager can't be asked");
            ServiceState::default()
        }
    }
}

fn service(access: ServiceAccess) -> windows_service::Result<Service> {
    ServiceManager::local_computer(None::<&OsStr>, ServiceManagerAccess::CONNECT)?.open_service(SERVICE, access)
}

fn code(error: &windows_service::Error) -> Option<i32> {
    match error {
        windows_service::Error::Winapi(error) => error.raw_os_error(),
        _ => None,
    }
}

pub(crate) fn start_service() -> io::Result<()> {
    match service(ServiceAccess::START).and_then(|service| service.start::<&OsStr>(&[])) {
        Err(error) if code(&error) != Some(ERROR_SERVICE_ALREADY_RUNNING) => Err(io::Error::other(error)),
        _ => Ok(()),
    }
}

pub(crate) fn restart_service() -> io::Result<()> {
    stop_service()?;
    start_service()
}

/// Asks the service to stop and waits until it has.
pub(crate) fn stop_service() -> io::Result<()> {
    let service = service(ServiceAccess::STOP | ServiceAccess::QUERY_STATUS).map_err(io::Error::other)?;
    match service.stop() {
        Err(error) if code(&error) != Some(ERROR_SERVICE_NOT_ACTIVE) => return Err(io::Error::other(error)),
        _ => {}
    }
    let asked = Instant::now();
    while service.query_status().map_err(io::Error::other)?.current_state != Status::Stopped {
        if asked.elapsed() > STOPS_WITHIN {
            return Err(io::ErrorKind::TimedOut.into());
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Windows follow the desktop by themselves here.
pub(crate) fn follow_color_scheme() -> watch::Receiver<Option<Theme>> {
    let (tell, scheme) = watch::channel(None);
    tokio::spawn(async move { tell.closed().await });
    scheme
}

/// The webview goes with its window.
pub(crate) fn let_go_when_closed(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Nothing has to be.
pub(crate) fn set_for_webview() -> Option<&'static str> {
    None
}

/// The system's webview shows a page of its own then, which offers to reload.
pub(crate) fn when_page_dies(_window: &tauri::WebviewWindow, _died: impl Fn() + Send + 'static) -> tauri::Result<()> {
    Ok(())
}

/// A second start hands that over.
pub(crate) fn asks_for_window(_event: &tauri::RunEvent) -> bool {
    false
}

/// They come on the command line.
pub(crate) fn links(_event: &tauri::RunEvent) -> Vec<String> {
    Vec::new()
}

/// In the person's own folder every file is the person's.
pub(crate) fn give_to_owner_of(_old: &Metadata, _new: &File) -> io::Result<()> {
    Ok(())
}

pub(crate) fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    set.exclude_from_monitoring()
}

/// A person's own folders are the person's alone here; a crash is not reported with this program's memory.
#[allow(unsafe_code, reason = "the system's only way to say so")]
pub(crate) fn be_discreet() {
    // SAFETY: it takes a number and changes how this process is treated.
    unsafe { SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX) };
}

/// As above.
pub(crate) fn be_as_others() {
    be_discreet();
}

/// As above.
pub(crate) fn keep_private(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Here the service's own process is known, whosever its folder is.
pub(crate) fn owner(_folder: &Path) -> Option<String> {
    None
}

pub(crate) async fn told_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

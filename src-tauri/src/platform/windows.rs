//! Windows: the service control manager, UAC, Credential Manager.

use std::{
    ffi::{OsStr, OsString},
    fs::{File, Metadata, OpenOptions},
    io::{self, Write as _},
    os::windows::{ffi::OsStrExt as _, fs::OpenOptionsExt as _},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use arboard::SetExtWindows as _;
use companion::{kernel::moment::Os, ports::service::Refusal};
use tauri::Theme;
use tokio::{
    io::AsyncReadExt as _,
    net::windows::named_pipe::{NamedPipeServer, ServerOptions},
    sync::watch,
};
use windows::{
    Win32::{
        Foundation::{CloseHandle, ERROR_CANCELLED, HLOCAL, LocalFree},
        Security::{
            Authorization::{ConvertStringSecurityDescriptorToSecurityDescriptorW, SDDL_REVISION_1},
            PSECURITY_DESCRIPTOR, SECURITY_ATTRIBUTES,
        },
        Storage::FileSystem::SECURITY_IDENTIFICATION,
        System::Diagnostics::Debug::{SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SetErrorMode},
        System::Threading::{GetExitCodeProcess, INFINITE, WaitForSingleObject},
        UI::{
            Shell::{SEE_MASK_NOASYNC, SEE_MASK_NOCLOSEPROCESS, SHELLEXECUTEINFOW, ShellExecuteExW},
            WindowsAndMessaging::SW_HIDE,
        },
    },
    core::{PCWSTR, w},
};
pub(crate) use windows_native_keyring_store::Store as Keychain;
use windows_service::{
    service::{Service, ServiceAccess, ServiceState as Status},
    service_manager::{ServiceManager, ServiceManagerAccess},
};
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::{
    elevated::{Outcome, Verb},
    home::TOKEN_FILE,
    platform::{is_guarded, own_program},
    service::ServiceState,
};

pub(super) mod guarded;
mod listener;
mod sockets;

pub(crate) use self::listener::{listener, listener_for_us};

pub(crate) const OS: Os = Os::Windows;

/// What an entry's name is searched for.
pub(crate) const FINDS_ENTRIES_BY: &str = "pattern";

/// Its display name is "ZeroTier One", which is not what the system calls it.
const SERVICE: &str = "ZeroTierOneService";
const ERROR_SERVICE_ALREADY_RUNNING: i32 = 1056;
const ERROR_SERVICE_DOES_NOT_EXIST: i32 = 1060;
const ERROR_SERVICE_NOT_ACTIVE: i32 = 1062;
/// All for whoever made it, for administrators and for the system; nothing inherited and nothing for anybody else.
const PIPE_RIGHTS: PCWSTR = w!("D:P(A;;GA;;;OW)(A;;GA;;;BA)(A;;GA;;;SY)");
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

pub(crate) async fn elevate(verb: Verb) -> Result<Outcome, Refusal> {
    match verb {
        Verb::ReadToken { home, .. } => hear_token(|pipe| Verb::ReadToken { home, pipe }).await,
        Verb::RenewToken { .. } => hear_token(|pipe| Verb::RenewToken { pipe }).await,
        verb => Ok(Outcome { code: Some(run_as(verb).await?), handed_over: Zeroizing::default(), said: String::new() }),
    }
}

/// There is no standard output across this border, so the token comes through a pipe. It only leads in: whoever opens
/// it can write and not read, and its name can't be guessed or taken before.
async fn hear_token(verb: impl FnOnce(Option<String>) -> Verb) -> Result<Outcome, Refusal> {
    let name = unguessable().map_err(failed)?;
    let pipe = pipe(&name).map_err(failed)?;
    let reading = tokio::spawn(async move {
        let mut token = Zeroizing::new(Vec::with_capacity(512));
        pipe.connect().await?;
        pipe.take(512).read_to_end(&mut token).await?;
        io::Result::Ok(token)
    });
    let code = run_as(verb(Some(name))).await;
    if !matches!(code, Ok(0)) {
        // Nobody will come.
        reading.abort();
        return Ok(Outcome { code: Some(code?), handed_over: Zeroizing::default(), said: String::new() });
    }
    let handed_over = reading.await.map_err(io::Error::other).flatten().map_err(failed)?;
    Ok(Outcome { code: Some(0), handed_over, said: String::new() })
}

/// One that the person and administrators alone may open, and nobody before it.
#[allow(unsafe_code, reason = "a pipe's rights can only be named in the system's own way")]
fn pipe(name: &str) -> io::Result<NamedPipeServer> {
    let mut rights = PSECURITY_DESCRIPTOR::default();
    // SAFETY: the text ends in a zero; what it gives is given back once, here, after the pipe is made with it.
    unsafe {
        ConvertStringSecurityDescriptorToSecurityDescriptorW(PIPE_RIGHTS, SDDL_REVISION_1, &raw mut rights, None)
            .map_err(io::Error::other)?;
        let mut attributes = SECURITY_ATTRIBUTES {
            nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default(),
            lpSecurityDescriptor: rights.0,
            bInheritHandle: false.into(),
        };
        let pipe = ServerOptions::new()
            .access_outbound(false)
            .first_pipe_instance(true)
            .max_instances(1)
            .reject_remote_clients(true)
            .create_with_security_attributes_raw(pipe_path(name), (&raw mut attributes).cast());
        LocalFree(Some(HLOCAL(rights.0)));
        pipe
    }
}

fn failed(error: io::Error) -> Refusal {
    Refusal::Failed { said: error.to_string() }
}

fn unguessable() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn pipe_path(name: &str) -> String {
    format!(r"\\.\pipe\perigee-{name}")
}

pub(crate) fn hand_over(token: &Secret, pipe: Option<&str>) -> io::Result<()> {
    let bytes = token.expose_secret().as_bytes();
    match pipe {
        // Whoever made the pipe learns who comes, and may do nothing in his name.
        Some(name) => {
            let mut options = OpenOptions::new();
            options.write(true).security_qos_flags(SECURITY_IDENTIFICATION.0);
            options.open(pipe_path(name))?.write_all(bytes)
        }
        None => io::stdout().write_all(bytes),
    }
}

/// Starts this program again as an administrator and gives its exit code.
async fn run_as(verb: Verb) -> Result<i32, Refusal> {
    let program = own_program().map_err(failed)?;
    if !is_guarded(&program) {
        return Err(Refusal::Unguarded { program });
    }
    let asked = tokio::task::spawn_blocking(move || shell_execute(program.as_os_str(), &command_line(&verb.args())));
    asked.await.unwrap_or_else(|stopped| Err(Refusal::Failed { said: stopped.to_string() }))
}

#[allow(unsafe_code, reason = "the system's only way to ask for an administrator; no crate tells refused from failed")]
fn shell_execute(program: &OsStr, line: &OsStr) -> Result<i32, Refusal> {
    let (program, line) = (wide(program), wide(line));
    let mut asked = SHELLEXECUTEINFOW {
        cbSize: u32::try_from(size_of::<SHELLEXECUTEINFOW>()).unwrap_or_default(),
        fMask: SEE_MASK_NOASYNC | SEE_MASK_NOCLOSEPROCESS,
        lpVerb: w!("runas"),
        lpFile: PCWSTR(program.as_ptr()),
        lpParameters: PCWSTR(line.as_ptr()),
        nShow: SW_HIDE.0,
        ..SHELLEXECUTEINFOW::default()
    };
    let failed = |error: windows::core::Error| match error.code() {
        code if code == ERROR_CANCELLED.to_hresult() => Refusal::Cancelled,
        _ => Refusal::Failed { said: error.message() },
    };
    let mut code = 0;
    // SAFETY: the structure and both texts, which end in a zero, live until the call is over; the handle it gives is
    // closed once, here.
    unsafe {
        ShellExecuteExW(&raw mut asked).map_err(failed)?;
        WaitForSingleObject(asked.hProcess, INFINITE);
        let ended = GetExitCodeProcess(asked.hProcess, &raw mut code);
        CloseHandle(asked.hProcess).and(ended).map_err(failed)?;
    }
    Ok(code.cast_signed())
}

fn wide(text: &OsStr) -> Vec<u16> {
    text.encode_wide().chain([0]).collect()
}

/// Words as one line, such that the program takes the same words out of it again.
fn command_line(words: &[OsString]) -> OsString {
    let quoted: Vec<OsString> = words.iter().map(|word| quoted(word)).collect();
    quoted.join(OsStr::new(" "))
}

/// A quotation mark can't be part of a path here, so only the backslashes before the closing one need care.
fn quoted(word: &OsStr) -> OsString {
    let backslashes =
        word.encode_wide().collect::<Vec<_>>().iter().rev().take_while(|c| **c == u16::from(b'\\')).count();
    let mut quoted = OsString::from("\"");
    quoted.push(word);
    quoted.push("\\".repeat(backslashes));
    quoted.push("\"");
    quoted
}

/// Windows follow the desktop by themselves here.
pub(crate) fn follow_color_scheme() -> watch::Receiver<Option<Theme>> {
    let (tell, scheme) = watch::channel(None);
    tokio::spawn(async move { tell.closed().await });
    scheme
}

/// It is coloured here.
pub(crate) const TEMPLATE_ICON: bool = false;

/// The taskbar has its own light and dark.
pub(crate) fn has_dark_panel() -> bool {
    const THEMES: &str = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize";
    let light = windows_registry::CURRENT_USER.open(THEMES).and_then(|key| key.get_u32("SystemUsesLightTheme"));
    light.map_or(true, |light| light == 0)
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

/// The driver notices by its clocks.
pub(crate) async fn wakeups(_woke: impl Fn() + Send + Sync + 'static) {}

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
#[allow(clippy::unnecessary_wraps, reason = "other systems tell")]
pub(crate) fn owner(_folder: &Path) -> Option<String> {
    None
}

/// Nothing differs here.
pub(crate) fn as_before<T: Send>(deed: impl FnOnce() -> T + Send) -> io::Result<T> {
    Ok(deed())
}

pub(crate) async fn told_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_at_the_end_of_a_line_does_not_swallow_the_quotation_mark() {
        assert_eq!(command_line(&["--home".into(), r"C:\Program Data\".into()]), r#""--home" "C:\Program Data\\""#);
    }
}

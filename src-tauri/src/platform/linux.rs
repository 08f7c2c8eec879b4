//! Linux: systemd over D-Bus (or the start script of older systems), polkit, Secret Service, the desktop portal.

use std::{
    fs::{File, Metadata},
    io::{self, Write as _},
    os::unix::fs::{MetadataExt as _, fchown},
    path::PathBuf,
    process::Stdio,
    sync::OnceLock,
};

use arboard::SetExtLinux;
use companion::{kernel::moment::Os, ports::service::Refusal};
use futures_util::StreamExt as _;
use rustix::{
    process::umask,
    thread::{UnshareFlags, unshare_unsafe},
};
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

use self::bus::SettingsProxy;
use crate::elevated::{Outcome, Verb};

mod bus;
mod keyring;
mod listener;
mod manager;
mod notifications;
mod question;
mod single;
mod tray;
mod wakeups;
mod webview;

pub(crate) use self::{
    keyring::{asks_before_reading, leave_the_newest, make_keyring, own_fault},
    listener::{listener, listener_for_us},
    manager::{own_home, restart_service, service_state, start_service, stop_service},
    notifications::Notifications,
    question::ask,
    single::single,
    tray::tray,
    wakeups::wakeups,
    webview::{let_go_when_closed, when_page_dies},
};
pub(crate) use super::listening::owner;

pub(crate) const OS: Os = Os::Linux;

/// The name all entries of an app share.
pub(crate) const FINDS_ENTRIES_BY: &str = "service";

/// Nothing: they are kept as is right.
pub(crate) const ENTRIES_ARE: &[(&str, &str)] = &[];

/// What had to be set so that windows are drawn, for the log.
pub(crate) fn set_for_webview() -> Option<&'static str> {
    SET_FOR_WEBVIEW.get().copied().flatten()
}

static SET_FOR_WEBVIEW: OnceLock<Option<&'static str>> = OnceLock::new();

/// Tao panics where there is no display; a sentence is better.
pub(crate) fn meet_desktop() -> io::Result<()> {
    SET_FOR_WEBVIEW.get_or_init(webview::avoid_white_windows);
    gtk::init().map_err(|_| io::Error::new(io::ErrorKind::NotConnected, "there is no display to draw on"))
}

pub(crate) fn service_homes() -> Vec<PathBuf> {
    let chosen = std::env::var_os("ZEROTIER_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    chosen.into_iter().chain(usual_homes()).collect()
}

pub(crate) fn usual_homes() -> Vec<PathBuf> {
    let usual = [
        "/var/lib/zerotier-one",
        "/var/lib/zerotier",
        "/var/snap/zerotier/common",
        "/var/snap/zerotier-one/common",
        "/config/zerotier-one",
    ];
    usual.map(PathBuf::from).into()
}

pub(crate) fn user_copies() -> Vec<PathBuf> {
    let Some(person) = std::env::home_dir() else { return Vec::new() };
    [".zeroTierOneAuthToken", ".zerotier-local-auth"].map(|name| person.join(name)).into()
}

pub(crate) async fn elevate(verb: Verb) -> Result<Outcome, Refusal> {
    let failed = |error: io::Error| Refusal::Failed { said: error.to_string() };
    let (program, pkexec) = (super::own_program().map_err(failed)?, pkexec());
    if !pkexec.is_stand_in && !super::is_guarded(&program) {
        return Err(Refusal::Unguarded { program });
    }
    let asked = Command::new(pkexec.path)
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
        // A folder on the way that can't be entered is told as if pkexec itself could not be started.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => {
            Err(Refusal::NoWayToAsk)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Who asks the person. It is never looked for where a person's own programs may be.
struct Pkexec {
    path: PathBuf,
    /// Another one, which tests have in its place.
    is_stand_in: bool,
}

fn pkexec() -> Pkexec {
    #[cfg(debug_assertions)]
    if let Some(path) = std::env::var_os("PERIGEE_PKEXEC") {
        return Pkexec { path: path.into(), is_stand_in: true };
    }
    // Where NixOS keeps what runs as root comes first there, and nowhere else is it.
    let known = ["/run/wrappers/bin/pkexec", "/usr/bin/pkexec"].map(PathBuf::from);
    let [_, usual] = known.clone();
    Pkexec { path: known.into_iter().find(|path| path.exists()).unwrap_or(usual), is_stand_in: false }
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

/// A second start hands that over.
pub(crate) fn asks_for_window(_event: &tauri::RunEvent) -> bool {
    false
}

/// They come on the command line.
pub(crate) fn links(_event: &tauri::RunEvent) -> Vec<String> {
    Vec::new()
}

/// Fails if the old one is somebody else's: nobody but an administrator can give a file away.
pub(crate) fn give_to_owner_of(old: &Metadata, new: &File) -> io::Result<()> {
    fchown(new, Some(old.uid()), Some(old.gid()))
}

pub(crate) fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    SetExtLinux::exclude_from_history(set)
}

/// On a thread of its own, which has its own answer to who may read files.
#[allow(unsafe_code, reason = "the system's only way to let one thread differ")]
pub(crate) fn as_before<T: Send>(deed: impl FnOnce() -> T + Send) -> io::Result<T> {
    std::thread::scope(|scope| {
        let own = scope.spawn(|| {
            if let Some(before) = super::discreet::before() {
                // SAFETY: from here on only this thread's folder, root and mask are its own; it ends below.
                unsafe { unshare_unsafe(UnshareFlags::FS) }?;
                umask(before);
            }
            Ok(deed())
        });
        own.join().unwrap_or_else(|_| Err(io::Error::other("a thread has panicked")))
    })
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
    use std::{
        fs,
        os::unix::fs::{PermissionsExt as _, symlink},
    };

    use companion::ports::{frame::Loaded, settings::Settings};

    use super::*;
    use crate::{copies, store::Store};

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
    fn a_repaired_copy_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        fs::write(&copy, "old").unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o644)).unwrap();
        let before = fs::metadata(&copy).unwrap();
        let token = Secret::new("new");
        copies::repair(&copies::compare(vec![copy.clone()], Some(&token)), &token).unwrap();
        let after = fs::metadata(&copy).unwrap();
        assert_eq!(after.permissions().mode() & 0o777, 0o600);
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    }

    #[test]
    fn a_link_in_the_place_of_a_copy_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        let token = Secret::new("new");
        assert!(copies::repair(&copies::compare(vec![link.clone()], Some(&token)), &token).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn settings_kept_elsewhere_and_linked_to_are_written_there_and_the_link_stays() {
        let [here, elsewhere] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let [target, between] = ["dotfiles.json", "between"].map(|name| elsewhere.path().join(name));
        let link = here.path().join("settings.json");
        symlink("dotfiles.json", &between).unwrap();
        symlink(&between, &link).unwrap();
        let (store, noted) = (Store::new(link.clone()), Settings { told_no_tray: true, ..Settings::default() });
        // At first it leads to nothing yet; then to what is damaged, which is put aside beside the file itself.
        for damaged in [None, Some("{")] {
            if let Some(text) = damaged {
                fs::write(&target, text).unwrap();
            }
            store.load();
            store.save(&noted).unwrap();
            assert_eq!(store.load(), Loaded { settings: noted.clone(), fault: None });
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert!(fs::symlink_metadata(&target).unwrap().is_file());
        }
        let files = |folder: &tempfile::TempDir| fs::read_dir(folder).unwrap().count();
        assert_eq!((files(&here), files(&elsewhere)), (1, 3));
        fs::remove_file(&target).unwrap();
        symlink(&link, &target).unwrap();
        assert!(store.save(&noted).is_err(), "in a circle");
    }

    #[test]
    fn the_desktops_word_for_dark_is_understood_wrapped_or_not() {
        assert_eq!(theme(&Value::U32(1)), Some(Theme::Dark));
        assert_eq!(theme(&Value::new(Value::U32(2))), Some(Theme::Light));
        assert_eq!(theme(&Value::U32(0)), None);
        assert_eq!(theme(&Value::from("dark")), None);
    }
}

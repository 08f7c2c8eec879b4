//! What differs between the systems: a list of questions, each answered in one file per system under the same name.
//! Nothing outside asks which system it runs on.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "windows")]
mod windows;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(target_os = "windows")]
use windows as system;

/// The system's keychain.
pub(crate) use system::Keychain;
/// The system, where sentences differ.
pub(crate) use system::OS;
/// Asks the person, through the system, for one deed with an administrator's rights, and waits for it.
pub(crate) use system::elevate;
/// Whether the desktop is light or dark, where windows don't follow it by themselves.
pub(crate) use system::follow_color_scheme;
/// Gives the token to the app that asked for it; nobody else can read it on the way.
pub(crate) use system::hand_over;
/// Makes sure that there is a desktop to draw on.
pub(crate) use system::meet_desktop;
/// Where a service may keep its files, best first.
pub(crate) use system::service_homes;
/// Whether the service is installed and runs, as the system knows it.
pub(crate) use system::service_state;
/// Makes sure that a file's new name in this folder survives a power cut.
pub(crate) use system::sync_folder;
/// Ends when the system or the terminal asks the app to end.
pub(crate) use system::told_to_end;
/// Copies of the token in the person's own folders, as the command line and other apps make them.
pub(crate) use system::user_copies;
/// Starts the service; needs an administrator's rights.
pub(crate) use system::{restart_service, start_service};

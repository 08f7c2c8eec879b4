//! What differs between the systems: a list of questions, each answered in one file per system under the same name.
//! Nothing outside asks which system it runs on.

#[cfg(unix)]
mod discreet;
#[cfg(unix)]
mod guarded;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod listening;
#[cfg(unix)]
mod login;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(not(target_os = "linux"))]
mod menu_bar;
// Tried here as well.
#[cfg(any(test, not(target_os = "linux")))]
mod menu_changes;
#[cfg(not(target_os = "macos"))]
mod no_dock;
#[cfg(not(target_os = "linux"))]
mod notices;
#[cfg(unix)]
mod opening;
#[cfg(not(target_os = "linux"))]
mod own_keychain;
#[cfg(not(target_os = "linux"))]
mod question;
#[cfg(target_os = "windows")]
mod single;
#[cfg(unix)]
mod terminal;
#[cfg(target_os = "windows")]
mod windows;

// What reads the tables and the numbers of other systems is tried here as well.
#[cfg(all(test, not(target_os = "macos")))]
#[path = "platform/macos/keychain.rs"]
mod macos_keychain;
// What other systems' tables and registries hold is tried here as well.
#[cfg(all(test, not(target_os = "windows")))]
#[path = "platform/windows/command_line.rs"]
mod command_line;
#[cfg(all(test, not(target_os = "macos")))]
#[path = "platform/macos/sockets.rs"]
mod macos_sockets;
#[cfg(all(test, not(target_os = "windows")))]
#[path = "platform/windows/run_value.rs"]
mod run_value;
#[cfg(all(test, not(target_os = "windows")))]
#[path = "platform/windows/sockets.rs"]
mod windows_sockets;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(target_os = "windows")]
use windows as system;

#[cfg(target_os = "linux")]
use linux as keychains;
#[cfg(not(target_os = "linux"))]
use own_keychain as keychains;

#[cfg(target_os = "macos")]
use macos as docks;
#[cfg(not(target_os = "macos"))]
use no_dock as docks;

#[cfg(unix)]
use terminal as sayings;
#[cfg(target_os = "windows")]
use windows as sayings;

#[cfg(unix)]
use login as logins;
#[cfg(target_os = "windows")]
use windows as logins;

#[cfg(unix)]
use opening as opener;
#[cfg(target_os = "windows")]
use windows as opener;

#[cfg(unix)]
use discreet as manners;
#[cfg(unix)]
use guarded as files;
#[cfg(target_os = "windows")]
use windows as manners;
#[cfg(target_os = "windows")]
use windows::guarded as files;

/// Makes it an app among others, with a menu where each has one. A hidden start takes the keyboard from nobody.
pub(crate) use docks::as_an_app;
/// Stands in the Dock while there is a window, where there is a Dock.
pub(crate) use docks::stand_in_dock;
/// Starts without a window, and so without a place in the Dock.
pub(crate) use docks::start_beside_others;
/// A folder as an administrator goes there: no link on the way, and plain files of the service's in it.
pub(crate) use files::Folder;
/// Whether nobody but an administrator could put another program in the place of this one.
pub(crate) use files::is_guarded;
/// Whether this belongs to the administrator, and not to the person.
pub(crate) use files::is_roots;
/// Where this program is now, also after an upgrade.
pub(crate) use files::own_program;
/// From now on only its own end ends this program.
pub(crate) use files::see_it_through;
/// Makes sure that a file's new name in this folder survives a power cut.
pub(crate) use files::sync_folder;
/// Opens files such that nobody is waited for.
pub(crate) use files::without_waiting;
/// Whether reading this from the keychain would ask the person something first, where that can be known.
pub(crate) use keychains::asks_before_reading;
/// Leaves one of several entries for the same thing, where a keychain may have several.
pub(crate) use keychains::leave_the_newest;
/// Makes the keychain things are kept in, where it may be missing. Says whether it was.
pub(crate) use keychains::make_keyring;
/// What an error of the system's own says of its keychain, where the store gives it on as it is.
#[cfg(not(target_os = "macos"))]
pub(crate) use keychains::own_fault;
/// Shows notifications, and hears what is pressed on them where the system tells.
#[cfg(target_os = "linux")]
pub(crate) use linux::Notifications;
/// Asks the person in a window of its own, and does this after a yes. Whoever does not read says no.
#[cfg(target_os = "linux")]
pub(crate) use linux::ask;
/// Shows paintings of the tray's menu where this desktop has a place for them.
#[cfg(target_os = "linux")]
pub(crate) use linux::tray;
/// Makes the app able to say what is to start at login.
pub(crate) use logins::prepare_login;
/// Whether the app starts when the person logs in, and changing that.
pub(crate) use logins::{start_at_login, starts_at_login};
/// The elevated part makes files as others do.
pub(crate) use manners::be_as_others;
/// From now on files are their owner's alone, and no crash writes memory down.
pub(crate) use manners::be_discreet;
/// Makes a file or folder its owner's alone.
pub(crate) use manners::keep_private;
#[cfg(not(target_os = "linux"))]
pub(crate) use menu_bar::tray;
#[cfg(not(target_os = "linux"))]
pub(crate) use notices::Notifications;
/// Opens an address or a folder with whatever the person opens them with.
pub(crate) use opener::{open_address, open_folder};
#[cfg(not(target_os = "linux"))]
pub(crate) use question::ask;
/// Says why the app does not start, or what its command line can be, where whoever started it sees that.
pub(crate) use sayings::{say_about_words, say_why_not};
#[cfg(target_os = "windows")]
pub(crate) use single::single;
/// What entries of the keychain are told about themselves.
pub(crate) use system::ENTRIES_ARE;
/// What a search of the keychain for an app's entries goes by.
pub(crate) use system::FINDS_ENTRIES_BY;
/// The system's keychain.
pub(crate) use system::Keychain;
/// The system, where sentences differ.
pub(crate) use system::OS;
/// Whether an event of the system means that the app was started anew.
pub(crate) use system::asks_for_window;
/// Asks the person, through the system, for one deed with an administrator's rights, and waits for it.
pub(crate) use system::elevate;
/// Whether the desktop is light or dark, where windows don't follow it by themselves.
pub(crate) use system::follow_color_scheme;
/// Makes a new file belong to whom the old one belongs.
pub(crate) use system::give_to_owner_of;
/// Gives the token to the app that asked for it; nobody else can read it on the way.
pub(crate) use system::hand_over;
/// Sees to it that nothing of a window's webview stays behind when it is closed.
pub(crate) use system::let_go_when_closed;
/// The addresses an event of the system wants opened.
pub(crate) use system::links;
/// Who takes connections to 127.0.0.1 on a port, where the service in this folder should.
pub(crate) use system::listener;
/// Who takes connections to this machine on a port, where an administrator's program should or one of the person's own.
pub(crate) use system::listener_for_us;
/// Makes sure that there is a desktop to draw on.
pub(crate) use system::meet_desktop;
#[cfg(target_os = "macos")]
pub(crate) use system::own_fault;
/// The folder of the service that the system starts.
pub(crate) use system::own_home;
/// Whom a folder belongs to, in words to be compared, where that tells one service from another.
pub(crate) use system::owner;
/// Where a service may keep its files, best first.
pub(crate) use system::service_homes;
/// Whether the service is installed and runs, as the system knows it.
pub(crate) use system::service_state;
/// What had to be set so that the webview draws, for the log.
pub(crate) use system::set_for_webview;
/// Makes sure that there is one app at a time, or one for each folder.
#[cfg(not(target_os = "windows"))]
pub(crate) use system::single;
/// Ends when the system or the terminal asks the app to end.
pub(crate) use system::told_to_end;
/// What is put on the clipboard stays out of the histories of clipboards, where these can be asked to.
pub(crate) use system::unrecorded;
/// Copies of the token in the person's own folders, as the command line and other apps make them.
pub(crate) use system::user_copies;
/// Those of them that nobody has chosen: a person's copies of the token are of the service there.
pub(crate) use system::usual_homes;
/// Tells when the machine wakes up or its network changes, where the system does.
pub(crate) use system::wakeups;
/// Calls back when the process that draws the page has ended by itself, where the system tells.
pub(crate) use system::when_page_dies;
/// Starts and stops the service; needs an administrator's rights. Once stopping is over, the service is stopped.
pub(crate) use system::{restart_service, start_service, stop_service};

### What is said of the desktop around the app: its window and tray, what it opens and copies, the keychain.

## What the desktop says by itself: as a notification, and of a second start also in a terminal

page-died-title = The window stopped twice
page-died-text = It is closed. Perigee goes on, and opens it again from the tray.
again = Perigee is already running
again-other-demo = The one that runs does not show this demo. Quit it first, or give the demo a folder of its own with --data-dir.
again-other-service =
    The one that runs does not look after the service in { $home }. Quit it first, or give this one a folder of its own
    with --data-dir.
again-silent = Perigee does not answer
again-silent-text = It is already running, as process { $process }. End that process, then start Perigee again.

## The menu of the app, on a Mac: in the system's own words

app-menu-about = About Perigee
app-menu-services = Services
app-menu-hide = Hide Perigee
app-menu-hide-others = Hide Others
app-menu-show-all = Show All
app-menu-quit = Quit Perigee
app-menu-edit = Edit
app-menu-undo = Undo
app-menu-redo = Redo
app-menu-cut = Cut
app-menu-copy = Copy
app-menu-paste = Paste
app-menu-select-all = Select All
app-menu-window = Window
app-menu-minimize = Minimize
app-menu-zoom = Zoom
app-menu-fullscreen = Enter Full Screen
app-menu-close = Close Window

## Wishes that were not granted

no-window-title = The window couldn’t be opened
no-window-text = The tray goes on working.
not-opened-title = No browser opened
not-opened-text = The address is { $address }.
not-copied-title = Nothing was copied
not-copied-text = The clipboard can’t be reached.
not-copied-text-by-hand = The clipboard can’t be reached. To be copied by hand: { $text }
log-folder-title = The log folder couldn’t be opened
log-folder-text = No file manager answered.
no-tray-title = This desktop shows no tray icons
no-tray-text = The app closes with its window. On GNOME, the AppIndicator extension brings tray icons back.
no-tray-text-plain = The app closes with its window.
autostart-title = Starting at login couldn’t be changed
autostart-text = The system’s autostart folder can’t be written to.

## The keychain

keychain-missing-title = No keychain on this system
keychain-missing-text = Access holds until the app closes. To keep it, install a Secret Service such as GNOME Keyring.
keychain-locked-title = The keychain is locked
keychain-locked-text = Access holds until the app closes.
keychain-failed-title = The keychain didn’t take the key
keychain-failed-text = Access holds until the app closes.

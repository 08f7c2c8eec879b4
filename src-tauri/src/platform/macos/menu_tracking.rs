//! Whether a menu of the app's is open: the system calls that tracking.

use std::ptr::NonNull;

use block2::RcBlock;
use objc2_app_kit::{NSMenuDidBeginTrackingNotification, NSMenuDidEndTrackingNotification};
use objc2_foundation::{NSNotification, NSNotificationCenter};
use tauri::tray::TrayIcon;
use tokio::sync::watch;

/// Any menu counts: which one it is matters to nobody who only waits.
#[allow(unsafe_code, reason = "the library tells of no menu that closes")]
pub(crate) fn menu_is_open(_tray: &TrayIcon) -> watch::Receiver<bool> {
    let (tell, told) = watch::channel(false);
    let center = NSNotificationCenter::defaultCenter();
    // SAFETY: the names are the system's own and live as long as the app.
    let [begins, ends] = unsafe { [NSMenuDidBeginTrackingNotification, NSMenuDidEndTrackingNotification] };
    for (name, open) in [(begins, true), (ends, false)] {
        let tell = tell.clone();
        let heard = RcBlock::new(move |_: NonNull<NSNotification>| _ = tell.send_replace(open));
        // SAFETY: the block owns what it uses, which may go from thread to thread; the center keeps it from now on.
        unsafe { center.addObserverForName_object_queue_usingBlock(Some(name), None, None, &heard) };
    }
    told
}

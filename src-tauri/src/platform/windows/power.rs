//! When the machine wakes up. The clocks of this system go on while it sleeps, so that the driver can't tell by them.

use std::{ffi::c_void, ptr, sync::LazyLock};

use tokio::sync::watch;
use windows::Win32::{
    Foundation::{ERROR_SUCCESS, HANDLE},
    System::Power::{DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS, PowerRegisterSuspendResumeNotification},
    UI::WindowsAndMessaging::{DEVICE_NOTIFY_CALLBACK, PBT_APMRESUMEAUTOMATIC, PBT_APMRESUMESUSPEND},
};

static WOKE: LazyLock<watch::Sender<()>> = LazyLock::new(|| watch::Sender::new(()));

/// Calls this at each wake-up.
pub(crate) async fn wakeups(woke: impl Fn() + Send + Sync + 'static) {
    let mut wakes = WOKE.subscribe();
    listen();
    while wakes.changed().await.is_ok() {
        woke();
    }
}

#[allow(unsafe_code, reason = "the system's only word for it that needs no window")]
fn listen() {
    let asked = DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS { Callback: Some(has_happened), Context: ptr::null_mut::<c_void>() };
    // As long as the app runs.
    let asked = Box::leak(Box::new(asked));
    let mut registered = ptr::null_mut();
    // SAFETY: what it reads is never given back, and what it calls needs nothing of this.
    let said = unsafe {
        PowerRegisterSuspendResumeNotification(
            DEVICE_NOTIFY_CALLBACK,
            HANDLE(ptr::from_mut(asked).cast()),
            &raw mut registered,
        )
    };
    if said != ERROR_SUCCESS {
        tracing::warn!(code = said.0, "nobody tells of wake-ups");
    }
}

/// On a thread of the system's. The first comes with every wake-up, the second when it was a person's doing.
#[allow(unsafe_code, reason = "called by the system")]
unsafe extern "system" fn has_happened(_context: *const c_void, kind: u32, _setting: *const c_void) -> u32 {
    if matches!(kind, PBT_APMRESUMEAUTOMATIC | PBT_APMRESUMESUSPEND) {
        WOKE.send_replace(());
    }
    ERROR_SUCCESS.0
}

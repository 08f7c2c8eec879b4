//! The taskbar: whether it is light or dark, and whether the menu of the icon on it is open.

use std::{sync::LazyLock, thread};

use tauri::tray::TrayIcon;
use tokio::sync::watch;
use windows::Win32::{
    Foundation::{ERROR_SUCCESS, HWND, LPARAM, LRESULT, WPARAM},
    System::Registry::{HKEY, REG_NOTIFY_CHANGE_LAST_SET, RegNotifyChangeKeyValue},
    UI::{
        Shell::{DefSubclassProc, SetWindowSubclass},
        WindowsAndMessaging::{WM_ENTERMENULOOP, WM_EXITMENULOOP},
    },
};
use windows_registry::{CURRENT_USER, Key, Result};

/// The left button opens the window here, the right one the menu.
pub(crate) const MENU_ON_LEFT_CLICK: bool = false;

/// It is coloured here.
pub(crate) const TEMPLATE_ICON: bool = false;

const THEMES: &str = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize";

/// Whether the taskbar is dark, and when that changes: it has its own light and dark.
pub(crate) fn dark_panel() -> watch::Receiver<bool> {
    let (tell, told) = watch::channel(is_dark());
    // It waits in the system, and ends with the app.
    let followed = thread::Builder::new().name("taskbar".into()).spawn(move || {
        if let Err(error) = follow(&tell) {
            tracing::info!(%error, "the taskbar's theme is not followed");
        }
    });
    if let Err(error) = followed {
        tracing::warn!(%error, "the taskbar's theme is not followed");
    }
    told
}

fn follow(tell: &watch::Sender<bool>) -> Result<()> {
    let themes = CURRENT_USER.options().read().write().create().open(THEMES)?;
    loop {
        let dark = is_dark();
        tell.send_if_modified(|told| std::mem::replace(told, dark) != dark);
        changed(&themes)?;
    }
}

fn is_dark() -> bool {
    let light = CURRENT_USER.open(THEMES).and_then(|themes| themes.get_u32("SystemUsesLightTheme"));
    light.map_or(true, |light| light == 0)
}

/// Ends when a value in it has changed.
#[allow(unsafe_code, reason = "the system's only word for it")]
fn changed(themes: &Key) -> Result<()> {
    // SAFETY: the key lives until the call is over.
    let said =
        unsafe { RegNotifyChangeKeyValue(HKEY(themes.as_raw()), false, REG_NOTIFY_CHANGE_LAST_SET, None, false) };
    if said == ERROR_SUCCESS { Ok(()) } else { Err(said.to_hresult().into()) }
}

static MENU_IS_OPEN: LazyLock<watch::Sender<bool>> = LazyLock::new(watch::Sender::default);

/// Whether the icon's menu is open: the system tells the icon's own window.
pub(crate) fn menu_is_open(tray: &TrayIcon) -> watch::Receiver<bool> {
    #[allow(unsafe_code, reason = "the library tells of no menu that closes")]
    // SAFETY: on the thread of the window, as is asked; what is called needs nothing of this.
    let listens = tray.with_inner_tray_icon(|icon| unsafe {
        SetWindowSubclass(HWND(icon.window_handle()), Some(heard), ID, 0).as_bool()
    });
    if !matches!(listens, Ok(true)) {
        tracing::warn!("nobody tells when the tray's menu is open");
    }
    MENU_IS_OPEN.subscribe()
}

/// Among those who listen to a window, each function with its own numbers.
const ID: usize = 1;

#[allow(unsafe_code, reason = "called by the system")]
unsafe extern "system" fn heard(
    window: HWND,
    message: u32,
    wide: WPARAM,
    long: LPARAM,
    _id: usize,
    _data: usize,
) -> LRESULT {
    match message {
        WM_ENTERMENULOOP => MENU_IS_OPEN.send_replace(true),
        // What was chosen in it is on its way already, before whatever is done now.
        WM_EXITMENULOOP => MENU_IS_OPEN.send_replace(false),
        _ => false,
    };
    // SAFETY: it is handed on as it came.
    unsafe { DefSubclassProc(window, message, wide, long) }
}

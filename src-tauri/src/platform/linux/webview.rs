//! What a closed window would leave behind, and what becomes of one whose page has died.

use std::path::Path;

use gtk::{glib::Object, prelude::*};
use tauri::WebviewWindow;

/// The webview's own library hears the page through a closure that holds on to the webview, and the webview holds on to
/// whoever holds the closure: each window that was closed would stay in memory, with a descriptor of its own. Once the
/// webview is destroyed nobody is heard any more, and the closure can go.
pub(crate) fn let_go_when_closed(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|webview| {
        let webview = webview.inner();
        let Some(manager) = webview.property::<Option<Object>>("user-content-manager") else { return };
        let manager = manager.downgrade();
        webview.connect_destroy(move |_| {
            if let Some(manager) = manager.upgrade() {
                dispose(&manager);
            }
        });
    })
}

/// What makes the webview share its pictures in another way.
const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// With NVIDIA's own driver the webview's usual way to share pictures leaves windows white on many systems. Says what was
/// set. Whoever has set it to something has decided.
#[allow(unsafe_code, reason = "the webview's processes read it from the environment alone")]
pub(super) fn avoid_white_windows() -> Option<&'static str> {
    if std::env::var_os(NO_DMABUF).is_some() || !has_nvidias_driver(Path::new("/")) {
        return None;
    }
    // SAFETY: before GTK and the runtime: there is no other thread that could read the environment.
    unsafe { std::env::set_var(NO_DMABUF, "1") };
    Some(NO_DMABUF)
}

/// The kernel tells of it; the free driver is another one.
fn has_nvidias_driver(root: &Path) -> bool {
    ["proc/driver/nvidia/version", "sys/module/nvidia/version"].into_iter().any(|file| root.join(file).exists())
}

/// The process that draws the page has ended by itself: killed, crashed, or out of memory.
pub(crate) fn when_page_dies(window: &WebviewWindow, died: impl Fn() + Send + 'static) -> tauri::Result<()> {
    window.with_webview(|webview| {
        webview.inner().connect_local("web-process-terminated", false, move |_| {
            died();
            None
        });
    })
}

#[allow(unsafe_code, reason = "GObject's only way to drop closures whose numbers somebody else has")]
fn dispose(manager: &Object) {
    // SAFETY: on GTK's thread, as its signal is; the page it served is destroyed, and nobody asks it for anything after.
    unsafe { manager.run_dispose() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_system_with_nvidias_driver_is_one_whose_windows_may_stay_white() {
        let root = tempfile::tempdir().unwrap();
        assert!(!has_nvidias_driver(root.path()));
        fs::create_dir_all(root.path().join("sys/module/nouveau")).unwrap();
        assert!(!has_nvidias_driver(root.path()));
        fs::create_dir_all(root.path().join("proc/driver/nvidia")).unwrap();
        fs::write(root.path().join("proc/driver/nvidia/version"), "NVRM version").unwrap();
        assert!(has_nvidias_driver(root.path()));
    }
}

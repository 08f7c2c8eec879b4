//! What a closed window would leave behind, and what becomes of one whose page has died.

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

//! The window: made when it is wanted, remembered in size and place, destroyed with its webview when it is closed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    thread,
    time::{Duration, Instant},
};

use companion::{app::event::Event, driver::Handle};
use tauri::{
    AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent, Wry, async_runtime,
    plugin::{self, TauriPlugin},
    webview::NewWindowResponse,
};
use tauri_plugin_window_state::StateFlags;

use crate::{plain_file, platform, shell::Shell};

/// The only window there is.
pub(crate) const LABEL: &str = "main";

const SIZE: (f64, f64) = (880.0, 600.0);
const SMALLEST: (f64, f64) = (420.0, 480.0);
/// Sizes and places are a few numbers.
const LARGEST_PLACE: u64 = 64 << 10;
const CLOSES_WITHIN: Duration = Duration::from_secs(5);

/// Keeps the window's size and place in this file.
pub(crate) fn remember(file: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_filename(file.to_string_lossy())
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// What lies in that place and is no file that one run has left for the next goes before it is read, or waited for.
pub(crate) fn make_way(file: PathBuf) -> TauriPlugin<Wry> {
    plugin::Builder::new("window-place")
        .setup(move |app, _| {
            clear(&app.path().app_config_dir()?.join(&file));
            Ok(())
        })
        .build()
}

fn clear(file: &Path) {
    match plain_file::read(file, LARGEST_PLACE) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            let removed = fs::remove_file(file);
            tracing::warn!(%error, ?removed, "the window's place could not be read");
        }
        _ => {}
    }
}

/// Shows the window, making it if there is none. Not to be called on the main thread, which makes it.
pub(crate) fn show(app: &AppHandle) -> tauri::Result<()> {
    let shell = app.state::<Arc<Shell>>();
    // Asked for twice at once, there would be two.
    let _alone = shell.making_a_window();
    match app.get_webview_window(LABEL) {
        // One that is being closed can't be brought back: another one follows it.
        Some(_) if !shell.window_stays.load(Ordering::SeqCst) => follow(app),
        Some(window) => window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()),
        None => open(app),
    }
}

/// Waits until the old window is gone, which takes a blink, and makes the next.
fn follow(app: &AppHandle) -> tauri::Result<()> {
    let begun = Instant::now();
    while app.get_webview_window(LABEL).is_some() && begun.elapsed() < CLOSES_WITHIN {
        thread::sleep(Duration::from_millis(10));
    }
    open(app)
}

/// Closes the window, as its own button would.
pub(crate) fn close(app: &AppHandle) {
    if let Some(Err(error)) = app.get_webview_window(LABEL).map(|window| window.close()) {
        tracing::error!(%error, "window not closed");
    }
}

fn open(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Perigee")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        // Closed while it is still being made, it would be listed for ever, and no other could follow.
        .visible(false)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .data_directory(app.state::<Arc<Shell>>().webview_folder()?)
        .build()?;
    platform::let_go_when_closed(&window)?;
    let app = app.clone();
    let (dying, app) = (app.clone(), &app);
    platform::when_page_dies(&window, move || page_died(&dying))?;
    // The one before is gone by now, and this one is not seen yet: neither can be told of after this.
    tell(app, true);
    window.show()?;
    window.set_focus()
}

/// A page that dies twice within this time would die again.
const LIVES_FOR: Duration = Duration::from_secs(60);

/// A window without its page is white and deaf. It gets another one, once; the second time it is closed, and that is said.
fn page_died(app: &AppHandle) {
    let app = app.clone();
    // Not from within the webview, which is just telling.
    async_runtime::spawn(async move {
        let shell = app.state::<Arc<Shell>>();
        let (Some(window), true) = (app.get_webview_window(LABEL), shell.window_stays.load(Ordering::SeqCst)) else {
            return;
        };
        if shell.page_dies(Instant::now()).is_none_or(|lived| lived > LIVES_FOR) {
            tracing::warn!("the page has died and is loaded again");
            if let Err(error) = window.reload() {
                tracing::error!(%error, "page not loaded");
            }
            return;
        }
        tracing::error!("the page has died again: the window is closed");
        shell.tell("page-died").await;
        close(&app);
    });
}

/// What becomes of the window, from its first moment on.
pub(crate) fn happened(app: &AppHandle, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { .. } => app.state::<Arc<Shell>>().window_stays.store(false, Ordering::SeqCst),
        WindowEvent::Destroyed => tell(app, false),
        _ => {}
    }
}

fn tell(app: &AppHandle, open: bool) {
    platform::stand_in_dock(app, open);
    app.state::<Arc<Shell>>().window_stays.store(open, Ordering::SeqCst);
    app.state::<Handle>().tell(Event::Window { open });
}

/// The page stays where it is, whatever a text from the network makes somebody click: addresses are opened in the
/// browser, by Rust. In development it comes from the tool that builds it.
fn is_own_page(url: &Url) -> bool {
    let tool = || cfg!(dev) && url.host_str() == Some("localhost");
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || tool()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_in_the_place_of_the_windows_place_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("window.json");
        clear(&place);
        fs::write(&place, "{}").unwrap();
        clear(&place);
        assert!(place.exists());
        fs::File::create(&place).unwrap().set_len(2 << 30).unwrap();
        clear(&place);
        assert!(!place.exists());
    }

    #[test]
    fn the_page_does_not_leave() {
        let stays = |url: &str| is_own_page(&url.parse().unwrap());
        assert!(stays("tauri://localhost/index.html"));
        assert!(stays("http://tauri.localhost/"));
        assert!(!stays("https://example.com/"));
        assert!(!stays("file:///etc/passwd"));
        assert!(!stays("data:text/html,hello"));
    }
}

//! The app among others: in the Dock and in the menu bar while it has a window, and in the tray alone without one.

use companion::{app::event::Event, driver::Handle, interface::action::Action};
use tauri::{
    ActivationPolicy, App, AppHandle, Builder, Manager as _, Wry,
    menu::{AboutMetadata, Menu, MenuItem, PredefinedMenuItem as Item, Submenu},
};

use crate::start::say;

const QUIT: &str = "quit";

/// With a menu of its own. One that starts without a window leaves the keyboard to whoever has it.
pub(crate) fn as_an_app(app: Builder<Wry>, hidden: bool) -> Builder<Wry> {
    app.activate_ignoring_other_apps(!hidden).menu(menu).on_menu_event(|app, event| {
        if event.id() == QUIT
            && let Some(handle) = app.try_state::<Handle>()
        {
            handle.tell(Event::Action(Action::Quit));
        }
    })
}

/// Without a window from its first moment on. Whoever runs already is told by [`stand_in_dock`].
pub(crate) fn start_beside_others(app: &mut App) {
    app.set_activation_policy(ActivationPolicy::Accessory);
}

pub(crate) fn stand_in_dock(app: &AppHandle, has_window: bool) {
    let policy = if has_window { ActivationPolicy::Regular } else { ActivationPolicy::Accessory };
    if let Err(error) = app.set_activation_policy(policy) {
        tracing::warn!(%error, has_window, "the Dock does not follow");
    }
}

/// The system's own *Quit* ends an app at once; this one does what the tray's does. Without *Edit* no key copies or
/// pastes in the page.
fn menu(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let word = |name: &str| say(&format!("app-menu-{name}"), &[]);
    let line = || Item::separator(app);
    let about = AboutMetadata {
        name: Some(app.package_info().name.clone()),
        version: Some(app.package_info().version.to_string()),
        ..AboutMetadata::default()
    };
    let perigee = Submenu::with_items(
        app,
        &app.package_info().name,
        true,
        &[
            &Item::about(app, Some(&word("about")), Some(about))?,
            &line()?,
            &Item::services(app, Some(&word("services")))?,
            &line()?,
            &Item::hide(app, Some(&word("hide")))?,
            &Item::hide_others(app, Some(&word("hide-others")))?,
            &Item::show_all(app, Some(&word("show-all")))?,
            &line()?,
            &MenuItem::with_id(app, QUIT, word("quit"), true, Some("Cmd+Q"))?,
        ],
    )?;
    let edit = Submenu::with_items(
        app,
        word("edit"),
        true,
        &[
            &Item::undo(app, Some(&word("undo")))?,
            &Item::redo(app, Some(&word("redo")))?,
            &line()?,
            &Item::cut(app, Some(&word("cut")))?,
            &Item::copy(app, Some(&word("copy")))?,
            &Item::paste(app, Some(&word("paste")))?,
            &Item::select_all(app, Some(&word("select-all")))?,
        ],
    )?;
    let window = Submenu::with_items(
        app,
        word("window"),
        true,
        &[
            &Item::minimize(app, Some(&word("minimize")))?,
            &Item::maximize(app, Some(&word("zoom")))?,
            &Item::fullscreen(app, Some(&word("fullscreen")))?,
            &line()?,
            &Item::close_window(app, Some(&word("close")))?,
        ],
    )?;
    Menu::with_items(app, &[&perigee, &edit, &window])
}

//! The desktop shell: window, keychain, files, elevation. It draws the view and performs deeds; it decides nothing.
//!
//! ```text
//!   companion::driver ──View──▶ ipc ──event "view"──▶ page
//!          │  ▲                  ▲
//!     Deed │  │ Answer           └──commands "watch" and "dispatch"── page
//!          ▼  │
//!        shell ──▶ store · keychain · service · elevated · demo · window · clipboard · browser · appearance
//! ```

mod appearance;
mod args;
mod autostart;
mod browser;
mod clipboard;
#[cfg_attr(not(feature = "demo"), path = "no_demo.rs")]
mod demo;
pub mod elevated;
mod home;
mod ipc;
mod keychain;
mod log;
mod places;
mod platform;
mod report;
mod service;
mod shell;
mod store;
mod window;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
};

use companion::driver::{self, Start};
use tauri::{App, AppHandle, Manager as _, RunEvent, async_runtime};

pub use self::args::Args;
use self::{places::Places, shell::Shell};

/// Shows the app until the person has enough of it.
pub fn run(args: Args) -> ExitCode {
    match platform::meet_desktop().map_err(tauri::Error::from).and_then(|()| build(args)) {
        Ok(app) => {
            let code = app.run_return(|app, event| {
                if let RunEvent::Exit = event {
                    app.state::<Arc<Shell>>().close();
                }
            });
            ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
        }
        Err(error) => {
            // There is no window to say it in, and whoever closed the terminal can't be told.
            writeln!(io::stderr(), "Perigee can't start: {error}").ok();
            ExitCode::FAILURE
        }
    }
}

fn build(args: Args) -> tauri::Result<App> {
    let window_place = places::window_place(args.data_dir.as_deref());
    tauri::Builder::default()
        // First, so that a second start does nothing but show the window of the first.
        .plugin(tauri_plugin_single_instance::init(|app, _args, _folder| window::show(app)))
        .plugin(window::remember(&window_place))
        .plugin(autostart::plugin())
        .invoke_handler(tauri::generate_handler![ipc::watch, ipc::dispatch])
        .setup(move |app| Ok(async_runtime::block_on(start(app.handle(), args))?))
        .build(tauri::generate_context!())
}

/// Puts the parts together: log, shell, driver, window.
async fn start(app: &AppHandle, args: Args) -> tauri::Result<()> {
    let places = Places::new(app, args.data_dir)?;
    log::start(&places.logs);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");

    let demo = args.demo.is_some();
    let shell = Arc::new(Shell::new(app, places, args.service_home, args.demo.unwrap_or_default()));
    if demo {
        shell.raise_curtain().await?;
    }
    let handle = driver::start(Start { desktop: shell.clone(), os: platform::OS, demo });
    ipc::tell_page(app, &handle);
    app.manage(shell);
    app.manage(handle);
    if !args.hidden {
        window::show(app);
    }

    let ending = app.clone();
    async_runtime::spawn(async move {
        match platform::told_to_end().await {
            Ok(()) => ending.exit(0),
            Err(error) => tracing::warn!(%error, "can't hear when to end"),
        }
    });
    if let Some(time) = args.quit_after {
        let ending = app.clone();
        async_runtime::spawn(async move {
            tokio::time::sleep(time).await;
            ending.exit(0);
        });
    }
    Ok(())
}

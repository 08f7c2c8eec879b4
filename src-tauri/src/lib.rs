//! The desktop shell: window, keychain, files, elevation. It draws the view and performs deeds; it decides nothing.
//!
//! ```text
//!   companion::driver ──View──▶ ipc ──event "view"──▶ page
//!          │  ▲                  ▲
//!     Deed │  │ Answer           └──three commands────────────── page
//!          ▼  │
//!        shell ──▶ store · keychain · service · elevated · environment · demo · window · clipboard · browser ·
//!                  appearance
//!
//!   companion::driver ──Menu──▶ tray ──Action──▶ companion::driver
//! ```

mod appearance;
mod args;
mod autostart;
mod browser;
mod clipboard;
mod copies;
#[cfg_attr(not(feature = "demo"), path = "no_demo.rs")]
mod demo;
pub mod elevated;
mod environment;
mod home;
mod ipc;
mod keychain;
mod lans;
mod leaving;
mod log;
mod places;
mod plain_file;
mod platform;
mod preferences;
mod renewal;
mod report;
mod service;
mod shell;
mod start;
mod store;
mod tray;
mod window;

use std::{
    fmt,
    process::{self, ExitCode},
    sync::Arc,
    time::{Duration, SystemTime},
};

use companion::{
    app::{event::Event, view::View},
    driver::{self, Handle, Start},
    interface::action::Action,
};
use tauri::{App, AppHandle, Builder, Manager as _, RunEvent, Wry, async_runtime};
use tokio::sync::mpsc::Receiver;

pub use self::args::Args;
use self::{
    places::Places,
    shell::Shell,
    start::{Running, Second},
    tray::Tray,
};

/// Shows the app until the person has enough of it.
pub fn run(args: Args) -> ExitCode {
    platform::be_discreet();
    if let Err(error) = platform::meet_desktop() {
        return cannot_start(&error);
    }
    let (running, later) = Running::new(&args);
    let first = match platform::single(tauri::Builder::default(), &args, &running) {
        Ok(first) => first,
        Err(Second::Taken) => return ExitCode::SUCCESS,
        Err(Second::Refused { title, text }) => {
            platform::say_why_not(&format!("{title}. {text}"));
            return ExitCode::FAILURE;
        }
    };
    let hidden = args.hidden;
    match build(platform::as_an_app(first, hidden), args, running.clone(), later) {
        Ok(mut app) => {
            if hidden {
                platform::start_beside_others(&mut app);
            }
            let code = app.run_return(move |app, event| happened(app, event, &running));
            ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX))
        }
        Err(error) => cannot_start(&error),
    }
}

fn cannot_start(error: &dyn fmt::Display) -> ExitCode {
    // There is no window to say it in.
    platform::say_why_not(&format!("Perigee can't start: {error}"));
    ExitCode::FAILURE
}

/// What there is to say to somebody whose words were not understood, or who asked which there are.
pub fn answer(told: &clap::Error) -> ExitCode {
    platform::say_about_words(told);
    ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(u8::MAX))
}

fn happened(app: &AppHandle, event: RunEvent, running: &Running) {
    // These may come before the app is set up.
    for text in platform::links(&event) {
        running.tell(Event::Link { text });
    }
    if platform::asks_for_window(&event) {
        running.tell(Event::Action(Action::OpenWindow));
    }
    match event {
        // The last window was closed. In the tray the app lives on; else it ends as it does when told to.
        RunEvent::ExitRequested { api, code: None, .. } => {
            api.prevent_exit();
            let handle = app.state::<Handle>();
            if !lives_on(&handle.views().borrow(), &app.state::<Tray>()) {
                handle.tell(Event::Action(Action::Quit));
            }
        }
        // The app ends by its own word.
        RunEvent::ExitRequested { code: Some(_), .. } => app.state::<Arc<Shell>>().leaving.over(),
        RunEvent::WindowEvent { label, event, .. } if label == window::LABEL => window::happened(app, &event),
        RunEvent::Exit => end(app),
        _ => {}
    }
}

/// Longer than the model needs for it nobody waits.
const LEAVES_WITHIN: Duration = Duration::from_secs(6);

/// A system that ends the app, as a Mac does at logout, asks nobody and waits for this alone: what *Quit* does is done
/// first.
fn end(app: &AppHandle) {
    // Before it is set up there is nothing to leave.
    let (Some(shell), Some(handle)) = (app.try_state::<Arc<Shell>>(), app.try_state::<Handle>()) else { return };
    if !shell.leaving.see_through(|| handle.tell(Event::Action(Action::Quit)), LEAVES_WITHIN) {
        tracing::warn!("the app ends before all is left");
    }
    shell.close();
}

fn lives_on(view: &View, tray: &Tray) -> bool {
    view.settings.keep_running && view.settings.show_in_tray && tray.is_present()
}

fn build(first: Builder<Wry>, args: Args, running: Running, later: Receiver<Event>) -> tauri::Result<App> {
    let window_place = places::window_place(args.data_dir.as_deref());
    platform::prepare_login(first)
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(window::make_way(window_place.clone()))
        .plugin(window::remember(&window_place))
        .invoke_handler(tauri::generate_handler![ipc::watch, ipc::dispatch, ipc::entrust])
        .setup(move |app| {
            if let Err(error) = async_runtime::block_on(start(app.handle(), args, running, later)) {
                cannot_start(&error);
                // Tauri knows no way back from here but a panic.
                process::exit(1);
            }
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// How long somebody who prefers no window waits for a sign of the app. At login nobody waits, and a panel may take a
/// minute: then it is waited for as long as it takes.
const TRAY_COMES_WITHIN: Duration = Duration::from_secs(10);

/// Puts the parts together: log, shell, driver, tray, window.
async fn start(app: &AppHandle, args: Args, running: Running, mut later: Receiver<Event>) -> tauri::Result<()> {
    let places = Places::new(app, args.data_dir)?;
    places.make_private();
    log::start(&places.logs);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    if let Some(set) = platform::set_for_webview() {
        tracing::info!(set, "for NVIDIA's driver, with which windows stay white");
    }

    let demo = args.demo.is_some();
    let scheme = platform::follow_color_scheme();
    let shell = Arc::new(Shell::new(app, places, running, args.demo.unwrap_or_else(demo::usual), scheme.clone()));
    let kept = shell.kept();
    if demo {
        shell.raise_curtain().await?;
    }
    let handle = driver::start(Start { desktop: shell.clone(), os: platform::OS, clock: SystemTime::now, demo });
    ipc::tell_page(app, &handle);
    app.manage(shell);
    app.manage(handle.clone());
    let tray = Tray::start(app, &handle, scheme).await;
    let (starts_hidden, place) = ((args.hidden || kept.start_hidden) && kept.show_in_tray, tray.place());
    let comes_within = (!args.hidden).then_some(TRAY_COMES_WITHIN);
    app.manage(tray);
    if starts_hidden {
        platform::stand_in_dock(app, false);
    }
    if let Some(text) = args.link {
        handle.tell(Event::Link { text });
    } else if !starts_hidden {
        handle.tell(Event::Action(Action::OpenWindow));
    } else {
        let handle = handle.clone();
        async_runtime::spawn(async move {
            // Without a window and without a tray nobody could reach it.
            if !tray::comes(place, comes_within).await {
                handle.tell(Event::Action(Action::OpenWindow));
            }
        });
    }
    let told = handle.clone();
    async_runtime::spawn(async move {
        while let Some(event) = later.recv().await {
            told.tell(event);
        }
    });
    let woken = handle.clone();
    async_runtime::spawn(platform::wakeups(move || woken.tell(Event::Woke)));

    let ending = handle;
    async_runtime::spawn(async move {
        match platform::told_to_end().await {
            Ok(()) => ending.tell(Event::Action(Action::Quit)),
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

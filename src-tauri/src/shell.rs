//! Performs deeds: one match that hands each to the file that knows how.

use std::{
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use companion::{
    app::event::Event,
    desktop::{Desktop, Listener},
    driver::Handle,
    interface::{
        action::Action,
        notice::{Notification, Remedy},
    },
    kernel::{
        ids::{CredentialId, Slot},
        words::plain,
    },
    ports::{
        answer::Answer,
        effect::Deed,
        frame::{LoadFault, Loaded, SaveFault, Undone},
        secrets::FoundCredential,
        service::Lan,
        settings::{Preferences, Settings},
    },
};
use tauri::{AppHandle, Manager as _, Theme};
use tempfile::TempDir;
use tokio::{sync::watch, task::spawn_blocking};

use crate::{
    appearance::Wardrobe,
    autostart, browser,
    clipboard::Clipboard,
    demo::{Demo, Scenario},
    elevated::{self, Verb},
    environment,
    keychain::Keychain,
    lans,
    leaving::Leaving,
    places::Places,
    platform::{self, Notifications},
    preferences::PreferenceFile,
    report, service,
    start::{self, Running},
    store::Store,
    window,
};

pub(crate) struct Shell {
    app: AppHandle,
    places: Places,
    running: Running,
    store: Store,
    preferences: PreferenceFile,
    keychain: Keychain,
    clipboard: Clipboard,
    wardrobe: Wardrobe,
    notifications: Notifications,
    scenario: Scenario,
    /// The webview's folder for this run alone.
    stand_in: Mutex<Option<TempDir>>,
    /// Whoever makes the window does it alone.
    making: Mutex<()>,
    /// There is a window, and nobody has asked it to close.
    pub(crate) window_stays: AtomicBool,
    /// When the page died last.
    page_died: Mutex<Option<Instant>>,
    pub(crate) leaving: Leaving,
    /// The pretend service, while it stands in the place of the real one.
    demo: Mutex<Option<Arc<Demo>>>,
}

impl Shell {
    pub(crate) fn new(
        app: &AppHandle,
        places: Places,
        running: Running,
        scenario: Scenario,
        scheme: watch::Receiver<Option<Theme>>,
    ) -> Self {
        let pressing = app.clone();
        let pressed = move |action| pressing.state::<Handle>().tell(Event::Action(action));
        Self {
            store: Store::new(places.settings.clone()),
            preferences: PreferenceFile::new(app, places.preferences.clone()),
            wardrobe: Wardrobe::open(app, scheme),
            notifications: Notifications::new(app, pressed),
            app: app.clone(),
            running,
            keychain: Keychain::new(places.data.clone()),
            places,
            clipboard: Clipboard::default(),
            scenario,
            stand_in: Mutex::default(),
            making: Mutex::default(),
            window_stays: AtomicBool::default(),
            page_died: Mutex::default(),
            leaving: Leaving::default(),
            demo: Mutex::default(),
        }
    }

    /// Where the webview keeps what it keeps. Nothing of it would be missed, so that a folder for this run alone stands in
    /// where the usual one can't be written to.
    pub(crate) fn webview_folder(&self) -> io::Result<PathBuf> {
        let folder = &self.places.webview;
        let writable = std::fs::create_dir_all(folder).and_then(|()| tempfile::tempfile_in(folder));
        let Err(error) = writable else { return Ok(folder.clone()) };
        tracing::warn!(%error, folder = %folder.display(), "the webview keeps nothing");
        let mut stand_in = self.stand_in.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = match stand_in.take() {
            Some(folder) => folder,
            None => tempfile::tempdir()?,
        };
        Ok(stand_in.insert(folder).path().to_owned())
    }

    pub(crate) fn making_a_window(&self) -> MutexGuard<'_, ()> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The page has died; how long after it did before.
    pub(crate) fn page_dies(&self, now: Instant) -> Option<Duration> {
        let before = self.page_died.lock().unwrap_or_else(PoisonError::into_inner).replace(now);
        before.map(|before| now.saturating_duration_since(before))
    }

    /// Says the sentence of this name, as a notification that opens the window.
    pub(crate) async fn tell(&self, name: &str) {
        let [title, text] = ["title", "text"].map(|part| start::say(&format!("{name}-{part}"), &[]));
        let (key, click) = (name.to_owned(), Action::OpenWindow);
        self.notifications.show(Notification { key, title, text, remedies: Vec::new(), click }).await;
    }

    /// What was chosen in an earlier run about how to start.
    pub(crate) fn kept(&self) -> Settings {
        let settings = self.store.peek();
        match self.preferences.peek() {
            Some(preferences) => settings.with_preferences(preferences),
            None => settings,
        }
    }

    /// Puts the pretend service in the place of the real one.
    pub(crate) async fn raise_curtain(&self) -> std::io::Result<()> {
        let demo = Demo::start(self.scenario).await?;
        *self.demo.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(demo));
        self.running.shows(Some(self.scenario));
        Ok(())
    }

    /// The app ends: nothing of it stays behind, and what was copied stays on the clipboard.
    pub(crate) fn close(&self) {
        self.drop_curtain();
        self.clipboard.close();
        self.stand_in.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn drop_curtain(&self) {
        self.demo.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.running.shows(None);
    }

    fn demo(&self) -> Option<Arc<Demo>> {
        self.demo.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn stage(&self, demo: bool) -> Answer {
        if !demo {
            self.drop_curtain();
            return Answer::Staged { demo };
        }
        match self.raise_curtain().await {
            Ok(()) => Answer::Staged { demo },
            Err(error) => Answer::Undone(Undone::Demo { said: error.to_string() }),
        }
    }

    async fn load(&self) -> Loaded {
        let (store, preferences) = (self.store.clone(), self.preferences.clone());
        // Reading a file does not panic; were it to, the app would go on with defaults and without saving over it.
        spawn_blocking(move || with_preferences(store.load(), preferences.load())).await.unwrap_or_else(|_| Loaded {
            settings: Settings::default(),
            fault: Some(LoadFault::Unreadable { path: self.places.settings.clone() }),
        })
    }

    async fn save(&self, settings: Settings) -> Result<(), SaveFault> {
        let (store, preferences) = (self.store.clone(), self.preferences.clone());
        // Preferences first: those of an earlier version are in the settings until these are written.
        let save = move || {
            store.may_save()?;
            preferences.save(&settings.preferences())?;
            store.save(&settings)
        };
        let saved = spawn_blocking(save).await;
        saved.unwrap_or_else(|stopped| {
            Err(SaveFault::Other { path: self.places.settings.clone(), said: stopped.to_string() })
        })
    }

    async fn copy(&self, text: String) -> Option<Answer> {
        let copied = self.clipboard.copy(text.clone());
        copied.await.is_err().then_some(Answer::Undone(Undone::Copy { text: Some(text) }))
    }

    /// Tokens that lie ready, each with the credential whose secret it is.
    async fn found_tokens(&self, kept: &[CredentialId]) -> Vec<FoundCredential> {
        let mut found = environment::find();
        if found.is_empty() {
            // The keychain need not be asked.
            return found;
        }
        for id in kept {
            let secret = match self.keychain.secret(id, Slot::Current).await {
                Ok(Some(secret)) => secret,
                Ok(None) => continue,
                // It would be asked to unlock once for each.
                Err(_) => break,
            };
            for same in found.iter_mut().filter(|found| environment::holds(&found.source, &secret)) {
                same.kept = Some(id.clone());
            }
        }
        found
    }

    async fn copy_secret(&self, credential: CredentialId, slot: Slot) -> Answer {
        let secret = match (self.demo(), &credential, slot) {
            (Some(demo), ..) => demo.secret(&credential, slot),
            (None, CredentialId::Service, Slot::Current) => service::token(&self.keychain).await,
            (None, ..) => self.keychain.secret(&credential, slot).await.ok().flatten(),
        };
        let Some(secret) = secret else { return Answer::Undone(Undone::Copy { text: None }) };
        match self.clipboard.lend(secret).await {
            Ok(()) => Answer::SecretCopied { credential, slot },
            Err(_) => Answer::Undone(Undone::Copy { text: None }),
        }
    }

    fn report(&self) -> String {
        let view = self.app.state::<Handle>().views().borrow().clone();
        report::report(&view, &self.places.logs)
    }
}

/// Desktops draw the marks that keep parts of a sentence apart.
fn without_marks(notification: Notification) -> Notification {
    let Notification { key, title, text, remedies, click } = notification;
    let remedies = remedies.into_iter().map(|remedy| Remedy { label: plain(&remedy.label), ..remedy }).collect();
    Notification { key, title: plain(&title), text: plain(&text), remedies, click }
}

/// What was loaded of both files; where both are at fault, the settings' is the graver one.
fn with_preferences(loaded: Loaded, preferences: Result<Option<Preferences>, LoadFault>) -> Loaded {
    let Loaded { settings, fault } = loaded;
    match preferences {
        Ok(Some(preferences)) => Loaded { settings: settings.with_preferences(preferences), fault },
        Ok(None) => Loaded { settings, fault },
        Err(other) => Loaded { settings, fault: fault.or(Some(other)) },
    }
}

#[async_trait]
impl Desktop for Shell {
    fn listener(&self, port: u16, home: Option<&Path>) -> Listener {
        // The pretended service is a part of this program.
        let pretended = self.demo().is_some_and(|demo| demo.port() == port);
        if pretended { Listener::Service } else { platform::listener(port, home) }
    }

    fn lans(&self) -> Vec<Lan> {
        if self.demo().is_some() { Vec::new() } else { lans::lans() }
    }

    fn listener_for_us(&self, port: u16) -> Listener {
        platform::listener_for_us(port)
    }

    async fn perform(&self, deed: Deed) -> Option<Answer> {
        let deed = match self.demo() {
            Some(demo) => match demo.perform(deed).await {
                ControlFlow::Break(answer) => return answer,
                ControlFlow::Continue(deed) => deed,
            },
            None => deed,
        };
        match deed {
            Deed::Load => Some(Answer::Loaded(self.load().await)),
            Deed::Save(settings) => Some(Answer::Saved(self.save(*settings).await)),
            Deed::FindService { home } => {
                let home = self.running.service_home().or(home);
                Some(Answer::Found(service::find(home, &self.keychain).await))
            }
            Deed::AskForToken { home } => {
                // At login nobody was asked for the keychain, which may have it.
                let kept = if self.keychain.somebody_comes() { self.keychain.token().await } else { None };
                Some(Answer::Token(match kept {
                    Some(found) => Ok(found.token.into()),
                    None => elevated::read_token(home).await,
                }))
            }
            Deed::RenewToken { home } => Some(Answer::Renewed(elevated::renew_token(&home).await)),
            Deed::RepairCopies => Some(Answer::CopiesRepaired(service::repair_copies(&self.keychain).await)),
            Deed::KeepToken(token) => Some(Answer::Kept(self.keychain.keep(token).await)),
            Deed::ForgetToken => Some(match self.keychain.forget().await {
                Ok(()) => Answer::Forgotten,
                Err(_) => Answer::Undone(Undone::ForgetToken),
            }),
            Deed::KeepSecret { credential, slot, secret, base } => {
                let kept = self.keychain.keep_secret(&credential, slot, secret, base.as_ref()).await;
                Some(Answer::SecretKept { credential, slot, kept })
            }
            Deed::FetchSecret { credential, slot, base } => {
                let secret = self.keychain.secret_for(&credential, slot, base).await;
                Some(Answer::Secret { credential, slot, secret })
            }
            Deed::ForgetSecret { credential, slot } => {
                let forgotten = self.keychain.forget_secret(&credential, slot).await;
                Some(Answer::SecretForgotten { credential, slot, forgotten })
            }
            Deed::SwitchSecret { credential } => {
                let switched = self.keychain.switch(&credential).await;
                Some(Answer::Switched { credential, switched })
            }
            Deed::CopySecret { credential, slot } => Some(self.copy_secret(credential, slot).await),
            Deed::ListSecrets => Some(Answer::SecretsListed(self.keychain.list().await)),
            Deed::FindTokens { kept } => Some(Answer::TokensFound(self.found_tokens(&kept).await)),
            Deed::TakeToken { source } => {
                let token = environment::take(&source);
                Some(Answer::Taken { source, token })
            }
            Deed::StartService => Some(Answer::ServiceAsked(elevated::ask(Verb::StartService).await)),
            Deed::RestartService => Some(Answer::ServiceAsked(elevated::ask(Verb::RestartService).await)),
            Deed::Stage { demo } => Some(self.stage(demo).await),
            Deed::Open(address) => {
                let opened = browser::open(&address).await;
                opened.is_err().then_some(Answer::Undone(Undone::Open { address }))
            }
            Deed::Copy(text) => self.copy(text).await,
            Deed::ReadClipboard => Some(Answer::Clipboard(self.clipboard.read().await)),
            Deed::Autostart { on } => Some(Answer::Autostart(autostart::set(&self.app, on))),
            Deed::Notify(notification) => {
                self.notifications.show(without_marks(*notification)).await;
                None
            }
            Deed::CopyReport => {
                let copied = self.clipboard.copy(self.report());
                copied.await.is_err().then_some(Answer::Undone(Undone::Copy { text: None }))
            }
            Deed::OpenLogFolder => {
                let opened = browser::open_folder(&self.places.logs).await;
                opened.is_err().then_some(Answer::Undone(Undone::OpenLogFolder))
            }
            Deed::Dress(appearance) => {
                self.wardrobe.dress(appearance);
                None
            }
            Deed::OpenWindow => {
                self.keychain.somebody_comes();
                let app = self.app.clone();
                // Making it takes its time.
                let shown = spawn_blocking(move || window::show(&app).map_err(|error| error.to_string())).await;
                let said = shown.map_err(|error| error.to_string()).flatten().err()?;
                tracing::error!(error = said, "no window");
                Some(Answer::Undone(Undone::Window { said }))
            }
            Deed::CloseWindow => {
                window::close(&self.app);
                None
            }
            Deed::Quit => {
                self.leaving.over();
                self.app.exit(0);
                None
            }
        }
    }
}

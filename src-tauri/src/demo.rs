//! The demo: a pretend service inside the app, and everything around it pretended as well. Nothing of this machine is
//! read or changed while it lasts.

use std::{
    io,
    ops::ControlFlow,
    sync::{Mutex, MutexGuard, PoisonError},
};

use companion::model::{
    Answer, Deed,
    event::{Finding, FoundToken, Loaded, Origin},
    settings::{Remembered, Settings},
};
pub(crate) use simulator::Scenario;
use simulator::{Pace, Simulator, Token};
use zerotier_api::Secret;

use crate::home::TOKEN_FILE;

/// A pretend service and what is kept of it; all of it gone when this is dropped.
pub(crate) struct Demo {
    simulator: Simulator,
    kept: Mutex<Kept>,
}

/// The settings and the keychain of the pretended desktop.
#[derive(Default)]
struct Kept {
    settings: Settings,
    token: Option<Secret>,
    autostart: bool,
}

impl Demo {
    pub(crate) async fn start(scenario: Scenario) -> io::Result<Self> {
        let simulator = Simulator::start(scenario, Pace::AsMeasured).await?;
        // What an earlier run of the pretended app kept.
        let token = (scenario == Scenario::StaleToken).then(|| Secret::new(&simulator.stale_token()));
        Ok(Self { simulator, kept: Mutex::new(Kept { token, settings: settings(scenario), autostart: false }) })
    }

    /// Performs what would touch this machine's service, settings or keychain; gives back every other deed.
    pub(crate) async fn perform(&self, deed: Deed) -> ControlFlow<Option<Answer>, Deed> {
        let hand = self.simulator.hand();
        ControlFlow::Break(match deed {
            Deed::Load => Some(Answer::Loaded(Loaded { settings: self.kept().settings.clone(), fault: None })),
            Deed::Save(settings) => {
                self.kept().settings = *settings;
                Some(Answer::Saved(Ok(())))
            }
            Deed::FindService { .. } => Some(Answer::Found(self.find())),
            Deed::AskForToken { .. } => {
                hand.allow_access();
                Some(Answer::Token(Ok(Secret::new(&self.simulator.token()))))
            }
            Deed::KeepToken(token) => {
                self.kept().token = Some(token);
                Some(Answer::Kept(Ok(())))
            }
            Deed::ForgetToken => {
                self.kept().token = None;
                Some(Answer::Forgotten)
            }
            Deed::Autostart { on } => {
                let mut kept = self.kept();
                kept.autostart = on.unwrap_or(kept.autostart);
                Some(Answer::Autostart(Ok(kept.autostart)))
            }
            Deed::StartService => {
                hand.start().await;
                Some(Answer::ServiceAsked(Ok(())))
            }
            Deed::RestartService => {
                hand.restart().await;
                Some(Answer::ServiceAsked(Ok(())))
            }
            other => return ControlFlow::Continue(other),
        })
    }

    fn find(&self) -> Finding {
        let access = self.simulator.hand().access();
        let home = self.simulator.home().to_owned();
        let file = home.join(TOKEN_FILE);
        let readable = access.installed && access.token == Token::Readable;
        let own = readable.then(|| FoundToken {
            origin: Origin::ServiceHome(file.clone()),
            token: Secret::new(&self.simulator.token()),
        });
        let kept = self.kept().token.clone().map(|token| FoundToken { origin: Origin::Keychain, token });
        Finding {
            installed: access.installed,
            running: Some(access.running),
            home: access.installed.then_some(home),
            port: self.simulator.port(),
            tokens: own.into_iter().chain(kept).collect(),
            unreadable: (access.installed && !readable).then_some(file),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an earlier run of the pretended app remembered: a network that is off at the moment.
fn settings(scenario: Scenario) -> Settings {
    let mut settings = Settings::default();
    if let (Scenario::Healthy, Ok(studio)) = (scenario, "9c41e07f2d18b350".parse()) {
        settings
            .networks
            .insert(studio, Remembered { name: "studio".into(), was_connected: true, ..Remembered::default() });
    }
    settings
}

//! The demo: a pretend service inside the app, and everything around it pretended as well. Nothing of this machine is
//! read or changed while it lasts.

use std::{
    collections::BTreeMap,
    io,
    ops::ControlFlow,
    sync::{Mutex, MutexGuard, PoisonError},
};

use companion::{
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
    ports::{
        answer::Answer,
        effect::Deed,
        frame::Loaded,
        kept::{KeptAuthority, KeptNetwork, Remembered},
        secrets::KeychainFault,
        service::{Finding, FoundToken, Origin},
        settings::Settings,
    },
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
    secrets: BTreeMap<(CredentialId, Slot), Secret>,
    autostart: bool,
}

impl Kept {
    fn switch(&mut self, credential: &CredentialId) -> Result<Secret, KeychainFault> {
        let entry = |slot| (credential.clone(), slot);
        if let Some(next) = self.secrets.remove(&entry(Slot::Next)) {
            let previous = self.secrets.insert(entry(Slot::Current), next);
            self.secrets.extend(previous.map(|previous| (entry(Slot::Previous), previous)));
        }
        self.secrets.get(&entry(Slot::Current)).cloned().ok_or(KeychainFault::Other)
    }
}

impl Demo {
    pub(crate) async fn start(scenario: Scenario) -> io::Result<Self> {
        let simulator = Simulator::start(scenario, Pace::AsMeasured).await?;
        // What an earlier run of the pretended app kept.
        let token = (scenario == Scenario::StaleToken).then(|| Secret::new(&simulator.stale_token()));
        let mut settings = settings(scenario);
        let mut secrets = BTreeMap::new();
        for (number, account) in (1..).zip(accounts(scenario)) {
            let id = AuthorityId::account(number);
            let (kept, token) = account_of(&simulator, *account, scenario);
            settings.authorities.insert(id.clone(), kept);
            secrets.insert((id.into(), Slot::Current), token);
        }
        let kept = Kept { settings, token, secrets, autostart: false };
        Ok(Self { simulator, kept: Mutex::new(kept) })
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
                Some(Answer::Token(Ok(Secret::new(&self.simulator.token()).into())))
            }
            Deed::RenewToken { .. } => {
                hand.renew_token();
                hand.restart().await;
                Some(Answer::Renewed(Ok(Secret::new(&self.simulator.token()))))
            }
            Deed::RepairCopies => Some(Answer::CopiesRepaired(Ok(Vec::new()))),
            Deed::KeepToken(token) => {
                self.kept().token = Some(token);
                Some(Answer::Kept(Ok(())))
            }
            Deed::ForgetToken => {
                self.kept().token = None;
                Some(Answer::Forgotten)
            }
            Deed::KeepSecret { credential, slot, secret, .. } => {
                self.kept().secrets.insert((credential.clone(), slot), secret);
                Some(Answer::SecretKept { credential, slot, kept: Ok(()) })
            }
            Deed::FetchSecret { credential, slot, .. } => {
                let secret = self.kept().secrets.get(&(credential.clone(), slot)).cloned();
                Some(Answer::Secret { credential, slot, secret: Ok(secret) })
            }
            Deed::ForgetSecret { credential, slot } => {
                self.kept().secrets.remove(&(credential.clone(), slot));
                Some(Answer::SecretForgotten { credential, slot, forgotten: Ok(()) })
            }
            Deed::SwitchSecret { credential } => {
                let switched = self.kept().switch(&credential);
                Some(Answer::Switched { credential, switched })
            }
            Deed::ListSecrets => Some(Answer::SecretsListed(Ok(self.entries()))),
            Deed::FindTokens { .. } => Some(Answer::TokensFound(Vec::new())),
            Deed::TakeToken { source } => Some(Answer::Taken { source, token: None }),
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

    pub(crate) fn port(&self) -> u16 {
        self.simulator.port()
    }

    /// A secret the pretended desktop keeps, for the clipboard, which is not pretended.
    pub(crate) fn secret(&self, credential: &CredentialId, slot: Slot) -> Option<Secret> {
        match (credential, slot) {
            (CredentialId::Service, Slot::Current) => Some(Secret::new(&self.simulator.token())),
            _ => self.kept().secrets.get(&(credential.clone(), slot)).cloned(),
        }
    }

    fn entries(&self) -> Vec<(CredentialId, Slot)> {
        let kept = self.kept();
        let service = kept.token.iter().map(|_| (CredentialId::Service, Slot::Current));
        let secrets = kept.secrets.keys().filter(|(_, slot)| *slot != Slot::Made);
        service.chain(secrets.cloned()).collect()
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
            elsewhere: false,
            port: self.simulator.port(),
            port_unreadable: false,
            tokens: own.into_iter().chain(kept).collect(),
            unreadable: (access.installed && !readable).then_some(file),
            copies: Vec::new(),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What somebody sees who looks around: networks of their own, and some to look after.
pub(crate) fn usual() -> Scenario {
    Scenario::CentralLegacy
}

/// The accounts an earlier run of the pretended app had.
fn accounts(scenario: Scenario) -> &'static [AuthorityKind] {
    match scenario {
        Scenario::CentralNew => &[AuthorityKind::New],
        Scenario::CentralLegacy
        | Scenario::Crowd
        | Scenario::RateLimited
        | Scenario::CentralDown
        | Scenario::ReadOnlyUser => &[AuthorityKind::Legacy],
        _ => &[],
    }
}

fn account_of(simulator: &Simulator, kind: AuthorityKind, scenario: Scenario) -> (KeptAuthority, Secret) {
    let url = simulator.central_url();
    let (name, base, token) = match kind {
        AuthorityKind::New => ("harbour", url, simulator.new_key()),
        AuthorityKind::Legacy | AuthorityKind::Controller => {
            ("at home", format!("{url}/api/v1"), simulator.legacy_token())
        }
    };
    // Known from the day before: what waits there can be allowed at once.
    let networks = match scenario {
        Scenario::CentralLegacy => [("17d395d8cb43a800", "home"), ("a09acf0233e4b070", "lab")].as_slice(),
        _ => &[],
    };
    let networks = networks.iter().filter_map(|(id, name)| {
        Some((id.parse().ok()?, KeptNetwork { name: (*name).into(), ..KeptNetwork::default() }))
    });
    let networks = networks.collect();
    let kept = KeptAuthority { kind, name: name.into(), base: base.parse().ok(), networks, ..KeptAuthority::default() };
    (kept, Secret::new(&token))
}

/// What an earlier run of the pretended app remembered: a network that is off at the moment.
fn settings(scenario: Scenario) -> Settings {
    let mut settings = Settings::default();
    if let (Scenario::Healthy | Scenario::CentralLegacy, Ok(studio)) = (scenario, "9c41e07f2d18b350".parse()) {
        settings
            .networks
            .insert(studio, Remembered { name: "studio".into(), was_connected: true, ..Remembered::default() });
    }
    settings
}

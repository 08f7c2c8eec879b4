//! A desktop without a display: it performs deeds on a simulator's home and keeps what it was asked for.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use companion::{
    app::view::View,
    desktop::{Desktop, Listener},
    interface::tokens::Entrusted,
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
    ports::{
        answer::Answer,
        effect::Deed,
        frame::{Loaded, SaveFault, Undone},
        kept::{KeptAuthority, Remembered, RotationStep},
        secrets::{FoundCredential, KeychainFault},
        service::{Finding, FoundToken, Lan, Origin, Refusal, TokenCopy},
        settings::Settings,
    },
};
use simulator::{Hand, Simulator, Token};
use zerotier_api::{NetworkId, Secret};

/// A token as it comes out of a field with nothing filled in beside it.
pub fn typed(token: &str) -> Entrusted {
    Entrusted {
        renew: None,
        kind: None,
        base: String::new(),
        name: String::new(),
        token_id: None,
        ends: String::new(),
        keep_unverified: false,
        token: Secret::new(token),
    }
}

/// The desktop of a person who says yes, unless told otherwise.
pub struct Desk {
    hand: Hand,
    home: PathBuf,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    settings: Settings,
    keychain: Option<Secret>,
    secrets: BTreeMap<(CredentialId, Slot), Secret>,
    /// Tokens that lie ready: where, whose, with which id.
    lying: Vec<(FoundCredential, Option<String>, Secret)>,
    copies: Vec<TokenCopy>,
    deeds: Vec<Deed>,
    /// Who is said to listen on any port, if not the service.
    listener: Option<Listener>,
    /// What is found otherwise than it is.
    finds: Option<fn(&mut Finding)>,
    /// What an administrator's answer is, if it is no yes.
    refuses: Option<Refusal>,
    /// The networks the machine's adapters are in.
    lans: Vec<Lan>,
    /// What fails next.
    fails: Option<Trouble>,
}

/// What fails once: the keychain, or writing the settings while a token is to be switched over to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Keeping(Slot),
    Fetching(Slot),
    Forgetting(Slot),
    Switching,
    Saving,
}

impl Memory {
    fn switch(&mut self, credential: &CredentialId) -> Result<Secret, KeychainFault> {
        let entry = |slot| (credential.clone(), slot);
        if let Some(next) = self.secrets.remove(&entry(Slot::Next)) {
            let previous = self.secrets.insert(entry(Slot::Current), next);
            self.secrets.extend(previous.map(|previous| (entry(Slot::Previous), previous)));
        }
        self.secrets.get(&entry(Slot::Current)).cloned().ok_or(KeychainFault::Other)
    }
}

impl Desk {
    /// A desktop beside this simulator.
    pub fn beside(simulator: &Simulator) -> Arc<Self> {
        Arc::new(Self { hand: simulator.hand(), home: simulator.home().to_owned(), memory: Mutex::default() })
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().expect("no test panics while it holds this")
    }

    /// Plants a token in the keychain.
    pub fn keep(&self, token: &str) {
        self.memory().keychain = Some(Secret::new(token));
    }

    /// Plants a network that was connected once and is off.
    pub fn remember(&self, network: NetworkId, name: &str) {
        let remembered = Remembered { name: name.into(), was_connected: true, ..Remembered::default() };
        self.memory().settings.networks.insert(network, remembered);
    }

    /// Plants an account with its token, as an earlier run left it.
    pub fn sign_in(&self, number: u32, kind: AuthorityKind, base: &str, token: &str) -> AuthorityId {
        let id = AuthorityId::account(number);
        let base = Some(base.parse().expect("an address"));
        let kept = KeptAuthority { kind, name: format!("account {number}"), base, ..KeptAuthority::default() };
        let mut memory = self.memory();
        memory.settings.authorities.insert(id.clone(), kept);
        memory.secrets.insert((id.clone().into(), Slot::Current), Secret::new(token));
        id
    }

    /// What is in the keychain beside the service's token.
    pub fn secrets(&self) -> BTreeMap<(CredentialId, Slot), Secret> {
        self.memory().secrets.clone()
    }

    /// Plants a credential's secret in the keychain.
    pub fn keep_secret(&self, credential: CredentialId, secret: &str) {
        self.memory().secrets.insert((credential, Slot::Current), Secret::new(secret));
    }

    /// Changes what an earlier run kept.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.memory().settings);
    }

    pub fn kept(&self) -> Option<Secret> {
        self.memory().keychain.clone()
    }

    /// Plants a token that lies ready in the environment.
    pub fn lay(&self, found: FoundCredential, id: Option<&str>, token: &str) {
        self.memory().lying.push((found, id.map(str::to_owned), Secret::new(token)));
    }

    /// Plants a person's own copy of the service's token.
    pub fn copy(&self, copy: TokenCopy) {
        self.memory().copies.push(copy);
    }

    /// The keychain fails once, when it comes to this.
    pub fn fail(&self, trouble: Trouble) {
        self.memory().fails = Some(trouble);
    }

    /// Somebody else listens where the service should.
    pub fn put_before(&self, listener: Listener) {
        self.memory().listener = Some(listener);
    }

    /// Something of the service is found otherwise than it is.
    pub fn finds(&self, otherwise: fn(&mut Finding)) {
        self.memory().finds = Some(otherwise);
    }

    /// One of the machine's adapters is in this network.
    pub fn plug(&self, lan: Lan) {
        self.memory().lans.push(lan);
    }

    pub fn refuse(&self, refuses: bool) {
        self.memory().refuses = refuses.then_some(Refusal::Cancelled);
    }

    /// Nobody can be asked for a password.
    pub fn ask_nobody(&self) {
        self.memory().refuses = Some(Refusal::NoWayToAsk);
    }

    pub fn settings(&self) -> Settings {
        self.memory().settings.clone()
    }

    pub fn deeds(&self) -> Vec<Deed> {
        self.memory().deeds.clone()
    }

    fn finding(&self) -> Finding {
        let access = self.hand.access();
        let file = self.home.join("authtoken.secret");
        let read = |name: &str| std::fs::read_to_string(self.home.join(name)).ok();
        let readable = access.token == Token::Readable;
        let own = read("authtoken.secret").filter(|_| readable && access.installed);
        let own = own.map(|text| FoundToken { origin: Origin::ServiceHome(file.clone()), token: Secret::new(&text) });
        let kept = self.kept().map(|token| FoundToken { origin: Origin::Keychain, token });
        let mut finding = Finding {
            installed: access.installed,
            running: Some(access.running),
            home: access.installed.then(|| self.home.clone()),
            port: read("zerotier-one.port").and_then(|text| text.trim().parse().ok()).unwrap_or(9993),
            tokens: own.into_iter().chain(kept).collect(),
            unreadable: (access.installed && !readable).then_some(file),
            copies: self.memory().copies.clone(),
            ..Finding::default()
        };
        self.memory().finds.inspect(|otherwise| otherwise(&mut finding));
        finding
    }

    /// Whether the keychain is to fail now.
    fn fails(&self, now: Trouble) -> bool {
        self.memory().fails.take_if(|trouble| *trouble == now).is_some()
    }

    fn consent(&self) -> Result<(), Refusal> {
        self.memory().refuses.clone().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Desktop for Desk {
    fn listener(&self, _port: u16, _home: Option<&Path>) -> Listener {
        self.memory().listener.clone().unwrap_or(Listener::Service)
    }

    fn lans(&self) -> Vec<Lan> {
        self.memory().lans.clone()
    }

    async fn perform(&self, deed: Deed) -> Option<Answer> {
        self.memory().deeds.push(deed.clone());
        match deed {
            Deed::Load => Some(Answer::Loaded(Loaded { settings: self.settings(), fault: None })),
            Deed::Save(settings)
                if settings.authorities.values().any(|kept| {
                    kept.rotation.as_ref().is_some_and(|rotation| rotation.step == RotationStep::Switch)
                }) && self.fails(Trouble::Saving) =>
            {
                Some(Answer::Saved(Err(SaveFault::DiskFull { path: self.home.clone() })))
            }
            Deed::Save(settings) => {
                self.memory().settings = *settings;
                Some(Answer::Saved(Ok(())))
            }
            Deed::FindService { .. } => Some(Answer::Found(self.finding())),
            Deed::AskForToken { home } => Some(Answer::Token(self.consent().and_then(|()| {
                let path = home.join("authtoken.secret");
                std::fs::read_to_string(&path).map(|it| Secret::new(&it).into()).map_err(|_| Refusal::NoToken { path })
            }))),
            Deed::RenewToken { .. } => {
                let renewed = self.consent().map(|()| Secret::new(&self.hand.renew_token()));
                if renewed.is_ok() {
                    self.hand.restart().await;
                    self.memory().copies.iter_mut().for_each(|copy| copy.stale = Some(true));
                }
                Some(Answer::Renewed(renewed))
            }
            Deed::RepairCopies => {
                let mut memory = self.memory();
                let stale = memory.copies.iter_mut().filter(|copy| copy.stale == Some(true));
                let repaired = stale.map(|copy| {
                    copy.stale = Some(false);
                    copy.path.clone()
                });
                Some(Answer::CopiesRepaired(Ok(repaired.collect())))
            }
            Deed::KeepToken(token) => {
                self.memory().keychain = Some(token);
                Some(Answer::Kept(Ok(())))
            }
            Deed::ForgetToken => {
                self.memory().keychain = None;
                Some(Answer::Forgotten)
            }
            Deed::KeepSecret { credential, slot, .. } if self.fails(Trouble::Keeping(slot)) => {
                Some(Answer::SecretKept { credential, slot, kept: Err(KeychainFault::Locked) })
            }
            Deed::FetchSecret { credential, slot, .. } if self.fails(Trouble::Fetching(slot)) => {
                Some(Answer::Secret { credential, slot, secret: Err(KeychainFault::Locked) })
            }
            Deed::ForgetSecret { credential, slot } if self.fails(Trouble::Forgetting(slot)) => {
                Some(Answer::SecretForgotten { credential, slot, forgotten: Err(KeychainFault::Locked) })
            }
            Deed::SwitchSecret { credential } if self.fails(Trouble::Switching) => {
                Some(Answer::Switched { credential, switched: Err(KeychainFault::Locked) })
            }
            Deed::SwitchSecret { credential } => {
                let switched = self.memory().switch(&credential);
                Some(Answer::Switched { credential, switched })
            }
            Deed::KeepSecret { credential, slot, secret, .. } => {
                self.memory().secrets.insert((credential.clone(), slot), secret);
                Some(Answer::SecretKept { credential, slot, kept: Ok(()) })
            }
            Deed::FetchSecret { credential, slot, .. } => {
                let secret = self.memory().secrets.get(&(credential.clone(), slot)).cloned();
                Some(Answer::Secret { credential, slot, secret: Ok(secret) })
            }
            Deed::ForgetSecret { credential, slot } => {
                self.memory().secrets.remove(&(credential.clone(), slot));
                Some(Answer::SecretForgotten { credential, slot, forgotten: Ok(()) })
            }
            Deed::CopySecret { credential, slot } => {
                let is_kept = match credential {
                    CredentialId::Service => self.memory().keychain.is_some(),
                    _ => self.memory().secrets.contains_key(&(credential.clone(), slot)),
                };
                let undone = Answer::Undone(Undone::Copy { text: None });
                Some(if is_kept { Answer::SecretCopied { credential, slot } } else { undone })
            }
            Deed::ListSecrets => {
                let memory = self.memory();
                let service = memory.keychain.iter().map(|_| (CredentialId::Service, Slot::Current));
                let secrets = memory.secrets.keys().filter(|(_, slot)| *slot != Slot::Made).cloned();
                Some(Answer::SecretsListed(Ok(service.chain(secrets).collect())))
            }
            Deed::FindTokens { kept } => {
                let memory = self.memory();
                let is = |id: &CredentialId, secret| memory.secrets.get(&(id.clone(), Slot::Current)) == Some(secret);
                let lying = memory.lying.iter().map(|(found, _, secret)| FoundCredential {
                    kept: kept.iter().find(|id| is(id, secret)).cloned(),
                    ..found.clone()
                });
                Some(Answer::TokensFound(lying.collect()))
            }
            Deed::TakeToken { source } => {
                let lying = self.memory().lying.clone();
                let token = lying.into_iter().find(|(found, ..)| found.source == source);
                Some(Answer::Taken { source, token: token.map(|(_, id, token)| (id, token)) })
            }
            Deed::StartService | Deed::RestartService => {
                let consent = self.consent();
                if consent.is_ok() {
                    self.hand.start().await;
                }
                Some(Answer::ServiceAsked(consent))
            }
            _ => None,
        }
    }
}

/// The rows as "name: state".
pub fn rows(view: &View) -> Vec<String> {
    view.networks.rows.iter().map(|row| format!("{}: {}", row.name, row.state)).collect()
}

/// Without the marks that keep names apart from the sentence's direction.
pub fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

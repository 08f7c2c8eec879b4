//! Everything the app can ask of the world. A [`Question`] goes to the service and is answered by `world.rs`; a
//! [`Deed`] goes to the desktop shell. Secrets pass through here and are kept by neither the state nor the view.

use std::path::PathBuf;

use zerotier_api::{BaseUrl, NetworkId, Secret, service::AllowChange};

use super::{
    authorities::Ask,
    secrets::Source,
    service::{Door, FoundToken, Generation},
    settings::Settings,
    tokens::ZeroPathQuestion,
};
use crate::{
    interface::{news::News, notice::Notification, preference::Appearance},
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot},
};

#[derive(Debug)]
pub enum Effect {
    Ask(Question),
    Do(Deed),
    /// Put into words and told as a notification.
    Tell(News),
}

/// Asked of the service over HTTP.
#[derive(Debug)]
pub enum Question {
    /// Is anybody on this port, and does one of these tokens fit? Later questions go to whoever answered.
    Contact {
        /// Counts these questions: the answer to an older one is dropped.
        number: u32,
        door: Door,
        tokens: Vec<FoundToken>,
    },
    /// Does the service know this token, which somebody has typed?
    TryKey {
        door: Door,
        token: Secret,
    },
    /// Does anybody take connections there? Nothing is sent.
    Knock {
        port: u16,
    },
    /// Status (if wanted) and networks.
    Look {
        status: bool,
        generation: Generation,
    },
    Join {
        network: NetworkId,
        allow: AllowChange,
    },
    Configure {
        network: NetworkId,
        change: AllowChange,
    },
    Leave {
        network: NetworkId,
    },
    /// The sign-in address of this network, fresh.
    SignInAddress {
        network: NetworkId,
        /// Where the person was told it leads.
        host: String,
    },
    /// When was a root last heard?
    Heard,
    /// Whose token is this? Asked at each of these in turn until somebody knows it.
    Recognise {
        /// Counts these questions: the answer to an older one is dropped.
        number: u32,
        token: Secret,
        candidates: Vec<(AuthorityKind, BaseUrl)>,
    },
    /// From now on this authority is asked there with this token.
    Open {
        authority: AuthorityId,
        kind: AuthorityKind,
        base: BaseUrl,
        token: Secret,
    },
    /// Nobody asks this authority any more.
    Close {
        authority: AuthorityId,
    },
    /// Does this secret of a credential, which need not be the one in use, fit? Answered by `Tried`.
    Try {
        credential: CredentialId,
        slot: Slot,
        kind: AuthorityKind,
        base: BaseUrl,
        token: Secret,
    },
    /// Does this `ZeroPath` token hold? Asked of nobody else.
    ZeroPath(ZeroPathQuestion),
    OfAuthority {
        authority: AuthorityId,
        /// Which of its tokens it is asked with.
        epoch: u32,
        ask: Ask,
    },
}

/// Asked of the desktop. Deeds without an answer named here have none unless they fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Read what is kept. Answered by `Loaded`.
    Load,
    /// Keep this, whole or not at all. Answered by `Saved`.
    Save(Box<Settings>),
    /// Where is the service, is it installed, does it run, which tokens can be read? Answered by `Found`.
    FindService {
        home: Option<PathBuf>,
    },
    /// One consented, elevated read of the token. Answered by `Token`.
    AskForToken {
        home: PathBuf,
    },
    /// Stop the service, remove its token, start it again and read the token it makes: one consented deed. Answered by
    /// `Renewed`.
    RenewToken {
        home: PathBuf,
    },
    /// Write the token in use into the person's own copies that have another one. Answered by `CopiesRepaired`.
    RepairCopies,
    /// Put the token in the system keychain. Answered by `Kept`.
    KeepToken(Secret),
    /// Answered by `Forgotten`.
    ForgetToken,
    /// Put a credential's secret in the system keychain. Answered by `SecretKept`.
    KeepSecret {
        credential: CredentialId,
        slot: Slot,
        secret: Secret,
        /// Where it may be sent to: kept beside it.
        base: Option<BaseUrl>,
    },
    /// Fetch it from there. Answered by `Secret`.
    FetchSecret {
        credential: CredentialId,
        slot: Slot,
        /// Where it is to be sent to: if it was kept for another place, it stays where it is.
        base: Option<BaseUrl>,
    },
    /// Drop it from there. Answered by `SecretForgotten`.
    ForgetSecret {
        credential: CredentialId,
        slot: Slot,
    },
    /// Put it on the clipboard, from where it goes after a minute. Answered by `SecretCopied`.
    CopySecret {
        credential: CredentialId,
        slot: Slot,
    },
    /// The next secret takes the place of the current one, which is kept as the previous one; doing it again does no
    /// harm. Answered by `Switched`.
    SwitchSecret {
        credential: CredentialId,
    },
    /// Which entries of ours are in the keychain? Answered by `SecretsListed`.
    ListSecrets,
    /// Which tokens lie ready in the app's environment, and which of them are the secrets of these? Answered by
    /// `TokensFound`.
    FindTokens {
        kept: Vec<CredentialId>,
    },
    /// Read one of them. Answered by `Taken`.
    TakeToken {
        source: Source,
    },
    /// Answered by `ServiceAsked`.
    StartService,
    /// Answered by `ServiceAsked`.
    RestartService,
    /// Put the simulator in the place of this machine's service, or take it away again. Answered by `Staged`.
    Stage {
        demo: bool,
    },
    /// Open an address in the browser; it was checked to be https.
    Open(String),
    Copy(String),
    /// Answered by `Clipboard`.
    ReadClipboard,
    Notify(Box<Notification>),
    /// Whether the app starts at login: ask (none) or change it. Answered by `Autostart`.
    Autostart {
        on: Option<bool>,
    },
    /// Put versions and states, the log's tail included, on the clipboard.
    CopyReport,
    OpenLogFolder,
    /// Dress windows in this appearance (System: as the desktop has it).
    Dress(Appearance),
    OpenWindow,
    CloseWindow,
    Quit,
}

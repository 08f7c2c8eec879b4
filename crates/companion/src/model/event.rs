//! Everything that can happen.

use std::{path::PathBuf, time::Duration};

use ipnet::IpNet;
use serde::Deserialize;
use zerotier_api::{
    BaseUrl, Error, NetworkId, Secret,
    authority::{
        self, Account, Group, Issued, IssuedToken, Member, MemberField, NetworkField, NetworkSummary, NewToken, Written,
    },
    service::{Health, Network, Status},
};

pub use super::finding::{Finding, FoundCredential, FoundKind, FoundToken, Origin, Source, TokenCopy};
use super::{
    action::Action,
    authority::{AuthorityId, AuthorityKind},
    credential::{CredentialId, Slot},
    effect::{Ask, ZeroPathQuestion},
    settings::Settings,
};

#[derive(Debug)]
pub enum Event {
    /// The app starts: read what is kept, then look for the service.
    Start,
    Action(Action),
    /// Somebody typed a token for an account.
    Entrusted(Box<Entrusted>),
    Answer(Box<Answer>),
    /// A window was opened or closed.
    Window {
        open: bool,
    },
    /// The machine woke up or its network changed: nothing known still holds.
    Woke,
    /// A link of ours was opened somewhere: `perigee://join/<id>`, or a join link handed over.
    Link {
        text: String,
    },
    /// The desktop has a place for tray icons, or no longer has one.
    Tray {
        present: bool,
    },
    /// The moment came that [`super::pace::due`] named.
    Tick,
}

impl From<Answer> for Event {
    fn from(answer: Answer) -> Self {
        Self::Answer(Box::new(answer))
    }
}

/// A token on its way from a field to the keychain, with what was filled in beside it. It can be read and never shown.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Entrusted {
    /// The credential that gets a new secret; none adds one.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub renew: Option<CredentialId>,
    /// None finds it out.
    pub kind: Option<AuthorityKind>,
    /// Where to ask; empty is the usual place.
    pub base: String,
    /// A name for the account; empty takes the authority's own.
    pub name: String,
    /// The id that goes with a `ZeroPath` secret; none is a token of an authority.
    pub token_id: Option<String>,
    /// When it ends, as `2026-12-31`; empty is never or not known.
    pub ends: String,
    /// Keep it though nobody could be asked.
    pub keep_unverified: bool,
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub token: Secret,
}

/// When an event happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// Since the app started; stands still while the machine sleeps on some systems.
    pub since_start: Duration,
    /// Milliseconds since 1970, UTC: for what others name by the calendar.
    pub unix_ms: i64,
}

/// Counts writes: an answer to a question asked before a write is old and dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(pub u64);

/// What the world or the desktop answered.
#[derive(Debug)]
pub enum Answer {
    Loaded(Loaded),
    Saved(Result<(), SaveFault>),
    Found(Finding),
    Contact(Contact),
    Knocked {
        taken: bool,
    },
    KeyTried {
        token: Secret,
        tried: Result<Status, Error>,
    },
    Looked {
        generation: Generation,
        looked: Result<Looked, Error>,
    },
    Joined {
        network: NetworkId,
        joined: Result<Network, Error>,
    },
    Configured {
        network: NetworkId,
        configured: Result<Network, Error>,
    },
    Left {
        network: NetworkId,
        left: Result<bool, Error>,
    },
    SignInAddress {
        network: NetworkId,
        host: String,
        address: Result<String, Error>,
    },
    /// When a root was last heard, milliseconds since 1970; none if none ever was.
    Heard(Result<Option<i64>, Error>),
    /// The text on the clipboard, if it is one and not a book.
    Clipboard(Option<String>),
    /// Whether the app starts at login.
    Autostart(Result<bool, Undone>),
    /// Who knows the token, and the token itself, to be kept; or nobody, and why each of them does not.
    Recognised {
        number: u32,
        token: Secret,
        recognised: Result<Recognised, Vec<(AuthorityKind, BaseUrl, Error)>>,
    },
    /// Whether a `ZeroPath` token holds; one on its way in brings its secret, to be kept.
    ZeroPath {
        question: ZeroPathQuestion,
        told: Result<(), Error>,
    },
    OfAuthority {
        authority: AuthorityId,
        epoch: u32,
        ask: Ask,
        told: Result<Told, Error>,
        /// How late it is there, milliseconds since 1970; none if the answer does not tell.
        time: Option<i64>,
    },
    /// Some of the members that are being asked for one by one.
    SomeMembers {
        authority: AuthorityId,
        epoch: u32,
        network: NetworkId,
        members: Vec<Member>,
    },
    /// A credential's secret came out of the keychain; none if it is not there.
    Secret {
        credential: CredentialId,
        slot: Slot,
        secret: Result<Option<Secret>, KeychainFault>,
    },
    SecretKept {
        credential: CredentialId,
        slot: Slot,
        kept: Result<(), KeychainFault>,
    },
    /// A credential's secret is gone, or still there.
    SecretForgotten {
        credential: CredentialId,
        slot: Slot,
        forgotten: Result<(), KeychainFault>,
    },
    /// The secret is on the clipboard, for a minute at most.
    SecretCopied {
        credential: CredentialId,
        slot: Slot,
    },
    /// Whose secret it is that was tried.
    Tried {
        credential: CredentialId,
        slot: Slot,
        told: Result<Account, Error>,
    },
    /// The next secret is the current one now; or all is as it was.
    Switched {
        credential: CredentialId,
        switched: Result<Secret, KeychainFault>,
    },
    /// Entries of ours in the keychain. What only this run's memory knows is not among them.
    SecretsListed(Result<Vec<(CredentialId, Slot)>, KeychainFault>),
    Token(Result<HandedOver, Refusal>),
    /// The service's new token. After `Refusal::Failed` the old one may be gone and the service stopped: what is said
    /// tells.
    Renewed(Result<Secret, Refusal>),
    /// The copies that were written anew; or what went wrong with some of them.
    CopiesRepaired(Result<Vec<PathBuf>, String>),
    /// Tokens that lie ready, without the tokens.
    TokensFound(Vec<FoundCredential>),
    /// One of them, with its id if it has one; none if it is no longer there or is no token.
    Taken {
        source: Source,
        token: Option<(Option<String>, Secret)>,
    },
    Kept(Result<(), KeychainFault>),
    /// The kept token is gone.
    Forgotten,
    ServiceAsked(Result<(), Refusal>),
    /// The simulator is (or no longer is) in the place of the service.
    Staged {
        demo: bool,
    },
    /// A deed without an answer of its own could not be done.
    Undone(Undone),
}

/// What was read from the settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub settings: Settings,
    pub fault: Option<LoadFault>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFault {
    /// The file could not be understood and was put aside under this name.
    SetAside { kept_as: PathBuf },
    /// The file comes from a newer Perigee: it is read as far as understood and never written.
    Newer { version: u32 },
    /// The file is there and can't be read.
    Unreadable { path: PathBuf },
    /// This file or folder of the person's belongs to the administrator.
    OfRoot { path: PathBuf },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveFault {
    /// The folder can't be written to.
    ReadOnly {
        path: PathBuf,
    },
    DiskFull {
        path: PathBuf,
    },
    /// This file or folder of the person's belongs to the administrator.
    OfRoot {
        path: PathBuf,
    },
    /// The file comes from a newer Perigee and is left alone.
    Newer,
    Other {
        path: PathBuf,
        said: String,
    },
}

/// What came of knocking at the service's port.
#[derive(Debug)]
pub struct Contact {
    /// The question's.
    pub number: u32,
    pub port: u16,
    /// Proof of life, needs no token.
    pub health: Result<Health, Error>,
    /// The first token that fits; an error is that of the last one tried. None if there was none to try.
    pub reached: Option<Result<(Status, Origin), Error>>,
}

/// Whose a token is.
#[derive(Debug)]
pub struct Recognised {
    pub kind: AuthorityKind,
    pub base: BaseUrl,
    pub account: Account,
}

/// What an authority told.
#[derive(Debug)]
pub enum Told {
    Networks {
        networks: Vec<NetworkSummary>,
        groups: Vec<Group>,
    },
    Settings(Box<authority::Network>),
    Members(Vec<Member>),
    Member(Box<Written<Member, MemberField>>),
    Changed(Box<Written<authority::Network, NetworkField>>),
    Created(Box<authority::Network>),
    /// Whose token it is: it fits.
    Account(Account),
    /// The tokens that are out.
    Tokens(Issued),
    /// A token was made: its secret is seen this once.
    MadeToken(Box<NewToken>),
    Token(IssuedToken),
    /// It is done; there is nothing to tell.
    Done,
}

#[derive(Debug)]
pub struct Looked {
    pub status: Option<Status>,
    pub networks: Vec<Network>,
    /// The places of what could not be read in the service's answers. Hostile text.
    pub odd: Vec<String>,
    /// What this machine's adapters are in.
    pub lans: Vec<Lan>,
}

/// An adapter of this machine, with an address of its own and the range that is reached through it without a gateway.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lan {
    /// The adapter, as the system calls it.
    pub adapter: String,
    /// Its address, with the bits of the range.
    pub address: IpNet,
}

/// What an administrator has let be read of a service's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    pub token: Secret,
    /// The port the service wrote down, which may be as closed to others as the token.
    pub port: Option<u16>,
}

impl From<Secret> for HandedOver {
    fn from(token: Secret) -> Self {
        Self { token, port: None }
    }
}

/// Why a deed that needs an administrator was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The person said no, or closed the question.
    Cancelled,
    /// Nobody on this desktop can ask for a password.
    NoWayToAsk,
    /// Somebody else than an administrator could put another program in the place of this one: it is not started as one.
    Unguarded { program: PathBuf },
    /// The file is not there, or empty.
    NoToken { path: PathBuf },
    /// The system said something else.
    Failed { said: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainFault {
    Missing,
    Locked,
    /// The secret is there, and was kept for another address than it is asked for.
    Elsewhere,
    Other,
}

/// A deed that could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undone {
    Open { address: String },
    Copy,
    OpenLogFolder,
    ForgetToken,
    Demo { said: String },
    Autostart { said: String },
    Window { said: String },
}

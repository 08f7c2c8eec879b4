//! What the world and the desktop answered.

use std::path::PathBuf;

use zerotier_api::{
    BaseUrl, Error, NetworkId, Secret,
    authority::{Account, Member, NetworkSummary},
    service::{Network, Status},
};

use super::{
    authorities::{Ask, Told},
    frame::{Loaded, SaveFault, Undone},
    secrets::{FoundCredential, KeychainFault, Source},
    service::{Contact, Finding, Generation, HandedOver, Looked, Refusal},
    tokens::{Recognised, ZeroPathQuestion},
};
use crate::kernel::ids::{AuthorityId, AuthorityKind, CredentialId, Slot};

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
        /// The places of what could not be read.
        odd: Vec<String>,
    },
    /// Some of what is being asked for one by one.
    Part {
        authority: AuthorityId,
        epoch: u32,
        part: Part,
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

/// Some of a list that an authority has to be asked for one by one.
#[derive(Debug)]
pub enum Part {
    Networks(Vec<NetworkSummary>),
    Members { network: NetworkId, members: Vec<Member> },
}

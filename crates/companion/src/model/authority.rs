//! Whoever admits members to networks, as far as the app knows: accounts at a Central, controllers elsewhere, and the
//! controller of this machine's own service.

mod fault;

pub use fault::AuthorityFault;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use zerotier_api::{
    BaseUrl, NetworkId, NodeAddress,
    authority::{Account, Dialect, Group, Issued, Network, NetworkSummary},
};

use super::{
    action::MemberDeed, credential::CredentialId, credential::KeptZeroPath, draft::Draft, effect::Ask, event::Now,
    members::Members, rotation::Rotation, state::State,
};

/// Names an authority as long as the app knows it: the machine's own controller, or an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthorityId(String);

impl AuthorityId {
    /// The controller of this machine's service.
    pub fn own() -> Self {
        Self("own".into())
    }

    /// The account of this number.
    pub fn account(number: u32) -> Self {
        Self(format!("account-{number}"))
    }

    /// It needs no token of its own.
    pub fn is_own(&self) -> bool {
        self.0 == "own"
    }

    /// As the keychain's entry is called.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of an account.
    pub fn number(&self) -> Option<u32> {
        self.0.strip_prefix("account-")?.parse().ok()
    }
}

/// What kind of authority an account is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum AuthorityKind {
    /// `ZeroTier` Central as it was until 2025, one user's token.
    Legacy,
    /// New Central, a service account's key.
    New,
    /// The controller of a `zerotier-one`; also every word that is not known.
    #[default]
    #[serde(other)]
    Controller,
}

impl AuthorityKind {
    /// Where it answers unless somebody says otherwise.
    pub fn usual_base(self) -> Option<BaseUrl> {
        let address = match self {
            Self::Legacy => "https://api.zerotier.com/api/v1",
            Self::New => "https://central.zerotier.com",
            Self::Controller => return None,
        };
        address.parse().ok()
    }

    /// How it is spoken to.
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::Legacy => Dialect::Legacy,
            Self::New => Dialect::New,
            Self::Controller => Dialect::Controller,
        }
    }
}

/// What is kept of an authority between runs: never its token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptAuthority {
    pub kind: AuthorityKind,
    /// The name the person gave it.
    pub name: String,
    /// Where it answers; none is this machine's own service.
    pub base: Option<BaseUrl>,
    /// Milliseconds since 1970.
    pub added: i64,
    /// When its token was last seen to fit, milliseconds since 1970.
    pub verified: Option<i64>,
    /// The person's own note on its token.
    pub note: String,
    /// When its token ends, milliseconds since 1970; none if it does not, or that is not known.
    pub ends: Option<i64>,
    /// When its token last did something for Perigee, milliseconds since 1970, by the hour.
    pub used: Option<i64>,
    /// Its token was kept on the person's word: nobody could be asked.
    pub unverified: bool,
    /// Whose token it is, as the authority names the account.
    pub account: String,
    /// What the authority calls the token among those it lists; empty if that is not known.
    pub issued_as: String,
    /// The token is being replaced by a new one.
    pub rotation: Option<Rotation>,
    /// The networks it administers, as last read: so that a network that waits is known at once.
    pub networks: BTreeMap<NetworkId, KeptNetwork>,
}

/// A network somebody administers here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptNetwork {
    pub name: String,
    /// Tell when a device waits there.
    pub watched: bool,
}

/// An authority in this run.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    pub door: Door,
    pub fault: Option<AuthorityFault>,
    pub account: Option<Account>,
    pub groups: Vec<Group>,
    /// None before they were read.
    pub networks: Option<BTreeMap<NetworkId, Administered>>,
    /// What is being read: no second read of the same begins. Each with the number of writes before it.
    pub reading: BTreeMap<Read, u64>,
    /// Reads whose answers were older than a write: read again once all is written.
    pub outdated: BTreeSet<Read>,
    /// How far its clock is ahead of this machine's, milliseconds; behind is less than 0, a little is nothing.
    pub ahead: i64,
    /// When the list was last asked for.
    pub asked_at: Option<Duration>,
    /// When the list was last read.
    pub read_at: Option<Now>,
    /// Failures in a row.
    pub failures: u32,
    /// Writes that wait for their turn.
    pub queued: VecDeque<Ask>,
    /// Writes on their way.
    pub writing: usize,
    /// Members a write is on its way for: the next one waits for its answer.
    pub in_flight: BTreeSet<(NetworkId, NodeAddress)>,
    /// Writes without an answer: a read tells whether they were done.
    pub doubts: Vec<Doubt>,
    /// Counts writes begun and ended: what was read across one is old.
    pub writes: u64,
    /// It asked to slow down: nothing goes out before this moment.
    pub busy_until: Option<Duration>,
    /// When it last answered with its token, milliseconds since 1970: what is kept of that is by the hour.
    pub answered: Option<i64>,
    /// Counts its tokens: what was asked with another one says nothing about this one.
    pub epoch: u32,
    /// A network is being made.
    pub creating: bool,
    /// The tokens that are out; none before they were read.
    pub issued: Option<Issued>,
    pub issued_asked: Option<Duration>,
    pub issued_fault: Option<AuthorityFault>,
    /// Tokens and their holders, by id, for which a write is on its way.
    pub settling: BTreeSet<String>,
}

/// Whether there is somebody to ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Door {
    /// Its token was not fetched yet.
    #[default]
    Closed,
    /// The keychain is being asked.
    Opening,
    /// The world has a client for it.
    Open,
}

/// A write nobody answered.
#[derive(Debug, Clone)]
pub struct Doubt {
    pub ask: Ask,
    /// What tells.
    pub read: Read,
    /// The networks that were known then.
    pub before: BTreeSet<NetworkId>,
    /// That nobody can tell was said.
    pub said: bool,
}

/// Something that is read from an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    Networks,
    Settings(NetworkId),
    Members(NetworkId),
    Tokens,
}

/// A network as its authority tells it.
#[derive(Debug, Clone)]
pub struct Administered {
    pub summary: NetworkSummary,
    pub settings: Option<Box<Network>>,
    pub settings_asked: Option<Duration>,
    pub members: Option<Members>,
    /// When members were last asked for.
    pub members_asked: Option<Duration>,
    pub fault: Option<AuthorityFault>,
    /// What was asked for members and is not yet so.
    pub wishes: BTreeMap<NodeAddress, MemberDeed>,
    /// What was done in one call for many, which names nobody: the next list tells whom it reached.
    pub unproven: BTreeMap<NodeAddress, MemberDeed>,
    pub draft: Option<Draft>,
    pub deleting: bool,
    /// The addresses members will have once all that is on its way is done.
    pub addresses: BTreeMap<NodeAddress, Vec<String>>,
}

impl Administered {
    pub fn new(summary: NetworkSummary) -> Self {
        Self {
            summary,
            settings: None,
            settings_asked: None,
            members: None,
            members_asked: None,
            fault: None,
            wishes: BTreeMap::new(),
            unproven: BTreeMap::new(),
            draft: None,
            deleting: false,
            addresses: BTreeMap::new(),
        }
    }
}

/// An account on its way in: whose token is being found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adding {
    /// A token may be typed.
    Open {
        renew: Option<CredentialId>,
    },
    /// A `ZeroPath` token was asked about.
    AskingZeroPath {
        number: u32,
        /// The known one that gets this secret.
        renewed: Option<u32>,
        kept: Box<KeptZeroPath>,
    },
    /// Asked.
    Asking {
        number: u32,
        form: AccountForm,
    },
    Refused {
        renew: Option<CredentialId>,
        fault: AddFault,
    },
    /// It is in; the page closes its dialog.
    Added,
}

/// What was filled in beside the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountForm {
    /// The token is for this account, which has lost its own.
    pub authority: Option<AuthorityId>,
    pub name: String,
    /// When the token ends, milliseconds since 1970.
    pub ends: Option<i64>,
}

/// Why a token was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddFault {
    /// Nothing was typed.
    Empty,
    /// What kind it is has to be said, as nobody is asked.
    KindNeeded,
    /// The end is no day, or none that can be.
    BadEnd {
        said: super::credential::EndFault,
    },
    /// In the demo nobody outside is asked.
    Demo,
    /// More than one line, or characters no token has.
    NotAToken,
    /// The address is none.
    BadAddress,
    NotHttps,
    /// Nobody of those asked knows it.
    Unknown {
        hosts: Vec<String>,
    },
    /// It is of another kind than the one it was meant for.
    OtherKind,
    /// It is another account's than the one it was meant for.
    OtherAccount,
    Silent {
        host: String,
        fault: AuthorityFault,
    },
    /// Whoever answers at this address speaks of something else.
    Elsewhere {
        base: String,
        said: String,
    },
    /// That very account is here already.
    Known {
        name: String,
    },
}

/// What is kept and what is known of an authority; none if there is no such one.
pub fn kept<'a>(state: &'a State, id: &AuthorityId) -> Option<&'a KeptAuthority> {
    state.settings.authorities.get(id)
}

/// How this authority is spoken to.
pub fn dialect(state: &State, id: &AuthorityId) -> Dialect {
    kept(state, id).map_or(Dialect::Controller, |kept| kept.kind.dialect())
}

/// The authority that can admit members to this network, if one is known here.
pub fn of_network(state: &State, network: NetworkId) -> Option<AuthorityId> {
    let own = state.node.as_ref().is_some_and(|node| node.address == network.controller());
    if own {
        return Some(AuthorityId::own());
    }
    let known = state.settings.authorities.iter().filter(|(_, kept)| kept.networks.contains_key(&network));
    // Whoever can write there and whose token fits comes first.
    let able = |id: &AuthorityId| {
        let fits = state.authorities.get(id).and_then(|authority| authority.fault.as_ref());
        let fits = !fits.is_some_and(AuthorityFault::is_about_token);
        fits && administered(state, id, network).is_none_or(|known| known.summary.may_write)
    };
    known.map(|(id, _)| id).min_by_key(|id| (!able(id), id.number())).cloned()
}

/// This authority can let members in on this network, as far as is known.
pub fn may_admit(state: &State, id: &AuthorityId, network: NetworkId) -> bool {
    let refused = state.authorities.get(id).and_then(|authority| authority.fault.as_ref());
    !matches!(refused, Some(AuthorityFault::Refused | AuthorityFault::NoToken))
        && administered(state, id, network).is_none_or(|known| known.summary.may_write)
}

/// What is known of a network there.
pub fn administered<'a>(state: &'a State, id: &AuthorityId, network: NetworkId) -> Option<&'a Administered> {
    state.authorities.get(id)?.networks.as_ref()?.get(&network)
}

/// The same, to be changed.
pub fn administered_mut<'a>(
    state: &'a mut State,
    id: &AuthorityId,
    network: NetworkId,
) -> Option<&'a mut Administered> {
    state.authorities.get_mut(id)?.networks.as_mut()?.get_mut(&network)
}

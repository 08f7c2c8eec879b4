//! Names of what is kept here: authorities and credentials.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zerotier_api::{BaseUrl, authority::Dialect};

/// Names an authority as long as the app knows it: the machine's own controller, or an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct AuthorityId(String);

/// Under any other name it would be another credential: the service's token would go to whoever the settings name.
impl<'de> Deserialize<'de> for AuthorityId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let id = Self(String::deserialize(from)?);
        let known = id.is_own() || id.number().is_some_and(|number| Self::account(number) == id);
        if known { Ok(id) } else { Err(de::Error::custom("names no authority")) }
    }
}

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

/// Names a credential as long as the app knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CredentialId {
    /// The token of this machine's service.
    Service,
    /// The token of an account at an authority.
    Authority(AuthorityId),
    /// A `ZeroPath` token, by its number.
    ZeroPath(u32),
}

/// A secret of a credential in the keychain: the one in use, or one of a change that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// In use.
    Current,
    /// Made, and not in use yet.
    Next,
    /// Was in use, and not revoked yet.
    Previous,
    /// Made for another program, and known to this run alone until it is copied.
    Made,
}

impl CredentialId {
    /// The name of its entry in the keychain.
    pub fn entry(&self, slot: Slot) -> String {
        match slot {
            Slot::Current => self.to_string(),
            Slot::Next => format!("{self} next"),
            Slot::Previous => format!("{self} previous"),
            Slot::Made => format!("{self} made"),
        }
    }

    /// The credential and the slot an entry of this name is for; none if no entry is called so.
    pub fn of_entry(entry: &str) -> Option<(Self, Slot)> {
        let (name, slot) = match entry.split_once(' ') {
            None => (entry, Slot::Current),
            Some((name, "next")) => (name, Slot::Next),
            Some((name, "previous")) => (name, Slot::Previous),
            Some(_) => return None,
        };
        Some((name.parse().ok()?, slot))
    }

    /// The authority whose token it is.
    pub fn authority(&self) -> Option<&AuthorityId> {
        match self {
            Self::Authority(id) => Some(id),
            Self::Service | Self::ZeroPath(_) => None,
        }
    }
}

impl From<AuthorityId> for CredentialId {
    fn from(id: AuthorityId) -> Self {
        Self::Authority(id)
    }
}

impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => f.write_str("service-token"),
            Self::Authority(id) => f.write_str(id.as_str()),
            Self::ZeroPath(number) => write!(f, "zeropath-{number}"),
        }
    }
}

/// What kind of credential one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum CredentialKind {
    Service,
    Legacy,
    New,
    Controller,
    ZeroPath,
}

/// A text that names no credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("names no credential")]
pub struct NoCredential;

impl FromStr for CredentialId {
    type Err = NoCredential;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| NoCredential);
        let id = match text.split_once('-') {
            Some(("service", "token")) => Self::Service,
            Some(("account", count)) => Self::Authority(AuthorityId::account(number(count)?)),
            Some(("zeropath", count)) => Self::ZeroPath(number(count)?),
            _ => return Err(NoCredential),
        };
        // Numbers can be written in more than one way, and names only in this one.
        if id.to_string() == text { Ok(id) } else { Err(NoCredential) }
    }
}

impl Serialize for CredentialId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CredentialId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

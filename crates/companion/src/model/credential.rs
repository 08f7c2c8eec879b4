//! Credentials: every token the app keeps, whatever it is for. Here is what is known of them; the secrets themselves are
//! in the system's keychain, under the name each credential has there.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::authority::AuthorityId;

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
}

impl CredentialId {
    /// The name of its entry in the keychain.
    pub fn entry(&self, slot: Slot) -> String {
        match slot {
            Slot::Current => self.to_string(),
            Slot::Next => format!("{self} next"),
            Slot::Previous => format!("{self} previous"),
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
        let id: Self = name.parse().ok()?;
        // Numbers can be written in more than one way, and names only in this one.
        (id.entry(slot) == entry).then_some((id, slot))
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

/// A text that names no credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("names no credential")]
pub struct NoCredential;

impl FromStr for CredentialId {
    type Err = NoCredential;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| NoCredential);
        match text.split_once('-') {
            Some(("service", "token")) => Ok(Self::Service),
            Some(("account", count)) => number(count).map(|count| Self::Authority(AuthorityId::account(count))),
            Some(("zeropath", count)) => number(count).map(Self::ZeroPath),
            _ => Err(NoCredential),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_found_by_its_name() {
        for id in [CredentialId::Service, CredentialId::Authority(AuthorityId::account(3)), CredentialId::ZeroPath(1)] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for text in ["", "own", "account-", "account-x", "service", "zeropath-1 next"] {
            assert_eq!(text.parse::<CredentialId>(), Err(NoCredential), "{text}");
        }
    }

    #[test]
    fn secrets_of_a_change_under_way_have_entries_of_their_own() {
        let id = CredentialId::ZeroPath(2);
        assert_eq!(id.entry(Slot::Current), "zeropath-2");
        assert_eq!(id.entry(Slot::Next), "zeropath-2 next");
    }

    #[test]
    fn a_secret_is_found_by_the_name_of_its_entry() {
        for id in [CredentialId::Service, CredentialId::Authority(AuthorityId::account(3)), CredentialId::ZeroPath(1)] {
            for slot in [Slot::Current, Slot::Next, Slot::Previous] {
                assert_eq!(CredentialId::of_entry(&id.entry(slot)), Some((id.clone(), slot)));
            }
        }
    }

    #[test]
    fn an_entry_of_another_name_holds_no_secret_of_ours() {
        let others =
            ["", " ", " next", "own", "account-1 other", "account-1 next next", "account-1  next", "account-1 "];
        for entry in others.into_iter().chain(["account-+1", "zeropath-01", "service-token /srv/zt", "Account-1"]) {
            assert_eq!(CredentialId::of_entry(entry), None, "{entry:?}");
        }
    }
}

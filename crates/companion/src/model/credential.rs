//! Credentials: every token the app keeps, whatever it is for. Here is what is known of them; the secrets themselves are
//! in the system's keychain, under the name each credential has there.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use zerotier_api::BaseUrl;

use super::{
    authority::{AuthorityFault, AuthorityId, AuthorityKind},
    state::State,
};

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

/// What is kept of a `ZeroPath` token: never its secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct KeptZeroPath {
    pub name: String,
    pub note: String,
    /// The id that goes with the secret; may be shown.
    pub token_id: String,
    pub base: Option<BaseUrl>,
    /// Milliseconds since 1970, like all that follow.
    pub added: i64,
    pub ends: Option<i64>,
    pub verified: Option<i64>,
    pub used: Option<i64>,
    /// Kept on the person's word: nobody could be asked.
    pub unverified: bool,
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

/// What came of asking whether a secret fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does. The clock there is ahead of the one here by this many milliseconds.
    Fits {
        ahead: Option<i64>,
    },
    Not(AuthorityFault),
}

/// Why a day is no end of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndFault {
    NotADay,
    Past,
    /// `ZeroPath` gives at most 365 days.
    TooFar,
    /// Keys of New Central have an end.
    Needed,
}

/// What is known of a credential, whatever it is for.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub kind: CredentialKind,
    pub name: &'a str,
    pub note: &'a str,
    pub base: Option<&'a BaseUrl>,
    pub added: i64,
    pub ends: Option<i64>,
    pub verified: Option<i64>,
    pub used: Option<i64>,
    pub unverified: bool,
}

/// A `ZeroPath` token lasts at most this many days.
const LONGEST_ZERO_PATH: i64 = 365;
pub const DAY: i64 = 24 * 60 * 60 * 1000;

/// Where this credential's secret goes; none is this machine's own service.
pub fn destination(state: &State, id: &CredentialId) -> Option<BaseUrl> {
    facts(state, id)?.base.cloned()
}

/// What is known of this credential; none if there is no such one. The service's own token has no record.
pub fn facts<'a>(state: &'a State, id: &CredentialId) -> Option<Facts<'a>> {
    let answered = |id: &AuthorityId| state.authorities.get(id).and_then(|authority| authority.answered);
    match id {
        CredentialId::Service => None,
        CredentialId::Authority(id) => state.settings.authorities.get(id).filter(|_| !id.is_own()).map(|kept| Facts {
            kind: match kept.kind {
                AuthorityKind::Legacy => CredentialKind::Legacy,
                AuthorityKind::New => CredentialKind::New,
                AuthorityKind::Controller => CredentialKind::Controller,
            },
            name: &kept.name,
            note: &kept.note,
            base: kept.base.as_ref(),
            added: kept.added,
            ends: kept.ends,
            verified: kept.verified.max(answered(id)),
            used: kept.used.max(answered(id)),
            unverified: kept.unverified,
        }),
        CredentialId::ZeroPath(number) => state.settings.zero_path.get(number).map(|kept| Facts {
            kind: CredentialKind::ZeroPath,
            name: &kept.name,
            note: &kept.note,
            base: kept.base.as_ref(),
            added: kept.added,
            ends: kept.ends,
            verified: kept.verified,
            used: kept.used,
            unverified: kept.unverified,
        }),
    }
}

/// All with a record, in a steady order.
pub fn ids(state: &State) -> Vec<CredentialId> {
    let accounts = state.settings.authorities.keys().filter(|id| !id.is_own()).cloned().map(CredentialId::Authority);
    accounts.chain(state.settings.zero_path.keys().copied().map(CredentialId::ZeroPath)).collect()
}

/// Whole days until a moment, rounded down: 0 is today, less is past.
pub fn days_left(ends: i64, now: i64) -> i64 {
    ends.saturating_sub(now).div_euclid(DAY)
}

/// The end of this day, UTC, in milliseconds since 1970; none for an empty text.
pub fn end_of(day: &str, kind: CredentialKind, now: i64) -> Result<Option<i64>, EndFault> {
    let day = day.trim();
    if day.is_empty() {
        return Ok(None);
    }
    let date: jiff::civil::Date = day.parse().map_err(|_| EndFault::NotADay)?;
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| EndFault::NotADay)?;
    let ends = midnight.timestamp().as_millisecond().saturating_add(DAY - 1);
    if ends < now {
        return Err(EndFault::Past);
    }
    if kind == CredentialKind::ZeroPath && days_left(ends, now) > LONGEST_ZERO_PATH {
        return Err(EndFault::TooFar);
    }
    Ok(Some(ends))
}

/// The day a moment is in, as `2026-12-31`.
pub fn day_of(moment: i64) -> String {
    let timestamp = jiff::Timestamp::from_millisecond(moment).ok();
    timestamp.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()).unwrap_or_default()
}

/// Secrets in the keychain that no record speaks of: a crash left them, or another program.
pub fn left_over(state: &State) -> Vec<(CredentialId, Slot)> {
    let entries = state.entries.iter().flatten();
    let known = |id: &CredentialId| *id == CredentialId::Service || facts(state, id).is_some();
    let rotates = |id: &CredentialId| {
        id.authority().and_then(|id| state.settings.authorities.get(id)).is_some_and(|kept| kept.rotation.is_some())
    };
    entries.filter(|(id, slot)| !known(id) || (*slot != Slot::Current && !rotates(id))).cloned().collect()
}

/// Records whose secret the keychain does not have, and is not about to get; none where it could not be asked.
pub fn without_secret(state: &State) -> Vec<CredentialId> {
    let Some(entries) = &state.entries else { return Vec::new() };
    let there: BTreeSet<&CredentialId> =
        entries.iter().filter(|(_, slot)| *slot == Slot::Current).map(|(id, _)| id).collect();
    let known = |id: &CredentialId| there.contains(id) || state.held.contains(id) || state.keeping.contains(id);
    ids(state).into_iter().filter(|id| !known(id)).collect()
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
    fn the_end_of_a_token_is_a_day_that_can_be() {
        let now = 1_764_115_200_000; // 2025-11-26T00:00Z
        let end = |day: &str, kind| end_of(day, kind, now);
        assert_eq!(end("", CredentialKind::Legacy), Ok(None));
        assert_eq!(end(" 2025-11-26 ", CredentialKind::Legacy), Ok(Some(now + DAY - 1)));
        assert_eq!(end("2025-11-25", CredentialKind::Legacy), Err(EndFault::Past));
        assert_eq!(end("2027-11-25", CredentialKind::Legacy).map(|end| end.is_some()), Ok(true));
        assert_eq!(end("2027-11-25", CredentialKind::ZeroPath), Err(EndFault::TooFar));
        assert_eq!(end("31.12.2026", CredentialKind::Legacy), Err(EndFault::NotADay));
        assert_eq!(end("2026-02-30", CredentialKind::Legacy), Err(EndFault::NotADay));
        assert_eq!(day_of(now + DAY - 1), "2025-11-26");
        assert_eq!([days_left(now, now), days_left(now - 1, now), days_left(now + DAY, now)], [0, -1, 1]);
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

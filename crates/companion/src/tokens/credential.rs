//! Credentials: every token the app keeps, whatever it is for. Here is what is known of them; the secrets themselves are
//! in the system's keychain, under the name each credential has there.

use std::collections::BTreeSet;

use zerotier_api::BaseUrl;

use crate::{
    app::state::State,
    kernel::ids::{AuthorityId, AuthorityKind, CredentialId, CredentialKind, Slot},
};

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
    /// See [`crate::ports::kept::KeptAuthority::bearer`].
    pub bearer: bool,
}

/// Where this credential's secret goes; none is this machine's own service.
pub fn destination(state: &State, id: &CredentialId) -> Option<BaseUrl> {
    facts(state, id)?.base.cloned()
}

/// What is known of this credential; none if there is no such one. The service's own token has no record.
pub fn facts<'a>(state: &'a State, id: &CredentialId) -> Option<Facts<'a>> {
    let answered = |id: &AuthorityId| state.authorities.lines.get(id).and_then(|authority| authority.answered);
    match id {
        CredentialId::Service => None,
        CredentialId::Authority(id) => state.authorities.kept.get(id).filter(|_| !id.is_own()).map(|kept| Facts {
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
            bearer: kept.bearer,
        }),
        CredentialId::ZeroPath(number) => state.tokens.zero_path.get(number).map(|kept| Facts {
            kind: CredentialKind::ZeroPath,
            name: &kept.name,
            note: &kept.note,
            base: kept.base.as_ref(),
            added: kept.added,
            ends: kept.ends,
            verified: kept.verified,
            used: kept.used,
            unverified: kept.unverified,
            bearer: false,
        }),
    }
}

/// All with a record, in a steady order.
pub fn ids(state: &State) -> Vec<CredentialId> {
    let accounts = state.authorities.kept.keys().filter(|id| !id.is_own()).cloned().map(CredentialId::Authority);
    accounts.chain(state.tokens.zero_path.keys().copied().map(CredentialId::ZeroPath)).collect()
}

/// Secrets in the keychain that no record speaks of: a crash left them, or another program.
pub fn left_over(state: &State) -> Vec<(CredentialId, Slot)> {
    let entries = state.tokens.entries.iter().flatten();
    let known = |id: &CredentialId| *id == CredentialId::Service || facts(state, id).is_some();
    let rotates = |id: &CredentialId| {
        id.authority().and_then(|id| state.authorities.kept.get(id)).is_some_and(|kept| kept.rotation.is_some())
    };
    entries.filter(|(id, slot)| !known(id) || (*slot != Slot::Current && !rotates(id))).cloned().collect()
}

/// Records whose secret the keychain does not have, and is not about to get; none where it could not be asked.
pub fn without_secret(state: &State) -> Vec<CredentialId> {
    let Some(entries) = &state.tokens.entries else { return Vec::new() };
    let there: BTreeSet<&CredentialId> =
        entries.iter().filter(|(_, slot)| *slot == Slot::Current).map(|(id, _)| id).collect();
    let known =
        |id: &CredentialId| there.contains(id) || state.tokens.held.contains(id) || state.tokens.keeping.contains(id);
    ids(state).into_iter().filter(|id| !known(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::{
            days::{DAY, EndFault, day_of, days_left, end_of},
            ids::NoCredential,
        },
        ports::settings,
    };

    #[test]
    fn a_credential_is_found_by_its_name() {
        for id in [CredentialId::Service, CredentialId::Authority(AuthorityId::account(3)), CredentialId::ZeroPath(1)] {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for text in ["", "own", "account-", "account-x", "service", "zeropath-1 next", "account-01", "zeropath-+1"] {
            assert_eq!(text.parse::<CredentialId>(), Err(NoCredential), "{text}");
        }
    }

    #[test]
    fn no_account_in_the_settings_has_the_name_of_another_secret() {
        for name in ["service-token", "zeropath-1", "account-1 next", "account-01", "account-", ""] {
            assert!(serde_json::from_value::<AuthorityId>(serde_json::json!(name)).is_err(), "{name}");
            let settings = serde_json::json!({ "authorities": { name: { "base": "https://elsewhere.example" } } });
            assert!(serde_json::from_value::<settings::Settings>(settings).is_err(), "{name}");
        }
        let own = serde_json::json!(["own", "account-1"]);
        assert_eq!(serde_json::from_value(own).ok(), Some([AuthorityId::own(), AuthorityId::account(1)]));
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

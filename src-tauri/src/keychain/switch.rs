//! Changing a secret for the next one.

use keyring_core::{Entry, Error};
use zeroize::Zeroizing;
use zerotier_api::Secret;

use super::entry::parts;

/// In this order there is a moment at which each secret stands twice, and none at which one is lost.
pub(super) fn switched(next: &Entry, current: &Entry, previous: &Entry) -> keyring_core::Result<Secret> {
    let read = |entry: &Entry| match entry.get_password().map(Zeroizing::new) {
        Ok(text) => Ok(Some(text)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    };
    let now = read(current)?;
    let Some(coming) = read(next)? else {
        return now.map(|text| Secret::new(parts(&text).0)).ok_or(Error::NoEntry);
    };
    if let Some(now) = now.filter(|now| *now != coming) {
        previous.set_password(&now)?;
    }
    current.set_password(&coming)?;
    next.delete_credential()?;
    Ok(Secret::new(parts(&coming).0))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use keyring_core::CredentialStore;
    use zerotier_api::BaseUrl;

    use super::{
        super::entry::{taken, text},
        *,
    };

    /// A store whose deed of this number fails, as if the power went in it.
    fn drawers() -> [Entry; 3] {
        let store: Arc<CredentialStore> = keyring_core::mock::Store::new().unwrap();
        ["next", "current", "previous"].map(|name| Entry::new_in_store(&store, "Perigee", name).unwrap())
    }

    fn fail(entry: &Entry) {
        let mock: &keyring_core::mock::Cred = entry.as_any().downcast_ref().unwrap();
        mock.set_error(Error::NoStorageAccess("the power went".into()));
    }

    #[test]
    fn wherever_a_switch_ends_each_secret_is_still_there_and_it_can_go_on() {
        for failing in 0..3 {
            let entries @ [next, current, previous] = &drawers();
            next.set_password("new").unwrap();
            current.set_password("old").unwrap();
            fail(&entries[failing]);
            assert!(switched(next, current, previous).is_err(), "{failing}");
            let there: Vec<_> = entries.iter().filter_map(|entry| entry.get_password().ok()).collect();
            assert!(there.contains(&"old".into()) && there.contains(&"new".into()), "{there:?}");
            assert_eq!(switched(next, current, previous).unwrap(), Secret::new("new"));
            assert_eq!(previous.get_password().unwrap(), "old");
            assert!(next.get_password().is_err());
        }
    }

    #[test]
    fn a_switch_that_was_done_is_not_done_twice() {
        let [next, current, previous] = &drawers();
        assert!(switched(next, current, previous).is_err(), "there is nothing at all");
        current.set_password("new").unwrap();
        previous.set_password("old").unwrap();
        assert_eq!(switched(next, current, previous).unwrap(), Secret::new("new"));
        // The power went between its steps.
        current.set_password("old").unwrap();
        next.set_password("new").unwrap();
        assert_eq!(switched(next, current, previous).unwrap(), Secret::new("new"));
        assert_eq!(previous.get_password().unwrap(), "old");
        next.set_password("new").unwrap();
        assert_eq!(switched(next, current, previous).unwrap(), Secret::new("new"));
        assert_eq!(previous.get_password().unwrap(), "old");
    }

    #[test]
    fn the_address_goes_with_its_secret_through_a_switch() {
        let [next, current, previous] = &drawers();
        let base = "https://central.example/api".parse::<BaseUrl>().unwrap();
        next.set_password(&text("new", Some(&base))).unwrap();
        current.set_password(&text("old", Some(&base))).unwrap();
        assert_eq!(switched(next, current, previous).unwrap(), Secret::new("new"));
        assert_eq!(parts(&previous.get_password().unwrap()).0, "old");
        let other = "https://evil.example/api".parse::<BaseUrl>().unwrap();
        for (entry, secret) in [(current, "new"), (previous, "old")] {
            assert_eq!(taken(entry, Some(&base)).unwrap(), Some(Secret::new(secret)));
            assert_eq!(taken(entry, Some(&other)).unwrap(), None);
        }
    }
}

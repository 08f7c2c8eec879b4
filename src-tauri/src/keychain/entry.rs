//! What stands in an entry of the keychain.

use std::fmt::Display;

use keyring_core::Entry;
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::platform;

/// What an entry holds: the secret and, in a line of its own, whom it is for. With an account's that is the address it
/// goes to, which the settings name, too, and whoever can write to them could name another; with the key of a service
/// elsewhere the owner of its folder, as another folder may come to that place.
pub(super) fn text(secret: &str, whose: Option<&impl Display>) -> Zeroizing<String> {
    Zeroizing::new(whose.map_or_else(|| secret.to_owned(), |whose| format!("{secret}\n{whose}")))
}

/// The secret and whom it is for. No secret has two lines.
pub(super) fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once('\n').map_or((text, None), |(secret, whose)| (secret, Some(whose.trim())))
}

/// This entry's secret, to be sent there; none if it was kept for another. One that an earlier version kept in another
/// way, such that it went to the person's other machines, is kept as it should be from now on.
pub(super) fn taken(entry: &Entry, whose: Option<&impl Display>) -> keyring_core::Result<Option<Secret>> {
    taken_where(platform::ENTRIES_ARE, entry, whose)
}

fn taken_where(
    wanted: &[(&str, &str)],
    entry: &Entry,
    whose: Option<&impl Display>,
) -> keyring_core::Result<Option<Secret>> {
    let kept = Zeroizing::new(entry.get_password()?);
    let (secret, known) = parts(&kept);
    match (known, whose) {
        (Some(known), Some(whose)) if known != whose.to_string() => return Ok(None),
        (None, Some(_)) => entry.set_password(&text(secret, whose))?,
        _ if is_as(wanted, entry) => {}
        // It is as good as before if that fails.
        _ => {
            if let Err(error) = entry.set_password(&kept) {
                tracing::warn!(%error, "a secret is kept as an earlier version kept it");
            }
        }
    }
    Ok(Some(Secret::new(secret)))
}

/// Whether the keychain has it the way it should be.
fn is_as(wanted: &[(&str, &str)], entry: &Entry) -> bool {
    if wanted.is_empty() {
        // The keychain need not be asked.
        return true;
    }
    let known = entry.get_attributes().unwrap_or_default();
    wanted.iter().all(|(name, value)| known.get(*name).is_none_or(|known| known == value))
}

#[cfg(test)]
mod tests {
    use std::{
        any::Any,
        collections::HashMap,
        sync::{Arc, Mutex},
    };

    use keyring_core::{Credential, CredentialStore, api::CredentialApi};
    use zerotier_api::BaseUrl;

    use super::*;

    /// An entry of a keychain that keeps a secret on one machine or on all: what it holds, and where.
    #[derive(Debug)]
    struct Traveller(Mutex<(Vec<u8>, &'static str)>);

    impl CredentialApi for Traveller {
        fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
            *self.0.lock().unwrap() = (secret.to_vec(), "Local");
            Ok(())
        }

        fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
            Ok(self.0.lock().unwrap().0.clone())
        }

        fn get_attributes(&self) -> keyring_core::Result<HashMap<String, String>> {
            Ok([("persistence".into(), self.0.lock().unwrap().1.into())].into())
        }

        fn delete_credential(&self) -> keyring_core::Result<()> {
            Ok(())
        }

        fn get_credential(&self) -> keyring_core::Result<Option<Arc<Credential>>> {
            Ok(None)
        }

        fn get_specifiers(&self) -> Option<(String, String)> {
            None
        }

        fn as_any(&self) -> &dyn Any {
            self
        }
    }

    #[test]
    fn a_secret_that_went_to_other_machines_stays_on_this_one_once_it_was_read() {
        let kept = Arc::new(Traveller(Mutex::new((b"token".to_vec(), "Enterprise"))));
        let entry = Entry::new_with_credential(Arc::clone(&kept) as Arc<Credential>);
        let held = || (kept.get_password().unwrap(), kept.0.lock().unwrap().1);
        let read = |wanted: &[(&str, &str)]| taken_where(wanted, &entry, None::<&BaseUrl>).unwrap().unwrap();
        assert_eq!(read(&[]), Secret::new("token"));
        assert_eq!(held(), ("token".into(), "Enterprise"), "elsewhere nothing is written");
        assert_eq!(read(&[("persistence", "Local")]), Secret::new("token"));
        assert_eq!(held(), ("token".into(), "Local"));
    }

    #[test]
    fn a_secret_is_kept_for_one_address() {
        let [here, there] =
            ["https://central.example/api", "https://evil.example/api"].map(|base| base.parse::<BaseUrl>().unwrap());
        let store: Arc<CredentialStore> = keyring_core::mock::Store::new().unwrap();
        let [entry, old] = ["new", "old"].map(|name| Entry::new_in_store(&store, "Perigee", name).unwrap());
        let token = || Some(Secret::new("token"));
        entry.set_password(&text("token", Some(&here))).unwrap();
        assert_eq!(taken(&entry, Some(&here)).unwrap(), token());
        assert_eq!(taken(&entry, Some(&there)).unwrap(), None);
        assert_eq!(taken(&entry, None::<&BaseUrl>).unwrap(), token(), "to be copied, or compared");
        // One of an earlier version, at its first use.
        old.set_password("token").unwrap();
        assert_eq!(taken(&old, Some(&here)).unwrap(), token());
        assert_eq!(taken(&old, Some(&there)).unwrap(), None);
    }
}

//! What stands in an entry of the keychain.

use std::fmt::Display;

use keyring_core::Entry;
use zeroize::Zeroizing;
use zerotier_api::Secret;

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

/// This entry's secret, to be sent there; none if it was kept for another.
pub(super) fn taken(entry: &Entry, whose: Option<&impl Display>) -> keyring_core::Result<Option<Secret>> {
    let kept = Zeroizing::new(entry.get_password()?);
    let (secret, known) = parts(&kept);
    match (known, whose) {
        (Some(known), Some(whose)) if known != whose.to_string() => return Ok(None),
        (None, Some(_)) => entry.set_password(&text(secret, whose))?,
        _ => {}
    }
    Ok(Some(Secret::new(secret)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use keyring_core::CredentialStore;
    use zerotier_api::BaseUrl;

    use super::*;

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

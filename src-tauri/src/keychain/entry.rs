//! What stands in an entry of the keychain.

use keyring_core::Entry;
use zeroize::Zeroizing;
use zerotier_api::{BaseUrl, Secret};

/// What an entry holds: the secret and, in a line of its own, the address it goes to. The settings name that, too, and
/// whoever can write to them could name another.
pub(super) fn text(secret: &str, base: Option<&BaseUrl>) -> Zeroizing<String> {
    Zeroizing::new(base.map_or_else(|| secret.to_owned(), |base| format!("{secret}\n{base}")))
}

/// The secret and the address. No secret has two lines.
pub(super) fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once('\n').map_or((text, None), |(secret, base)| (secret, Some(base.trim())))
}

/// This entry's secret, to be sent to this address; none if it was kept for another.
pub(super) fn taken(entry: &Entry, base: Option<&BaseUrl>) -> keyring_core::Result<Option<Secret>> {
    let kept = Zeroizing::new(entry.get_password()?);
    let (secret, known) = parts(&kept);
    match (known, base) {
        (Some(known), Some(base)) if known != base.to_string() => return Ok(None),
        (None, Some(_)) => entry.set_password(&text(secret, base))?,
        _ => {}
    }
    Ok(Some(Secret::new(secret)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use keyring_core::CredentialStore;

    use super::*;

    #[test]
    fn a_secret_is_kept_for_one_address() {
        let [here, there] =
            ["https://central.example/api", "https://evil.example/api"].map(|base| base.parse().unwrap());
        let store: Arc<CredentialStore> = keyring_core::mock::Store::new().unwrap();
        let [entry, old] = ["new", "old"].map(|name| Entry::new_in_store(&store, "Perigee", name).unwrap());
        let token = || Some(Secret::new("token"));
        entry.set_password(&text("token", Some(&here))).unwrap();
        assert_eq!(taken(&entry, Some(&here)).unwrap(), token());
        assert_eq!(taken(&entry, Some(&there)).unwrap(), None);
        assert_eq!(taken(&entry, None).unwrap(), token(), "to be copied, or compared");
        // One of an earlier version, at its first use.
        old.set_password("token").unwrap();
        assert_eq!(taken(&old, Some(&here)).unwrap(), token());
        assert_eq!(taken(&old, Some(&there)).unwrap(), None);
    }
}

//! What stands in an entry of the keychain.

use keyring_core::Entry;
use zeroize::Zeroizing;
use zerotier_api::BaseUrl;

/// What an entry holds: the secret and, in a line of its own, the address it goes to. The settings name that, too, and
/// whoever can write to them could name another.
pub(super) fn text(secret: &str, base: Option<&BaseUrl>) -> Zeroizing<String> {
    Zeroizing::new(base.map_or_else(|| secret.to_owned(), |base| format!("{secret}\n{base}")))
}

/// The secret and the address. No secret has two lines.
pub(super) fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once('\n').map_or((text, None), |(secret, base)| (secret, Some(base.trim())))
}

/// Whether this entry's secret goes to this address.
pub(super) fn meant_for(entry: &Entry, base: &BaseUrl) -> keyring_core::Result<bool> {
    let kept = Zeroizing::new(entry.get_password()?);
    match parts(&kept) {
        (_, Some(known)) => Ok(known == base.to_string()),
        (secret, None) => entry.set_password(&text(secret, Some(base))).map(|()| true),
    }
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
        entry.set_password(&text("token", Some(&here))).unwrap();
        assert!(meant_for(&entry, &here).unwrap() && !meant_for(&entry, &there).unwrap());
        assert_eq!(parts(&entry.get_password().unwrap()).0, "token");
        // One of an earlier version, at its first use.
        old.set_password("token").unwrap();
        assert!(meant_for(&old, &here).unwrap() && !meant_for(&old, &there).unwrap());
    }
}

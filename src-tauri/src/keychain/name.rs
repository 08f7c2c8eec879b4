//! What entries of the keychain are called.

use std::path::Path;

use companion::kernel::ids::{CredentialId, Slot};

pub(super) const SERVICE_TOKEN: &str = "service-token";

/// The name of an entry, with the folder it belongs to if that is not the usual one.
pub(super) fn named(what: &str, folder: Option<&Path>) -> String {
    folder.map_or_else(|| what.to_owned(), |folder| format!("{what} {}", folder.display()))
}

/// Which secret an entry of this name is, if it belongs to this installation and to the service in this folder.
pub(super) fn meant(entry: &str, data: Option<&Path>, home: Option<&Path>) -> Option<(CredentialId, Slot)> {
    if entry == named(SERVICE_TOKEN, home) {
        return Some((CredentialId::Service, Slot::Current));
    }
    let what = match data {
        Some(folder) => entry.strip_suffix(&named("", Some(folder)))?,
        None => entry,
    };
    // The service's token itself is named by the service's folder, and was found above.
    CredentialId::of_entry(what).filter(|found| *found != (CredentialId::Service, Slot::Current))
}

#[cfg(test)]
mod tests {
    use companion::kernel::ids::AuthorityId;

    use super::*;

    #[test]
    fn services_in_different_folders_have_entries_of_their_own() {
        assert_eq!(named("service-token", None), "service-token");
        assert_eq!(named("service-token", Some(Path::new("/srv/zt"))), "service-token /srv/zt");
    }

    #[test]
    fn an_entry_is_ours_if_its_name_has_our_folders() {
        let (account, zeropath) = (CredentialId::from(AuthorityId::account(1)), CredentialId::ZeroPath(2));
        let [here, there] = ["/srv/a b", "/srv/zt"].map(|folder| Some(Path::new(folder)));
        for data in [None, here] {
            for (id, slot) in [(&account, Slot::Current), (&zeropath, Slot::Next), (&account, Slot::Previous)] {
                let entry = named(&id.entry(slot), data);
                assert_eq!(meant(&entry, data, there), Some((id.clone(), slot)));
                assert_eq!(meant(&entry, there, None), None);
            }
        }
        assert_eq!(meant(&named("account-1", here), None, None), None);
        let token = Some((CredentialId::Service, Slot::Current));
        assert_eq!(meant("service-token /srv/zt", here, there), token);
        assert_eq!(meant("service-token", here, None), token);
        assert_eq!(meant("service-token", None, there), None);
        assert_eq!(meant("somebody's", None, None), None);
    }
}

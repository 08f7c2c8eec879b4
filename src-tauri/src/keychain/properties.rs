//! Properties of entries and their names. How they run is told in `crates/zerotier-api/src/properties.rs`.

use companion::kernel::ids::AuthorityId;
use proptest::prelude::*;

use super::*;
use crate::keychain::entry::parts;

proptest! {
    #[test]
    fn a_secret_and_whose_it_is_are_read_as_they_were_written(secret in "[ -~]{1,60}", whose in prop::option::of("[!-~]{1,60}")) {
        let kept = text(&secret, whose.as_ref());
        prop_assert_eq!(parts(&kept), (secret.as_str(), whose.as_deref()));
    }

    #[test]
    fn an_entry_is_found_again_and_only_where_it_belongs(number: u32, data in prop::option::of("/[a-z /]{1,12}"), home in prop::option::of("/[a-z /]{1,12}"), other in "/[A-Z]{1,9}") {
        let [data, home, other] = [data.as_deref(), home.as_deref(), Some(other.as_str())].map(|folder| folder.map(Path::new));
        for (id, slot) in [(CredentialId::from(AuthorityId::account(number)), Slot::Next), (CredentialId::ZeroPath(number), Slot::Current)] {
            let entry = named(&id.entry(slot), data);
            prop_assert_eq!(meant(&entry, data, home), Some((id, slot)));
            prop_assert_eq!(meant(&entry, other, home), None);
        }
        prop_assert_eq!(meant(&named(SERVICE_TOKEN, home), data, home), Some((CredentialId::Service, Slot::Current)));
    }

    #[test]
    fn any_name_is_one_of_ours_or_none(name in prop_oneof![any::<String>(), "(service-token|account-[0-9+]{1,3}|zeropath-1)( next| previous| /srv)?( /srv)?"]) {
        for data in [None, Some(Path::new("/srv"))] {
            if let Some((id, slot)) = meant(&name, data, None) {
                let own = (id == CredentialId::Service && slot == Slot::Current).then(|| SERVICE_TOKEN.to_owned());
                let entry = own.unwrap_or_else(|| named(&id.entry(slot), data));
                prop_assert_eq!(&entry, &name);
            }
        }
    }
}

//! What the Secret Service leaves to those who use it: that there is a keyring to keep things in, that a thing is in it
//! once, and whom reading it would ask.

use std::collections::HashMap;

use companion::ports::secrets::KeychainFault;
use keyring_core::{Entry, Error};
use secret_service::{
    EncryptionType,
    blocking::{Item, SecretService},
};
use zbus::zvariant::OwnedObjectPath;
use zbus_secret_service_keyring_store::{
    cred::Wrapper,
    errors::{decode_error, platform_failure},
};
use zeroize::Zeroizing;

/// As other programs call the one they make.
const LABEL: &str = "Default keyring";
const BYTES: &str = "application/octet-stream";

fn service() -> keyring_core::Result<SecretService<'static>> {
    SecretService::connect(EncryptionType::Dh).map_err(platform_failure)
}

/// The store's own words say it.
pub(crate) fn own_fault(_error: &(dyn std::error::Error + 'static)) -> Option<KeychainFault> {
    None
}

/// Makes the keyring new things are kept in, if there is none: a fresh system has none, and nor does a desktop whose
/// login makes none. The person is asked for its password. False if there was one, which is locked then.
pub(crate) fn make_keyring() -> keyring_core::Result<bool> {
    let service = service()?;
    match service.get_default_collection() {
        Err(secret_service::Error::NoResult) => {}
        known => return known.map(|_| false).map_err(decode_error),
    }
    // That the person wants none is not that it is locked.
    service.create_collection(LABEL, "default").map_err(platform_failure)?;
    Ok(true)
}

/// Of several items for one thing leaves the newest, in a keyring that outlives the session if one of them was there.
pub(crate) fn leave_the_newest(entries: &[Entry]) -> keyring_core::Result<()> {
    let service = service()?;
    let path = |entry: &Entry| OwnedObjectPath::try_from(entry.as_any().downcast_ref::<Wrapper>()?.get_path()).ok();
    let items: Result<Vec<_>, _> =
        entries.iter().filter_map(path).map(|path| service.get_item_by_path(path).map_err(decode_error)).collect();
    let items = items?;
    let Some(newest) = items.iter().max_by_key(|item| item.get_modified().unwrap_or_default()) else {
        return Err(Error::NoEntry);
    };
    let session =
        service.get_collection_by_alias("session").ok().map(|session| format!("{}/", *session.collection_path));
    let lasts = |item: &&Item<'_>| session.as_ref().is_none_or(|session| !item.item_path.starts_with(session.as_str()));
    // Among those that last, too, the newest: it need not be written.
    let kept = Some(newest).filter(lasts).or_else(|| items.iter().find(lasts)).unwrap_or(newest);
    if kept.item_path != newest.item_path {
        let secret = Zeroizing::new(newest.get_secret().map_err(decode_error)?);
        kept.set_secret(&secret, BYTES).map_err(decode_error)?;
    }
    for other in items.iter().filter(|item| item.item_path != kept.item_path) {
        other.delete().map_err(decode_error)?;
    }
    tracing::info!(items = items.len(), "of several items in the keychain the newest is left");
    Ok(())
}

/// Whether the person would be asked to unlock something before this could be read.
pub(crate) fn asks_before_reading(service_name: &str, entry: &str) -> bool {
    let wanted = HashMap::from([("service", service_name), ("username", entry)]);
    let found =
        service().and_then(|service| Ok(!service.search_items(wanted).map_err(decode_error)?.locked.is_empty()));
    // What can't be searched can't ask either.
    found.unwrap_or_default()
}

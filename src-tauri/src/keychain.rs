//! The system's keychain, and this run's memory where there is none: the only place a token is kept in.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use companion::{
    kernel::ids::{CredentialId, Slot},
    ports::{
        secrets::KeychainFault,
        service::{FoundToken, Origin},
    },
};
use keyring_core::{CredentialStore, Entry, Error};
use tokio::sync::watch;
use zerotier_api::{BaseUrl, Secret};

use self::{
    entry::{taken, text},
    name::{SERVICE_TOKEN, meant, named},
    switch::switched,
};
use crate::platform;

mod entry;
mod name;
#[cfg(test)]
mod properties;
mod switch;

const SERVICE: &str = "Perigee";

/// Keeps one token for each service folder, and the secrets of all other credentials.
#[derive(Default)]
pub(crate) struct Keychain {
    /// The folder everything is kept in, if not the usual one: the entries of two installations do not meet.
    data: Option<PathBuf>,
    place: Mutex<Place>,
    /// Secrets that only this run knows, by the entry they would be in.
    memory: Mutex<BTreeMap<String, Secret>>,
    /// Somebody has come, whom a question reaches. At login nobody has.
    somebody: watch::Sender<bool>,
}

/// Which service's token is meant, and the one only this run knows.
#[derive(Default)]
struct Place {
    /// The folder of a service elsewhere than usual.
    home: Option<PathBuf>,
    memory: Option<Secret>,
    /// Whom that folder belonged to then.
    owner: Option<String>,
    /// The person did not unlock it: it is not opened again before they ask for something that needs it.
    refused: bool,
}

impl Keychain {
    /// For an app that keeps everything in this folder; none is the usual one.
    pub(crate) fn new(data: Option<PathBuf>) -> Self {
        Self { data, ..Self::default() }
    }

    /// From now on tokens are those of the service in this folder; none is the usual one.
    pub(crate) fn turn_to(&self, home: Option<&Path>) {
        let mut place = self.place();
        if place.home.as_deref() != home {
            *place = Place { home: home.map(Path::to_owned), ..Place::default() };
        }
    }

    /// The kept token, if there is one and the keychain gives it.
    pub(crate) async fn token(&self) -> Option<FoundToken> {
        if let Some(token) = self.memory() {
            return Some(FoundToken { origin: Origin::Consent, token });
        }
        if self.place().refused
            || (!self.is_somebody_here() && self.asks(named(SERVICE_TOKEN, self.home().as_deref())).await)
        {
            return None;
        }
        let owner = self.owner();
        match self.with_entry(move |entry| taken(&entry, owner.as_ref())).await {
            Ok(Some(token)) => Some(FoundToken { origin: Origin::Keychain, token }),
            Ok(None) => {
                tracing::warn!("the service's folder belongs to another than its token was kept for");
                None
            }
            Err(Error::NoEntry) => None,
            Err(error) if fault(&error) == KeychainFault::Missing => {
                tracing::debug!(%error, "no keychain to read");
                None
            }
            Err(error) => {
                tracing::warn!(%error, "keychain not read");
                self.place().refused = fault(&error) == KeychainFault::Locked;
                None
            }
        }
    }

    /// Keeps a token; without a keychain for this run only, which the fault says.
    pub(crate) async fn keep(&self, token: Secret) -> Result<(), KeychainFault> {
        let owner = self.owner();
        let text = text(token.expose_secret(), owner.as_ref());
        let kept = self.with_entry(move |entry| entry.set_password(&text)).await;
        let mut place = self.place();
        place.owner = owner;
        place.memory = kept.is_err().then_some(token);
        place.refused = false;
        drop(place);
        kept.map_err(|error| {
            tracing::warn!(%error, "token not kept in the keychain");
            fault(&error)
        })
    }

    /// Drops the kept token. That there was none is as well.
    pub(crate) async fn forget(&self) -> Result<(), KeychainFault> {
        let from_memory = self.place().memory.take();
        match self.with_entry(|entry| entry.delete_credential()).await {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            // Without a keychain there is nothing else to drop.
            Err(_) if from_memory.is_some() => Ok(()),
            Err(error) => {
                tracing::warn!(%error, "token not dropped from the keychain");
                Err(fault(&error))
            }
        }
    }

    /// A credential's secret, if there is one.
    pub(crate) async fn secret(&self, id: &CredentialId, slot: Slot) -> Result<Option<Secret>, KeychainFault> {
        self.secret_for(id, slot, None).await
    }

    /// The same to be sent to this address: one that was kept for another stays where it is. One of an earlier version,
    /// which kept no address, is taken to be for this one from now on.
    pub(crate) async fn secret_for(
        &self,
        id: &CredentialId,
        slot: Slot,
        base: Option<BaseUrl>,
    ) -> Result<Option<Secret>, KeychainFault> {
        let entry = self.entry(id, slot);
        if let Some(secret) = self.secrets().get(&entry).cloned() {
            return Ok(Some(secret));
        }
        if !self.is_somebody_here() && self.asks(entry.clone()).await {
            // This ends with the app, too.
            self.somebody.subscribe().wait_for(|here| *here).await.ok();
        }
        match open(entry, move |entry| taken(&entry, base.as_ref())).await {
            Ok(Some(secret)) => Ok(Some(secret)),
            Ok(None) => {
                tracing::warn!("a secret was asked for another address than it was kept for");
                Err(KeychainFault::Elsewhere)
            }
            Err(Error::NoEntry) => Ok(None),
            Err(error) => {
                tracing::warn!(%error, "the keychain gave no secret");
                Err(fault(&error))
            }
        }
    }

    /// Keeps a credential's secret; without a keychain for this run only, which the fault says. What was made for another
    /// program is for this run only in any case.
    pub(crate) async fn keep_secret(
        &self,
        id: &CredentialId,
        slot: Slot,
        secret: Secret,
        base: Option<&BaseUrl>,
    ) -> Result<(), KeychainFault> {
        let entry = self.entry(id, slot);
        if slot == Slot::Made {
            self.secrets().insert(entry, secret);
            return Ok(());
        }
        let text = text(secret.expose_secret(), base);
        let kept = open(entry.clone(), move |entry| entry.set_password(&text)).await;
        match &kept {
            Ok(()) => self.secrets().remove(&entry),
            Err(_) => self.secrets().insert(entry, secret),
        };
        kept.map_err(|error| {
            tracing::warn!(%error, "a secret was not kept in the keychain");
            fault(&error)
        })
    }

    /// Drops a credential's secret. That there was none is as well.
    pub(crate) async fn forget_secret(&self, id: &CredentialId, slot: Slot) -> Result<(), KeychainFault> {
        let entry = self.entry(id, slot);
        let from_memory = self.secrets().remove(&entry).is_some();
        if slot == Slot::Made {
            return Ok(());
        }
        match open(entry, |entry| entry.delete_credential()).await {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(_) if from_memory => Ok(()),
            Err(error) => {
                tracing::warn!(%error, "a secret was not dropped from the keychain");
                Err(fault(&error))
            }
        }
    }

    /// Puts the next secret in the place of the current one, which becomes the previous one, and gives it back. Only what
    /// the keychain itself has counts. Done again after any fault, it goes on where it was.
    pub(crate) async fn switch(&self, id: &CredentialId) -> Result<Secret, KeychainFault> {
        let [next, current, previous] = [Slot::Next, Slot::Current, Slot::Previous].map(|slot| self.entry(id, slot));
        let switched = with_store(move |store| {
            let entry = |name: &str| entry_in(store, name);
            switched(&entry(&next)?, &entry(&current)?, &entry(&previous)?)
        });
        switched.await.map_err(|error| {
            tracing::warn!(%error, "the keychain did not change a secret for the next one");
            fault(&error)
        })
    }

    /// Which secrets of ours are in the keychain; what only this run knows is not.
    pub(crate) async fn list(&self) -> Result<Vec<(CredentialId, Slot)>, KeychainFault> {
        let listed = with_store(|store| {
            let found = store.search(&HashMap::from([(platform::FINDS_ENTRIES_BY, SERVICE)]))?;
            let named = found.iter().filter_map(Entry::get_specifiers);
            Ok(named.filter(|(service, _)| service == SERVICE).map(|(_, entry)| entry).collect::<Vec<_>>())
        });
        let entries = listed.await.map_err(|error| {
            tracing::warn!(%error, "the keychain can't be searched");
            fault(&error)
        })?;
        let home = self.home();
        let ours = |entry: &String| meant(entry, self.data.as_deref(), home.as_deref());
        let secrets: BTreeSet<_> = entries.iter().filter_map(ours).collect();
        Ok(secrets.into_iter().collect())
    }

    /// From now on somebody can be asked. Says whether they are the first.
    pub(crate) fn somebody_comes(&self) -> bool {
        !self.somebody.send_replace(true)
    }

    fn is_somebody_here(&self) -> bool {
        *self.somebody.borrow()
    }

    /// Whether reading it would ask for a password first.
    async fn asks(&self, entry: String) -> bool {
        let asks = tokio::task::spawn_blocking(move || platform::asks_before_reading(SERVICE, &entry));
        asks.await.unwrap_or_default()
    }

    /// The person asks for something that needs it: if they did not unlock it before, they may now.
    pub(crate) fn ask_again(&self) {
        self.place().refused = false;
    }

    /// The folder of the service whose token is meant; none is the usual one.
    pub(crate) fn home(&self) -> Option<PathBuf> {
        self.place().home.clone()
    }

    fn entry(&self, id: &CredentialId, slot: Slot) -> String {
        named(&id.entry(slot), self.data.as_deref())
    }

    fn secrets(&self) -> MutexGuard<'_, BTreeMap<String, Secret>> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn memory(&self) -> Option<Secret> {
        let owner = self.owner();
        let place = self.place();
        place.memory.clone().filter(|_| place.owner == owner)
    }

    /// Whom the folder of a service elsewhere belongs to. The usual ones nobody but an administrator can change.
    fn owner(&self) -> Option<String> {
        self.home().and_then(|home| platform::owner(&home))
    }

    fn place(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn with_entry<T: Send + 'static>(
        &self,
        deed: impl Fn(Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> keyring_core::Result<T> {
        let entry = named(SERVICE_TOKEN, self.place().home.as_deref());
        open(entry, deed).await
    }
}

async fn open<T: Send + 'static>(
    entry: String,
    deed: impl Fn(Entry) -> keyring_core::Result<T> + Send + 'static,
) -> keyring_core::Result<T> {
    with_store(move |store| deed(entry_in(store, &entry)?)).await
}

/// The entry of this name, as this system's are to be.
fn entry_in(store: &Arc<CredentialStore>, name: &str) -> keyring_core::Result<Entry> {
    let modifiers = platform::ENTRIES_ARE.iter().copied().collect();
    Entry::new_in_store_with_modifiers(store, SERVICE, name, &modifiers)
}

/// Each of the three entries of a switch may be there twice, and there may be no keyring for them.
const MENDED: usize = 4;

/// Opens the keychain afresh each time: one that was missing or locked may have come since. Its calls wait for the
/// person to unlock it, so they have a thread of their own.
async fn with_store<T: Send + 'static>(
    deed: impl Fn(&Arc<CredentialStore>) -> keyring_core::Result<T> + Send + 'static,
) -> keyring_core::Result<T> {
    let opened = tokio::task::spawn_blocking(move || {
        let store: Arc<CredentialStore> =
            platform::Keychain::new().map_err(|error| Error::NotSupportedByStore(error.to_string()))?;
        for _ in 0..MENDED {
            match deed(&store) {
                Err(Error::Ambiguous(entries)) => platform::leave_the_newest(&entries)?,
                Err(Error::NoStorageAccess(_)) if platform::make_keyring()? => {}
                done => return done,
            }
        }
        deed(&store)
    });
    opened.await.unwrap_or_else(|stopped| Err(Error::PlatformFailure(stopped.into())))
}

fn fault(error: &Error) -> KeychainFault {
    match error {
        Error::NotSupportedByStore(_) => KeychainFault::Missing,
        Error::NoStorageAccess(_) => KeychainFault::Locked,
        Error::PlatformFailure(own) => platform::own_fault(own.as_ref()).unwrap_or(KeychainFault::Other),
        _ => KeychainFault::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_keychain_is_not_a_locked_one() {
        assert_eq!(fault(&Error::NotSupportedByStore("no bus".into())), KeychainFault::Missing);
        assert_eq!(fault(&Error::NoStorageAccess("locked".into())), KeychainFault::Locked);
        assert_eq!(fault(&Error::Invalid("user".into(), "too long".into())), KeychainFault::Other);
    }

    #[test]
    fn a_token_goes_to_no_folder_that_somebody_else_has_made_in_the_place_of_the_service() {
        let folder = tempfile::tempdir().unwrap();
        let keychain = Keychain::default();
        keychain.turn_to(Some(folder.path()));
        let owner = keychain.owner();
        let home = Some(folder.path().to_owned());
        *keychain.place() = Place { home, owner, memory: Some(Secret::new("abc")), ..Place::default() };
        assert!(keychain.memory().is_some());
        keychain.place().owner = Some("owner 4711".into());
        assert_eq!(keychain.memory(), None);

        let store: Arc<CredentialStore> = keyring_core::mock::Store::new().unwrap();
        let [entry, old] = ["new", "old"].map(|name| Entry::new_in_store(&store, SERVICE, name).unwrap());
        entry.set_password(&text("abc", Some(&"owner 4711"))).unwrap();
        assert_eq!(taken(&entry, Some(&"owner 4712")).unwrap(), None);
        old.set_password("abc").unwrap();
        assert_eq!(taken(&old, Some(&"owner 4712")).unwrap(), Some(Secret::new("abc")), "one of an earlier version");
        assert_eq!(taken(&old, Some(&"owner 4711")).unwrap(), None, "from then on it is this owner's");
    }

    #[test]
    fn a_token_in_memory_belongs_to_one_service_only() {
        let keychain = Keychain::default();
        keychain.place.lock().unwrap().memory = Some(Secret::new("abc"));
        keychain.turn_to(None);
        assert!(keychain.memory().is_some());
        keychain.turn_to(Some(Path::new("/srv/zt")));
        assert!(keychain.memory().is_none());
    }
}

//! What a person chose and could choose again, in a file of its own. The store plugin keeps it: it writes in place, and
//! what a power cut leaves half written costs these choices and nothing else.

use std::{
    collections::{BTreeMap, HashMap},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use companion::ports::{
    frame::{LoadFault, SaveFault},
    settings::Preferences,
};
use serde_json::{Map, Value};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Error, Store, StoreBuilder};

use crate::{
    plain_file,
    store::{load_fault, save_fault, set_aside},
};

/// A hundred times what there is to choose.
const LONGEST: u64 = 1 << 20;

#[derive(Clone)]
pub(crate) struct PreferenceFile {
    app: AppHandle,
    file: PathBuf,
    /// What stands in the file, as far as it was read or written.
    kept: Arc<Mutex<Option<Preferences>>>,
}

/// What stands in the file.
enum Content {
    Nothing,
    Preferences(Preferences),
    Damaged,
}

impl PreferenceFile {
    pub(crate) fn new(app: &AppHandle, file: PathBuf) -> Self {
        Self { app: app.clone(), file, kept: Arc::default() }
    }

    /// None if there is no file: a version before this one kept them with the other settings.
    pub(crate) fn load(&self) -> Result<Option<Preferences>, LoadFault> {
        match self.read() {
            Ok(Content::Nothing) => Ok(None),
            Ok(Content::Preferences(preferences)) => {
                self.note(&preferences);
                Ok(Some(preferences))
            }
            Ok(Content::Damaged) => Err(set_aside(&self.file)),
            Err(error) => {
                tracing::warn!(file = %self.file.display(), %error, "preferences not read");
                Err(load_fault(&self.file, &error))
            }
        }
    }

    /// Only looks: what is damaged stays where it is.
    pub(crate) fn peek(&self) -> Option<Preferences> {
        match self.read() {
            Ok(Content::Preferences(preferences)) => Some(preferences),
            Ok(Content::Nothing | Content::Damaged) | Err(_) => None,
        }
    }

    /// Writes them if others stand there.
    pub(crate) fn save(&self, preferences: &Preferences) -> Result<(), SaveFault> {
        if self.kept.lock().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(preferences) {
            return Ok(());
        }
        let fault = |error: Error| {
            tracing::warn!(file = %self.file.display(), %error, "preferences not saved");
            save_fault(&self.file, &plain(error))
        };
        let values = match serde_json::to_value(preferences) {
            Ok(Value::Object(values)) => values,
            Ok(_) | Err(_) => Map::new(),
        };
        self.is_there().map_err(Error::Io).map_err(fault)?;
        let store = self.open().map_err(fault)?;
        for (name, value) in values {
            store.set(name, value);
        }
        let saved = store.save();
        store.close_resource();
        saved.map_err(fault)?;
        self.note(preferences);
        Ok(())
    }

    fn note(&self, preferences: &Preferences) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(preferences.clone());
    }

    fn read(&self) -> io::Result<Content> {
        if !self.is_there()? {
            return Ok(Content::Nothing);
        }
        let store = self.open().map_err(plain)?;
        let read = store.reload_ignore_defaults();
        let values: Map<String, Value> = store.entries().into_iter().collect();
        store.close_resource();
        match read {
            Ok(()) => Ok(serde_json::from_value(Value::Object(values)).map_or(Content::Damaged, Content::Preferences)),
            Err(Error::Deserialize(_)) => Ok(Content::Damaged),
            Err(error) => match plain(error) {
                error if error.kind() == io::ErrorKind::NotFound => Ok(Content::Nothing),
                error => Err(error),
            },
        }
    }

    /// The plugin would wait for a pipe, and read a book to its end.
    fn is_there(&self) -> io::Result<bool> {
        match plain_file::read(&self.file, LONGEST) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Left open, the plugin would write it when the app ends, changed or not.
    fn open(&self) -> Result<Arc<Store<Wry>>, Error> {
        let file: &Path = &self.file;
        StoreBuilder::new(&self.app, file).disable_auto_save().serialize(in_order).build()
    }
}

/// Whoever reads it finds things where they were.
fn in_order(values: &HashMap<String, Value>) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let values: BTreeMap<_, _> = values.iter().collect();
    let mut text = serde_json::to_vec_pretty(&values)?;
    text.push(b'\n');
    Ok(text)
}

fn plain(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_same_whatever_the_order_of_its_values() {
        let values = ["notify", "appearance", "density"].map(|name| (name.to_owned(), Value::Null));
        let text = in_order(&HashMap::from(values)).unwrap();
        assert_eq!(text, b"{\n  \"appearance\": null,\n  \"density\": null,\n  \"notify\": null\n}\n");
    }

    #[test]
    fn a_missing_file_is_told_from_one_that_can_not_be_read() {
        let missing = Error::Io(io::ErrorKind::NotFound.into());
        assert_eq!(plain(missing).kind(), io::ErrorKind::NotFound);
        assert_eq!(plain(Error::Serialize("no".into())).kind(), io::ErrorKind::Other);
    }
}

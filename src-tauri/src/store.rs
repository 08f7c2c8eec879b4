//! The settings file: read once, written whole or not at all. A damaged file is put aside, a newer one is left alone.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use companion::model::{
    Settings,
    event::{LoadFault, Loaded, SaveFault},
};
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::platform;

/// Knows where the settings are; holds nothing of them.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    file: PathBuf,
}

/// What stands in the file.
enum Content {
    Nothing,
    Settings(Settings),
    Newer { version: u32, settings: Settings },
    Damaged,
}

impl Store {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file }
    }

    pub(crate) fn load(&self) -> Loaded {
        let (settings, fault) = match self.read() {
            Ok(Content::Nothing) => (Settings::default(), None),
            Ok(Content::Settings(settings)) => (settings, None),
            Ok(Content::Newer { version, settings }) => (settings, Some(LoadFault::Newer { version })),
            Ok(Content::Damaged) => (Settings::default(), Some(self.set_aside())),
            Err(error) => {
                tracing::warn!(file = %self.file.display(), %error, "settings not read");
                (Settings::default(), Some(LoadFault::Unreadable { path: self.file.clone() }))
            }
        };
        Loaded { settings, fault }
    }

    /// Only looks: what is damaged stays where it is.
    pub(crate) fn peek(&self) -> Settings {
        match self.read() {
            Ok(Content::Settings(settings) | Content::Newer { settings, .. }) => settings,
            Ok(Content::Nothing | Content::Damaged) | Err(_) => Settings::default(),
        }
    }

    pub(crate) fn save(&self, settings: &Settings) -> Result<(), SaveFault> {
        match self.read() {
            Ok(Content::Newer { .. }) => return Err(SaveFault::Newer),
            Ok(_) => {}
            // What can't be read must not be replaced: it may hold what is missing here.
            Err(error) => return Err(self.fault(&error)),
        }
        self.replace(settings).map_err(|error| {
            tracing::warn!(file = %self.file.display(), %error, "settings not saved");
            self.fault(&error)
        })
    }

    fn read(&self) -> io::Result<Content> {
        match fs::read(&self.file) {
            Ok(bytes) => Ok(understand(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Content::Nothing),
            Err(error) => Err(error),
        }
    }

    /// Gives the damaged file another name, so that it can be looked into and is not written over.
    fn set_aside(&self) -> LoadFault {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let kept_as = self.file.with_extension(format!("damaged-{seconds}.json"));
        match fs::rename(&self.file, &kept_as) {
            Ok(()) => LoadFault::SetAside { kept_as },
            Err(error) => {
                tracing::warn!(file = %self.file.display(), %error, "damaged settings not put aside");
                LoadFault::Unreadable { path: self.file.clone() }
            }
        }
    }

    /// Writes beside the file and takes its place: after a power cut there is the old file or the new one.
    fn replace(&self, settings: &Settings) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        let mut text = serde_json::to_vec_pretty(settings)?;
        text.push(b'\n');
        fs::create_dir_all(folder)?;
        // Readable by its owner only, as every file this makes.
        let mut beside = NamedTempFile::new_in(folder)?;
        beside.write_all(&text)?;
        beside.as_file().sync_all()?;
        beside.persist(&self.file)?;
        platform::sync_folder(folder)
    }

    fn fault(&self, error: &io::Error) -> SaveFault {
        let path = self.file.clone();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SaveFault::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SaveFault::DiskFull { path },
            _ => SaveFault::Other { path, said: error.to_string() },
        }
    }
}

fn understand(bytes: &[u8]) -> Content {
    // A list would be read as settings without names.
    let Ok(value @ Value::Object(_)) = serde_json::from_slice(bytes) else { return Content::Damaged };
    let version = value.get("version").and_then(Value::as_u64).unwrap_or_default();
    let settings = serde_json::from_value::<Settings>(value);
    if version > u64::from(Settings::VERSION) {
        let version = u32::try_from(version).unwrap_or(u32::MAX);
        return Content::Newer { version, settings: settings.unwrap_or_default() };
    }
    settings.map_or(Content::Damaged, Content::Settings)
}

#[cfg(test)]
mod tests {
    use companion::model::settings::Appearance;
    use tempfile::TempDir;

    use super::*;

    fn store() -> (TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("settings.json"));
        (folder, store)
    }

    fn store_with(content: &[u8]) -> (TempDir, Store) {
        let (folder, store) = store();
        fs::write(&store.file, content).unwrap();
        (folder, store)
    }

    fn dark() -> Settings {
        Settings { appearance: Appearance::Dark, ..Settings::default() }
    }

    fn files_in(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let (folder, store) = store();
        store.save(&dark()).unwrap();
        assert_eq!(store.load(), Loaded { settings: dark(), fault: None });
        assert_eq!(files_in(&folder), ["settings.json"]);
    }

    #[test]
    fn without_a_file_there_are_defaults_and_no_fault() {
        assert_eq!(store().1.load(), Loaded { settings: Settings::default(), fault: None });
    }

    #[test]
    fn a_damaged_file_is_put_aside_unchanged() {
        for damaged in [&b"{\"appearance\": "[..], b"", b"[]", b"\xff\xfe", b"{\"networks\": 7}"] {
            let (_folder, store) = store_with(damaged);
            assert_eq!(store.peek(), Settings::default());
            let loaded = store.load();
            assert_eq!(loaded.settings, Settings::default());
            let Some(LoadFault::SetAside { kept_as }) = loaded.fault else { panic!("{:?}", loaded.fault) };
            assert_eq!(fs::read(kept_as).unwrap(), damaged);
            store.save(&dark()).unwrap();
            assert_eq!(store.load().settings, dark());
        }
    }

    #[test]
    fn a_newer_file_is_read_as_far_as_understood_and_never_written() {
        let newer = br#"{"version": 7, "appearance": "dark", "holograms": true}"#;
        let (_folder, store) = store_with(newer);
        assert_eq!(store.load().fault, Some(LoadFault::Newer { version: 7 }));
        assert_eq!(store.load().settings.appearance, Appearance::Dark);
        assert_eq!(store.save(&Settings::default()), Err(SaveFault::Newer));
        assert_eq!(fs::read(&store.file).unwrap(), newer);
    }

    #[test]
    fn an_unknown_word_and_an_unknown_field_do_no_harm() {
        let (_folder, store) = store_with(br#"{"version": 1, "appearance": "sepia", "holograms": true}"#);
        assert_eq!(store.load(), Loaded { settings: Settings::default(), fault: None });
    }

    #[test]
    fn a_file_that_can_not_be_read_is_not_written_over() {
        let (_folder, store) = store();
        fs::create_dir(&store.file).unwrap();
        assert_eq!(store.load().fault, Some(LoadFault::Unreadable { path: store.file.clone() }));
        assert!(store.save(&dark()).is_err());
        assert!(store.file.is_dir());
    }

    #[test]
    fn a_folder_that_can_not_be_made_is_a_fault_and_leaves_nothing_behind() {
        let (folder, store) = store_with(b"{}");
        let below = Store::new(store.file.join("deeper").join("settings.json"));
        assert!(matches!(below.save(&dark()), Err(SaveFault::Other { .. })));
        assert_eq!(files_in(&folder), ["settings.json"]);
    }

    #[test]
    fn read_only_and_full_are_told_apart() {
        let (_folder, store) = store();
        let path = store.file.clone();
        let fault = |kind: io::ErrorKind| store.fault(&kind.into());
        assert_eq!(fault(io::ErrorKind::PermissionDenied), SaveFault::ReadOnly { path: path.clone() });
        assert_eq!(fault(io::ErrorKind::ReadOnlyFilesystem), SaveFault::ReadOnly { path: path.clone() });
        assert_eq!(fault(io::ErrorKind::StorageFull), SaveFault::DiskFull { path: path.clone() });
        assert_eq!(fault(io::ErrorKind::QuotaExceeded), SaveFault::DiskFull { path });
    }
}

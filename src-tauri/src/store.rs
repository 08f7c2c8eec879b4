//! The settings file: read once, written whole or not at all. A damaged file is put aside, a newer one is left alone.
//! Preferences are in a file of their own, which an earlier version did not know: they are still read here and no longer
//! written.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use companion::ports::{
    frame::{LoadFault, Loaded, SaveFault},
    settings::Settings,
};
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::{plain_file, platform};

/// Ten thousand networks would fit in it some times over.
const LONGEST: u64 = 64 << 20;

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
            Ok(Content::Damaged) => (Settings::default(), Some(set_aside(&self.file))),
            Err(error) => {
                tracing::warn!(file = %self.file.display(), %error, "settings not read");
                (Settings::default(), Some(load_fault(&self.file, &error)))
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
        self.may_save()?;
        self.replace(settings).map_err(|error| {
            tracing::warn!(file = %self.file.display(), %error, "settings not saved");
            save_fault(&self.file, &error)
        })
    }

    /// What can't be read must not be replaced: it may hold what is missing here. Nor what a newer version has written.
    pub(crate) fn may_save(&self) -> Result<(), SaveFault> {
        match self.read() {
            Ok(Content::Newer { .. }) => Err(SaveFault::Newer),
            Ok(_) => Ok(()),
            Err(error) => Err(save_fault(&self.file, &error)),
        }
    }

    fn read(&self) -> io::Result<Content> {
        match plain_file::read(&self.file, LONGEST) {
            Ok(bytes) => Ok(understand(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Content::Nothing),
            Err(error) => Err(error),
        }
    }

    /// Writes beside the file and takes its place: after a power cut there is the old file or the new one. What keeps its
    /// files elsewhere and links to them finds it there.
    fn replace(&self, settings: &Settings) -> io::Result<()> {
        let file = behind_links(&self.file)?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut text = serde_json::to_vec_pretty(&without_preferences(settings)?)?;
        text.push(b'\n');
        fs::create_dir_all(folder)?;
        // Readable by its owner only, as every file this makes.
        let mut beside = NamedTempFile::new_in(folder)?;
        beside.write_all(&text)?;
        beside.as_file().sync_all()?;
        beside.persist(&file)?;
        platform::sync_folder(folder)
    }
}

fn without_preferences(settings: &Settings) -> serde_json::Result<Value> {
    let (mut all, preferences) = (serde_json::to_value(settings)?, serde_json::to_value(settings.preferences())?);
    if let (Some(all), Some(preferences)) = (all.as_object_mut(), preferences.as_object()) {
        all.retain(|name, _| !preferences.contains_key(name));
    }
    Ok(all)
}

/// More links than any system follows.
const LINKS: usize = 40;

/// The file that is meant by this name, be it there or not.
fn behind_links(file: &Path) -> io::Result<PathBuf> {
    let mut file = file.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&file) {
            Ok(next) => file = file.parent().map_or_else(|| next.clone(), |folder| folder.join(&next)),
            // It is none, or not there, or can't be looked at: then it can't be written either, which says more.
            Err(_) => return Ok(file),
        }
    }
    Err(io::Error::other("its links lead to each other"))
}

/// Gives a damaged file another name, so that it can be looked into and is not written over.
pub(crate) fn set_aside(file: &Path) -> LoadFault {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let meant = behind_links(file).unwrap_or_else(|_| file.to_owned());
    let kept_as = meant.with_extension(format!("damaged-{seconds}.json"));
    match fs::rename(meant, &kept_as) {
        Ok(()) => LoadFault::SetAside { kept_as },
        Err(error) => {
            tracing::warn!(file = %file.display(), %error, "a damaged file was not put aside");
            LoadFault::Unreadable { path: file.to_owned() }
        }
    }
}

/// Why a file could not be read.
pub(crate) fn load_fault(file: &Path, error: &io::Error) -> LoadFault {
    match roots(file, error) {
        Some(path) => LoadFault::OfRoot { path },
        None => LoadFault::Unreadable { path: file.to_owned() },
    }
}

/// What has to be given back to the person, if that is why there is no right to a file: after one start with `sudo`, the
/// administrator's files lie in the person's own folders.
fn roots(file: &Path, error: &io::Error) -> Option<PathBuf> {
    let denied = error.kind() == io::ErrorKind::PermissionDenied;
    let own = std::env::home_dir().filter(|home| denied && file.starts_with(home))?;
    let folder = file.parent().filter(|folder| *folder != own);
    folder.into_iter().chain([file]).find(|path| platform::is_roots(path)).map(Path::to_owned)
}

/// Why a file could not be written.
pub(crate) fn save_fault(file: &Path, error: &io::Error) -> SaveFault {
    if let Some(path) = roots(file, error) {
        return SaveFault::OfRoot { path };
    }
    let path = file.to_owned();
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SaveFault::ReadOnly { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SaveFault::DiskFull { path },
        _ => SaveFault::Other { path, said: error.to_string() },
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
mod properties;

#[cfg(test)]
mod tests {
    use companion::interface::preference::Appearance;
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

    fn noted() -> Settings {
        Settings { told_no_tray: true, ..Settings::default() }
    }

    fn files_in(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let (folder, store) = store();
        store.save(&noted()).unwrap();
        assert_eq!(store.load(), Loaded { settings: noted(), fault: None });
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
            store.save(&noted()).unwrap();
            assert_eq!(store.load().settings, noted());
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
    fn preferences_of_an_earlier_version_are_read_and_no_longer_written() {
        let (_folder, store) = store_with(br#"{"version": 1, "appearance": "dark", "toldNoTray": true}"#);
        let settings = store.load().settings;
        assert_eq!((settings.appearance, settings.told_no_tray), (Appearance::Dark, true));
        store.save(&settings).unwrap();
        let text = fs::read_to_string(&store.file).unwrap();
        assert!(text.contains("toldNoTray") && !text.contains("appearance"), "{text}");
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
        assert!(store.save(&noted()).is_err());
        assert!(store.file.is_dir());
    }

    #[test]
    fn a_folder_that_can_not_be_made_is_a_fault_and_leaves_nothing_behind() {
        let (folder, store) = store_with(b"{}");
        let below = Store::new(store.file.join("deeper").join("settings.json"));
        assert!(matches!(below.save(&noted()), Err(SaveFault::Other { .. })));
        assert_eq!(files_in(&folder), ["settings.json"]);
    }

    #[test]
    fn read_only_and_full_are_told_apart() {
        let (_folder, store) = store();
        let path = store.file.clone();
        let fault = |kind: io::ErrorKind| save_fault(&path, &kind.into());
        assert_eq!(fault(io::ErrorKind::PermissionDenied), SaveFault::ReadOnly { path: path.clone() });
        assert_eq!(fault(io::ErrorKind::ReadOnlyFilesystem), SaveFault::ReadOnly { path: path.clone() });
        assert_eq!(fault(io::ErrorKind::StorageFull), SaveFault::DiskFull { path: path.clone() });
        assert_eq!(fault(io::ErrorKind::QuotaExceeded), SaveFault::DiskFull { path });
    }
}

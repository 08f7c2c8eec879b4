//! What the disk and the desktop answer.

use std::path::PathBuf;

use super::settings::Settings;

/// What was read from the settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub settings: Settings,
    pub fault: Option<LoadFault>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFault {
    /// The file could not be understood and was put aside under this name.
    SetAside { kept_as: PathBuf },
    /// The file comes from a newer Perigee: it is read as far as understood and never written.
    Newer { version: u32 },
    /// The file is there and can't be read.
    Unreadable { path: PathBuf },
    /// This file or folder of the person's belongs to the administrator.
    OfRoot { path: PathBuf },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveFault {
    /// The folder can't be written to.
    ReadOnly {
        path: PathBuf,
    },
    DiskFull {
        path: PathBuf,
    },
    /// This file or folder of the person's belongs to the administrator.
    OfRoot {
        path: PathBuf,
    },
    /// The file comes from a newer Perigee and is left alone.
    Newer,
    Other {
        path: PathBuf,
        said: String,
    },
}

/// A deed that could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undone {
    Open {
        address: String,
    },
    /// What was to be copied, where it may be shown and is not a book.
    Copy {
        text: Option<String>,
    },
    OpenLogFolder,
    ForgetToken,
    Demo {
        said: String,
    },
    Autostart {
        said: String,
    },
    Window {
        said: String,
    },
}

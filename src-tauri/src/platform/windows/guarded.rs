//! What an administrator may rely on: paths that lead where they say, and programs nobody else can replace.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io,
    os::windows::{
        fs::{MetadataExt as _, OpenOptionsExt as _},
        io::AsRawHandle as _,
    },
    path::{Path, PathBuf},
};

use windows::{
    Win32::{
        Foundation::HANDLE,
        Storage::FileSystem::{
            BY_HANDLE_FILE_INFORMATION, FILE_ATTRIBUTE_REPARSE_POINT, FILE_FLAG_OPEN_REPARSE_POINT,
            GetFileInformationByHandle,
        },
        System::Com::CoTaskMemFree,
        UI::Shell::{FOLDERID_ProgramFiles, KF_FLAG_DEFAULT, SHGetKnownFolderPath},
    },
    core::PWSTR,
};

/// A folder reached without a link on the way.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// The service's folder, as an administrator goes there.
    pub(crate) fn of_service(path: &Path) -> io::Result<Self> {
        for part in path.ancestors() {
            let found = fs::symlink_metadata(part)?;
            if is_link(&found) || !found.is_dir() {
                return Err(io::Error::other(format!("{}: it is no plain folder", part.display())));
            }
        }
        Ok(Self(path.to_owned()))
    }

    /// As above: tests have no service.
    #[cfg(test)]
    pub(crate) fn of_anybody(path: &Path) -> io::Result<Self> {
        Ok(Self(path.to_owned()))
    }

    /// A plain file in it, which has one name.
    pub(crate) fn file(&self, name: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(FILE_FLAG_OPEN_REPARSE_POINT.0);
        let file = options.open(self.0.join(name))?;
        let found = file.metadata()?;
        let fault = if is_link(&found) || !found.is_file() {
            "it is no plain file"
        } else if names(&file)? != 1 {
            "it has another name elsewhere"
        } else {
            return Ok(file);
        };
        Err(io::Error::other(format!("{name}: {fault}")))
    }

    /// Removes a file of this name; a folder is none.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }
}

/// An administrator's programs write as the person does.
pub(crate) fn is_roots(_path: &Path) -> bool {
    false
}

/// The file system's journal sees to it.
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn is_link(found: &Metadata) -> bool {
    found.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT.0 != 0
}

#[allow(unsafe_code, reason = "the standard library does not tell yet how many names a file has")]
fn names(file: &File) -> io::Result<u32> {
    let mut found = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is the file's, which lives until the call is over, as does what it fills in.
    unsafe { GetFileInformationByHandle(HANDLE(file.as_raw_handle()), &raw mut found) }.map_err(io::Error::other)?;
    Ok(found.nNumberOfLinks)
}

/// Whether this program is where only an administrator puts programs.
pub(crate) fn is_guarded(program: &Path) -> bool {
    program_files().is_some_and(|folder| program.starts_with(folder))
}

/// As the system knows it: the environment is the person's own.
#[allow(unsafe_code, reason = "the system's only word for it")]
fn program_files() -> Option<PathBuf> {
    let wanted = FOLDERID_ProgramFiles;
    // SAFETY: what it gives is a text that ends in a zero, and is given back once, here.
    unsafe {
        let text: PWSTR = SHGetKnownFolderPath(&raw const wanted, KF_FLAG_DEFAULT, None).ok()?;
        let folder = text.to_string().ok().map(PathBuf::from);
        CoTaskMemFree(Some(text.0.cast_const().cast()));
        folder.filter(|folder| folder.is_absolute())
    }
}

/// Where this program is now: nobody replaces one that runs here.
pub(crate) fn own_program() -> io::Result<PathBuf> {
    std::env::current_exe()
}

/// It has no terminal here.
pub(crate) fn see_it_through() -> io::Result<()> {
    Ok(())
}

/// Nobody is waited for here.
pub(crate) fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

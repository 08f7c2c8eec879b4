//! Opening an address or a folder with the desktop's own programs, as Linux and macOS do it.

use std::{ffi::OsStr, io, path::Path};

use super::system;

pub(crate) fn open_address(address: &str) -> io::Result<()> {
    open(address.as_ref())
}

pub(crate) fn open_folder(folder: &Path) -> io::Result<()> {
    open(folder.as_os_str())
}

fn open(what: &OsStr) -> io::Result<()> {
    let what = what.to_owned();
    system::as_before(|| open::that(what)).flatten()
}

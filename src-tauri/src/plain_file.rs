//! Reading what lies on the disk: a pipe, a device or a book under a file's name is neither waited for nor swallowed.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _},
    path::Path,
};

use crate::platform;

/// Opens a file to be read, and nothing else: not a folder, not a pipe, not a device.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let file = platform::without_waiting(OpenOptions::new().read(true)).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no plain file")) }
}

/// All of it, if it has no more bytes than this.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
    if fits { Ok(bytes) } else { Err(io::ErrorKind::FileTooLarge.into()) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_too_long_is_not_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "abc").unwrap();
        assert_eq!(read(&file, 3).unwrap(), b"abc");
        assert_eq!(read(&file, 2).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        // Two gigabytes, of which none is on the disk.
        File::create(&file).unwrap().set_len(2 << 30).unwrap();
        assert!(read(&file, 1 << 20).is_err());
        assert_eq!(read(&folder.path().join("none"), 3).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(read(folder.path(), 3).is_err());
    }
}

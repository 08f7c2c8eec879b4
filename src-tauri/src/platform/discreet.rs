//! What a program leaves lying about on a Unix: files that others may read, and its memory after a crash.

use std::{fs, io, os::unix::fs::PermissionsExt as _, path::Path, sync::OnceLock};
#[cfg(target_os = "linux")]
use std::{os::unix::process::CommandExt as _, process::Command};

use rustix::{
    fs::Mode,
    process::{Resource, Rlimit, getrlimit, setrlimit, umask},
};

/// Who may read the files of programs that this one starts.
static BEFORE: OnceLock<Mode> = OnceLock::new();

/// From now on this program's files and folders are its owner's alone, and its memory is not written down when it
/// crashes.
pub(crate) fn be_discreet() {
    // Only the first answer is what was so before.
    let before = umask(Mode::RWXG | Mode::RWXO);
    BEFORE.get_or_init(|| before);
    // Nothing at all is written at 1; at 0 the programs that collect crashes are still handed everything.
    let none = Rlimit { current: Some(1), maximum: Some(1) };
    // Asked for less than before, the system has no reason to refuse; and without it the app is as useful.
    setrlimit(Resource::Core, none).ok();
}

/// How much of their memory programs that this one starts may write down.
static CORE: OnceLock<Rlimit> = OnceLock::new();

/// Whoever does a deed for others makes files as others do. A crash writes nothing down here, either.
pub(crate) fn be_as_others() {
    umask(Mode::WGRP | Mode::WOTH);
    let before = *CORE.get_or_init(|| getrlimit(Resource::Core));
    // Who may raise it again is not asked for less than before.
    let maximum = before.maximum.map(|most| most.max(1));
    setrlimit(Resource::Core, Rlimit { current: Some(1), maximum }).ok();
}

/// The program that does a deed for others may crash as it could before.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the system's only way to let one program differ")]
pub(super) fn as_before_it(command: &mut Command) -> &mut Command {
    let before = CORE.get().copied();
    let restore = move || {
        before.map(|before| setrlimit(Resource::Core, before));
        Ok(())
    };
    // SAFETY: between the two programs one system call is made, and nothing is allocated.
    unsafe { command.pre_exec(restore) }
}

/// A file or folder of an earlier run becomes its owner's alone.
pub(crate) fn keep_private(path: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(path)?;
    if found.is_symlink() {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(if found.is_dir() { 0o700 } else { 0o600 }))
}

/// Who may read files was this before.
#[cfg(target_os = "linux")]
pub(super) fn before() -> Option<Mode> {
    BEFORE.get().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_run_left_readable_is_so_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        fs::write(&file, "").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        keep_private(&file).unwrap();
        keep_private(folder.path()).unwrap();
        assert_eq!((mode(&file), mode(folder.path())), (0o600, 0o700));
    }
}

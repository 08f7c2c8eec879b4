//! Copies of the service's token in the person's own folders, as the command line and other apps make them. They go
//! stale when the service takes a new token.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use companion::ports::service::TokenCopy;
use tempfile::NamedTempFile;
use zerotier_api::Secret;

use crate::{
    home::{TokenFault, token_in},
    platform,
};

/// Compares the copies that are there with the token in use, if that is known.
pub(crate) fn compare(copies: Vec<PathBuf>, in_use: Option<&Secret>) -> Vec<TokenCopy> {
    let there = copies.into_iter().filter(|copy| fs::symlink_metadata(copy).is_ok());
    there.map(|path| TokenCopy { stale: in_use.and_then(|token| is_stale(&path, token)), path }).collect()
}

/// None if the copy can't be read.
fn is_stale(copy: &Path, in_use: &Secret) -> Option<bool> {
    match token_in(copy) {
        Ok(token) => Some(token != *in_use),
        Err(TokenFault::Empty | TokenFault::NotAToken) => Some(true),
        Err(TokenFault::Missing | TokenFault::Unreadable(_)) => None,
    }
}

/// Writes the token in use into the stale ones among these copies. Each has the old content or the new one, whatever
/// happens; what went wrong with one does not keep the others from being written.
pub(crate) fn repair(copies: &[TokenCopy], in_use: &Secret) -> Result<Vec<PathBuf>, String> {
    let (mut repaired, mut faults) = (Vec::new(), Vec::new());
    for copy in copies.iter().filter(|copy| copy.stale == Some(true)) {
        match rewrite(&copy.path, in_use) {
            Ok(()) => repaired.push(copy.path.clone()),
            Err(error) => {
                tracing::warn!(file = %copy.path.display(), %error, "a copy of the token was not repaired");
                faults.push(format!("{}: {error}", copy.path.display()));
            }
        }
    }
    tracing::info!(files = ?repaired, "repaired copies of the token");
    if faults.is_empty() { Ok(repaired) } else { Err(faults.join("; ")) }
}

/// Writes beside the file and takes its place, so a link that came in between is replaced and not followed.
fn rewrite(copy: &Path, token: &Secret) -> io::Result<()> {
    let old = fs::symlink_metadata(copy)?;
    if !old.is_file() {
        return Err(io::Error::other("it is not a plain file"));
    }
    let folder = copy.parent().unwrap_or(Path::new("."));
    // Readable by its owner only, as every file this makes.
    let mut beside = NamedTempFile::new_in(folder)?;
    platform::give_to_owner_of(&old, beside.as_file())?;
    beside.write_all(token.expose_secret().as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(copy)?;
    platform::sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_use() -> Secret {
        Secret::new("new")
    }

    fn stale(path: &Path) -> Vec<Option<bool>> {
        compare(vec![path.into()], Some(&in_use())).into_iter().map(|copy| copy.stale).collect()
    }

    #[test]
    fn a_copy_is_stale_if_the_service_would_refuse_it() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy");
        assert!(stale(&copy).is_empty());
        for (content, is_stale) in [("new\n", false), ("old", true), ("", true), ("two words", true)] {
            fs::write(&copy, content).unwrap();
            assert_eq!(stale(&copy), [Some(is_stale)], "{content}");
        }
        assert_eq!(compare(vec![copy.clone()], None), [TokenCopy { path: copy, stale: None }]);
    }

    #[test]
    fn what_can_not_be_read_is_neither_stale_nor_fresh() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(stale(folder.path()), [None]);
    }

    #[test]
    fn only_stale_copies_are_written_and_none_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let [old, fresh, missing] = ["old", "fresh", "missing"].map(|name| folder.path().join(name));
        fs::write(&old, "old").unwrap();
        fs::write(&fresh, "new\n").unwrap();
        let copies = compare(vec![old.clone(), fresh.clone(), missing.clone()], Some(&in_use()));

        assert_eq!(repair(&copies, &in_use()), Ok(vec![old.clone()]));

        assert_eq!(fs::read_to_string(&old).unwrap(), "new");
        assert_eq!(fs::read_to_string(&fresh).unwrap(), "new\n");
        assert!(!missing.exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        let gone = TokenCopy { path: missing.clone(), stale: Some(true) };
        assert!(repair(&[gone], &in_use()).unwrap_err().starts_with(&missing.display().to_string()));
        assert!(!missing.exists());
    }
}

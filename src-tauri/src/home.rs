//! The folder a service keeps its token and port in, as far as it can be read without asking anybody.

use std::{
    cmp::Reverse,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::{plain_file, platform::Folder};

pub(crate) const TOKEN_FILE: &str = "authtoken.secret";
/// The newer name first.
const PORT_FILES: [&str; 2] = ["zerotier.port", "zerotier-one.port"];
pub(crate) const USUAL_PORT: u16 = 9993;
/// Tokens have 24 characters; whatever is much longer is not one.
const LONGEST_TOKEN: usize = 256;

/// Why a file gave no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TokenFault {
    #[error("it is not there")]
    Missing,
    #[error("it is empty")]
    Empty,
    #[error("its content is not a token")]
    NotAToken,
    #[error("it can't be read: {0}")]
    Unreadable(io::ErrorKind),
}

/// A service's folder, looked at.
#[derive(Debug)]
pub(crate) struct Home {
    pub(crate) folder: PathBuf,
    pub(crate) token: Result<Secret, TokenFault>,
    pub(crate) port: Port,
    /// When the service last wrote its port down: it does when it starts.
    begun: Option<SystemTime>,
}

/// The port a folder tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Port {
    Told(u16),
    /// None, or not understandably: then it is the usual one.
    Untold,
    /// Perhaps, but not to this user.
    Unreadable,
}

impl Home {
    /// Looks into this folder; none if there is no such folder.
    pub(crate) fn at(folder: PathBuf) -> Option<Self> {
        let begun = PORT_FILES.iter().filter_map(|name| folder.join(name).metadata().ok()?.modified().ok()).max();
        folder.is_dir().then(|| Self {
            token: token_in(&folder.join(TOKEN_FILE)),
            port: port_in(&folder),
            begun,
            folder,
        })
    }

    /// Those of these folders that are there: what holds something of a service first, and of these the one whose service
    /// was started last; else in the order given.
    pub(crate) fn all_of(folders: Vec<PathBuf>) -> Vec<Self> {
        let mut homes: Vec<Self> = folders.into_iter().filter_map(Self::at).collect();
        let holds = |home: &Self| home.token != Err(TokenFault::Missing) || home.has_port();
        homes.sort_by_key(|home| Reverse((holds(home), home.begun)));
        homes
    }

    fn has_port(&self) -> bool {
        PORT_FILES.iter().any(|name| self.folder.join(name).is_file())
    }
}

/// Reads a token: one line of visible ASCII.
pub(crate) fn token_in(file: &Path) -> Result<Secret, TokenFault> {
    token_of(plain_file::open(file).and_then(|file| text_of(&file)))
}

fn token_of(text: io::Result<Zeroizing<String>>) -> Result<Secret, TokenFault> {
    let text = match text {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(TokenFault::Missing),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(TokenFault::NotAToken),
        Err(error) => return Err(TokenFault::Unreadable(error.kind())),
    };
    match plain(&text) {
        "" => Err(TokenFault::Empty),
        token if token.len() <= LONGEST_TOKEN && token.bytes().all(|c| c.is_ascii_graphic()) => Ok(Secret::new(token)),
        _ => Err(TokenFault::NotAToken),
    }
}

/// Only what is a token: this reads for somebody who may not read it himself, so nothing else may leave through here.
pub(crate) fn own_token(file: &File) -> Option<Secret> {
    let token = token_of(text_of(file)).ok()?;
    token.expose_secret().bytes().all(|c| c.is_ascii_alphanumeric()).then_some(token)
}

/// At most a little more than a token: the file may be anything. The buffer is large enough from the start, so that no
/// copy of a token stays behind in a smaller one.
fn text_of(file: &File) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(2 * LONGEST_TOKEN));
    file.take(LONGEST_TOKEN as u64 + 2).read_to_string(&mut text)?;
    Ok(text)
}

/// Without what editors put around a text: blanks, line ends, the mark of its encoding.
fn plain(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim()
}

/// The port the service wrote down.
fn port_in(folder: &Path) -> Port {
    let files = PORT_FILES.map(|name| plain_file::open(&folder.join(name)));
    let denied = |file: &io::Result<File>| file.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::PermissionDenied);
    match files.iter().find_map(|file| port_of(file.as_ref().ok()?)) {
        Some(port) => Port::Told(port),
        None if files.iter().any(denied) => Port::Unreadable,
        None => Port::Untold,
    }
}

fn port_of(file: &File) -> Option<u16> {
    let mut text = String::new();
    file.take(16).read_to_string(&mut text).ok()?;
    plain(&text).parse().ok().filter(|port| *port != 0)
}

/// The same, as an administrator reads it.
pub(crate) fn own_port(folder: &Folder) -> u16 {
    PORT_FILES.iter().find_map(|name| port_of(&folder.file(name).ok()?)).unwrap_or(USUAL_PORT)
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    fn token(content: &[u8]) -> Result<Secret, TokenFault> {
        let folder = folder_with(&[(TOKEN_FILE, content)]);
        token_in(&folder.path().join(TOKEN_FILE))
    }

    fn port(files: &[(&str, &[u8])]) -> Option<u16> {
        match port_in(folder_with(files).path()) {
            Port::Told(port) => Some(port),
            Port::Untold => None,
            Port::Unreadable => panic!("it can be read"),
        }
    }

    #[test]
    fn a_line_end_after_the_token_is_dropped() {
        assert_eq!(token(b"abc123\r\n").unwrap(), Secret::new("abc123"));
    }

    #[test]
    fn the_mark_of_an_encoding_before_the_key_is_no_part_of_it() {
        assert_eq!(token(b"\xef\xbb\xbfabc123\r\n").unwrap(), Secret::new("abc123"));
        assert_eq!(port(&[("zerotier-one.port", b"\xef\xbb\xbf20001\r\n")]), Some(20001));
    }

    #[test]
    fn each_bad_token_file_has_its_own_fault() {
        assert_eq!(token(b""), Err(TokenFault::Empty));
        assert_eq!(token(b" \n"), Err(TokenFault::Empty));
        assert_eq!(token(b"\xff\xfe\x00a"), Err(TokenFault::NotAToken));
        assert_eq!(token("schl\u{fc}ssel".as_bytes()), Err(TokenFault::NotAToken));
        assert_eq!(token(b"two words"), Err(TokenFault::NotAToken));
        assert_eq!(token(&[b'a'; 5000]), Err(TokenFault::NotAToken));
        assert_eq!(token_in(Path::new("/no/such/file")), Err(TokenFault::Missing));
    }

    #[test]
    fn a_token_file_that_can_not_be_read_is_not_a_missing_one() {
        let folder = folder_with(&[]);
        fs::create_dir(folder.path().join(TOKEN_FILE)).unwrap();
        let fault = token_in(&folder.path().join(TOKEN_FILE)).unwrap_err();
        assert!(matches!(fault, TokenFault::Unreadable(_)), "{fault:?}");
    }

    #[test]
    fn nothing_but_a_token_is_handed_over() {
        let folder = folder_with(&[]);
        let file = folder.path().join(TOKEN_FILE);
        for (content, is_token) in [("abc123\n", true), ("root:x:0:0", false), ("", false), ("-----BEGIN", false)] {
            fs::write(&file, content).unwrap();
            assert_eq!(own_token(&File::open(&file).unwrap()).is_some(), is_token, "{content}");
        }
    }

    #[test]
    fn the_port_is_what_the_service_wrote_down() {
        assert_eq!(port(&[("zerotier-one.port", b"20001")]), Some(20001));
        assert_eq!(port(&[("zerotier-one.port", b"20001\n")]), Some(20001));
        assert_eq!(port(&[("zerotier-one.port", b"20001"), ("zerotier.port", b"20002")]), Some(20002));
    }

    #[test]
    fn without_an_understandable_port_it_is_the_usual_one() {
        assert_eq!(port(&[]), None);
        for content in [&b""[..], b"abc", b"0", b"-1", b"65536", b"99999999999999999999", b"\xff\xff"] {
            assert_eq!(port(&[("zerotier-one.port", content)]), None, "{content:?}");
        }
    }

    #[test]
    fn a_garbled_newer_port_file_does_not_hide_the_older_one() {
        assert_eq!(port(&[("zerotier.port", b"?"), ("zerotier-one.port", b"20001")]), Some(20001));
    }

    #[test]
    fn an_empty_folder_does_not_hide_the_one_in_use() {
        let (empty, used) = (folder_with(&[]), folder_with(&[("zerotier-one.port", b"20001")]));
        let folders = vec!["/no/such/folder".into(), empty.path().into(), used.path().into()];
        let found = |folders| Home::all_of(folders).into_iter().map(|home| home.folder).collect::<Vec<_>>();
        assert_eq!(found(folders), [used.path(), empty.path()]);
        assert!(found(vec!["/no/such/folder".into()]).is_empty());
    }

    #[test]
    fn the_folder_of_a_service_that_is_no_more_does_not_hide_the_one_that_was_started_last() {
        let files: [(&str, &[u8]); 2] = [(TOKEN_FILE, b"abc"), ("zerotier-one.port", b"9993")];
        let (old, new) = (folder_with(&files), folder_with(&files));
        let port = File::options().write(true).open(old.path().join("zerotier-one.port")).unwrap();
        port.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000)).unwrap();
        let homes = Home::all_of(vec![old.path().into(), new.path().into()]);
        assert_eq!(homes[0].folder, new.path());
    }
}

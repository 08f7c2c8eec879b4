//! What an administrator may rely on, on a Unix: paths nobody else can turn elsewhere.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::{
        fd::OwnedFd,
        unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _},
    },
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use rustix::fs::{AtFlags, CWD, Mode, OFlags, openat, unlinkat};
use signal_hook::consts::{SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};

const ROOT: u32 = 0;
/// The account that packages make for the service.
const SERVICE: &str = "zerotier-one";

/// A folder reached without a link on the way. What is done in it is done there, whatever its path leads to meanwhile.
pub(crate) struct Folder {
    here: OwnedFd,
    /// Whose files count.
    owners: Vec<u32>,
}

impl Folder {
    /// The service's folder, as an administrator goes there.
    pub(crate) fn of_service(path: &Path) -> io::Result<Self> {
        let account = fs::read_to_string("/etc/passwd").ok().and_then(|users| uid_of(SERVICE, &users));
        Self::open(path, account.into_iter().chain([ROOT]).collect())
    }

    /// One in which the files of whoever it belongs to count: tests have no service.
    #[cfg(test)]
    pub(crate) fn of_anybody(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        Self::open(&path, vec![fs::metadata(&path)?.uid()])
    }

    fn open(path: &Path, owners: Vec<u32>) -> io::Result<Self> {
        let step = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut here = openat(CWD, "/", step, Mode::empty())?;
        for part in path.components() {
            match part {
                Component::RootDir => {}
                Component::Normal(name) => here = openat(&here, name, step, Mode::empty())?,
                _ => return Err(io::ErrorKind::InvalidInput.into()),
            }
        }
        Ok(Self { here, owners })
    }

    /// A plain file in it, which has one name and is an administrator's or the service's. Nothing else is waited for.
    pub(crate) fn file(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = File::from(openat(&self.here, name, flags, Mode::empty())?);
        let found = file.metadata()?;
        let fault = if !found.is_file() {
            "it is no plain file"
        } else if found.nlink() != 1 {
            "it has another name elsewhere"
        } else if !self.owners.contains(&found.uid()) {
            "it is neither an administrator's nor the service's"
        } else {
            return Ok(file);
        };
        Err(io::Error::other(format!("{name}: {fault}")))
    }

    /// Removes a file of this name; a folder is none.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        Ok(unlinkat(&self.here, name, AtFlags::empty())?)
    }
}

fn uid_of(name: &str, users: &str) -> Option<u32> {
    let mut lines = users.lines().map(|line| line.split(':'));
    lines.find_map(|mut line| (line.next() == Some(name)).then(|| line.nth(1)?.parse().ok())?)
}

/// Whether only an administrator can have put this program there, and nobody else can put another one in its place.
pub(crate) fn is_guarded(program: &Path) -> bool {
    let is_plain = fs::symlink_metadata(program).is_ok_and(|found| found.is_file());
    is_plain && program.is_absolute() && program.ancestors().all(is_administrators)
}

/// Nothing that a terminal or a session ends ends this program before it is through.
pub(crate) fn see_it_through() -> io::Result<()> {
    // Ctrl+C goes to everybody in the terminal's group; whoever leads a group of its own already is in none of others.
    rustix::process::setpgid(None, None).ok();
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] {
        signal_hook::flag::register(signal, Arc::default())?;
    }
    Ok(())
}

/// A link would lead to where this does not look.
fn is_administrators(path: &Path) -> bool {
    const OTHERS_WRITE: u32 = 0o022;
    fs::symlink_metadata(path).is_ok_and(|found| {
        found.uid() == ROOT && !found.is_symlink() && found.permissions().mode() & OTHERS_WRITE & !allowed(&found) == 0
    })
}

/// Administrators of a Mac share folders such as `/Applications`; each of them may do what root may.
fn allowed(found: &fs::Metadata) -> u32 {
    const ADMIN: u32 = 80;
    if cfg!(target_os = "macos") && found.gid() == ADMIN { 0o020 } else { 0 }
}

/// Whether this belongs to the administrator, and not to the person.
pub(crate) fn is_roots(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.uid() == ROOT) && !rustix::process::geteuid().is_root()
}

/// Makes sure that a file's new name in this folder survives a power cut. Some file systems over a network or in user
/// space have no such promise to give, and what was written is written.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    synced(File::open(folder)?.sync_all())
}

fn synced(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Ok(()),
        _ => Err(error),
    })
}

/// So that opening a pipe does not wait for who writes into it.
pub(crate) fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed())
}

/// Where this program is now. After an upgrade below a running app the system still names the file that is gone; the
/// new one has taken its place.
pub(crate) fn own_program() -> io::Result<PathBuf> {
    let started = std::env::current_exe()?;
    Ok(replaced(&started).unwrap_or(started))
}

fn replaced(started: &Path) -> Option<PathBuf> {
    Some(PathBuf::from(started.to_str()?.strip_suffix(" (deleted)")?)).filter(|_| !started.exists())
}

#[cfg(test)]
mod tests {
    use std::{
        io::Read as _,
        os::unix::fs::{PermissionsExt as _, symlink},
        process::Command,
    };

    use tempfile::TempDir;

    use super::*;
    use crate::plain_file;

    /// A folder without links on the way, and who owns what is made in it.
    fn folder() -> (TempDir, PathBuf, u32) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        let owner = fs::metadata(&path).unwrap().uid();
        (folder, path, owner)
    }

    /// No call makes one on every system.
    fn pipe(folder: &Path) {
        assert!(Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap().success());
    }

    #[test]
    fn a_folder_that_can_not_be_synced_keeps_what_was_written_in_it() {
        use rustix::io::Errno;
        for (error, is_kept) in [(Errno::INVAL, true), (Errno::NOTSUP, true), (Errno::IO, false), (Errno::NOSPC, false)]
        {
            assert_eq!(synced(Err(error.into())).is_ok(), is_kept, "{error}");
        }
    }

    #[test]
    fn a_plain_file_of_the_services_is_read() {
        let (_folder, path, owner) = folder();
        fs::write(path.join("token"), "abc").unwrap();
        let mut text = String::new();
        Folder::open(&path, vec![owner]).unwrap().file("token").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
    }

    #[test]
    fn somebody_elses_file_is_not_read() {
        let (_folder, path, owner) = folder();
        fs::write(path.join("token"), "abc").unwrap();
        assert!(Folder::open(&path, vec![owner + 1]).unwrap().file("token").is_err());
    }

    #[test]
    fn no_link_is_followed_on_the_way_or_at_its_end() {
        let (_folder, path, owner) = folder();
        fs::create_dir(path.join("real")).unwrap();
        fs::write(path.join("real/token"), "abc").unwrap();
        symlink(path.join("real"), path.join("linked")).unwrap();
        symlink(path.join("real/token"), path.join("token")).unwrap();
        assert!(Folder::open(&path.join("linked"), vec![owner]).is_err());
        assert!(Folder::open(&path.join("real/../real"), vec![owner]).is_err());
        assert!(Folder::open(Path::new("real"), vec![owner]).is_err());
        assert!(Folder::open(&path, vec![owner]).unwrap().file("token").is_err());
    }

    #[test]
    fn a_file_with_a_second_name_is_not_read() {
        let (_folder, path, owner) = folder();
        fs::write(path.join("elsewhere"), "abc").unwrap();
        fs::hard_link(path.join("elsewhere"), path.join("token")).unwrap();
        assert!(Folder::open(&path, vec![owner]).unwrap().file("token").is_err());
    }

    #[test]
    fn a_pipe_a_folder_and_a_device_are_not_waited_for() {
        let (_folder, path, owner) = folder();
        pipe(&path);
        fs::create_dir(path.join("folder")).unwrap();
        let here = Folder::open(&path, vec![owner]).unwrap();
        assert!(here.file("pipe").is_err() && here.file("folder").is_err());
        assert!(Folder::open(Path::new("/dev"), vec![ROOT]).unwrap().file("zero").is_err());
        assert!(here.remove("folder").is_err(), "and only files are removed");
    }

    #[test]
    fn nor_are_they_where_a_person_reads_for_himself() {
        let (_folder, path, _) = folder();
        pipe(&path);
        assert!(plain_file::open(&path.join("pipe")).is_err());
        assert!(plain_file::open(Path::new("/dev/zero")).is_err());
    }

    #[test]
    fn a_folder_stays_the_one_that_was_opened() {
        let (_folder, path, owner) = folder();
        fs::create_dir(path.join("home")).unwrap();
        fs::write(path.join("home/token"), "abc").unwrap();
        let home = Folder::open(&path.join("home"), vec![owner]).unwrap();
        fs::rename(path.join("home"), path.join("moved")).unwrap();
        fs::create_dir(path.join("home")).unwrap();
        fs::write(path.join("home/token"), "another's").unwrap();
        home.remove("token").unwrap();
        assert!(path.join("home/token").exists() && !path.join("moved/token").exists());
    }

    #[test]
    fn the_services_account_is_found_by_its_whole_name() {
        let users =
            "root:x:0:0::/root:/bin/sh\nzerotier-one-2:x:7:7::/:/bin/sh\nzerotier-one:x:998:998::/:/bin/false\n";
        assert_eq!(uid_of(SERVICE, users), Some(998));
        assert_eq!(uid_of("nobody", users), None);
        assert_eq!(uid_of(SERVICE, "zerotier-one:x\n"), None);
    }

    #[test]
    fn a_program_others_could_replace_is_not_guarded() {
        let (_folder, path, _) = folder();
        let program = path.join("perigee");
        fs::write(&program, "").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(!is_guarded(&program), "everybody may write in the folder for temporary files");
        let shell = Path::new("/bin/sh").canonicalize().unwrap();
        assert!(is_guarded(&shell), "{}", shell.display());
        assert!(!is_guarded(shell.parent().unwrap()), "a folder");
        assert!(!is_guarded(Path::new("/no/such/program")));
        assert!(!is_guarded(Path::new("bin/sh")));
    }

    #[test]
    fn after_an_upgrade_the_new_program_is_the_one() {
        let gone = Path::new("/usr/bin/perigee (deleted)");
        assert_eq!(replaced(gone), Some("/usr/bin/perigee".into()));
        assert_eq!(replaced(Path::new("/usr/bin/perigee")), None);
        let (_folder, path, _) = folder();
        let odd = path.join("perigee (deleted)");
        fs::write(&odd, "").unwrap();
        assert_eq!(replaced(&odd), None, "that is its name");
    }
}

//! A new token for the service: it makes one when it starts and finds none. Runs with an administrator's rights.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use zerotier_api::Secret;

use crate::{
    home::{TOKEN_FILE, own_port, own_token},
    platform::Folder,
};

/// How a renewal ended without a new token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("there is no token to renew")]
    NoToken,
    /// Nothing was removed.
    #[error("the token was not renewed: {0}")]
    Kept(io::Error),
    #[error("the old token is removed, and the service did not start: {0}")]
    NotStarted(io::Error),
    #[error("the old token is removed, and the service has made no new one")]
    NoneMade,
}

/// The service, as far as it is stopped and started.
pub(crate) struct Controls<Stop, Start> {
    /// Comes back once the system says that it is stopped.
    pub(crate) stop: Stop,
    pub(crate) start: Start,
}

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Until nobody answers on the service's port any more.
    pub(crate) silence: Duration,
    /// Between two attempts to start: right after a stop the system may not be ready.
    pub(crate) again: Duration,
    /// Until there is a new token.
    pub(crate) token: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { silence: Duration::from_secs(10), again: Duration::from_secs(2), token: Duration::from_secs(20) }
    }
}

const GLANCE: Duration = Duration::from_millis(100);

/// Stops the service, removes its token, starts it and gives the token it makes. Whatever goes wrong before the token
/// is removed leaves the service as it was, as far as the system lets it.
pub(crate) fn renew(
    home: &Folder,
    controls: &Controls<impl Fn() -> io::Result<()>, impl Fn() -> io::Result<()>>,
    patience: Patience,
) -> Result<Secret, Failure> {
    // Whatever can't be read keeps the service from being stopped at all.
    check(home)?;
    let port = own_port(home);
    let stopped = (controls.stop)()
        .and_then(|()| silent(port, patience.silence))
        .and_then(|()| home.file(TOKEN_FILE))
        .and_then(|_| home.remove(TOKEN_FILE));
    if let Err(error) = stopped {
        // What stopped it half-way is told; that it does not start either would say nothing more.
        (controls.start)().ok();
        return Err(Failure::Kept(error));
    }
    (controls.start)()
        .or_else(|_| {
            thread::sleep(patience.again);
            (controls.start)()
        })
        .map_err(Failure::NotStarted)?;
    until(patience.token, || own_token(&home.file(TOKEN_FILE).ok()?)).ok_or(Failure::NoneMade)
}

/// Only a plain file is removed; nothing is stopped for anything else.
fn check(home: &Folder) -> Result<(), Failure> {
    match home.file(TOKEN_FILE) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Failure::NoToken),
        Err(error) => Err(Failure::Kept(error)),
    }
}

/// Somebody who still answers on this folder's port is not the service that was stopped: his token would be removed
/// under him, and no new one would come.
fn silent(port: u16, patience: Duration) -> io::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let quiet = until(patience, || TcpStream::connect_timeout(&address, GLANCE).is_err().then_some(()));
    quiet.ok_or_else(|| io::Error::other("a service in this folder still runs"))
}

fn until<T>(patience: Duration, look: impl Fn() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        match look() {
            None if begun.elapsed() < patience => thread::sleep(GLANCE),
            seen => return seen,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, fs, net::TcpListener, path::PathBuf};

    use tempfile::TempDir;

    use super::*;

    const SHORT: Patience = Patience {
        silence: Duration::from_millis(20),
        again: Duration::from_millis(1),
        token: Duration::from_millis(300),
    };

    /// A service that does as it is told; `calls` is what it was told.
    struct Service {
        folder: TempDir,
        calls: RefCell<Vec<&'static str>>,
    }

    impl Service {
        fn with_token(token: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(TOKEN_FILE), token).unwrap();
            // Nobody listens there.
            let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
            fs::write(folder.path().join("zerotier-one.port"), free.to_string()).unwrap();
            Self { folder, calls: RefCell::default() }
        }

        fn file(&self) -> PathBuf {
            self.folder.path().join(TOKEN_FILE)
        }

        fn token(&self) -> Option<String> {
            fs::read_to_string(self.file()).ok()
        }

        fn renew(
            &self,
            stop: impl Fn() -> io::Result<()>,
            start: impl Fn() -> io::Result<()>,
        ) -> Result<Secret, Failure> {
            let told = |what, deed: io::Result<()>| {
                self.calls.borrow_mut().push(what);
                deed
            };
            let controls = Controls { stop: || told("stop", stop()), start: || told("start", start()) };
            renew(&Folder::of_anybody(self.folder.path()).unwrap(), &controls, SHORT)
        }

        fn calls(&self) -> Vec<&'static str> {
            self.calls.take()
        }
    }

    fn fails() -> io::Result<()> {
        Err(io::Error::other("no such unit"))
    }

    #[test]
    fn the_service_makes_a_new_token_after_the_old_one_is_gone() {
        let service = Service::with_token("old");
        let start = || {
            assert_eq!(service.token(), None);
            fs::write(service.file(), "new")
        };
        assert_eq!(service.renew(|| Ok(()), start).unwrap(), Secret::new("new"));
        assert_eq!(service.calls(), ["stop", "start"]);
    }

    #[test]
    fn a_token_that_comes_late_is_waited_for() {
        let service = Service::with_token("old");
        let file = service.file();
        let start = || {
            let file = file.clone();
            thread::spawn(move || {
                fs::write(&file, "").unwrap();
                thread::sleep(Duration::from_millis(50));
                fs::write(file, "new").unwrap();
            });
            Ok(())
        };
        assert_eq!(service.renew(|| Ok(()), start).unwrap(), Secret::new("new"));
    }

    #[test]
    fn nothing_is_removed_under_a_service_that_did_not_stop() {
        let service = Service::with_token("old");
        assert!(matches!(service.renew(fails, || Ok(())), Err(Failure::Kept(_))));
        assert_eq!(service.token().as_deref(), Some("old"));
        assert_eq!(service.calls(), ["stop", "start"]);
    }

    #[test]
    fn nothing_is_removed_while_somebody_answers_on_the_port() {
        let service = Service::with_token("old");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        fs::write(service.folder.path().join("zerotier-one.port"), port.to_string()).unwrap();
        assert!(matches!(service.renew(|| Ok(()), || Ok(())), Err(Failure::Kept(_))));
        assert_eq!(service.token().as_deref(), Some("old"));
        assert_eq!(service.calls(), ["stop", "start"]);
    }

    #[test]
    fn only_a_plain_file_is_removed_and_nothing_stopped_for_another() {
        let service = Service::with_token("old");
        fs::remove_file(service.file()).unwrap();
        assert!(matches!(service.renew(|| Ok(()), || Ok(())), Err(Failure::NoToken)));
        fs::create_dir(service.file()).unwrap();
        assert!(matches!(service.renew(|| Ok(()), || Ok(())), Err(Failure::Kept(_))));
        assert!(service.file().is_dir());
        assert!(service.calls().is_empty());
    }

    #[test]
    fn a_service_that_starts_at_the_second_attempt_has_started() {
        let service = Service::with_token("old");
        let start = || if service.calls.borrow().len() < 2 { fails() } else { fs::write(service.file(), "new") };
        assert!(service.renew(|| Ok(()), start).is_ok());
        assert_eq!(service.calls(), ["stop", "start", "start"]);
    }

    #[test]
    fn that_the_old_token_is_gone_for_nothing_is_said() {
        let service = Service::with_token("old");
        let failure = service.renew(|| Ok(()), fails).unwrap_err().to_string();
        assert_eq!(failure, "the old token is removed, and the service did not start: no such unit");
        let service = Service::with_token("old");
        let failure = service.renew(|| Ok(()), || Ok(())).unwrap_err().to_string();
        assert_eq!(failure, "the old token is removed, and the service has made no new one");
        assert_eq!(service.token(), None);
    }
}

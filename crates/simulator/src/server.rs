//! The service's process: its folder, its port, and whether it runs.

use std::{
    io,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use tempfile::TempDir;
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::Mutex as AsyncMutex,
    task::{JoinHandle, JoinSet},
};

use crate::{
    Hand, Pace, Scenario,
    access::Token,
    central::{account, door, organisation, scenes, zeropath_token},
    connection,
    knobs::{Knobs, SLOW},
    world::World,
};

const TOKEN_FILE: &str = "authtoken.secret";
const PORT_FILE: &str = "zerotier-one.port";

/// A running world. It ends when this is dropped.
pub struct Simulator {
    server: Arc<Server>,
    /// Takes Central's connections, whether the service runs or not.
    door: JoinHandle<()>,
}

impl Simulator {
    /// Starts a world on a free port, with a folder of its own.
    pub async fn start(scenario: Scenario, pace: Pace) -> io::Result<Self> {
        Self::start_on(SystemTime::now(), scenario, pace).await
    }

    /// The same on another day.
    pub async fn start_on(begins: SystemTime, scenario: Scenario, pace: Pace) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("zerotier-one-").tempdir()?;
        let home = folder.path().to_owned();
        Self::begin(World::on(begins, scenario, pace), scenario, home, Some(folder), None).await
    }

    /// Starts a world in this folder, and on this port if one is named.
    pub async fn start_at(scenario: Scenario, pace: Pace, home: PathBuf, port: Option<u16>) -> io::Result<Self> {
        Self::begin(World::new(scenario, pace), scenario, home, None, port).await
    }

    /// Starts a world that was made by hand.
    pub async fn serve(world: World) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let home = folder.path().to_owned();
        Self::begin(world, Scenario::Healthy, home, Some(folder), None).await
    }

    async fn begin(
        mut world: World,
        scenario: Scenario,
        home: PathBuf,
        folder: Option<TempDir>,
        port: Option<u16>,
    ) -> io::Result<Self> {
        let listener = listen(port.unwrap_or(0))?;
        world.machine.port = listener.local_addr()?.port();
        world.machine.home = home.display().to_string();
        let far = listen(0)?;
        let central_port = far.local_addr()?.port();
        let denied = matches!(scenario, Scenario::NoAccess | Scenario::StaleToken);
        let knobs = Knobs {
            token: if denied { Token::Denied } else { Token::Readable },
            delay: if scenario == Scenario::Slow { SLOW } else { Duration::ZERO },
            ..Knobs::default()
        };
        let stale_token = world.machine.token.clone();
        let server = Arc::new(Server {
            installed: scenario != Scenario::NotInstalled,
            home,
            port: world.machine.port,
            stale_token,
            world: Mutex::new(world),
            knobs: Mutex::new(knobs),
            central: Mutex::new(scenes::knobs(scenario)),
            central_port,
            running: AsyncMutex::default(),
            is_running: Mutex::new(false),
            _folder: folder,
        });
        if server.installed {
            std::fs::create_dir_all(&server.home)?;
            server.write_files()?;
        }
        if scenario == Scenario::StaleToken {
            server.renew_token();
        }
        if server.installed && scenario != Scenario::Stopped {
            server.run(listener).await;
        } else {
            server.world().machine.awake = false;
        }
        let door = tokio::spawn(door::open(Arc::downgrade(&server), far));
        Ok(Self { server, door })
    }

    /// The port it answers on while it runs.
    pub fn port(&self) -> u16 {
        self.server.port
    }

    /// The token it accepts.
    pub fn token(&self) -> String {
        self.server.world().machine.token.clone()
    }

    /// The token that only opens the metrics.
    pub fn metrics_token(&self) -> String {
        self.server.world().machine.metrics_token.clone()
    }

    /// The token it accepted before [`Hand::renew_token`].
    pub fn stale_token(&self) -> String {
        self.server.stale_token.clone()
    }

    /// Where Central is, without a slash at the end.
    pub fn central_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.central_port)
    }

    /// A token legacy Central accepts.
    pub fn legacy_token(&self) -> String {
        account::first_token()
    }

    /// A key the new Central accepts.
    pub fn new_key(&self) -> String {
        organisation::first_key()
    }

    /// The id of that key.
    pub fn new_key_id(&self) -> String {
        organisation::first_key_id()
    }

    /// The id and secret `ZeroPath` accepts.
    pub fn zeropath_token(&self) -> (String, String) {
        zeropath_token()
    }

    /// The folder with the token and the port.
    pub fn home(&self) -> &Path {
        &self.server.home
    }

    /// A hand in this world.
    pub fn hand(&self) -> Hand {
        Hand(Arc::clone(&self.server))
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.door.abort();
        // Where a hand still starts or stops it, that goes first: then there is nothing to end.
        if let Ok(mut running) = self.server.running.try_lock()
            && let Some(accepting) = running.take()
        {
            accepting.abort();
        }
    }
}

pub(crate) struct Server {
    installed: bool,
    home: PathBuf,
    port: u16,
    stale_token: String,
    world: Mutex<World>,
    knobs: Mutex<Knobs>,
    central: Mutex<door::Knobs>,
    central_port: u16,
    running: AsyncMutex<Option<JoinHandle<()>>>,
    is_running: Mutex<bool>,
    /// Removed with the server, if it is its own.
    _folder: Option<TempDir>,
}

impl Server {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn knobs(&self) -> MutexGuard<'_, Knobs> {
        self.knobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn central(&self) -> MutexGuard<'_, door::Knobs> {
        self.central.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn installed(&self) -> bool {
        self.installed
    }

    pub(crate) fn running(&self) -> bool {
        *self.is_running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_running(&self, running: bool) {
        *self.is_running.lock().unwrap_or_else(PoisonError::into_inner) = running;
    }

    pub(crate) fn renew_token(&self) -> String {
        let token: String = self.world().machine.token.chars().rev().collect();
        self.world().machine.token.clone_from(&token);
        // A folder that can't be written is a test's own doing; the service goes on with its token all the same.
        let _ = self.write_files();
        token
    }

    /// As the service leaves them: no newline at the end.
    fn write_files(&self) -> io::Result<()> {
        std::fs::write(self.home.join(TOKEN_FILE), &self.world().machine.token)?;
        std::fs::write(self.home.join(PORT_FILE), self.port.to_string())
    }

    async fn run(self: &Arc<Self>, listener: TcpListener) {
        let mut running = self.running.lock().await;
        let server = Arc::downgrade(self);
        self.set_running(true);
        *running = Some(tokio::spawn(async move {
            // Dropped with this task, and every connection with it.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let Some(server) = server.upgrade() else { return };
                connections.spawn(connection::serve(server, stream));
                while connections.try_join_next().is_some() {}
            }
        }));
    }

    pub(crate) async fn stop(&self) {
        let accepting = self.running.lock().await.take();
        if let Some(accepting) = accepting {
            accepting.abort();
            let _ = accepting.await;
        }
        self.set_running(false);
        self.world().machine.awake = false;
    }

    pub(crate) async fn start_again(self: &Arc<Self>) {
        if !self.installed || self.running() {
            return;
        }
        // Taken by somebody else meanwhile: then the service does not start, as the real one would not.
        let Ok(listener) = listen(self.port) else { return };
        self.world().machine.start_again();
        self.run(listener).await;
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind((Ipv4Addr::LOCALHOST, port).into())?;
    socket.listen(64)
}

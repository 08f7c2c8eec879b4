//! A world that runs, from outside.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::{
    central::{account, organisation, zeropath},
    door,
    hand::Hand,
    pace::Pace,
    process::listen,
    scenario::Scenario,
    server::Server,
    world::World,
};

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
        let server = Arc::new(Server::new(world, scenario, home, folder, central_port)?);
        if server.installed() && scenario != Scenario::Stopped {
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
        zeropath::first_token()
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

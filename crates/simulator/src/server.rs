//! What the service and Central answer from, and the service's folder.

use std::{
    io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tempfile::TempDir;
use tokio::{sync::Mutex as AsyncMutex, task::JoinHandle};

use crate::{
    knobs::{CentralKnobs, Knobs},
    scenario::Scenario,
    world::World,
};

const TOKEN_FILE: &str = "authtoken.secret";
const PORT_FILE: &str = "zerotier-one.port";

pub(crate) struct Server {
    installed: bool,
    pub(crate) home: PathBuf,
    pub(crate) port: u16,
    pub(crate) stale_token: String,
    world: Mutex<World>,
    knobs: Mutex<Knobs>,
    central: Mutex<CentralKnobs>,
    pub(crate) central_port: u16,
    pub(crate) running: AsyncMutex<Option<JoinHandle<()>>>,
    is_running: Mutex<bool>,
    /// Removed with the server, if it is its own.
    _folder: Option<TempDir>,
}

impl Server {
    /// With its folder as this scenario has it; nothing runs yet.
    pub(crate) fn new(
        world: World,
        scenario: Scenario,
        home: PathBuf,
        folder: Option<TempDir>,
        central_port: u16,
    ) -> io::Result<Self> {
        let server = Self {
            installed: scenario != Scenario::NotInstalled,
            home,
            port: world.machine.port,
            stale_token: world.machine.token.clone(),
            world: Mutex::new(world),
            knobs: Mutex::new(Knobs::of(scenario)),
            central: Mutex::new(CentralKnobs::of(scenario)),
            central_port,
            running: AsyncMutex::default(),
            is_running: Mutex::new(false),
            _folder: folder,
        };
        if server.installed {
            std::fs::create_dir_all(&server.home)?;
            server.write_files()?;
        }
        if scenario == Scenario::StaleToken {
            server.renew_token();
        }
        Ok(server)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn knobs(&self) -> MutexGuard<'_, Knobs> {
        self.knobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn central(&self) -> MutexGuard<'_, CentralKnobs> {
        self.central.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn installed(&self) -> bool {
        self.installed
    }

    pub(crate) fn running(&self) -> bool {
        *self.is_running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_running(&self, running: bool) {
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
}

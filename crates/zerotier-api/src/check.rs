//! Whether a token may go out. Who listens on a port of this machine is for its system to say, before each connection.

use std::{fmt, sync::Arc};

use tokio::task::spawn_blocking;

use crate::Fault;

/// Who listens in the service's place, as far as the system tells. Hostile text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stranger {
    /// A program by its name.
    Program(String),
    /// A program that can't be seen, by whose it is.
    Of(String),
}

impl fmt::Display for Stranger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program(name) => write!(f, "{name:?}"),
            Self::Of(user) => write!(f, "a program of {user:?}"),
        }
    }
}

/// Asked before each connection that carries a token; at an error nothing is sent.
#[derive(Clone)]
pub struct Check(Arc<dyn Fn() -> Result<(), Fault> + Send + Sync>);

impl Check {
    /// It may read files: it is asked beside whatever else goes on.
    pub fn new(check: impl Fn() -> Result<(), Fault> + Send + Sync + 'static) -> Self {
        Self(Arc::new(check))
    }

    /// Whether a token may go out now; else why not.
    pub async fn pass(&self) -> Result<(), Fault> {
        let check = Arc::clone(&self.0);
        spawn_blocking(move || check()).await.unwrap_or(Err(Fault::Broken))
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Check")
    }
}

//! The seam to the desktop: deeds, and who listens on a port. The shell performs deeds for real; tests keep a list of
//! them.

use std::path::Path;

use async_trait::async_trait;
use zerotier_api::Stranger;

use crate::ports::{answer::Answer, effect::Deed, service::Lan};

/// Who takes connections on a port of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listener {
    /// Whoever may run the service: an administrator, or the owner of its folder.
    Service,
    Stranger(Stranger),
    /// That can't be seen: nobody listens, or from inside a container.
    Unknown,
}

/// Whoever performs [`Deed`]s.
#[async_trait]
pub trait Desktop: Send + Sync + 'static {
    /// Performs a deed beside the loop, however long it takes. The answer, if there is one, goes back into the loop.
    async fn perform(&self, deed: Deed) -> Option<Answer>;

    /// Who listens on this port, where the service in this folder should. May read files: not for the loop.
    fn listener(&self, port: u16, home: Option<&Path>) -> Listener;

    /// The networks this machine's adapters are in, ZeroTier's own among them. Asked at each look: it must be quick.
    fn lans(&self) -> Vec<Lan> {
        Vec::new()
    }

    /// Who listens on this port, where an administrator's program should or one of the person's own, as a tunnel is. May
    /// read files: not for the loop.
    fn listener_for_us(&self, port: u16) -> Listener {
        self.listener(port, None)
    }
}

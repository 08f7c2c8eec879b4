//! Where the service should answer, and whether its key may be told there.

use super::state::State;
use crate::ports::{kept::Trusted, service::Door};

impl State {
    /// The door of the service that was found.
    pub(crate) fn door(&self) -> Door {
        let Trusted { home, port } = self.here();
        Door { trusted: self.is_trusted(), home, port }
    }

    /// The same, as somebody may vouch for it.
    pub(crate) fn here(&self) -> Trusted {
        Trusted { home: self.home.clone(), port: self.port }
    }

    fn is_trusted(&self) -> bool {
        self.trusted == Some(self.here())
    }

    /// The service manager says that the service is stopped: whoever answers is somebody else, and is told no key.
    pub(crate) fn is_strangers(&self) -> bool {
        self.traces.running == Some(false) && !self.is_trusted()
    }
}

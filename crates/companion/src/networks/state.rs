//! What is known of joined networks.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    NetworkId,
    service::{Allow, Network},
};

use super::{flags::Flags as _, wish::Wish};
use crate::{
    interface::networks::Permission,
    kernel::moment::Now,
    ports::{kept::Remembered, service::Lan},
    service::state::Waiting,
};

/// How long a forgotten network can be brought back.
pub(crate) const UNDO: Duration = Duration::from_secs(8);

/// What is known of joined and remembered networks.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Networks were read at least once since the service was found.
    pub known: bool,
    /// Joined networks, as last read.
    pub joined: BTreeMap<NetworkId, Network>,
    /// When that was.
    pub read: Option<Now>,
    /// What was asked for and is not yet so.
    pub wishes: BTreeMap<NetworkId, Wish>,
    /// What was kept of networks that are being forgotten, until they are left.
    pub forgetting: BTreeMap<NetworkId, Remembered>,
    /// When `allowManaged` was last seen to go off. See [`crate::networks::wish::HOLD`].
    pub managed_off: BTreeMap<NetworkId, Duration>,
    /// What this machine's adapters are in, as last seen.
    pub lans: Vec<Lan>,
    /// Since when networks wait for their controller's first answer.
    pub requesting: BTreeMap<NetworkId, Requesting>,
    pub join_text: String,
    /// Counts up when somebody outside the window asks for the join field.
    pub join_asked: u32,
    /// This device was allowed there: until when its networks are watched closely for it.
    pub expected: BTreeMap<NetworkId, Duration>,
    pub toast: Option<Forgotten>,
    /// The end of sign-in that was already told.
    pub sign_in_told: BTreeMap<NetworkId, i64>,
    /// How many changes of state were told, and the network of the last one.
    pub announced: (u32, Option<NetworkId>),
    /// What is kept of each network that is or was joined.
    pub remembered: BTreeMap<NetworkId, Remembered>,
    /// Named sets of networks with their permissions.
    pub profiles: BTreeMap<String, BTreeMap<NetworkId, Allow>>,
}

impl State {
    /// Whether a permission is (about to be) given, and whether that is still on its way.
    pub fn permission(&self, id: NetworkId, permission: Permission) -> (bool, bool) {
        let now = self.joined.get(&id).map(Network::allow).unwrap_or_default();
        match self.wishes.get(&id).and_then(|wish| wish.change(permission)) {
            Some(asked) => (asked, true),
            None => (now.get(permission), false),
        }
    }

    /// Addresses wait to be turned on again: sooner, the service would lose them.
    pub fn holds_managed(&self, id: NetworkId) -> bool {
        self.wishes.get(&id).is_some_and(|wish| !wish.sent && wish.change(Permission::Managed) == Some(true))
    }
}

/// A network whose controller has not answered yet.
pub type Requesting = Waiting;

/// What was just forgotten, for as long as that can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// What was kept of each, and whether it was joined.
    pub networks: BTreeMap<NetworkId, (Remembered, bool)>,
    /// The name, where it is one.
    pub name: String,
    pub until: Duration,
}

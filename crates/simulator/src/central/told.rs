//! Where Central and the service of this machine meet: the service asks, and is told of changes.

use zerotier_api::{NetworkId, NodeAddress};

use super::member::{Seen, Standing};
use crate::world::{World, joined::Asked};

impl World {
    /// The service asks about a network Central knows; None if Central does not.
    pub(crate) fn ask_central(&mut self, id: NetworkId, now: i64) -> Option<Asked> {
        let (node, version) = (self.address, self.version);
        let network = self.central.networks.get_mut(&id)?;
        let private = network.private;
        let member = network.hear(node, now);
        member.seen = Seen::At(now);
        member.version = Some(version);
        member.physical.get_or_insert_with(|| ([198, 51, 100, 24].into(), 9993));
        if private && !member.is_allowed() {
            return Some(Asked::Denied);
        }
        network.assign(node, &[]);
        let told = network.told(node);
        Some(match self.offers.get(&id) {
            // What Central does not speak of stays as the scene has it.
            Some(offer) => offer.admitted(offer.config.clone().into_iter().chain(told).collect(), now),
            None => Asked::Configured(told),
        })
    }

    /// Decides about a member of a network Central knows; false if there is no such network.
    pub(crate) fn stand(&mut self, id: NetworkId, node: NodeAddress, standing: Standing) -> bool {
        let now = self.now();
        let Some(network) = self.central.networks.get_mut(&id) else { return false };
        network.members.entry(node).or_insert_with(|| super::member::Member::new(now)).stand(standing, now);
        network.assign(node, &[]);
        self.tell(id);
        true
    }

    /// A network has changed. A member that is in, or has been before, is told at once; any other asks by itself, and a
    /// withdrawal is noticed when it next does.
    pub(crate) fn tell(&mut self, id: NetworkId) {
        let Some(member) = self.central.networks.get(&id).and_then(|network| network.members.get(&self.address)) else {
            return;
        };
        let Some(joined) = self.joined.get(&id) else { return };
        if self.awake && member.is_allowed() && (joined.is_ok() || member.withdrawn_at != 0) {
            self.ask(id);
        }
    }

    /// Central has given up a network: its controller does not know it any more.
    pub(crate) fn forget(&mut self, id: NetworkId) {
        self.central.networks.remove(&id);
        self.offers.remove(&id);
    }
}

//! Where Central and the service of this machine meet: the service asks, and is told of changes.

use zerotier_api::{NetworkId, NodeAddress};

use super::{
    Central,
    member::{Member, Seen, Standing},
};
use crate::{
    controller::Admission,
    machine::{Asked, Machine, TICK, ad_hoc},
};

/// Both of them, where a question or a change goes from one to the other.
pub(crate) struct Office<'a> {
    pub(crate) machine: &'a mut Machine,
    pub(crate) central: &'a mut Central,
}

impl Office<'_> {
    pub(crate) fn now(&self) -> i64 {
        self.machine.now()
    }

    /// Lets happen what should have happened by now.
    pub(crate) fn catch_up(&mut self) {
        let now = self.now();
        let due: Vec<NetworkId> =
            self.machine.joined.values().filter(|joined| joined.next_ask <= now).map(|joined| joined.id).collect();
        for id in due {
            self.ask(id);
        }
    }

    /// The service asks the network's controller.
    pub(crate) fn ask(&mut self, id: NetworkId) {
        let now = self.now();
        let answer = self.answer_of_the_controller(id, now);
        if let Some(joined) = self.machine.joined.get_mut(&id) {
            joined.take(answer);
            joined.next_ask = now + if joined.is_ok() { 12 * TICK } else { TICK };
        }
    }

    fn answer_of_the_controller(&mut self, id: NetworkId, now: i64) -> Asked {
        if let Some((first, last)) = id.ad_hoc_ports() {
            return if first <= last { Asked::Configured(ad_hoc(id, self.machine.address)) } else { Asked::NotFound };
        }
        if id.controller() == self.machine.address {
            return match self.machine.controller.admit(id, self.machine.address, now) {
                Admission::Unknown => Asked::NotFound,
                Admission::Denied => Asked::Denied,
                Admission::Admitted(config) => Asked::Configured(config),
            };
        }
        if !self.machine.reachable {
            return Asked::Nothing;
        }
        if let Some(asked) = self.ask_central(id, now) {
            return asked;
        }
        self.machine.offers.get(&id).map_or(Asked::NotFound, |offer| offer.answer(self.machine.address, now))
    }

    /// The service asks about a network Central knows; None if Central does not.
    fn ask_central(&mut self, id: NetworkId, now: i64) -> Option<Asked> {
        let (node, version) = (self.machine.address, self.machine.version);
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
        Some(match self.machine.offers.get(&id) {
            // What Central does not speak of stays as the scene has it.
            Some(offer) => offer.admitted(offer.config.clone().into_iter().chain(told).collect(), now),
            None => Asked::Configured(told),
        })
    }

    /// Decides about a member of a network Central knows; false if there is no such network.
    pub(crate) fn stand(&mut self, id: NetworkId, node: NodeAddress, standing: Standing) -> bool {
        let now = self.now();
        let Some(network) = self.central.networks.get_mut(&id) else { return false };
        network.members.entry(node).or_insert_with(|| Member::new(now)).stand(standing, now);
        network.assign(node, &[]);
        self.tell(id);
        true
    }

    /// A network has changed. A member that is in, or has been before, is told at once; any other asks by itself, and a
    /// withdrawal is noticed when it next does.
    pub(crate) fn tell(&mut self, id: NetworkId) {
        let Some(member) =
            self.central.networks.get(&id).and_then(|network| network.members.get(&self.machine.address))
        else {
            return;
        };
        let Some(joined) = self.machine.joined.get(&id) else { return };
        if self.machine.awake && member.is_allowed() && (joined.is_ok() || member.withdrawn_at != 0) {
            self.ask(id);
        }
    }

    /// Central has given up a network: its controller does not know it any more.
    pub(crate) fn forget(&mut self, id: NetworkId) {
        self.central.networks.remove(&id);
        self.machine.offers.remove(&id);
    }
}

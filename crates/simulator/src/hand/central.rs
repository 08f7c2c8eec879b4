//! What Central's operators, other administrators or strangers would do.

use std::{sync::Arc, time::Duration};

use zerotier_api::{NetworkId, NodeAddress};

use crate::{
    canned::Canned,
    central::{Limit, Member, Seen},
    names, scenes,
    server::Server,
};

/// Changes Central from outside. Clones move the same world.
#[derive(Clone)]
pub struct CentralHand(pub(crate) Arc<Server>);

impl CentralHand {
    /// Every request so far, as `GET /api/v1/status`.
    pub fn requests(&self) -> Vec<String> {
        self.0.central().traffic.requests()
    }

    /// As many requests were on their way at once.
    pub fn most_in_flight(&self) -> usize {
        self.0.central().traffic.most_in_flight()
    }

    /// The next request gets this instead; more than one wait their turn. Unless the right answer is altered, the
    /// request changes nothing.
    pub fn answer_next_with(&self, canned: Canned) {
        self.answer_when("", canned);
    }

    /// The same for the next request whose line, as `GET /api/v1/status`, holds this text.
    pub fn answer_when(&self, line_holds: &str, canned: Canned) {
        self.0.central().canned.push_back((line_holds.to_owned(), canned));
    }

    /// Every answer takes this long.
    pub fn slow_down(&self, delay: Duration) {
        self.0.central().delay = delay;
    }

    /// Every answer is a 503 with a page, or none is.
    pub fn set_down(&self, down: bool) {
        self.0.central().down = down;
    }

    /// More requests than this in a second are refused; None lifts the limit.
    pub fn limit(&self, per_second: Option<u32>) {
        self.0.central().limit = per_second.map(Limit::new);
    }

    /// Every answer says in its `Date` that it is this time there.
    pub fn tell_time(&self, date: &str) {
        self.0.central().date = Some(date.to_owned());
    }

    /// This token or key does not fit any more.
    pub fn revoke(&self, token: &str) {
        let mut world = self.0.world();
        world.central.account.revoke(token);
        world.central.organisations.revoke(token);
    }

    /// Whether this token or key fits now.
    pub fn fits(&self, token: &str) -> bool {
        let world = self.0.world();
        world.central.account.fits(token) || world.central.organisations.fits(token, world.machine.now())
    }

    /// Every secret Central knows, of both kinds.
    pub fn secrets(&self) -> Vec<String> {
        let world = self.0.world();
        let keys = world.central.organisations.accounts.iter().flat_map(|account| &account.keys);
        world.central.account.tokens.values().cloned().chain(keys.map(|key| key.secret.clone())).collect()
    }

    /// The legacy account has another token, of this name.
    pub fn add_token(&self, name: &str) {
        let mut world = self.0.world();
        let seed = world.central.fresh();
        world.central.account.tokens.insert(name.into(), names::secret(seed, 32));
    }

    /// A program gets an account with two keys in the first organisation.
    pub fn add_backup_account(&self) {
        scenes::add_backup(&mut self.0.world());
    }

    /// Organisations have a plan without the API, or no longer.
    pub fn set_basic_plan(&self, basic: bool) {
        self.0.world().central.organisations.basic_plan = basic;
    }

    /// A device asks to join a network; if it has no record yet, it waits there under this name.
    pub fn knock(&self, network: NetworkId, node: NodeAddress, name: &str) {
        let mut world = self.0.world();
        let now = world.machine.now();
        let Some(network) = world.central.networks.get_mut(&network) else { return };
        let is_new = !network.members.contains_key(&node);
        let member = network.hear(node, now);
        member.seen = Seen::At(now);
        member.version = Some((1, 14, 2));
        member.physical.get_or_insert_with(|| ([203, 0, 113, 9].into(), 9993));
        if is_new {
            name.clone_into(&mut member.name);
        }
    }

    /// None if Central has no such member.
    pub fn is_allowed(&self, network: NetworkId, node: NodeAddress) -> Option<bool> {
        self.member(network, node, Member::is_allowed)
    }

    /// None if Central has no such member.
    pub fn name_of(&self, network: NetworkId, node: NodeAddress) -> Option<String> {
        self.member(network, node, |member| member.name.clone())
    }

    /// A member's addresses; none if Central has no such member.
    pub fn addresses_of(&self, network: NetworkId, node: NodeAddress) -> Vec<String> {
        let addresses = |member: &Member| member.addresses.iter().map(ToString::to_string).collect();
        self.member(network, node, addresses).unwrap_or_default()
    }

    /// Every network of both Centrals.
    pub fn networks(&self) -> Vec<NetworkId> {
        self.0.world().central.networks.keys().copied().collect()
    }

    fn member<T>(&self, network: NetworkId, node: NodeAddress, look: impl FnOnce(&Member) -> T) -> Option<T> {
        let mut world = self.0.world();
        if world.machine.awake {
            world.office().catch_up();
        }
        world.central.networks.get(&network)?.members.get(&node).map(look)
    }
}

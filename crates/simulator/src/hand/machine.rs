//! What an administrator, a command line or bad luck would do to the machine.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tokio::sync::Semaphore;
use zerotier_api::{NetworkId, NodeAddress};

use super::CentralHand;
use crate::{
    access::{Access, Token},
    canned::Canned,
    central::Standing,
    knobs::Unanswered,
    machine::Joined,
    server::Server,
};

/// Changes the world from outside. Clones move the same world.
#[derive(Clone)]
pub struct Hand(pub(crate) Arc<Server>);

impl Hand {
    /// The administrator of this network allows a member.
    pub fn authorize(&self, network: NetworkId, node: NodeAddress) {
        let mut world = self.0.world();
        world.office().catch_up();
        if world.office().stand(network, node, Standing::Allowed) {
            return;
        }
        let Some(offer) = world.machine.offers.get_mut(&network) else { return };
        offer.allowed.insert(node);
        // Who was allowed before is told at once; others ask again by themselves.
        if !offer.known.insert(node) {
            world.office().ask(network);
        }
    }

    /// The administrator of this network withdraws a member's access.
    pub fn deauthorize(&self, network: NetworkId, node: NodeAddress) {
        let mut world = self.0.world();
        world.office().catch_up();
        if world.office().stand(network, node, Standing::Waiting) {
            return;
        }
        if let Some(offer) = world.machine.offers.get_mut(&network) {
            offer.allowed.remove(&node);
        }
    }

    /// Somebody has signed in, for this long.
    pub fn sign_in(&self, network: NetworkId, lasting: Duration) {
        let mut world = self.0.world();
        let until = world.machine.now() + i64::try_from(lasting.as_millis()).unwrap_or(i64::MAX / 2);
        if let Some(sign_in) = world.machine.offers.get_mut(&network).and_then(|offer| offer.sign_in.as_mut()) {
            sign_in.until = Some(until);
        }
    }

    /// The controller has deleted this network.
    pub fn remove_network(&self, network: NetworkId) {
        self.0.world().office().forget(network);
    }

    /// Somebody leaves it on the command line.
    pub fn leave_behind_the_back(&self, network: NetworkId) {
        self.0.world().machine.leave(network);
    }

    /// Somebody joins it on the command line.
    pub fn join_behind_the_back(&self, network: NetworkId) {
        let _ = self.0.world().machine.join(network);
    }

    /// A hand in Central.
    pub fn central(&self) -> CentralHand {
        CentralHand(Arc::clone(&self.0))
    }

    /// The service's networks, as they are now.
    pub fn networks(&self) -> Vec<Joined> {
        let mut world = self.0.world();
        world.office().catch_up();
        world.machine.joined.values().cloned().collect()
    }

    /// A root answers, or none does.
    pub fn set_online(&self, online: bool) {
        self.0.world().machine.reachable = online;
    }

    /// The system lets the service make adapters, or not.
    pub fn set_adapters(&self, possible: bool) {
        self.0.world().machine.adapters = possible;
    }

    /// The service stops: once this returns, nothing answers.
    pub async fn stop(&self) {
        self.0.stop().await;
    }

    /// The service starts, on its own port; nothing happens if it runs.
    pub async fn start(&self) {
        self.0.start_again().await;
    }

    /// Stops and starts.
    pub async fn restart(&self) {
        self.0.stop().await;
        self.0.start_again().await;
    }

    /// The service was installed anew: another token, in the file and in the service.
    pub fn renew_token(&self) -> String {
        self.0.renew_token()
    }

    /// The token's file can only be read by an administrator.
    pub fn deny_access(&self) {
        self.0.knobs().token = Token::Denied;
    }

    /// This person may read the token's file.
    pub fn allow_access(&self) {
        self.0.knobs().token = Token::Readable;
    }

    /// What an app finds.
    pub fn access(&self) -> Access {
        Access { installed: self.0.installed(), running: self.0.running(), token: self.0.knobs().token }
    }

    /// Every answer takes this long.
    pub fn slow_down(&self, delay: Duration) {
        self.0.knobs().delay = delay;
    }

    /// Connections are taken and never answered.
    pub fn hang(&self, hangs: bool) {
        self.0.knobs().hangs = hangs;
    }

    /// The next request gets this instead; more than one wait their turn.
    pub fn answer_next_with(&self, canned: Canned) {
        self.0.knobs().canned.push_back(canned);
    }

    /// The next write gets no answer, whether it is done or not.
    pub fn leave_next_write_unanswered(&self, how: Unanswered) {
        self.0.knobs().unanswered = Some(how);
    }

    /// The service asks the controllers of all its networks anew, and none has answered yet.
    pub fn ask_controllers_anew(&self) {
        self.0.world().machine.joined.values_mut().for_each(Joined::ask_anew);
    }

    /// The controllers answer.
    pub fn let_controllers_answer(&self) {
        let mut world = self.0.world();
        let now = world.machine.now();
        world.machine.joined.values_mut().for_each(|joined| joined.next_ask = now);
    }

    /// The controller is of a build without lists of all there is, and has this many networks and, in its first one,
    /// members more.
    pub fn age_controller(&self, networks: u64, members: u64) -> Option<NetworkId> {
        let mut world = self.0.world();
        let (node, now) = (world.machine.address, world.machine.now());
        let controller = &mut world.machine.controller;
        controller.old = true;
        let mut ids = Vec::new();
        for _ in 0..networks {
            let id = controller.free_id(node);
            controller.set_network(&id, &json!({}), now);
            ids.push(id);
        }
        let first = ids.first()?;
        for member in 1..=members {
            let _ = controller.set_member(first, &format!("{member:010x}"), &json!({}), now);
        }
        first.parse().ok()
    }

    /// The controller answers for this many networks and members, and for no more until it is told to go on.
    pub fn let_controller_answer_for(&self, records: usize) {
        self.0.knobs().records = Some(Arc::new(Semaphore::new(records)));
    }

    /// It goes on.
    pub fn let_controller_go_on(&self) {
        if let Some(records) = self.0.knobs().records.take() {
            records.close();
        }
    }

    /// Every request so far, as `GET /status`.
    pub fn requests(&self) -> Vec<String> {
        self.0.knobs().traffic.requests()
    }

    /// As many requests were on their way at once.
    pub fn most_in_flight(&self) -> usize {
        self.0.knobs().traffic.most_in_flight()
    }
}

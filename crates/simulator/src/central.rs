//! Central, both as it was and as it is now: accounts, networks and members, and the two dialects they are asked in.
//! It has a door of its own, which stays open when the service of this machine stops.

pub(crate) mod account;
mod body;
pub(crate) mod door;
mod hand;
mod legacy;
mod limit;
mod member;
mod moment;
mod network;
mod new;
mod office;
pub(crate) mod organisation;
mod path;
mod reply;
mod right;
mod route;
mod rules;
pub(crate) mod scenes;
mod webhook;
mod zeropath;

use std::collections::BTreeMap;

use zerotier_api::NetworkId;

pub use self::hand::CentralHand;
use self::{
    account::Account,
    network::{Network, Side},
    organisation::Organisations,
};
pub(crate) use self::{member::Standing, office::Office, zeropath::first_token as zeropath_token};
use crate::names::{number, uuid};

/// Everything Central knows.
pub(crate) struct Central {
    pub(crate) account: Account,
    pub(crate) organisations: Organisations,
    pub(crate) networks: BTreeMap<NetworkId, Network>,
    made: u64,
}

impl Central {
    /// Both accounts, without networks.
    pub(crate) fn new(now: i64) -> Self {
        Self {
            account: Account::new(),
            organisations: Organisations::new("harbour", now),
            networks: BTreeMap::new(),
            made: 0x1000,
        }
    }

    /// A number nothing else was made from.
    pub(crate) fn fresh(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// An id in the form of a UUID.
    pub(crate) fn fresh_id(&mut self) -> String {
        uuid(self.fresh())
    }

    /// Makes a network under an id nobody has yet.
    pub(crate) fn create(&mut self, side: Side, now: i64) -> &mut Network {
        let controller: u64 = if side == Side::Legacy { 0x17_d395_d8cb } else { 0x9c_41e0_7f2d };
        let id = loop {
            let id = NetworkId::from_number((controller << 24) | (number(self.fresh()) & 0xff_ffff));
            if !self.networks.contains_key(&id) {
                break id;
            }
        };
        let owner = self.account.me.id.clone();
        self.networks.entry(id).or_insert_with(|| Network::new(id, side, &owner, now))
    }

    /// The legacy account's network of this id.
    pub(crate) fn legacy(&mut self, id: NetworkId) -> Option<&mut Network> {
        self.networks.get_mut(&id).filter(|network| network.side == Side::Legacy)
    }

    /// The organisations' network of this id.
    pub(crate) fn grouped(&mut self, id: NetworkId) -> Option<&mut Network> {
        self.networks.get_mut(&id).filter(|network| network.side != Side::Legacy)
    }
}

//! Both accounts of Central and their networks.

use std::collections::BTreeMap;

use zerotier_api::NetworkId;

use super::{
    account::Account,
    network::{Network, Side},
    organisation::Organisations,
};
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

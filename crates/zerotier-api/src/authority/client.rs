//! One authority, whichever dialect it speaks.

use super::{
    Access, Account, Dialect, Group, Issued, IssuedToken, Member, MemberChange, MemberField, Network, NetworkChange,
    NetworkField, NetworkSummary, NewToken, Written,
};
use crate::{
    BaseUrl, Check, Error, Fault, NetworkId, NodeAddress, Secret,
    central::{Legacy, New},
    controller::Controller,
    loose::once,
};

/// An authority with one token. All errors of a write leave the state unknown until it is read again.
///
/// Reads and changes of what exists are tried three times where the way or the authority fails; creating and deleting
/// networks never is.
#[derive(Debug)]
pub struct Authority(Speaker);

#[derive(Debug)]
enum Speaker {
    Legacy(Legacy),
    New(New),
    Controller(Controller),
}

/// The same deed in whichever dialect.
macro_rules! ask {
    ($authority:expr, $speaker:ident => $call:expr) => {
        match &$authority.0 {
            Speaker::Legacy($speaker) => $call.await,
            Speaker::New($speaker) => $call.await,
            Speaker::Controller($speaker) => $call.await,
        }
    };
}

impl Authority {
    /// Legacy Central, `https://api.zerotier.com/api/v1` or what speaks like it, with a user's token.
    pub fn legacy(base: &BaseUrl, token: Secret) -> Result<Self, Error> {
        Legacy::new(base, token).map(|legacy| Self(Speaker::Legacy(legacy)))
    }

    /// New Central, `https://central.zerotier.com`, with a service account's key.
    pub fn new_central(base: &BaseUrl, key: Secret) -> Result<Self, Error> {
        New::with_key(base, key).map(|new| Self(Speaker::New(new)))
    }

    /// The controller inside a `zerotier-one`, `http://127.0.0.1:9993`, with that service's own token.
    pub fn controller(base: &BaseUrl, token: Secret) -> Result<Self, Error> {
        Controller::new(base, token).map(|controller| Self(Speaker::Controller(controller)))
    }

    /// Asks this before each connection, and again once it stands and before anything is sent on it.
    #[must_use]
    pub fn checked(self, check: Check) -> Self {
        Self(match self.0 {
            Speaker::Legacy(legacy) => Speaker::Legacy(legacy.checked(check)),
            Speaker::New(new) => Speaker::New(new.checked(check)),
            Speaker::Controller(controller) => Speaker::Controller(controller.checked(check)),
        })
    }

    /// How it is spoken to.
    pub const fn dialect(&self) -> Dialect {
        match self.0 {
            Speaker::Legacy(_) => Dialect::Legacy,
            Speaker::New(_) => Dialect::New,
            Speaker::Controller(_) => Dialect::Controller,
        }
    }

    /// What only legacy Central has.
    pub const fn as_legacy(&self) -> Option<&Legacy> {
        if let Speaker::Legacy(legacy) = &self.0 { Some(legacy) } else { None }
    }

    /// What only New Central has.
    pub const fn as_new(&self) -> Option<&New> {
        if let Speaker::New(new) = &self.0 { Some(new) } else { None }
    }

    /// How late it is there, milliseconds since 1970; none if no answer has told since this was last asked.
    pub fn time(&self) -> Option<i64> {
        match &self.0 {
            Speaker::Legacy(legacy) => legacy.clock().take(),
            Speaker::New(new) => new.clock().take(),
            Speaker::Controller(controller) => controller.clock().take(),
        }
    }

    /// The places of what could not be read since this was last asked, as `member[1]`: in what else was read they are
    /// missing. At most a hundred. Hostile text.
    pub fn odd(&self) -> Vec<String> {
        match &self.0 {
            Speaker::Legacy(legacy) => legacy.odd(),
            Speaker::New(new) => new.odd(),
            Speaker::Controller(controller) => controller.odd(),
        }
    }

    /// Whose token this is: the harmless call that tells whether it is good. [`crate::Fault::NotFound`] from a
    /// controller's address means a build without the controller.
    pub async fn account(&self) -> Result<Account, Error> {
        ask!(self, it => it.account())
    }

    /// The networks this token reaches, in the authority's order.
    pub async fn networks(&self) -> Result<Vec<NetworkSummary>, Error> {
        self.networks_as_they_come(&|_| {}).await
    }

    /// The same, and where they have to be asked for one by one, some are told before all are there.
    pub async fn networks_as_they_come(
        &self,
        some: &(dyn Fn(Vec<NetworkSummary>) + Sync),
    ) -> Result<Vec<NetworkSummary>, Error> {
        let each_once = |networks| once(networks, |network: &NetworkSummary| network.id);
        let networks = match &self.0 {
            Speaker::Legacy(legacy) => legacy.networks().await,
            Speaker::New(new) => new.networks().await,
            Speaker::Controller(controller) => controller.networks(&|networks| some(each_once(networks))).await,
        };
        networks.map(each_once)
    }

    /// The tokens that are out, without their secrets. Controllers have none, else [`crate::Fault::Unsupported`].
    ///
    /// Nothing tells which of them is the one in use here.
    pub async fn issued(&self) -> Result<Issued, Error> {
        let Issued { holders, closed } = match &self.0 {
            Speaker::Legacy(legacy) => legacy.issued().await?,
            Speaker::New(new) => new.issued().await?,
            Speaker::Controller(_) => return Err(unsupported("GET")),
        };
        let mut holders = once(holders, |holder| holder.id.clone());
        for holder in &mut holders {
            holder.tokens = once(std::mem::take(&mut holder.tokens), |token| token.id.clone());
        }
        Ok(Issued { holders, closed })
    }

    /// Makes a token for whoever holds it. New Central wants an end (milliseconds since 1970), legacy Central knows none.
    /// Never tried again: if the answer is lost, so is the secret.
    pub async fn make_token(&self, holder: &str, name: &str, ends: Option<i64>) -> Result<NewToken, Error> {
        match &self.0 {
            Speaker::Legacy(legacy) => legacy.make_token(holder, name).await,
            Speaker::New(new) => new.make_token(holder, name, ends).await,
            Speaker::Controller(_) => Err(unsupported("POST")),
        }
    }

    /// Revokes a token, at once; that it was not there is fine. If it is the one in use here, nothing works from now on.
    pub async fn revoke_token(&self, holder: &str, token: &str) -> Result<(), Error> {
        match &self.0 {
            Speaker::Legacy(legacy) => legacy.revoke(holder, token).await,
            Speaker::New(new) => new.revoke(token).await,
            Speaker::Controller(_) => Err(unsupported("DELETE")),
        }
    }

    /// Gives a token another name: New Central only, else [`crate::Fault::Unsupported`].
    pub async fn rename_token(&self, token: &str, name: &str) -> Result<IssuedToken, Error> {
        match &self.0 {
            Speaker::New(new) => new.rename(token, name).await,
            Speaker::Legacy(_) | Speaker::Controller(_) => Err(unsupported("POST")),
        }
    }

    /// One network with its settings. Rules that can't be read are none.
    pub async fn network(&self, id: NetworkId) -> Result<Network, Error> {
        ask!(self, it => it.network(id))
    }

    /// The groups networks lie in; empty where there are none.
    pub async fn groups(&self) -> Result<Vec<Group>, Error> {
        match &self.0 {
            Speaker::New(new) => new.groups().await,
            Speaker::Legacy(_) | Speaker::Controller(_) => Ok(Vec::new()),
        }
    }

    /// Makes a network. New Central needs a group, unless it has exactly one.
    ///
    /// One that does not take the name at once is named in a second step: should that fail, the network is there and
    /// answered with the name it has.
    pub async fn create_network(&self, name: &str, group: Option<&str>) -> Result<Network, Error> {
        ask!(self, it => it.create_network(name, group))
    }

    /// Changes a network: only what the change names is sent, what this dialect has no word for is not.
    ///
    /// Lists are replaced whole. New Central takes rules in a call of their own, first; if it refuses them, nothing
    /// else was changed.
    pub async fn change_network(
        &self,
        id: NetworkId,
        change: &NetworkChange,
    ) -> Result<Written<Network, NetworkField>, Error> {
        ask!(self, it => it.change_network(id, change))
    }

    /// Deletes a network for good. An answer that says nothing is followed by a read.
    pub async fn delete_network(&self, id: NetworkId) -> Result<(), Error> {
        ask!(self, it => it.delete_network(id))
    }

    /// The members of a network, in no order. One without a readable node address is left out.
    ///
    /// A controller does not know when it last saw whom: that is taken from the peers of its service, and none there.
    pub async fn members(&self, network: NetworkId) -> Result<Vec<Member>, Error> {
        self.members_as_they_come(network, &|_| {}).await
    }

    /// The same, and where they have to be asked for one by one, some are told before all are there.
    pub async fn members_as_they_come(
        &self,
        network: NetworkId,
        some: &(dyn Fn(Vec<Member>) + Sync),
    ) -> Result<Vec<Member>, Error> {
        let each_once = |members| once(members, |member: &Member| member.node);
        let members = match &self.0 {
            Speaker::Legacy(legacy) => legacy.members(network).await,
            Speaker::New(new) => new.members(network).await,
            Speaker::Controller(controller) => controller.members(network, &|members| some(each_once(members))).await,
        };
        members.map(each_once)
    }

    /// One member.
    pub async fn member(&self, network: NetworkId, node: NodeAddress) -> Result<Member, Error> {
        ask!(self, it => it.member(network, node))
    }

    /// Lets a member in, withdraws that, or turns it away for good (New Central only, else
    /// [`crate::Fault::Unsupported`]). Nobody can be set to waiting.
    ///
    /// Legacy Central and controllers make a record for a node they do not know.
    pub async fn set_access(
        &self,
        network: NetworkId,
        node: NodeAddress,
        access: Access,
    ) -> Result<Written<Member, MemberField>, Error> {
        ask!(self, it => it.set_access(network, node, access))
    }

    /// The same for many at once, in one call: New Central only, else [`crate::Fault::Unsupported`].
    pub async fn set_access_of_all(
        &self,
        network: NetworkId,
        nodes: &[NodeAddress],
        access: Access,
    ) -> Result<(), Error> {
        ask!(self, it => it.set_access_of_all(network, nodes, access))
    }

    /// Changes a member: only what the change names and the dialect has is sent; the rest comes back as not taken.
    pub async fn change_member(
        &self,
        network: NetworkId,
        node: NodeAddress,
        change: &MemberChange,
    ) -> Result<Written<Member, MemberField>, Error> {
        ask!(self, it => it.change_member(network, node, change))
    }

    /// Lets a node in that has not asked yet, under a name; an empty one is not sent.
    pub async fn add_member(
        &self,
        network: NetworkId,
        node: NodeAddress,
        name: &str,
    ) -> Result<Written<Member, MemberField>, Error> {
        ask!(self, it => it.add_member(network, node, name))
    }

    /// Forgets a member with its name and addresses; that it was not there is fine. A node that is still joined asks
    /// again and comes back as a new member.
    pub async fn remove_member(&self, network: NetworkId, node: NodeAddress) -> Result<(), Error> {
        ask!(self, it => it.remove_member(network, node))
    }
}

/// This kind has no such deed; nothing was sent.
fn unsupported(method: &'static str) -> Error {
    Error { method, path: "/".into(), fault: Fault::Unsupported }
}

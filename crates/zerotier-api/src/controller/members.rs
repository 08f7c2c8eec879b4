//! Members of a controller's networks.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    Controller,
    wire::{MemberNames, PeerRecord},
};
use crate::{
    Error, Fault, NetworkId, NodeAddress,
    authority::{Access, Member, MemberChange, MemberField, Written},
    each::{Parts, each},
    link::Ask,
    loose::{Rows, nouns},
    wire::{Membership, changed_membership},
};

type Peers = BTreeMap<NodeAddress, PeerRecord>;

impl Controller {
    pub(crate) async fn members(
        &self,
        network: NetworkId,
        some: &(dyn Fn(Vec<Member>) + Sync),
    ) -> Result<Vec<Member>, Error> {
        let list = Ask::get(format!("/unstable/controller/network/{network}/member")).long();
        let (records, peers) = match self.link.send::<Rows<Membership>>(list).await {
            Ok(Rows(records)) => (records, self.peers().await),
            // A build without that list; a network that is not there is told by the next call.
            Err(Error { fault: Fault::NotFound, .. }) => self.members_one_by_one(network, some).await?,
            Err(error) => return Err(error),
        };
        let list = Ask::get(format!("/controller/network/{network}/member"));
        let members: Vec<Member> = nouns(records, member).map_err(|fault| list.error(fault))?;
        Ok(seen_by(&peers, members))
    }

    async fn members_one_by_one(
        &self,
        network: NetworkId,
        some: &(dyn Fn(Vec<Member>) + Sync),
    ) -> Result<(Vec<Membership>, Peers), Error> {
        let list = Ask::get(format!("/controller/network/{network}/member")).long();
        let MemberNames(nodes) = self.link.send(list).await?;
        let peers = self.peers().await;
        let seen = |members| some(seen_by(&peers, members));
        let parts = Parts::new(&seen);
        let found = each(nodes, |node| {
            let parts = &parts;
            async move {
                let record = match self.link.send::<Membership>(Ask::get(member_path(network, node))).await {
                    Ok(record) => record,
                    // Deleted since the list was made.
                    Err(Error { fault: Fault::NotFound, .. }) => return Ok(None),
                    Err(error) => return Err(error),
                };
                parts.add(member(record.clone()));
                Ok(Some(record))
            }
        });
        let found = found.await?.into_iter().flatten().collect();
        Ok((found, peers))
    }

    pub(crate) async fn member(&self, network: NetworkId, node: NodeAddress) -> Result<Member, Error> {
        self.one(Ask::get(member_path(network, node)), node).await
    }

    pub(crate) async fn set_access(
        &self,
        network: NetworkId,
        node: NodeAddress,
        access: Access,
    ) -> Result<Written<Member, MemberField>, Error> {
        let ask = |authorized: bool| Ask::post(member_path(network, node), json!({ "authorized": authorized }));
        let now = match access {
            Access::Allowed => self.one(ask(true), node).await?,
            Access::Withdrawn => self.one(ask(false), node).await?,
            Access::Waiting | Access::Rejected => return Err(ask(false).error(Fault::Unsupported)),
        };
        Ok(Written::access(now, access))
    }

    pub(crate) async fn set_access_of_all(
        &self,
        network: NetworkId,
        _nodes: &[NodeAddress],
        _access: Access,
    ) -> Result<(), Error> {
        let ask = Ask::post_empty(format!("/controller/network/{network}/member"));
        std::future::ready(Err(ask.error(Fault::Unsupported))).await
    }

    pub(crate) async fn change_member(
        &self,
        network: NetworkId,
        node: NodeAddress,
        change: &MemberChange,
    ) -> Result<Written<Member, MemberField>, Error> {
        let mut body = changed_membership(change);
        if let Some(name) = &change.name {
            body.insert("name".into(), json!(name));
        }
        let path = member_path(network, node);
        let ask = if body.is_empty() { Ask::get(path) } else { Ask::post(path, Value::from(body)) };
        Ok(Written::member(self.one(ask, node).await?, change))
    }

    pub(crate) async fn add_member(
        &self,
        network: NetworkId,
        node: NodeAddress,
        name: &str,
    ) -> Result<Written<Member, MemberField>, Error> {
        let body =
            if name.is_empty() { json!({ "authorized": true }) } else { json!({ "authorized": true, "name": name }) };
        Ok(Written::added(self.one(Ask::post(member_path(network, node), body), node).await?, name))
    }

    pub(crate) async fn remove_member(&self, network: NetworkId, node: NodeAddress) -> Result<(), Error> {
        let path = member_path(network, node);
        match self.link.remove(Ask::delete(path.clone()), Ask::get(path)).await {
            Err(Error { fault: Fault::NotFound, .. }) => Ok(()),
            answer => answer,
        }
    }

    /// A call that answers one member. Which one is known: the record's own id may be missing.
    async fn one(&self, ask: Ask, node: NodeAddress) -> Result<Member, Error> {
        let mut member = self.link.send::<Membership>(ask).await?.member(node);
        let peer = self.link.send::<PeerRecord>(Ask::get(format!("/peer/{node}"))).await;
        if let Ok(peer) = peer {
            peer.tell(&mut member);
        }
        Ok(member)
    }

    /// The controller itself does not know when it saw whom, from where; its service does of those it talks to.
    async fn peers(&self) -> Peers {
        let peers = self.link.send::<Rows<PeerRecord>>(Ask::get("/peer")).await;
        let Ok(Rows(peers)) = peers else { return Peers::new() };
        peers.into_iter().filter_map(|peer| Some((peer.address.parse().ok()?, peer))).collect()
    }
}

fn seen_by(peers: &Peers, mut members: Vec<Member>) -> Vec<Member> {
    for member in &mut members {
        if let Some(peer) = peers.get(&member.node) {
            peer.tell(member);
        }
    }
    members
}

fn member(record: Membership) -> Option<Member> {
    let node = record.id.parse().or_else(|_| record.address.parse());
    let node = node.inspect_err(|error| tracing::debug!(%error, "a member without a usable address is left out"));
    Some(record.member(node.ok()?))
}

fn member_path(network: NetworkId, node: NodeAddress) -> String {
    format!("/controller/network/{network}/member/{node}")
}

//! Members at legacy Central.

use serde_json::{Map, Value, json};

use super::{Legacy, wire::MemberRecord};
use crate::{
    Error, Fault, NetworkId, NodeAddress,
    authority::{Access, Member, MemberChange, MemberField, Written},
    link::Ask,
    loose::{Rows, nouns},
    wire::changed_membership,
};

impl Legacy {
    pub(crate) async fn members(&self, network: NetworkId) -> Result<Vec<Member>, Error> {
        let list = || Ask::get(format!("/network/{network}/member")).long();
        let Rows(records) = self.link.send(list()).await?;
        nouns(records, MemberRecord::member).map_err(|fault| list().error(fault))
    }

    pub(crate) async fn member(&self, network: NetworkId, node: NodeAddress) -> Result<Member, Error> {
        self.one(Ask::get(member_path(network, node))).await
    }

    pub(crate) async fn set_access(
        &self,
        network: NetworkId,
        node: NodeAddress,
        access: Access,
    ) -> Result<Written<Member, MemberField>, Error> {
        let ask =
            |authorized: bool| Ask::post(member_path(network, node), json!({ "config": { "authorized": authorized } }));
        let now = match access {
            Access::Allowed => self.one(ask(true)).await?,
            Access::Withdrawn => self.one(ask(false)).await?,
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
        std::future::ready(Err(Ask::post_empty(format!("/network/{network}/member")).error(Fault::Unsupported))).await
    }

    pub(crate) async fn change_member(
        &self,
        network: NetworkId,
        node: NodeAddress,
        change: &MemberChange,
    ) -> Result<Written<Member, MemberField>, Error> {
        let body = changed_member(change);
        let path = member_path(network, node);
        let ask = if body.is_empty() { Ask::get(path) } else { Ask::post(path, body.into()) };
        Ok(Written::member(self.one(ask).await?, change))
    }

    pub(crate) async fn add_member(
        &self,
        network: NetworkId,
        node: NodeAddress,
        name: &str,
    ) -> Result<Written<Member, MemberField>, Error> {
        // The first write to a new member drops all but the access.
        let mut now = self.set_access(network, node, Access::Allowed).await?.now;
        if !name.is_empty() {
            now = self.one(Ask::post(member_path(network, node), json!({ "name": name }))).await?;
        }
        Ok(Written::added(now, name))
    }

    pub(crate) async fn remove_member(&self, network: NetworkId, node: NodeAddress) -> Result<(), Error> {
        let ask = Ask::delete(member_path(network, node));
        let not_done = ask.error(Fault::NotDone { what: "removed" });
        match self.link.tell(ask).await {
            // It says yes to anything, in any form: whether it did it is asked for.
            Ok(()) | Err(Error { fault: Fault::NotFound | Fault::Garbled { .. }, .. }) => {}
            Err(error) => return Err(error),
        }
        match self.member(network, node).await {
            Ok(_) => Err(not_done),
            Err(Error { fault: Fault::NotFound, .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A call that answers one member.
    async fn one(&self, ask: Ask) -> Result<Member, Error> {
        let garbled = ask.error(Fault::Garbled { at: "nodeId".into(), found: "no node address".into() });
        self.link.send::<MemberRecord>(ask).await?.member().ok_or(garbled)
    }
}

fn member_path(network: NetworkId, node: NodeAddress) -> String {
    format!("/network/{network}/member/{node}")
}

/// Names and hiding lie outside `config`.
fn changed_member(change: &MemberChange) -> Map<String, Value> {
    let mut config = changed_membership(change);
    if let Some(exempt) = change.sign_in_exempt {
        config.insert("ssoExempt".into(), exempt.into());
    }
    [
        ("name", change.name.as_ref().map(|name| json!(name))),
        ("description", change.description.as_ref().map(|text| json!(text))),
        ("hidden", change.hidden.map(Value::from)),
        ("config", (!config.is_empty()).then(|| config.into())),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

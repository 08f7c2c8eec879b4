//! Members at New Central.

use serde_json::{Map, Value, json};

use super::{New, network_path, wire::MemberRecord};
use crate::{
    Error, Fault, NetworkId, NodeAddress,
    authority::{Access, Member, MemberChange, MemberField, Written},
    link::Ask,
    loose::{Rows, nouns},
};

impl New {
    pub(crate) async fn members(&self, network: NetworkId) -> Result<Vec<Member>, Error> {
        let list = || Ask::get(members_path(network)).long();
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
        let path = member_path(network, node);
        let Some(deed) = deed(access) else { return Err(Ask::post_empty(path).error(Fault::Unsupported)) };
        let now = self.one(Ask::post_empty(format!("{path}/{deed}"))).await?;
        Ok(Written::access(now, access))
    }

    pub(crate) async fn set_access_of_all(
        &self,
        network: NetworkId,
        nodes: &[NodeAddress],
        access: Access,
    ) -> Result<(), Error> {
        let path = members_path(network);
        let Some(deed) = deed(access) else { return Err(Ask::post_empty(path).error(Fault::Unsupported)) };
        if nodes.is_empty() {
            return Ok(());
        }
        self.link.tell(Ask::post(format!("{path}/{deed}"), json!(nodes)).long()).await
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
        let device =
            if name.is_empty() { json!({ "deviceId": node }) } else { json!({ "deviceId": node, "name": name }) };
        let added = self.link.tell(Ask::post(members_path(network), json!([device]))).await;
        if let Err(error) = added {
            self.rename_known(network, node, name, error).await?;
        }
        let now = self.set_access(network, node, Access::Allowed).await?.now;
        Ok(Written::added(now, name))
    }

    /// A node that has asked already can't be added: it is named where it is. Any other refusal stands.
    async fn rename_known(
        &self,
        network: NetworkId,
        node: NodeAddress,
        name: &str,
        refusal: Error,
    ) -> Result<(), Error> {
        if !matches!(refusal.fault, Fault::Status { code: 400 | 409, .. }) || self.member(network, node).await.is_err()
        {
            return Err(refusal);
        }
        if !name.is_empty() {
            self.one(Ask::post(member_path(network, node), json!({ "name": name }))).await?;
        }
        Ok(())
    }

    pub(crate) async fn remove_member(&self, network: NetworkId, node: NodeAddress) -> Result<(), Error> {
        let ask = Ask::delete_with(members_path(network), json!([{ "deviceId": node }]));
        match self.link.remove(ask, Ask::get(member_path(network, node))).await {
            Err(Error { fault: Fault::NotFound, .. }) => Ok(()),
            answer => answer,
        }
    }

    /// A call that answers one member.
    async fn one(&self, ask: Ask) -> Result<Member, Error> {
        let garbled = ask.error(Fault::Garbled { at: "deviceId".into(), found: "no node address".into() });
        self.link.send::<MemberRecord>(ask).await?.member().ok_or(garbled)
    }
}

fn members_path(network: NetworkId) -> String {
    format!("{}/member", network_path(network))
}

fn member_path(network: NetworkId, node: NodeAddress) -> String {
    format!("{}/{node}", members_path(network))
}

/// The last segment of the path that sets an access.
const fn deed(access: Access) -> Option<&'static str> {
    match access {
        Access::Allowed => Some("authorize"),
        Access::Withdrawn => Some("de-authorize"),
        Access::Rejected => Some("reject"),
        Access::Waiting => None,
    }
}

/// Addresses come as two lists; both are sent, since both are replaced whole.
fn changed_member(change: &MemberChange) -> Map<String, Value> {
    let of_family = |v6: bool| {
        change.addresses.as_ref().map(|all| all.iter().filter(|address| address.contains(':') == v6).cloned().collect())
    };
    [
        ("name", change.name.as_ref().map(|name| json!(name))),
        ("description", change.description.as_ref().map(|text| json!(text))),
        ("activeBridge", change.bridge.map(Value::from)),
        ("noAutoAssignIps", change.no_auto_assign.map(Value::from)),
        ("ipv4Assignments", of_family(false)),
        ("ipv6Assignments", of_family(true)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

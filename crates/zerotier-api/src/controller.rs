//! The controller inside a `zerotier-one`: flat records, milliseconds, ids first and details one by one unless the
//! build has its newer lists.

mod members;
#[cfg(test)]
mod properties;
mod wire;

use std::sync::OnceLock;

use reqwest::{
    Method,
    header::{HeaderMap, HeaderName},
};
use serde::de::IgnoredAny;
use serde_json::json;

use self::wire::{NetworkRecord, NodeRecord};
use crate::{
    BaseUrl, Check, Error, Fault, NetworkId, NodeAddress, Secret,
    authority::{Account, Network, NetworkChange, NetworkField, NetworkSummary, Written},
    clock::Clock,
    each::{Parts, each},
    http::Call,
    link::{Ask, Link, Manner},
    loose::{Rows, nouns},
    wire::changed_settings,
};

/// A client of a controller.
#[derive(Debug)]
pub(crate) struct Controller {
    link: Link,
    /// Its node, which all ids of its networks begin with.
    address: OnceLock<NodeAddress>,
}

impl Controller {
    pub(crate) fn new(base: &BaseUrl, token: Secret) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        let value = token.into_header("").map_err(|_| Call::error(&Method::GET, "", Fault::Unsendable))?;
        headers.insert(HeaderName::from_static("x-zt1-auth"), value);
        Ok(Self { link: Link::new(base, headers, Manner::Controller)?, address: OnceLock::new() })
    }

    pub(crate) fn checked(self, check: Check) -> Self {
        Self { link: self.link.checked(check), ..self }
    }

    pub(crate) fn odd(&self) -> Vec<String> {
        self.link.odd()
    }

    pub(crate) const fn clock(&self) -> &Clock {
        self.link.clock()
    }

    /// A build without the controller answers the second call with 404.
    pub(crate) async fn account(&self) -> Result<Account, Error> {
        let (address, clock) = self.node().await?;
        self.link.send::<IgnoredAny>(Ask::get("/controller")).await?;
        Ok(Account { id: address.to_string(), clock, ..Account::default() })
    }

    pub(crate) async fn networks(
        &self,
        some: &(dyn Fn(Vec<NetworkSummary>) + Sync),
    ) -> Result<Vec<NetworkSummary>, Error> {
        let list = self.link.send::<Rows<NetworkRecord>>(Ask::get("/unstable/controller/network")).await;
        let records = match list {
            Ok(Rows(records)) => records,
            Err(Error { fault: Fault::NotFound, .. }) => self.networks_one_by_one(some).await?,
            Err(error) => return Err(error),
        };
        let list = Ask::get("/controller/network");
        let mut networks = nouns(records, NetworkRecord::summary).map_err(|fault| list.error(fault))?;
        networks.sort_unstable_by_key(|network| network.id);
        Ok(networks)
    }

    async fn networks_one_by_one(
        &self,
        some: &(dyn Fn(Vec<NetworkSummary>) + Sync),
    ) -> Result<Vec<NetworkRecord>, Error> {
        let Rows(ids) = self.link.send::<Rows<NetworkId>>(Ask::get("/controller/network")).await?;
        let parts = Parts::new(some);
        let found = each(ids, |id| {
            let parts = &parts;
            async move {
                let record = match self.link.send::<NetworkRecord>(Ask::get(network_path(id))).await {
                    Ok(record) => record,
                    // Deleted since the list was made.
                    Err(Error { fault: Fault::NotFound, .. }) => return Ok(None),
                    Err(error) => return Err(error),
                };
                parts.add(record.clone().summary());
                Ok(Some(record))
            }
        });
        Ok(found.await?.into_iter().flatten().collect())
    }

    pub(crate) async fn network(&self, id: NetworkId) -> Result<Network, Error> {
        self.whole(Ask::get(network_path(id))).await
    }

    pub(crate) async fn create_network(&self, name: &str, _group: Option<&str>) -> Result<Network, Error> {
        let address = self.address().await?;
        let made = self
            .whole(Ask::post(format!("/controller/network/{address}______"), json!({ "name": name })).once())
            .await?;
        if name == made.name {
            return Ok(made);
        }
        // It is there, whatever became of its name: an error would have it made again.
        Ok(self.whole(Ask::post(network_path(made.id), json!({ "name": name }))).await.unwrap_or(made))
    }

    pub(crate) async fn change_network(
        &self,
        id: NetworkId,
        change: &NetworkChange,
    ) -> Result<Written<Network, NetworkField>, Error> {
        // A write to an id it does not know makes that network.
        let mut now = self.network(id).await?;
        let body = changed_settings(change);
        if !body.is_empty() {
            now = self.whole(Ask::post(network_path(id), body.into())).await?;
        }
        Ok(Written::network(now, change))
    }

    pub(crate) async fn delete_network(&self, id: NetworkId) -> Result<(), Error> {
        self.link.remove(Ask::delete(network_path(id)).once(), Ask::get(network_path(id))).await
    }

    /// A call that answers one network.
    async fn whole(&self, ask: Ask) -> Result<Network, Error> {
        let garbled = ask.error(Fault::Garbled { at: "id".into(), found: "no network id".into() });
        self.link.send::<NetworkRecord>(ask).await?.network().ok_or(garbled)
    }

    async fn address(&self) -> Result<NodeAddress, Error> {
        match self.address.get() {
            Some(address) => Ok(*address),
            None => Ok(self.node().await?.0),
        }
    }

    async fn node(&self) -> Result<(NodeAddress, Option<i64>), Error> {
        let ask = Ask::get("/status");
        let garbled = ask.error(Fault::Garbled { at: "address".into(), found: "no node address".into() });
        let node: NodeRecord = self.link.send(ask).await?;
        let address = node.address.parse().map_err(|_| garbled)?;
        self.address.get_or_init(|| address);
        if let Some(clock) = node.clock {
            self.link.clock().learn(clock);
        }
        Ok((address, node.clock))
    }
}

fn network_path(id: NetworkId) -> String {
    format!("/controller/network/{id}")
}

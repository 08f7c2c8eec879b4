//! Legacy Central, `/api/v1`: values under `config`, milliseconds, bare lists, one user's token.

mod account;
mod members;
#[cfg(test)]
mod properties;
mod tokens;
mod wire;

use std::sync::OnceLock;

use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderMap},
};
use serde_json::{Map, Value, json};

pub use self::account::{Invitation, OrganisationMember, Owned, Rights, User};
use self::wire::{NetworkRecord, Status};
use crate::{
    BaseUrl, Check, Error, Fault, NetworkId, Secret,
    authority::{Account, Network, NetworkChange, NetworkField, NetworkSummary, Organisation, Written},
    clock::Clock,
    http::Call,
    link::{Ask, Link, Manner},
    loose::{Rows, nouns},
    wire::changed_settings,
};

/// A client of legacy Central. What every authority can do is reached through [`crate::Authority`]; the methods here
/// are what only this one has.
#[derive(Debug)]
pub struct Legacy {
    base: BaseUrl,
    link: Link,
    /// Whose token it is: rights are listed by user.
    user: OnceLock<String>,
}

impl Legacy {
    pub(crate) fn new(base: &BaseUrl, token: Secret) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        let unsendable = |_| Call::error(&Method::GET, "", Fault::Unsendable);
        // How a service account's key goes to this address.
        let other = token.clone().into_header("Bearer ").map_err(unsendable)?;
        headers.insert(AUTHORIZATION, token.into_header("token ").map_err(unsendable)?);
        let link = Link::new(base, headers, Manner::Hosted)?.or_else(AUTHORIZATION, other);
        Ok(Self { base: base.clone(), link, user: OnceLock::new() })
    }

    /// Without a user where the token does not fit in either form: the first is answered with 200 all the same.
    async fn status(&self) -> Result<Status, Error> {
        let ask = || Ask::get("/status");
        let status: Status = self.link.send(ask()).await?;
        if status.user().is_some() || !self.link.try_other() {
            return Ok(status);
        }
        match self.link.send::<Status>(ask()).await {
            Ok(other) if other.user().is_some() => Ok(other),
            _ => {
                self.link.back_to_first();
                Ok(status)
            }
        }
    }

    pub(crate) fn odd(&self) -> Vec<String> {
        self.link.odd()
    }

    pub(crate) const fn clock(&self) -> &Clock {
        self.link.clock()
    }

    pub(crate) fn checked(self, check: Check) -> Self {
        Self { link: self.link.checked(check), ..self }
    }

    /// A token that does not fit is answered with 200 and no user.
    pub(crate) async fn account(&self) -> Result<Account, Error> {
        let status = self.status().await?;
        let Some(user) = status.user() else { return Err(Ask::get("/status").error(Fault::Unauthorized)) };
        self.user.get_or_init(|| user.id.clone());
        let organisation = Organisation { id: user.organisation.clone(), name: String::new() };
        Ok(Account {
            id: user.id.clone(),
            name: user.name.clone(),
            email: Some(user.email.clone()).filter(|email| !email.is_empty()),
            organisations: if organisation.id.is_empty() { Vec::new() } else { vec![organisation] },
            read_only: status.read_only(),
            bearer: self.link.is_other(),
            clock: status.clock,
        })
    }

    pub(crate) async fn networks(&self) -> Result<Vec<NetworkSummary>, Error> {
        let list = || Ask::get("/network").long();
        let Rows(records) = match self.link.send::<Rows<NetworkRecord>>(list()).await {
            // The list answers 403 to a wrong token as well.
            Err(error) if matches!(error.fault, Fault::Forbidden { .. }) => {
                let before = self.link.is_other();
                match self.account().await {
                    Ok(_) if !before && self.link.is_other() => self.link.send(list()).await?,
                    Err(Error { fault: Fault::Unauthorized, .. }) => {
                        return Err(Error { fault: Fault::Unauthorized, ..error });
                    }
                    _ => return Err(error),
                }
            }
            answer => answer?,
        };
        let user = self.user_of(&records).await;
        nouns(records, |record: NetworkRecord| record.summary(user)).map_err(|fault| list().error(fault))
    }

    pub(crate) async fn network(&self, id: NetworkId) -> Result<Network, Error> {
        self.whole(Ask::get(format!("/network/{id}"))).await
    }

    pub(crate) async fn create_network(&self, name: &str, _group: Option<&str>) -> Result<Network, Error> {
        let create = |body| self.whole(Ask::post("/network", body).once());
        let made = match create(json!({ "config": { "name": name } })).await {
            // A body that is not `{}` was refused at times; some servers die of one that is.
            Err(Error { fault: Fault::Status { code: 400 | 415 | 422, .. }, .. }) => create(json!({})).await?,
            answer => answer?,
        };
        if name == made.name {
            return Ok(made);
        }
        let change = NetworkChange { name: Some(name.to_owned()), ..NetworkChange::default() };
        // It is there, whatever became of its name: an error would have it made again.
        Ok(self.change_network(made.id, &change).await.map_or(made, |written| written.now))
    }

    pub(crate) async fn change_network(
        &self,
        id: NetworkId,
        change: &NetworkChange,
    ) -> Result<Written<Network, NetworkField>, Error> {
        let body = changed_network(change);
        let path = format!("/network/{id}");
        let ask = if body.is_empty() { Ask::get(path) } else { Ask::post(path, body.into()) };
        Ok(Written::network(self.whole(ask).await?, change))
    }

    pub(crate) async fn delete_network(&self, id: NetworkId) -> Result<(), Error> {
        let path = format!("/network/{id}");
        self.link.remove(Ask::delete(path.clone()).once(), Ask::get(path)).await
    }

    /// A call that answers one network.
    async fn whole(&self, ask: Ask) -> Result<Network, Error> {
        let garbled = ask.error(Fault::Garbled { at: "id".into(), found: "no network id".into() });
        let record: NetworkRecord = self.link.send(ask).await?;
        let user = self.user_of(std::slice::from_ref(&record)).await;
        record.network(user).ok_or(garbled)
    }

    /// Whose token it is, asked for only if some network is not open to everybody.
    async fn user_of(&self, records: &[NetworkRecord]) -> Option<&str> {
        if self.user.get().is_none() && records.iter().any(NetworkRecord::restricts) {
            self.account().await.ok();
        }
        self.user.get().map(String::as_str)
    }
}

/// `description` and the rules lie outside `config`.
fn changed_network(change: &NetworkChange) -> Map<String, Value> {
    let mut body = Map::new();
    let config = changed_settings(change);
    if !config.is_empty() {
        body.insert("config".into(), config.into());
    }
    for (key, text) in [("description", &change.description), ("rulesSource", &change.rules)] {
        if let Some(text) = text {
            body.insert(key.into(), json!(text));
        }
    }
    body
}

//! New Central, `/api/v2`: organisations hold groups, groups hold networks; flat members, times as text, a service
//! account's key.

mod accounts;
mod members;
mod organisations;
#[cfg(test)]
mod properties;
mod rights;
mod rules;
mod tokens;
mod wire;

use reqwest::{
    Method,
    header::{AUTHORIZATION, HeaderMap},
};
use serde_json::{Map, Value, json};

use self::wire::{GroupRecord, NetworkRecord, OrganisationRecord, SummaryRecord, changed_config};
pub use self::{
    accounts::{Key, NewKey, ServiceAccount},
    organisations::{Entitlement, Principal, Subscription, Webhook},
    rights::{Checked, Grant, Resource},
    rules::{Isolation, Rules, Service},
};
use crate::{
    BaseUrl, Check, Error, Fault, NetworkId, Secret,
    authority::{Account, Group, Network, NetworkChange, NetworkField, NetworkSummary, Organisation, Written},
    clock::Clock,
    http::Call,
    link::{Ask, Link, Manner},
    loose::{Rows, nouns},
    path::{encoded, segment},
};

/// A client of New Central. What every authority can do is reached through [`crate::Authority`]; the methods here are
/// what only this one has.
#[derive(Debug)]
pub struct New {
    link: Link,
}

impl New {
    pub(crate) fn with_key(base: &BaseUrl, key: Secret) -> Result<Self, Error> {
        let mut headers = HeaderMap::new();
        let value = key.into_header("Bearer ").map_err(|_| Call::error(&Method::GET, "", Fault::Unsendable))?;
        headers.insert(AUTHORIZATION, value);
        Ok(Self { link: Link::new(base, headers, Manner::Hosted)? })
    }

    pub(crate) fn odd(&self) -> Vec<String> {
        self.link.odd()
    }

    pub(crate) const fn clock(&self) -> &Clock {
        self.link.clock()
    }

    pub(crate) fn checked(self, check: Check) -> Self {
        Self { link: self.link.checked(check) }
    }

    /// A key belongs to one organisation as a rule; with several none of them speaks for the account.
    pub(crate) async fn account(&self) -> Result<Account, Error> {
        let organisations = self.organisations().await?;
        let only = if let [only] = organisations.as_slice() { only.clone() } else { Organisation::default() };
        Ok(Account { id: only.id, name: only.name, organisations, ..Account::default() })
    }

    /// The organisations this key reaches.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, Error> {
        let Rows(records) = self.link.send::<Rows<OrganisationRecord>>(Ask::get("/api/v2/org")).await?;
        Ok(records.into_iter().map(OrganisationRecord::noun).filter(|org| !org.id.is_empty()).collect())
    }

    pub(crate) async fn networks(&self) -> Result<Vec<NetworkSummary>, Error> {
        let mut networks = Vec::new();
        for organisation in self.organisations().await? {
            let path = format!("/api/v2/network?org-id={}&stats=true", encoded(&organisation.id));
            let list = || Ask::get(path.clone()).long();
            let Rows(records) = self.link.send::<Rows<SummaryRecord>>(list()).await?;
            let summaries = nouns(records, |record: SummaryRecord| record.summary(&organisation));
            networks.extend(summaries.map_err(|fault| list().error(fault))?);
        }
        Ok(networks)
    }

    pub(crate) async fn network(&self, id: NetworkId) -> Result<Network, Error> {
        let network = self.without_rules(Ask::get(network_path(id))).await?;
        Ok(self.with_rules(network).await)
    }

    pub(crate) async fn groups(&self) -> Result<Vec<Group>, Error> {
        let mut groups = Vec::new();
        for organisation in self.organisations().await? {
            let ask = Ask::get(format!("/api/v2/org/{}/network-group", place(&organisation.id)?));
            let Rows(records) = self.link.send::<Rows<GroupRecord>>(ask).await?;
            groups.extend(records.into_iter().map(|record| record.noun(&organisation.id)));
        }
        Ok(groups)
    }

    pub(crate) async fn create_network(&self, name: &str, group: Option<&str>) -> Result<Network, Error> {
        let group = match group {
            Some(group) => group.to_owned(),
            None => self.only_group().await?,
        };
        let path = format!("/api/v2/network-group/{}/network", place(&group)?);
        let network = self.without_rules(Ask::post(path, json!({ "name": name })).once()).await?;
        Ok(self.with_rules(network).await)
    }

    /// The group, if there is no choice.
    async fn only_group(&self) -> Result<String, Error> {
        match <[Group; 1]>::try_from(self.groups().await?) {
            Ok([group]) => Ok(group.id),
            Err(_) => Err(Ask::post_empty("/api/v2/network-group").error(Fault::NotDone { what: "group" })),
        }
    }

    pub(crate) async fn change_network(
        &self,
        id: NetworkId,
        change: &NetworkChange,
    ) -> Result<Written<Network, NetworkField>, Error> {
        let rules = match &change.rules {
            Some(source) => Some(self.set_rules(id, &Rules::Custom { source: source.clone() }).await?),
            None => None,
        };
        let body = changed_network(change);
        let network = if body.is_empty() {
            self.without_rules(Ask::get(network_path(id))).await?
        } else {
            self.written(id, body).await?
        };
        let now = match rules {
            Some(rules) => Network { rules: rules.source(), ..network },
            None => self.with_rules(network).await,
        };
        Ok(Written::network(now, change))
    }

    pub(crate) async fn delete_network(&self, id: NetworkId) -> Result<(), Error> {
        self.link.remove(Ask::delete(network_path(id)).once(), Ask::get(network_path(id))).await
    }

    /// Changes a network. A route without a gateway says so with null, as the documentation does; a server that holds by
    /// the type of that field wants nothing there, or an empty text.
    async fn written(&self, id: NetworkId, mut body: Map<String, Value>) -> Result<Network, Error> {
        let send = |body: &Map<String, Value>| self.without_rules(Ask::post(network_path(id), body.clone().into()));
        let mut answer = send(&body).await;
        for gateway in [None, Some("")] {
            let about_gateway = answer.as_ref().is_err_and(|error| names_gateway(&error.fault));
            if !about_gateway || !without_gateway(&mut body, gateway) {
                break;
            }
            answer = send(&body).await;
        }
        answer
    }

    /// A call that answers one network; its rules lie elsewhere.
    async fn without_rules(&self, ask: Ask) -> Result<Network, Error> {
        let garbled = ask.error(Fault::Garbled { at: "id".into(), found: "no network id".into() });
        self.link.send::<NetworkRecord>(ask).await?.network().ok_or(garbled)
    }

    /// The rules are beta and not in every plan: without them the network is still worth having.
    async fn with_rules(&self, network: Network) -> Network {
        let rules = self.rules(network.id).await.ok();
        Network { rules: rules.and_then(Rules::source), ..network }
    }
}

fn network_path(id: NetworkId) -> String {
    format!("/api/v2/network/{id}")
}

/// An id of New Central as a segment of a path.
fn place(id: &str) -> Result<String, Error> {
    segment(id).ok_or_else(|| Call::error(&Method::GET, "/api/v2", Fault::Unsendable))
}

/// A refusal that names the field of a route's gateway.
fn names_gateway(fault: &Fault) -> bool {
    let Fault::Status { code: 400 | 422, said } = fault else { return false };
    said.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "via")
}

/// Says of routes without a gateway nothing at all, or this; false if there are none.
fn without_gateway(body: &mut Map<String, Value>, gateway: Option<&str>) -> bool {
    let routes = body.get_mut("config").and_then(|config| config.get_mut("routes")).and_then(Value::as_array_mut);
    let routes = routes.into_iter().flatten().filter_map(Value::as_object_mut);
    let mut any = false;
    for route in routes.filter(|route| route.get("via").is_none_or(Value::is_null)) {
        any = true;
        match gateway {
            Some(text) => route.insert("via".into(), json!(text)),
            None => route.remove("via"),
        };
    }
    any
}

/// `name` and `description` lie outside `config`.
fn changed_network(change: &NetworkChange) -> Map<String, Value> {
    let config = changed_config(change);
    [
        ("name", change.name.as_ref().map(|name| json!(name))),
        ("description", change.description.as_ref().map(|text| json!(text))),
        ("config", (!config.is_empty()).then(|| config.into())),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key.to_owned(), value?)))
    .collect()
}

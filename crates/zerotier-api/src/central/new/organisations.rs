//! Organisations, their groups, their plan and their webhooks.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use super::{
    New, place,
    wire::{GroupRecord, OrganisationRecord},
};
use crate::{
    Error,
    authority::{Group, Organisation},
    link::Ask,
    loose::{self, Rows},
    path::encoded,
    time,
};

/// What an organisation has booked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Subscription {
    /// `plan-zt1-basic`, `-essential`, `-scale`, `-premium`, or a word this version does not know.
    #[serde(deserialize_with = "loose::text")]
    pub plan: String,
    /// The plan as a person is told. Hostile text.
    #[serde(rename = "planDisplayName", deserialize_with = "loose::text")]
    pub plan_name: String,
    /// `active`, `in-trial`, `past-due`, or a word this version does not know.
    #[serde(deserialize_with = "loose::text")]
    pub status: String,
    /// By name: `devices`, `networks`, `admins`, `api`, `customDns`, `flowRulesCustom` and others.
    #[serde(deserialize_with = "entitlements")]
    pub entitlements: BTreeMap<String, Entitlement>,
}

/// What a plan allows of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entitlement {
    /// So many.
    Amount {
        /// In use, in the present period if it has one.
        value: i64,
        /// The most; none if not told.
        max: Option<i64>,
        /// There is no most.
        unlimited: bool,
        /// When counting starts anew, milliseconds since 1970.
        resets: Option<i64>,
    },
    /// Or not at all.
    Switch(bool),
}

/// What is neither a number nor a switch is left out.
fn entitlements<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Entitlement>, D::Error> {
    let all: Map<String, Value> = loose::record(from)?;
    Ok(all.into_iter().filter_map(|(name, value)| Some((name, entitlement(&value)?))).collect())
}

fn entitlement(json: &Value) -> Option<Entitlement> {
    let value = json.get("value")?;
    if let Some(on) = value.as_bool() {
        return Some(Entitlement::Switch(on));
    }
    Some(Entitlement::Amount {
        value: loose::integer(value)?,
        max: json.get("max").and_then(loose::integer),
        unlimited: json.get("hasUnlimitedUsage").and_then(Value::as_bool).unwrap_or(false),
        resets: json.get("resetsWhen").and_then(Value::as_str).and_then(time::from_rfc3339),
    })
}

/// Somebody rights can be given to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Principal {
    /// As the authority names it.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub name: String,
    /// `user`, or a word this version does not know.
    #[serde(rename = "principalType", deserialize_with = "loose::text")]
    pub kind: String,
}

/// A place on the web that is told of events. Its secrets are not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Webhook {
    /// As the authority names it.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub url: String,
    /// May be empty. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub description: String,
    /// The names of the events.
    #[serde(rename = "eventList", deserialize_with = "loose::list")]
    pub events: Vec<String>,
    /// Milliseconds since 1970.
    #[serde(rename = "createdAt", deserialize_with = "loose::time_text")]
    pub created: Option<i64>,
}

impl New {
    /// What an organisation has booked.
    pub async fn subscription(&self, organisation: &str) -> Result<Subscription, Error> {
        self.link.send(Ask::get(format!("{}/subscription", path(organisation)?))).await
    }

    /// One organisation.
    pub async fn organisation(&self, id: &str) -> Result<Organisation, Error> {
        Ok(self.link.send::<OrganisationRecord>(Ask::get(path(id)?)).await?.noun())
    }

    /// Makes an organisation. Never tried again.
    pub async fn create_organisation(&self, name: &str) -> Result<Organisation, Error> {
        let ask = Ask::post("/api/v2/org", json!({ "name": name })).once();
        Ok(self.link.send::<OrganisationRecord>(ask).await?.noun())
    }

    /// Renames an organisation.
    pub async fn rename_organisation(&self, id: &str, name: &str) -> Result<Organisation, Error> {
        let ask = Ask::post(path(id)?, json!({ "name": name }));
        Ok(self.link.send::<OrganisationRecord>(ask).await?.noun())
    }

    /// Deletes an organisation with all it holds. Never tried again.
    pub async fn delete_organisation(&self, id: &str) -> Result<(), Error> {
        self.link.tell(Ask::delete(path(id)?).once()).await
    }

    /// One group of networks.
    pub async fn group(&self, id: &str) -> Result<Group, Error> {
        let ask = Ask::get(format!("/api/v2/network-group/{}", place(id)?));
        Ok(self.link.send::<GroupRecord>(ask).await?.noun(""))
    }

    /// Makes a group of networks. Never tried again.
    pub async fn create_group(&self, organisation: &str, name: &str) -> Result<Group, Error> {
        let ask = Ask::post(format!("{}/network-group", path(organisation)?), json!({ "name": name })).once();
        Ok(self.link.send::<GroupRecord>(ask).await?.noun(organisation))
    }

    /// Renames a group of networks.
    pub async fn rename_group(&self, id: &str, name: &str) -> Result<Group, Error> {
        let ask = Ask::post(format!("/api/v2/network-group/{}", place(id)?), json!({ "name": name }));
        Ok(self.link.send::<GroupRecord>(ask).await?.noun(""))
    }

    /// Deletes a group with its networks. Never tried again.
    pub async fn delete_group(&self, id: &str) -> Result<(), Error> {
        self.link.tell(Ask::delete(format!("/api/v2/network-group/{}", place(id)?)).once()).await
    }

    /// People of an organisation whose name or address fits `search`.
    pub async fn principals(&self, organisation: &str, search: &str) -> Result<Vec<Principal>, Error> {
        let ask = Ask::get(format!("{}/principal?search={}", path(organisation)?, encoded(search)));
        Ok(self.link.send::<Rows<Principal>>(ask).await?.0)
    }

    /// Invites people by address. Never tried again: it sends mail.
    pub async fn invite_users(&self, organisation: &str, emails: &[&str]) -> Result<(), Error> {
        let body = json!({ "emails": emails });
        self.link.tell(Ask::post(format!("{}/invite-users", path(organisation)?), body).once()).await
    }

    /// The webhooks of an organisation.
    pub async fn webhooks(&self, organisation: &str) -> Result<Vec<Webhook>, Error> {
        let ask = Ask::get(format!("{}/webhook", path(organisation)?));
        Ok(self.link.send::<Rows<Webhook>>(ask).await?.0)
    }
}

fn path(organisation: &str) -> Result<String, Error> {
    Ok(format!("/api/v2/org/{}", place(organisation)?))
}

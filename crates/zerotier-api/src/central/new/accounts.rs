//! Service accounts and their keys. A key belongs to an account, an account to an organisation.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{New, place};
use crate::{
    Error, Fault, Secret,
    link::Ask,
    loose::{self, Rows},
    time,
};

/// An account for programs, with administrator's rights over its organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ServiceAccount {
    /// As the authority names it; whether that is the whole address or its left part is not documented.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub name: String,
    /// May be empty. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub description: String,
    /// The organisation's id.
    #[serde(rename = "orgId", deserialize_with = "loose::text")]
    pub organisation: String,
    /// Milliseconds since 1970.
    #[serde(rename = "creationTime", deserialize_with = "loose::time_text")]
    pub created: Option<i64>,
    /// Its keys. There is no other list of them.
    #[serde(rename = "apiKeys", deserialize_with = "loose::list")]
    pub keys: Vec<Key>,
}

/// A key, without its secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Key {
    /// As the authority names it.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// May be empty. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub description: String,
    /// The account's id.
    #[serde(rename = "serviceAccountId", deserialize_with = "loose::text")]
    pub account: String,
    /// Milliseconds since 1970.
    #[serde(rename = "creationTime", deserialize_with = "loose::time_text")]
    pub created: Option<i64>,
    /// When it ends, milliseconds since 1970. It can't be prolonged.
    #[serde(deserialize_with = "loose::time_text")]
    pub expires: Option<i64>,
    /// Milliseconds since 1970; none if never or not told.
    #[serde(deserialize_with = "loose::time_text")]
    pub last_used: Option<i64>,
}

/// A key just made: the only time its secret is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewKey {
    /// As the authority names it.
    #[serde(default, deserialize_with = "loose::text")]
    pub id: String,
    /// The secret.
    pub key: Secret,
    /// May be empty. Hostile text.
    #[serde(default, deserialize_with = "loose::text")]
    pub description: String,
    /// The account's id.
    #[serde(default, rename = "serviceAccountId", deserialize_with = "loose::text")]
    pub account: String,
    /// Milliseconds since 1970.
    #[serde(default, rename = "creationTime", deserialize_with = "loose::time_text")]
    pub created: Option<i64>,
    /// When it ends, milliseconds since 1970.
    #[serde(default, deserialize_with = "loose::time_text")]
    pub expires: Option<i64>,
}

impl New {
    /// The service accounts of an organisation, with their keys.
    pub async fn service_accounts(&self, organisation: &str) -> Result<Vec<ServiceAccount>, Error> {
        let ask = Ask::get(format!("/api/v2/org/{}/service-account", place(organisation)?));
        Ok(self.link.send::<Rows<ServiceAccount>>(ask).await?.0)
    }

    /// One service account, with its keys.
    pub async fn service_account(&self, id: &str) -> Result<ServiceAccount, Error> {
        self.link.send(Ask::get(account_path(id)?)).await
    }

    /// Makes a service account; an empty description is not sent. Never tried again.
    pub async fn create_service_account(
        &self,
        organisation: &str,
        id: &str,
        name: &str,
        description: &str,
    ) -> Result<ServiceAccount, Error> {
        let path = format!("/api/v2/org/{}/service-account", place(organisation)?);
        let mut body = described(description);
        body.insert("id".into(), json!(id));
        body.insert("name".into(), json!(name));
        self.link.send(Ask::post(path, body.into()).once()).await
    }

    /// Renames or describes a service account; what is none stays.
    pub async fn edit_service_account(
        &self,
        id: &str,
        name: Option<&str>,
        description: Option<&str>,
    ) -> Result<ServiceAccount, Error> {
        let body = [("name", name), ("description", description)];
        let body: Map<String, Value> =
            body.into_iter().filter_map(|(key, text)| Some((key.to_owned(), json!(text?)))).collect();
        self.link.send(Ask::post(account_path(id)?, body.into())).await
    }

    /// Deletes a service account; all its keys end at once.
    pub async fn delete_service_account(&self, id: &str) -> Result<(), Error> {
        self.link.tell(Ask::delete(account_path(id)?).once()).await
    }

    /// Makes a key that ends at `expires_ms` (milliseconds since 1970). Never tried again: if the answer is lost, so
    /// is the secret, and the account may list a key nobody has.
    pub async fn create_key(&self, account: &str, description: &str, expires_ms: i64) -> Result<NewKey, Error> {
        let ask = Ask::post_empty(format!("{}/api-key", account_path(account)?)).once();
        let expires = time::to_rfc3339(expires_ms).ok_or_else(|| ask.error(Fault::Unsendable))?;
        let mut body = described(description);
        body.insert("expires".into(), json!(expires));
        self.link.send(ask.with(body.into())).await
    }

    /// One key, without its secret.
    pub async fn key(&self, id: &str) -> Result<Key, Error> {
        self.link.send(Ask::get(key_path(id)?)).await
    }

    /// Describes a key anew; nothing else about it can be changed.
    pub async fn rename_key(&self, id: &str, description: &str) -> Result<Key, Error> {
        self.link.send(Ask::post(key_path(id)?, json!({ "description": description }))).await
    }

    /// Revokes a key, at once. If it is the one in use here, nothing works from now on.
    pub async fn revoke_key(&self, id: &str) -> Result<(), Error> {
        self.link.tell(Ask::delete(key_path(id)?).once()).await
    }
}

fn account_path(id: &str) -> Result<String, Error> {
    Ok(format!("/api/v2/service-account/{}", place(id)?))
}

fn key_path(id: &str) -> Result<String, Error> {
    Ok(format!("/api/v2/api-key/{}", place(id)?))
}

fn described(description: &str) -> Map<String, Value> {
    let text = Some(description).filter(|text| !text.is_empty());
    text.into_iter().map(|text| ("description".to_owned(), json!(text))).collect()
}

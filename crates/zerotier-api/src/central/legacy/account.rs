//! Users, their tokens, their organisation: what only legacy Central has.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Legacy;
use crate::{
    Error, Fault, NetworkId, Secret,
    http::Call,
    link::Ask,
    loose::{self, OneOrMany, Rows},
    path::segment,
};

/// A user, as `GET /user/{id}` and `GET /status` tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct User {
    /// As the authority names it.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// May be empty. Hostile text.
    #[serde(rename = "displayName", deserialize_with = "loose::text")]
    pub name: String,
    /// May be empty. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub email: String,
    /// The id of the organisation; empty without one.
    #[serde(rename = "orgId", deserialize_with = "loose::text")]
    pub organisation: String,
    /// The names of the tokens. Nothing tells which of them is in use here.
    #[serde(deserialize_with = "loose::list")]
    pub tokens: Vec<String>,
}

/// The organisation of a user, as `GET /org` tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Owned {
    /// As the authority names it.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// The owner's user id.
    #[serde(rename = "ownerId", deserialize_with = "loose::text")]
    pub owner: String,
    /// The owner's address. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub owner_email: String,
    /// Who belongs to it.
    #[serde(deserialize_with = "loose::list")]
    pub members: Vec<OrganisationMember>,
}

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct OrganisationMember {
    /// The user id.
    #[serde(rename = "userId", deserialize_with = "loose::text")]
    pub user: String,
    /// May be empty. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub name: String,
    /// May be empty. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub email: String,
}

/// An invitation into an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Invitation {
    /// As the authority names it.
    #[serde(deserialize_with = "loose::text")]
    pub id: String,
    /// The organisation's id.
    #[serde(rename = "orgId", deserialize_with = "loose::text")]
    pub organisation: String,
    /// Who is invited. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub email: String,
    /// Who invites. Hostile text.
    #[serde(rename = "ownerEmail", deserialize_with = "loose::text")]
    pub owner_email: String,
    /// `pending`, `accepted`, `canceled`, or a word this version does not know.
    #[serde(deserialize_with = "loose::text")]
    pub status: String,
    /// Milliseconds since 1970.
    #[serde(rename = "creation_time", deserialize_with = "loose::time")]
    pub created: Option<i64>,
}

/// What a user may do with a network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rights {
    /// See it.
    #[serde(rename = "r")]
    pub read: bool,
    /// Let members in.
    #[serde(rename = "a")]
    pub authorise: bool,
    /// Change it.
    #[serde(rename = "m")]
    pub modify: bool,
    /// Delete it.
    #[serde(rename = "d")]
    pub delete: bool,
}

impl Legacy {
    /// A user with the names of the tokens.
    pub async fn user(&self, id: &str) -> Result<User, Error> {
        self.link.send(Ask::get(format!("/user/{}", place(id)?))).await
    }

    /// Makes a token. The authority takes the secret as it is (32 characters at least) and never shows it again; what
    /// becomes of a name that is there already is not known. Never tried again.
    pub async fn create_token(&self, user: &str, name: &str, secret: &Secret) -> Result<(), Error> {
        let body = json!({ "tokenName": name, "token": secret.expose_secret() });
        let made = self.link.tell(Ask::post(format!("/user/{}/token", place(user)?), body).once()).await;
        made.map_err(|error| without(error, secret))
    }

    /// Revokes a token by its name. If it is the one in use here, nothing works from now on.
    pub async fn revoke_token(&self, user: &str, name: &str) -> Result<(), Error> {
        self.link.tell(Ask::delete(format!("/user/{}/token/{}", place(user)?, place(name)?)).once()).await
    }

    /// The organisation of this user; [`Fault::NotFound`] without one.
    pub async fn organisation(&self) -> Result<Owned, Error> {
        self.link.send(Ask::get("/org")).await
    }

    /// Who belongs to an organisation.
    pub async fn organisation_members(&self, organisation: &str) -> Result<Vec<OrganisationMember>, Error> {
        // Documented as one member, though it is a list.
        let ask = Ask::get(format!("/org/{}/user", place(organisation)?));
        Ok(self.link.send::<OneOrMany<OrganisationMember>>(ask).await?.0)
    }

    /// The invitations this user sent or got.
    pub async fn invitations(&self) -> Result<Vec<Invitation>, Error> {
        Ok(self.link.send::<Rows<Invitation>>(Ask::get("/org-invitation")).await?.0)
    }

    /// One invitation.
    pub async fn invitation(&self, id: &str) -> Result<Invitation, Error> {
        self.link.send(Ask::get(format!("/org-invitation/{}", place(id)?))).await
    }

    /// Invites an address. Never tried again: it sends mail.
    pub async fn invite(&self, email: &str) -> Result<Invitation, Error> {
        self.link.send(Ask::post("/org-invitation", json!({ "email": email })).once()).await
    }

    /// Accepts an invitation.
    pub async fn accept_invitation(&self, id: &str) -> Result<Invitation, Error> {
        self.link.send(Ask::post(format!("/org-invitation/{}", place(id)?), json!({}))).await
    }

    /// Declines an invitation, or takes one's own back.
    pub async fn decline_invitation(&self, id: &str) -> Result<(), Error> {
        self.link.tell(Ask::delete(format!("/org-invitation/{}", place(id)?))).await
    }

    /// Sets all four rights of a user at once. The call is younger than the published description (seen in 2026).
    pub async fn set_user_permissions(&self, network: NetworkId, user: &str, rights: Rights) -> Result<(), Error> {
        let mut body = json!(rights);
        body["id"] = json!(user);
        self.link.tell(Ask::post(format!("/network/{network}/users"), body)).await
    }
}

/// An id or a name as a segment of a path.
fn place(name: &str) -> Result<String, Error> {
    segment(name).ok_or_else(|| Call::error(&reqwest::Method::GET, "/", Fault::Unsendable))
}

/// A server may quote what it refuses: not the secret.
fn without(mut error: Error, secret: &Secret) -> Error {
    match &mut error.fault {
        Fault::Status { said, .. } | Fault::Forbidden { said } if said.contains(secret.expose_secret()) => said.clear(),
        _ => {}
    }
    error
}

//! Who may do what: roles given on an organisation, a group or a network.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{New, place};
use crate::{
    Error, NetworkId,
    link::Ask,
    loose::{self, Rows},
};

/// What rights are given on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource<'a> {
    /// An organisation, by id.
    Organisation(&'a str),
    /// A group of networks, by id.
    Group(&'a str),
    /// A network.
    Network(NetworkId),
}

/// The roles somebody has on a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Grant {
    /// Who, in the form of a mail address. Hostile text.
    #[serde(deserialize_with = "loose::text")]
    pub principal: String,
    /// `user` or `service_account`; not sent.
    #[serde(rename = "principalType", deserialize_with = "loose::text")]
    pub kind: String,
    /// `Owner`, `Admin`, `Editor`, `Viewer`, or one of the last three behind `NetworkGroup` or `Network`.
    #[serde(deserialize_with = "loose::list")]
    pub roles: Vec<String>,
}

/// Whether this key may do something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Checked {
    /// The permission asked about.
    #[serde(deserialize_with = "loose::text")]
    pub permission: String,
    /// The resource's id.
    #[serde(rename = "resourceId", deserialize_with = "loose::text")]
    pub resource: String,
    /// `org`, `network_group` or `network`.
    #[serde(rename = "resourceType", deserialize_with = "loose::text")]
    pub kind: String,
    /// None if the answer does not tell.
    #[serde(deserialize_with = "loose::flag")]
    pub allowed: Option<bool>,
}

impl Resource<'_> {
    fn iam_path(self) -> Result<String, Error> {
        Ok(match self {
            Self::Organisation(id) => format!("/api/v2/org/{}/iam", place(id)?),
            Self::Group(id) => format!("/api/v2/network-group/{}/iam", place(id)?),
            Self::Network(id) => format!("/api/v2/network/{id}/iam"),
        })
    }

    fn query(self, permission: &str) -> Value {
        let (kind, id) = match self {
            Self::Organisation(id) => ("org", json!(id)),
            Self::Group(id) => ("network_group", json!(id)),
            Self::Network(id) => ("network", json!(id)),
        };
        json!({ "permission": permission, "resourceId": id, "resourceType": kind })
    }
}

impl New {
    /// Who has which roles on a resource.
    pub async fn grants(&self, on: Resource<'_>) -> Result<Vec<Grant>, Error> {
        Ok(self.link.send::<Rows<Grant>>(Ask::get(on.iam_path()?)).await?.0)
    }

    /// Gives roles on a resource; those given before stay.
    pub async fn add_grants(&self, on: Resource<'_>, grants: &[Grant]) -> Result<(), Error> {
        self.link.tell(Ask::post(on.iam_path()?, body(grants))).await
    }

    /// Gives these roles on a resource and takes all others. This key can lose its own that way.
    pub async fn replace_grants(&self, on: Resource<'_>, grants: &[Grant]) -> Result<(), Error> {
        self.link.tell(Ask::put(on.iam_path()?, body(grants))).await
    }

    /// Takes roles on a resource.
    pub async fn remove_grants(&self, on: Resource<'_>, grants: &[Grant]) -> Result<(), Error> {
        self.link.tell(Ask::delete_with(on.iam_path()?, body(grants))).await
    }

    /// Whether this key has permissions, each on its resource.
    pub async fn check_permissions(&self, asked: &[(Resource<'_>, &str)]) -> Result<Vec<Checked>, Error> {
        let body: Value = asked.iter().map(|(on, permission)| on.query(permission)).collect();
        Ok(self.link.send::<Rows<Checked>>(Ask::post("/api/v2/user/check-permissions", body)).await?.0)
    }
}

fn body(grants: &[Grant]) -> Value {
    grants.iter().map(|grant| json!({ "principal": grant.principal, "roles": grant.roles })).collect()
}

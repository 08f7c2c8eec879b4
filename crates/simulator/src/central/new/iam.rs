//! Who may what on an organisation, a group or a network.

use serde_json::{Value, json};

use super::super::{body::Body, network::Side, organisation::Grant, reply};
use super::call::{Call, done, refused};
use crate::{central::Office, wire::Response};

const ROLES: [&str; 10] = [
    "Admin",
    "Editor",
    "NetworkAdmin",
    "NetworkEditor",
    "NetworkGroupAdmin",
    "NetworkGroupEditor",
    "NetworkGroupViewer",
    "NetworkViewer",
    "Owner",
    "Viewer",
];

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, id: &str) -> Response {
    if call.method == "GET" {
        let grants = office.central.organisations.grants.get(id).into_iter().flatten();
        return reply::listed(grants.map(|grant| object(office, grant)));
    }
    let sent = match read(call.body) {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let grants = office.central.organisations.grants.entry(id.to_owned()).or_default();
    match call.method {
        "POST" => {
            for new in sent {
                match grants.iter_mut().find(|grant| grant.principal == new.principal) {
                    Some(grant) => {
                        let added: Vec<String> =
                            new.roles.into_iter().filter(|role| !grant.roles.contains(role)).collect();
                        grant.roles.extend(added);
                    }
                    None => grants.push(new),
                }
            }
        }
        "PUT" => *grants = sent,
        "DELETE" => {
            for old in sent {
                for grant in grants.iter_mut().filter(|grant| grant.principal == old.principal) {
                    grant.roles.retain(|role| !old.roles.contains(role));
                }
            }
            grants.retain(|grant| !grant.roles.is_empty());
        }
        _ => return reply::missing(),
    }
    done("iam updated")
}

fn read(body: &Value) -> Result<Vec<Grant>, Response> {
    let Some(list) = body.as_array() else { return Err(refused("", "is no list")) };
    let mut grants = Vec::new();
    for item in list {
        let body = Body::of(item);
        let principal = body.and_then(|body| body.text("principal")).filter(|text| text.contains('@'));
        let Some(principal) = principal else { return Err(refused("principal", "is no principal")) };
        let roles = body.and_then(|body| body.texts("roles")).unwrap_or_default();
        if roles.is_empty() || roles.iter().any(|role| !ROLES.contains(&role.as_str())) {
            return Err(refused("roles", "are unknown"));
        }
        grants.push(Grant { principal, roles });
    }
    Ok(grants)
}

fn object(office: &Office<'_>, grant: &Grant) -> Value {
    let is_program = office.central.organisations.accounts.iter().any(|account| account.address() == grant.principal);
    let kind = if is_program { "service_account" } else { "user" };
    json!({ "principal": grant.principal, "principalType": kind, "roles": grant.roles })
}

/// The organisation, its groups and their networks, each with the people who have a role on it.
pub(crate) fn tree(office: &Office<'_>, org: &str) -> Response {
    let organisations = &office.central.organisations;
    let name = organisations.all.iter().find(|each| each.id == org).map(|org| org.name.as_str()).unwrap_or_default();
    let groups = organisations.groups.iter().filter(|group| group.org == org).map(|group| {
        let side = Side::New(group.id.clone());
        let networks = office.central.networks.values().filter(|network| network.side == side);
        let networks = networks.map(|network| leaf(office, &network.id.to_string(), &network.name, &[]));
        leaf(office, &group.id, &group.name, &networks.collect::<Vec<_>>())
    });
    reply::ok(&leaf(office, org, name, &groups.collect::<Vec<_>>()))
}

fn leaf(office: &Office<'_>, id: &str, name: &str, children: &[Value]) -> Value {
    let organisations = &office.central.organisations;
    let grants = organisations.grants.get(id).into_iter().flatten();
    let principals = grants.filter_map(|grant| {
        let person = organisations.people.iter().find(|person| person.email == grant.principal)?;
        Some(json!({
            "id": person.email, "name": person.name, "principalType": "user", "roles": grant.roles,
        }))
    });
    json!({
        "children": children, "id": id, "name": name, "principalType": "team",
        "principals": principals.collect::<Vec<_>>(),
    })
}

//! Service accounts.

use serde_json::{Value, json};

use super::super::{
    body::{Body, put},
    moment,
    organisation::ServiceAccount,
    reply,
};
use super::{
    call::{Call, done, refused},
    key,
};
use crate::{central::Office, wire::Response};

/// Those of one organisation.
pub(crate) fn all(office: &mut Office<'_>, call: Call<'_>, org: &str) -> Response {
    if office.central.organisations.basic_plan {
        return reply::said(403, "not part of this plan");
    }
    match call.method {
        "GET" => {
            let accounts = office.central.organisations.accounts.iter().filter(|account| account.org == org);
            reply::ok(&json!({ "items": accounts.map(object).collect::<Vec<_>>() }))
        }
        "POST" => create(office, call, org),
        _ => reply::missing(),
    }
}

fn create(office: &mut Office<'_>, call: Call<'_>, org: &str) -> Response {
    let now = office.now();
    let body = Body::of(call.body);
    let text = |key: &str| body.and_then(|body| body.text(key));
    let Some(id) = text("id").filter(|id| !id.is_empty()) else { return refused("id", "is needed") };
    let Some(name) = text("name") else { return refused("name", "is needed") };
    if office.central.organisations.accounts.iter().any(|account| account.id == id) {
        return refused("id", "is taken");
    }
    let description = text("description").unwrap_or_default();
    let account =
        ServiceAccount { id, org: org.to_owned(), name, description, created: now, modified: now, keys: Vec::new() };
    let answer = reply::ok(&object(&account));
    office.central.organisations.accounts.push(account);
    answer
}

/// One, by its id or its whole address.
pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, id: &str, path: &[&str]) -> Response {
    let now = office.now();
    let mut accounts = office.central.organisations.accounts.iter_mut();
    let Some(account) = accounts.find(|account| account.id == id || account.address() == id) else {
        return reply::missing();
    };
    match (call.method, path) {
        ("GET", []) => reply::ok(&object(account)),
        ("POST", []) => {
            if let Some(body) = Body::of(call.body) {
                put(&mut account.name, body.text("name"));
                put(&mut account.description, body.text("description"));
                account.modified = now;
            }
            reply::ok(&object(account))
        }
        ("DELETE", []) => {
            // Its keys go with it.
            let id = account.id.clone();
            office.central.organisations.accounts.retain(|account| account.id != id);
            done("service account deleted")
        }
        ("POST", ["api-key"]) => {
            let id = account.id.clone();
            key::create(office, call, &id)
        }
        _ => reply::missing(),
    }
}

fn object(account: &ServiceAccount) -> Value {
    json!({
        "apiKeys": account.keys.iter().map(|one| key::object(one, &account.id)).collect::<Vec<_>>(),
        "creationTime": moment::text(account.created),
        "description": account.description,
        "id": account.id,
        "lastModified": moment::text(account.modified),
        "name": account.name,
        "orgId": account.org,
    })
}

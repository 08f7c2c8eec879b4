//! The organisation a legacy account is in, and who was asked to join it.

use serde_json::{Value, json};

use super::super::{
    account::{Account, Invitation},
    body::Body,
    reply,
};
use crate::{central::Office, wire::Response};

pub(crate) fn answer(office: &Office<'_>, path: &[&str]) -> Response {
    let account = &office.central.account;
    match path {
        [] => reply::ok(&object(account)),
        [id] if *id == account.org => reply::ok(&object(account)),
        // Declared as one, answered as all.
        [id, "user"] if *id == account.org => reply::listed(members(account).into_iter()),
        _ => reply::missing(),
    }
}

fn members(account: &Account) -> Vec<Value> {
    let people = [&account.owner, &account.me];
    let member = |person: &super::super::account::Person| json!({ "orgId": account.org, "userId": person.id, "name": person.name, "email": person.email });
    people.map(member).to_vec()
}

fn object(account: &Account) -> Value {
    json!({
        "id": account.org,
        "ownerId": account.owner.id,
        "ownerEmail": account.owner.email,
        "members": members(account),
        "ssoConfig": {
            "enabled": true,
            "issuers": [{
                "provider": "default",
                "clientId": "harbour-sign-in",
                "issuer": "https://login.example",
                "authorization_endpoint": "https://login.example/authorize",
            }],
        },
    })
}

pub(crate) fn invitations(office: &mut Office<'_>, method: &str, path: &[&str], body: &Value) -> Response {
    let now = office.now();
    let fresh = office.central.fresh_id();
    let account = &mut office.central.account;
    let id = match (method, path) {
        ("GET", []) => return reply::listed(account.invitations.iter().map(|each| invitation(account, each))),
        ("POST", []) => {
            let Some(email) = Body::of(body).and_then(|body| body.text("email")) else {
                return reply::said(400, "email is missing");
            };
            account.invitations.push(Invitation { id: fresh, email, created: now, updated: now, status: "pending" });
            return account.invitations.last().map_or_else(reply::missing, |one| reply::ok(&invitation(account, one)));
        }
        (_, [id]) => *id,
        _ => return reply::missing(),
    };
    let found = account.invitations.iter_mut().find(|invitation| invitation.id == id);
    let Some(one) = found else { return reply::missing() };
    match method {
        "GET" => {}
        "POST" => (one.status, one.updated) = ("accepted", now),
        "DELETE" => {
            (one.status, one.updated) = ("canceled", now);
            return Response::empty(200);
        }
        _ => return reply::missing(),
    }
    let one = one.clone();
    reply::ok(&invitation(account, &one))
}

fn invitation(account: &Account, invitation: &Invitation) -> Value {
    json!({
        "orgId": account.org,
        "email": invitation.email,
        "id": invitation.id,
        "creation_time": invitation.created,
        "status": invitation.status,
        "update_time": invitation.updated,
        "ownerEmail": account.owner.email,
    })
}

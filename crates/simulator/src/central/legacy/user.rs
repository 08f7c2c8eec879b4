//! The person a token belongs to, and their tokens.

use serde_json::{Value, json};

use super::super::{
    account::Account,
    body::{Body, put},
    network::Side,
    reply,
};
use crate::{
    central::Office,
    names::{number, secret},
    wire::Response,
};

/// Answers anybody; only who is known finds a user in it.
pub(crate) fn status(office: &Office<'_>, known: bool) -> Response {
    let account = &office.central.account;
    reply::ok(&json!({
        "id": "central_controller",
        "type": "CentralStatus",
        "clock": office.now(),
        "version": "1.14.2",
        "apiVersion": "4",
        "uptime": 86_400_000,
        "user": if known { object(account) } else { Value::Null },
        "readOnlyMode": false,
        "loginMethods": {
            "local": true, "google": true, "twitter": false, "facebook": false, "github": true, "saml": false,
            "oidc": true,
        },
    }))
}

/// Makes a secret and keeps nothing.
pub(crate) fn random_token(office: &mut Office<'_>) -> Response {
    let seed = office.central.fresh();
    let parts = [0, 1, 2, 3].map(|part| format!("{:016x}", number(seed * 8 + part)));
    reply::ok(&json!({ "clock": office.now(), "hex": parts.concat(), "token": secret(seed, 32) }))
}

pub(crate) fn answer(office: &mut Office<'_>, method: &str, path: &[&str], body: &Value) -> Response {
    let account = &mut office.central.account;
    let [id, rest @ ..] = path else { return reply::missing() };
    if *id == account.owner.id && *id != account.me.id {
        return reply::said(403, "access denied");
    }
    if *id != account.me.id {
        return reply::missing();
    }
    match (method, rest) {
        ("GET", []) => reply::ok(&object(account)),
        ("POST", []) => {
            if let Some(body) = Body::of(body) {
                put(&mut account.me.name, body.text("displayName"));
                put(&mut account.phone, body.text("smsNumber"));
            }
            reply::ok(&object(account))
        }
        ("DELETE", []) => {
            account.tokens.clear();
            let networks = office.central.networks.values().filter(|network| network.side == Side::Legacy);
            for id in networks.map(|network| network.id).collect::<Vec<_>>() {
                office.forget(id);
            }
            Response::empty(200)
        }
        ("POST", ["token"]) => add_token(account, body),
        ("DELETE", ["token", name]) => match account.tokens.remove(*name) {
            Some(_) => Response::empty(200),
            None => reply::missing(),
        },
        _ => reply::missing(),
    }
}

/// The caller brings the secret, and never sees it again.
fn add_token(account: &mut Account, body: &Value) -> Response {
    let sent = Body::of(body).map(|body| (body.text("tokenName"), body.text("token")));
    let Some((Some(name), Some(token))) = sent else { return reply::said(400, "tokenName and token are needed") };
    if name.is_empty() || token.len() < 32 {
        return reply::said(400, "token must have at least 32 characters");
    }
    if account.tokens.contains_key(&name) {
        return reply::said(400, "a token of that name exists");
    }
    account.tokens.insert(name.clone(), token);
    reply::ok(&json!({ "tokenName": name }))
}

fn object(account: &Account) -> Value {
    json!({
        "id": account.me.id,
        "orgId": account.org,
        "globalPermissions": { "a": false, "d": false, "m": false, "r": false },
        "displayName": account.me.name,
        "email": account.me.email,
        "auth": { "local": account.me.email, "google": null, "oidc": null },
        "smsNumber": account.phone,
        "tokens": account.tokens.keys().collect::<Vec<_>>(),
    })
}

//! The new Central's routes: who gets in, and where things are.

use serde_json::Value;
use zerotier_api::NetworkId;

use super::{super::reply, account, call::Call, group, key, network, org, permission, rules, webhook};
use crate::{
    central::Office,
    wire::{Request, Response},
};

/// Everything but rules.
pub(crate) fn answer(office: &mut Office<'_>, request: &Request, path: &[&str]) -> Response {
    if !admits(office, request) {
        return reply::said(401, "unauthorized");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    let call = Call { method: &request.method, target: &request.target, body: &body };
    match path {
        ["org", rest @ ..] => org::answer(office, call, rest),
        ["network-group", rest @ ..] => group::answer(office, call, rest),
        ["network", rest @ ..] => network::answer(office, call, rest),
        ["service-account", id, rest @ ..] => account::answer(office, call, id, rest),
        ["api-key", id] => key::answer(office, call, id),
        ["webhook", id, rest @ ..] => webhook::answer(office, call, id, rest),
        ["webhook-secret", id] => webhook::forget(office, call, id),
        ["user", rest @ ..] => permission::user(office, call, rest),
        _ => reply::missing(),
    }
}

/// Rules, which are still being tried out.
pub(crate) fn answer_beta(office: &mut Office<'_>, request: &Request, path: &[&str]) -> Response {
    if !admits(office, request) {
        return reply::said(401, "unauthorized");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    match path {
        ["network", id, "flow-rule"] => match id.parse::<NetworkId>() {
            Ok(id) => rules::answer(office, &request.method, id, &body),
            Err(_) => reply::missing(),
        },
        _ => reply::missing(),
    }
}

fn admits(office: &mut Office<'_>, request: &Request) -> bool {
    let now = office.now();
    let key = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    key.is_some_and(|key| office.central.organisations.admits(key.trim(), now))
}

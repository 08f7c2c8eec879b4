//! The new Central's routes: who gets in, and where things are.

mod account;
mod group;
mod iam;
mod key;
mod member;
mod network;
mod org;
mod permission;
mod rules;
mod summary;
mod webhook;

use serde_json::{Value, json};
use zerotier_api::NetworkId;

use super::reply;
use crate::{
    wire::{Request, Response},
    world::World,
};

/// Everything but rules.
pub(crate) fn answer(world: &mut World, request: &Request, path: &[&str]) -> Response {
    if !admits(world, request) {
        return reply::said(401, "unauthorized");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    let call = Call { method: &request.method, target: &request.target, body: &body };
    match path {
        ["org", rest @ ..] => org::answer(world, call, rest),
        ["network-group", rest @ ..] => group::answer(world, call, rest),
        ["network", rest @ ..] => network::answer(world, call, rest),
        ["service-account", id, rest @ ..] => account::answer(world, call, id, rest),
        ["api-key", id] => key::answer(world, call, id),
        ["webhook", id, rest @ ..] => webhook::answer(world, call, id, rest),
        ["webhook-secret", id] => webhook::forget(world, call, id),
        ["user", rest @ ..] => permission::user(world, call, rest),
        _ => reply::missing(),
    }
}

/// Rules, which are still being tried out.
pub(crate) fn answer_beta(world: &mut World, request: &Request, path: &[&str]) -> Response {
    if !admits(world, request) {
        return reply::said(401, "unauthorized");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    match path {
        ["network", id, "flow-rule"] => match id.parse::<NetworkId>() {
            Ok(id) => rules::answer(world, &request.method, id, &body),
            Err(_) => reply::missing(),
        },
        _ => reply::missing(),
    }
}

/// What is asked of one thing.
#[derive(Clone, Copy)]
struct Call<'a> {
    method: &'a str,
    target: &'a str,
    body: &'a Value,
}

fn admits(world: &mut World, request: &Request) -> bool {
    let now = world.now();
    let key = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    key.is_some_and(|key| world.central.organisations.admits(key.trim(), now))
}

/// A field that is needed is not there, or is not what it should be.
fn refused(field: &str, message: &str) -> Response {
    let details = json!([{ "field": field, "message": message }]);
    Response::json(400, &json!({ "code": 400, "message": "invalid request", "details": details }))
}

fn done(what: &str) -> Response {
    reply::said(200, what)
}

//! Legacy Central's routes: who gets in, and what is refused how.

use serde_json::{Value, json};
use zerotier_api::NetworkId;

use super::{
    super::{body::Body, reply, right::Rights},
    member, network, org, user,
};
use crate::{
    central::Office,
    wire::{Request, Response},
};

pub(crate) fn answer(office: &mut Office<'_>, request: &Request, path: &[&str]) -> Response {
    let known = token(request).is_some_and(|token| office.central.account.fits(token));
    // PUT is an old word for the same.
    let method = if request.method == "PUT" { "POST" } else { request.method.as_str() };
    match (method, path) {
        ("GET", ["status"]) => return user::status(office, known),
        ("GET", ["randomToken"]) => return user::random_token(office),
        // The list says that access is denied where everything else asks for authorisation.
        (_, ["network"]) if !known => return reply::said(403, "access denied"),
        _ if !known => return reply::said(401, "authorization required"),
        _ => {}
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    match path {
        ["network", rest @ ..] => networks(office, method, rest, &body),
        ["user", rest @ ..] => user::answer(office, method, rest, &body),
        ["org", rest @ ..] if method == "GET" => org::answer(office, rest),
        ["org-invitation", rest @ ..] => org::invitations(office, method, rest, &body),
        _ => reply::missing(),
    }
}

/// In any of the three spellings.
fn token(request: &Request) -> Option<&str> {
    let (scheme, token) = request.header("authorization")?.split_once(' ')?;
    matches!(scheme, "token" | "bearer" | "Bearer").then_some(token.trim())
}

fn networks(office: &mut Office<'_>, method: &str, path: &[&str], body: &Value) -> Response {
    let [id, rest @ ..] = path else {
        return match method {
            "GET" => network::list(office),
            "POST" => network::create(office, body),
            _ => reply::missing(),
        };
    };
    let Ok(id) = id.parse::<NetworkId>() else { return reply::missing() };
    let me = office.central.account.me.id.clone();
    let Some(network) = office.central.legacy(id) else { return reply::missing() };
    let rights = network.rights.get(&me).copied().unwrap_or_default();
    let may = match (method, rest) {
        ("GET", _) => rights.read,
        ("DELETE", []) => rights.delete,
        (_, ["member", ..]) => rights.allow,
        _ => rights.modify,
    };
    if !may {
        return reply::said(403, "access denied");
    }
    match (method, rest) {
        ("GET", []) => network::one(office, id),
        ("POST", []) => network::update(office, id, body),
        ("DELETE", []) => {
            office.forget(id);
            Response::empty(200)
        }
        ("POST", ["users"]) => permit(office, id, body),
        (_, ["member", rest @ ..]) => member::answer(office, id, method, rest, body),
        _ => reply::missing(),
    }
}

/// Sets all four letters of a person at once.
fn permit(office: &mut Office<'_>, id: NetworkId, body: &Value) -> Response {
    let (Some(network), Some(body)) = (office.central.legacy(id), Body::of(body)) else { return reply::missing() };
    let Some(person) = body.text("id") else { return reply::said(400, "id is missing") };
    let rights = Rights::read(body);
    let mut object = rights.object();
    object["id"] = json!(person);
    network.rights.insert(person, rights);
    reply::ok(&object)
}

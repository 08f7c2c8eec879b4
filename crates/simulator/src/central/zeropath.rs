//! `ZeroPath`, as much of it as shows whether a token fits.

use serde_json::json;

use super::reply;
use crate::{
    names::{secret, uuid},
    wire::{Request, Response},
};

/// The id and secret that fit.
pub(crate) fn first_token() -> (String, String) {
    (uuid(0x41), secret(0x42, 48))
}

pub(crate) fn answer(request: &Request, path: &[&str]) -> Response {
    let (id, secret) = first_token();
    let is = |name: &str, value: String| request.header(name) == Some(value.as_str());
    if !is("X-ZeroPath-API-Token-Id", id) || !is("X-ZeroPath-API-Token-Secret", secret) {
        return Response::json(401, &json!({ "error": "Invalid API token" }));
    }
    match (request.method.as_str(), path) {
        ("POST", ["api", "v1" | "v2", "orgs", "list"]) => {
            reply::ok(&json!({ "organizations": [{ "id": uuid(0x43), "name": "harbour" }] }))
        }
        _ => Response::json(404, &json!({ "error": "Not found" })),
    }
}

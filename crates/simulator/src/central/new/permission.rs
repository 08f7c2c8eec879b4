//! What the one who asks may do. A service account may do everything in its organisation.

use serde_json::{Map, Value, json};
use zerotier_api::NetworkId;

use super::super::{body::Body, path, reply};
use super::call::{Call, refused};
use crate::{central::Office, names::uuid, wire::Response};

/// Adds the permissions that were asked about.
pub(crate) fn with(mut item: Value, call: Call<'_>) -> Value {
    let asked = path::values(call.target, "permission-check");
    if !asked.is_empty() {
        let map: Map<String, Value> = asked.into_iter().map(|permission| (permission, json!(true))).collect();
        item["permissions"] = Value::Object(map);
    }
    item
}

pub(crate) fn user(office: &mut Office<'_>, call: Call<'_>, path: &[&str]) -> Response {
    match (call.method, path) {
        ("POST", ["check-permissions"]) => check(office, call),
        ("POST", []) => {
            let body = Body::of(call.body);
            let name = |key: &str| body.and_then(|body| body.text(key)).unwrap_or_default();
            reply::ok(&json!({
                "email": "perigee@harbour.example", "firstName": name("firstName"), "id": uuid(0x35),
                "lastName": name("lastName"),
            }))
        }
        // A program's account is nobody's own.
        ("DELETE", []) => reply::said(403, "forbidden"),
        _ => reply::missing(),
    }
}

fn check(office: &mut Office<'_>, call: Call<'_>) -> Response {
    let Some(asked) = call.body.as_array() else { return refused("", "is no list") };
    let mut answers = Vec::new();
    for one in asked.iter().filter_map(Body::of) {
        let (Some(permission), Some(id), Some(kind)) =
            (one.text("permission"), one.text("resourceId"), one.text("resourceType"))
        else {
            return refused("permission", "is needed");
        };
        let organisations = &office.central.organisations;
        let allowed = match kind.as_str() {
            "org" => organisations.all.iter().any(|org| org.id == id),
            "network_group" => organisations.groups.iter().any(|group| group.id == id),
            "network" => id.parse::<NetworkId>().is_ok_and(|id| office.central.grouped(id).is_some()),
            _ => return refused("resourceType", "is unknown"),
        };
        answers.push(json!({
            "allowed": allowed, "permission": permission, "resourceId": id, "resourceType": kind,
        }));
    }
    reply::ok(&json!(answers))
}

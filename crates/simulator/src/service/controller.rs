//! The controller's door: networks this very node admits members to.

use serde_json::{Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use crate::{
    controller::{BadType, Controller},
    wire::{Request, Response},
    world::World,
};

pub(crate) fn answer(world: &mut World, request: &Request, segments: &[&str]) -> Response {
    let (node, now) = (world.machine.address, world.machine.now());
    let controller = &mut world.machine.controller;
    let reads = matches!(request.method.as_str(), "GET" | "HEAD");
    let writes = matches!(request.method.as_str(), "POST" | "PUT");
    let deletes = request.method == "DELETE";
    let found = |value: Option<Value>| value.map_or_else(|| Response::empty(404), |value| Response::json(200, &value));
    match *segments {
        ["unstable", ..] if controller.old => Response::empty(404),
        ["controller"] if reads => {
            let state = json!({ "controller": true, "apiVersion": 4, "clock": now, "databaseReady": true });
            Response::json(200, &state)
        }
        ["controller", "network"] if reads => Response::json(200, &json!(controller.ids())),
        ["controller", "network"] if writes => create(controller, node, &request.body, now),
        ["unstable", "controller", "network"] if reads => Response::json(200, &controller.listing()),
        ["controller", "network", id] if id.ends_with("______") && writes => {
            if id.trim_end_matches('_') == node.to_string() {
                create(controller, node, &request.body, now)
            } else {
                Response::empty(400)
            }
        }
        ["controller", "network", id, ref rest @ ..] => {
            if id.parse::<NetworkId>().is_err() {
                return Response::empty(404);
            }
            match rest {
                [] if reads => found(controller.network(id)),
                [] if writes => written(&request.body, |body| Ok(Some(controller.set_network(id, body, now)))),
                [] if deletes => found(controller.remove_network(id)),
                ["member"] if reads => found(controller.revisions(id)),
                ["member", member] if member.parse::<NodeAddress>().is_ok() => match request.method.as_str() {
                    "GET" | "HEAD" => found(controller.member(id, member)),
                    "POST" | "PUT" => written(&request.body, |body| controller.set_member(id, member, body, now)),
                    "DELETE" => found(controller.remove_member(id, member)),
                    _ => Response::empty(404),
                },
                _ => Response::empty(404),
            }
        }
        ["unstable", "controller", "network", id, "member"] if reads => found(controller.members(id)),
        _ => Response::empty(404),
    }
}

fn create(controller: &mut Controller, node: NodeAddress, body: &[u8], now: i64) -> Response {
    let id = controller.free_id(node);
    written(body, |body| Ok(Some(controller.set_network(&id, body, now))))
}

/// What is no JSON, or of a type its code does not expect, throws in the service.
fn written(body: &[u8], write: impl FnOnce(&Value) -> Result<Option<Value>, BadType>) -> Response {
    let threw = |description: &str| Response::json(500, &json!({ "error": 500, "description": description }));
    let Ok(body) = serde_json::from_slice(body) else {
        return threw("[json.exception.parse_error.101] parse error at line 1, column 1: syntax error");
    };
    match write(&body) {
        Ok(Some(value)) => Response::json(200, &value),
        Ok(None) => Response::empty(404),
        Err(BadType) => threw("[json.exception.type_error.302] type must be string, but is number"),
    }
}

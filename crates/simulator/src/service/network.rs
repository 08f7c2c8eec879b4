//! Joining, looking, allowing and leaving.

use serde_json::{Value, json};
use zerotier_api::NetworkId;

use crate::{
    wire::{Request, Response},
    world::World,
};

pub(crate) fn answer(world: &mut World, request: &Request, rest: &[&str]) -> Response {
    let node = world.machine.address;
    let id = match rest {
        [] if matches!(request.method.as_str(), "GET" | "HEAD") => {
            let networks: Vec<Value> = world.machine.joined.values().map(|joined| joined.object(node)).collect();
            return Response::json(200, &Value::Array(networks));
        }
        [id] => id.parse::<NetworkId>().ok(),
        _ => None,
    };
    let Some(id) = id else { return Response::empty(404) };
    match request.method.as_str() {
        "GET" | "HEAD" => match world.machine.joined.get(&id) {
            Some(joined) => Response::json(200, &joined.object(node)),
            None => Response::json(404, &json!({})),
        },
        "POST" | "PUT" => Response::json(200, &join(world, id, &request.body)),
        "DELETE" if world.machine.leave(id) => Response::json(200, &json!({ "result": true })),
        "DELETE" => Response::json(200, &json!({})),
        _ => Response::empty(404),
    }
}

/// Whatever the body is, the network is joined; only top-level booleans in it count.
fn join(world: &mut World, id: NetworkId, body: &[u8]) -> Value {
    let (node, now) = (world.machine.address, world.machine.now());
    let body = serde_json::from_slice(body).unwrap_or(Value::Null);
    match world.machine.join(id) {
        Some(joined) => {
            joined.allow(&body, now);
            joined.object(node)
        }
        None => json!({}),
    }
}

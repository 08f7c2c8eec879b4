//! The service's routes.

use serde_json::{Value, json};

use super::{auth, controller, network, other};
use crate::{
    wire::{Request, Response},
    world::World,
};

/// What this world answers.
pub(crate) fn answer(world: &mut World, request: &Request) -> Response {
    world.office().catch_up();
    routed(world, request).shaped(request)
}

fn routed(world: &mut World, request: &Request) -> Response {
    let segments: Vec<&str> = request.path().split('/').skip(1).collect();
    if !auth::admits(world, request) {
        return Response::json(401, &json!({}));
    }
    let reads = matches!(request.method.as_str(), "GET" | "HEAD");
    let writes = matches!(request.method.as_str(), "POST" | "PUT");
    let deletes = request.method == "DELETE";
    match segments[..] {
        ["status"] if reads => Response::json(200, &world.machine.status()),
        ["health"] if reads => Response::json(200, &world.machine.health()),
        ["config"] if reads => Response::json(200, &Value::Object(world.machine.local_conf.clone())),
        ["config", "settings"] if writes => other::set_settings(world, &request.body),
        ["metrics"] if reads => other::metrics(world),
        ["sso"] if reads => other::signed_in(world, request),
        ["network", ref rest @ ..] => network::answer(world, request, rest),
        ["peer", ref rest @ ..] if reads => other::peers(world, rest),
        ["moon", ref rest @ ..] => other::moons(world, request, rest),
        ["bond", ref rest @ ..] => other::bond(request, rest),
        ["controller" | "unstable", ..] => controller::answer(world, request, &segments),
        _ if deletes => Response::empty(404),
        _ => Response::empty(404),
    }
}

/// Whether one network or one member of the controller is meant.
pub(crate) fn asks_controller_for_one(request: &Request) -> bool {
    let segments: Vec<&str> = request.path().split('/').skip(1).collect();
    matches!(segments[..], ["controller", "network", _] | ["controller", "network", _, "member", _])
}

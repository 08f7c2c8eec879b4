//! Peers, moons, settings and what else the service answers.

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use crate::{
    wire::{Request, Response},
    world::{Visitor, World},
};

pub(crate) fn peers(world: &World, rest: &[&str]) -> Response {
    let now = world.machine.now();
    match rest {
        [] => {
            let mut peers: Vec<Value> = world.machine.peers.iter().map(|peer| peer.object_at(now)).collect();
            peers.sort_by_key(|peer| peer["address"].as_str().map(str::to_owned));
            Response::json(200, &Value::Array(peers))
        }
        [address] => {
            let Ok(address) = address.parse::<NodeAddress>() else { return Response::empty(404) };
            let address = address.to_string();
            let found = world.machine.peers.iter().find(|peer| peer.address() == Some(&address));
            Response::json(200, &found.map_or_else(|| json!({}), |peer| peer.object_at(now)))
        }
        _ => Response::empty(404),
    }
}

pub(crate) fn moons(world: &mut World, request: &Request, rest: &[&str]) -> Response {
    let method = request.method.as_str();
    let address = match rest {
        [] if matches!(method, "GET" | "HEAD") => {
            // One that waits for its signed world is not listed.
            let moons = world.machine.moons.values().filter(|moon| moon["waiting"] != true).cloned();
            return Response::json(200, &Value::Array(moons.collect()));
        }
        [address] => address.parse::<NodeAddress>().ok(),
        _ => None,
    };
    let Some(address) = address else { return Response::empty(404) };
    match method {
        "GET" | "HEAD" => Response::json(200, &world.machine.moons.get(&address).cloned().unwrap_or_else(|| json!({}))),
        "POST" | "PUT" => Response::json(200, &orbit(world, address, &request.body)),
        // The route is missing on the other listener.
        "DELETE" if world.visitor != Visitor::OverIpv6 => {
            world.machine.moons.remove(&address);
            Response::json(200, &json!({ "result": true }))
        }
        _ => Response::empty(404),
    }
}

fn orbit(world: &mut World, address: NodeAddress, body: &[u8]) -> Value {
    if let Some(moon) = world.machine.moons.get(&address) {
        return moon.clone();
    }
    let body: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    if body["seed"].as_str().is_none_or(|seed| seed.parse::<NodeAddress>().is_err()) {
        return json!({});
    }
    let moon = json!({
        "id": format!("000000{address}"), "timestamp": 0, "signature": null, "updatesMustBeSignedBy": null,
        "roots": [], "waiting": true,
    });
    world.machine.moons.insert(address, moon.clone());
    moon
}

/// Merges; nothing is checked, and nothing can be taken out again.
pub(crate) fn set_settings(world: &mut World, body: &[u8]) -> Response {
    match serde_json::from_slice(body) {
        Ok(Value::Object(new)) => {
            let settings = world.machine.local_conf.entry("settings").or_insert_with(|| Value::Object(Map::new()));
            for (key, value) in new {
                settings[key] = value;
            }
            Response::json(200, &json!({}))
        }
        Ok(_) => Response::json(200, &json!({})),
        Err(_) => Response::json(500, &json!({ "error": 500, "description": "[json.exception.parse_error.101]" })),
    }
}

pub(crate) fn metrics(world: &World) -> Response {
    let networks = world.machine.joined.len();
    let text = format!(
        "# HELP zt_num_networks number of networks this instance is joined to\n\
         # TYPE zt_num_networks gauge\nzt_num_networks {networks}\n"
    );
    Response::text(200, "text/plain", text)
}

/// The browser comes back from a sign-in.
pub(crate) fn signed_in(world: &World, request: &Request) -> Response {
    let broken = |description: &str| Response::json(500, &json!({ "error": 500, "description": description }));
    if request.query("error").is_some() {
        return broken("[inja.exception.render_error] (at 7:37) variable 'networkId' not found");
    }
    let Some(state) = request.query("state") else {
        return broken("basic_string: construction from null is not valid");
    };
    let network = state.split('_').next_back().and_then(|id| id.parse::<NetworkId>().ok());
    if network.is_some_and(|id| world.machine.joined.contains_key(&id)) {
        return Response::text(
            500,
            "text/html",
            "<!doctype html>\n<title>Network SSO</title>\n<p>The code was refused.\n",
        );
    }
    Response::empty(200)
}

/// Bonding is off here, as it is almost everywhere.
pub(crate) fn bond(request: &Request, rest: &[&str]) -> Response {
    let writes = matches!(request.method.as_str(), "POST" | "PUT");
    let is_node = |address: &str| address.parse::<NodeAddress>().is_ok();
    match rest {
        ["show", address] if request.method == "GET" && is_node(address) => Response::json(400, &json!({})),
        ["rotate", address] if writes && is_node(address) => Response::json(400, &json!({})),
        // More digits than the route takes.
        ["setmtu", mtu, _, _] if writes && mtu.len() <= 6 => {
            let said = match mtu.parse::<u32>() {
                Ok(68..=65_535) => "Bonding layer isn't active yet",
                _ => "Specified MTU is not reasonable",
            };
            Response::text(400, "application/json", said)
        }
        _ => Response::empty(404),
    }
}

//! Networks of this machine's own controller, which no Central knows.

use serde_json::{Value, json};

use crate::{names::known, world::World};

const STAGING: &str = "8f2c1a9b3d04e7b2";
const BENCH: &str = "8f2c1a9b3d000001";

pub(crate) fn set(world: &mut World) {
    let now = world.machine.now();
    let settings = |name: &str, third: u8| {
        json!({
            "name": name,
            "private": true,
            "routes": [{ "target": format!("10.88.{third}.0/24"), "via": null }],
            "ipAssignmentPools": [
                { "ipRangeStart": format!("10.88.{third}.10"), "ipRangeEnd": format!("10.88.{third}.250") },
            ],
            "v4AssignMode": { "zt": true },
        })
    };
    let controller = &mut world.machine.controller;
    controller.set_network(STAGING, &settings("staging", 4), now);
    controller.set_network(BENCH, &settings("bench", 5), now);
    let members: [(&str, Value); 3] = [
        ("5d1c7e90ab", json!({ "name": "db-1", "authorized": true, "ipAssignments": ["10.88.4.11"] })),
        ("a83f04d6c1", json!({ "name": "web-1", "authorized": true, "ipAssignments": ["10.88.4.12"] })),
        ("f20b96e857", json!({})),
    ];
    for (node, body) in members {
        // Nothing in these has a type the controller throws at.
        let _ = controller.set_member(STAGING, node, &body, now);
    }
    if world.machine.join(known(BENCH)).is_some() {
        world.office().ask(known(BENCH));
    }
}

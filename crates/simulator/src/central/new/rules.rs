//! A network's flow rules, written out or ready made.

use serde_json::{Value, json};
use zerotier_api::NetworkId;

use super::super::{body::Body, network::Network, reply, rules::Isolation};
use super::call::refused;
use crate::{central::Office, wire::Response};

pub(crate) fn answer(office: &mut Office<'_>, method: &str, id: NetworkId, body: &Value) -> Response {
    let now = office.now();
    let Some(network) = office.central.grouped(id) else { return reply::missing() };
    match method {
        "GET" => reply::ok(&object(network)),
        "POST" => {
            let Some(body) = Body::of(body) else { return refused("kind", "is needed") };
            match (body.text("kind").as_deref(), body.object("config")) {
                (Some("custom"), Some(config)) => {
                    let Some(source) = config.text("source") else { return refused("config.source", "is needed") };
                    network.rules_source = source;
                    network.isolation = None;
                }
                (Some("isolation"), Some(config)) => network.isolation = Some(read(config)),
                (Some("custom" | "isolation"), None) => return refused("config", "is needed"),
                _ => return refused("kind", "is unknown"),
            }
            network.touch(now);
            reply::ok(&object(network))
        }
        _ => reply::missing(),
    }
}

fn read(config: Body<'_>) -> Isolation {
    let services = config.list("allowedServices").into_iter().flatten().filter_map(Body::of);
    Isolation {
        block_non_ip: config.flag("blockNonIP").unwrap_or_default(),
        filters_services: config.flag("enableServiceFilter").unwrap_or_default(),
        services: services.filter_map(|service| Some((service.text("ports")?, service.number("protocol")?))).collect(),
        excluded: config.texts("excludedDeviceIds").unwrap_or_default(),
    }
}

fn object(network: &Network) -> Value {
    match &network.isolation {
        None => json!({ "kind": "custom", "config": { "source": network.rules_source } }),
        Some(isolation) => {
            let service = |(ports, protocol): &(String, i64)| json!({ "ports": ports, "protocol": protocol });
            json!({ "kind": "isolation", "config": {
                "blockNonIP": isolation.block_non_ip,
                "enableServiceFilter": isolation.filters_services,
                "allowedServices": isolation.services.iter().map(service).collect::<Vec<_>>(),
                "excludedDeviceIds": isolation.excluded,
            } })
        }
    }
}

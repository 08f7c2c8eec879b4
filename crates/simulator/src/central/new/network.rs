//! A network as the new Central writes and reads it.

use serde_json::{Value, json};
use zerotier_api::NetworkId;

use super::super::{
    body::{Body, put},
    moment,
    network::{Network, Side, V6Modes},
    organisation::Group,
    path, reply,
    route::Route,
};
use super::{
    call::{Call, done, refused},
    iam, member, summary,
};
use crate::{central::Office, pool::Pool, wire::Response};

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, path: &[&str]) -> Response {
    let [id, rest @ ..] = path else {
        let orgs = path::values(call.target, "org-id");
        let wanted = |group: &Group| orgs.first().is_none_or(|org| group.org == *org);
        let is_read = call.method == "GET";
        return if is_read { reply::ok(&summary::networks(office, call, &wanted)) } else { reply::missing() };
    };
    let Ok(id) = id.parse::<NetworkId>() else { return reply::missing() };
    let now = office.now();
    let Some(network) = office.central.grouped(id) else { return reply::missing() };
    match (call.method, rest) {
        ("GET", []) => reply::ok(&object(network)),
        ("POST", []) => {
            if let Some(body) = Body::of(call.body) {
                write(network, body);
                network.touch(now);
            }
            let answer = reply::ok(&object(network));
            office.tell(id);
            answer
        }
        ("DELETE", []) => {
            office.forget(id);
            done("network deleted")
        }
        (_, ["iam"]) => iam::answer(office, call, &id.to_string()),
        (_, ["member", rest @ ..]) => member::answer(office, call, id, rest),
        _ => reply::missing(),
    }
}

pub(crate) fn create(office: &mut Office<'_>, call: Call<'_>, group: &str) -> Response {
    let Some(body) = Body::of(call.body).filter(|body| body.text("name").is_some()) else {
        return refused("name", "is needed");
    };
    let now = office.now();
    let network = office.central.create(Side::New(group.to_owned()), now);
    write(network, body);
    reply::ok(&object(network))
}

/// Takes the fields it knows; those left out stay, and lists are taken whole.
fn write(network: &mut Network, body: Body<'_>) {
    put(&mut network.name, body.text("name"));
    put(&mut network.description, body.text("description"));
    let Some(config) = body.object("config") else { return };
    put(&mut network.private, config.flag("private"));
    put(&mut network.broadcast, config.flag("enableBroadcast"));
    put(&mut network.mtu, config.number("mtu"));
    put(&mut network.multicast_limit, config.number("multicastLimit"));
    put(&mut network.routes, config.list("routes").map(|list| list.iter().filter_map(Route::read).collect()));
    put(&mut network.v4_subnet, config.text("v4Subnet"));
    put(&mut network.v6_subnet, config.text("v6Subnet"));
    for (key, v4) in [("v4IpAssignmentPools", true), ("v6IpAssignmentPools", false)] {
        if let Some(pools) = config.list(key) {
            network.pools.retain(|pool| pool.first.is_ipv4() != v4);
            network.pools.extend(pools.iter().filter_map(Pool::read).filter(|pool| pool.first.is_ipv4() == v4));
        }
    }
    put(&mut network.v4_from_pool, config.object("v4AssignmentMode").and_then(|modes| modes.flag("zt")));
    if let Some(modes) = config.object("v6AssignmentMode") {
        let V6Modes { six_plane, rfc4193, pool } = &mut network.v6;
        put(six_plane, modes.flag("6plane"));
        put(rfc4193, modes.flag("rfc4193"));
        put(pool, modes.flag("zt"));
    }
    if let Some(dns) = config.object("dns") {
        put(&mut network.domain, dns.text("domain"));
        put(&mut network.name_servers, dns.texts("servers"));
    }
}

fn object(network: &Network) -> Value {
    let group = match &network.side {
        Side::New(group) => group.as_str(),
        Side::Legacy => "",
    };
    let pools = |v4: bool| -> Vec<Value> {
        network.pools.iter().filter(|pool| pool.first.is_ipv4() == v4).map(|pool| pool.object()).collect()
    };
    json!({
        "config": {
            "dns": { "domain": network.domain, "servers": network.name_servers },
            "enableBroadcast": network.broadcast,
            "mtu": network.mtu,
            "multicastLimit": network.multicast_limit,
            "private": network.private,
            "routes": network.routes.iter().map(Route::object).collect::<Vec<_>>(),
            "v4AssignmentMode": { "zt": network.v4_from_pool },
            "v4IpAssignmentPools": pools(true),
            "v4Subnet": network.v4_subnet,
            "v6AssignmentMode": {
                "6plane": network.v6.six_plane, "rfc4193": network.v6.rfc4193, "zt": network.v6.pool,
            },
            "v6IpAssignmentPools": pools(false),
            "v6Subnet": network.v6_subnet,
        },
        "creationTime": moment::text(network.created),
        "description": network.description,
        "id": network.id,
        "kind": "v1",
        "lastModified": moment::text(network.modified),
        "name": network.name,
        "networkGroupId": group,
    })
}

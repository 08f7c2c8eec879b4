//! A network as legacy Central writes and reads it.

use serde_json::{Map, Value, json};
use zerotier_api::NetworkId;

use super::super::{
    body::{Body, put},
    network::{Network, Side, V6Modes},
    reply,
    right::Rights,
    route::Route,
};
use crate::{central::Office, pool::Pool, wire::Response};

pub(crate) fn list(office: &Office<'_>) -> Response {
    let now = office.now();
    let account = &office.central.account;
    let networks = office.central.networks.values().filter(|network| network.side == Side::Legacy);
    let seen = networks.filter(|network| network.rights.get(&account.me.id).is_some_and(|rights| rights.read));
    reply::listed(seen.map(|network| {
        let mut object = object(network, now);
        // Lists do not count who is there.
        object["onlineMemberCount"] = json!(0);
        object
    }))
}

pub(crate) fn one(office: &Office<'_>, id: NetworkId) -> Response {
    let now = office.now();
    office.central.networks.get(&id).map_or_else(reply::missing, |network| reply::ok(&object(network, now)))
}

pub(crate) fn create(office: &mut Office<'_>, body: &Value) -> Response {
    let Some(body) = Body::of(body) else {
        return Response::json(500, &json!({ "type": "internal", "message": "unexpected end of JSON input" }));
    };
    if !office.central.account.may_create {
        return reply::said(403, "access denied");
    }
    let now = office.now();
    let network = office.central.create(Side::Legacy, now);
    write(network, body);
    reply::ok(&object(network, now))
}

pub(crate) fn update(office: &mut Office<'_>, id: NetworkId, body: &Value) -> Response {
    let now = office.now();
    let Some(network) = office.central.legacy(id) else { return reply::missing() };
    if let Some(body) = Body::of(body) {
        write(network, body);
        network.touch(now);
        office.tell(id);
    }
    one(office, id)
}

/// Takes the fields it knows; those left out stay, and lists are taken whole.
fn write(network: &mut Network, body: Body<'_>) {
    put(&mut network.description, body.text("description"));
    put(&mut network.rules_source, body.text("rulesSource"));
    put(&mut network.owner, body.text("ownerId"));
    put(&mut network.capabilities_by_name, body.opaque("capabilitiesByName"));
    put(&mut network.tags_by_name, body.opaque("tagsByName"));
    if let Some(rights) = body.object("permissions") {
        let rights = rights.0.iter().filter_map(|(id, rights)| Some((id.clone(), Rights::read(Body::of(rights)?))));
        network.rights = rights.collect();
    }
    let Some(config) = body.object("config") else { return };
    put(&mut network.name, config.text("name"));
    put(&mut network.private, config.flag("private"));
    put(&mut network.broadcast, config.flag("enableBroadcast"));
    put(&mut network.mtu, config.number("mtu"));
    put(&mut network.multicast_limit, config.number("multicastLimit"));
    put(&mut network.routes, config.list("routes").map(|list| list.iter().filter_map(Route::read).collect()));
    put(&mut network.pools, config.list("ipAssignmentPools").map(|list| list.iter().filter_map(Pool::read).collect()));
    put(&mut network.rules, config.list("rules").cloned());
    put(&mut network.capabilities, config.list("capabilities").cloned());
    put(&mut network.tags, config.list("tags").cloned());
    put(&mut network.v4_from_pool, config.object("v4AssignMode").and_then(|modes| modes.flag("zt")));
    if let Some(modes) = config.object("v6AssignMode") {
        let V6Modes { six_plane, rfc4193, pool } = &mut network.v6;
        put(six_plane, modes.flag("6plane"));
        put(rfc4193, modes.flag("rfc4193"));
        put(pool, modes.flag("zt"));
    }
    if let Some(dns) = config.object("dns") {
        put(&mut network.domain, dns.text("domain"));
        put(&mut network.name_servers, dns.texts("servers"));
    }
    if let Some(sign_in) = config.object("ssoConfig") {
        put(&mut network.sign_in.enabled, sign_in.flag("enabled"));
        put(&mut network.sign_in.mode, sign_in.text("mode"));
        put(&mut network.sign_in.client, sign_in.text("clientId"));
        put(&mut network.sign_in.allowed, sign_in.texts("allowList"));
    }
}

fn object(network: &Network, now: i64) -> Value {
    let rights: Map<String, Value> =
        network.rights.iter().map(|(person, rights)| (person.clone(), rights.object())).collect();
    let sign_in = &network.sign_in;
    let issuer = if sign_in.enabled { "https://login.example" } else { "" };
    json!({
        "id": network.id,
        "type": "Network",
        "clock": now,
        "config": {
            "id": network.id,
            "creationTime": network.created,
            "capabilities": network.capabilities,
            "dns": { "domain": network.domain, "servers": network.name_servers },
            "enableBroadcast": network.broadcast,
            "ipAssignmentPools": network.pools.iter().map(|pool| pool.object()).collect::<Vec<_>>(),
            "lastModified": network.modified,
            "mtu": network.mtu,
            "multicastLimit": network.multicast_limit,
            "name": network.name,
            "private": network.private,
            "routes": network.routes.iter().map(Route::object).collect::<Vec<_>>(),
            "rules": network.rules,
            "ssoConfig": {
                "enabled": sign_in.enabled,
                "mode": sign_in.mode,
                "clientId": sign_in.client,
                "issuer": issuer,
                "provider": if sign_in.enabled { "default" } else { "" },
                "authorizationEndpoint": if sign_in.enabled { "https://login.example/authorize" } else { "" },
                "allowList": sign_in.allowed,
            },
            "tags": network.tags,
            "v4AssignMode": { "zt": network.v4_from_pool },
            "v6AssignMode": {
                "6plane": network.v6.six_plane, "rfc4193": network.v6.rfc4193, "zt": network.v6.pool,
            },
        },
        "description": network.description,
        "rulesSource": network.rules_source,
        "permissions": rights,
        "ownerId": network.owner,
        "onlineMemberCount": network.active(now),
        "authorizedMemberCount": network.allowed(),
        "totalMemberCount": network.members.len(),
        "capabilitiesByName": network.capabilities_by_name,
        "tagsByName": network.tags_by_name,
        "ui": {},
    })
}

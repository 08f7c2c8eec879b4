//! A network in the controller's database.

use std::{collections::BTreeSet, net::IpAddr};

use serde_json::{Map, Value, json};

use super::coerce;
use crate::pool::Pool;

pub(crate) fn new(id: &str, now: i64) -> Value {
    json!({
        "authTokens": [null], "authorizationEndpoint": "", "capabilities": [], "clientId": "", "creationTime": now,
        "dns": [], "enableBroadcast": true, "id": id, "ipAssignmentPools": [], "mtu": 2800, "multicastLimit": 32,
        "name": "", "nwid": id, "objtype": "network", "private": true, "remoteTraceLevel": 0,
        "remoteTraceTarget": null, "revision": 0, "routes": [],
        "rules": [{ "not": false, "or": false, "type": "ACTION_ACCEPT" }], "rulesSource": "", "ssoEnabled": false,
        "tags": [], "v4AssignMode": { "zt": false },
        "v6AssignMode": { "6plane": false, "rfc4193": false, "zt": false },
    })
}

/// Takes the keys it knows; those left out stay.
pub(crate) fn write(network: &mut Value, body: &Value) {
    let before = network.clone();
    if let Value::Object(body) = body {
        for (key, value) in body {
            if let Some(value) = taken(key, value) {
                network[key] = value;
            }
        }
        if !body.contains_key("remoteTraceLevel") {
            // The service looks for a key of another spelling and finds nothing.
            network["remoteTraceLevel"] = json!(0);
        }
    }
    if *network != before {
        network["revision"] = json!(before["revision"].as_u64().unwrap_or_default() + 1);
    }
}

fn taken(key: &str, value: &Value) -> Option<Value> {
    let whole_array = || value.is_array().then(|| value.clone());
    match key {
        "name" => Some(json!(coerce::string(value))),
        "private" | "enableBroadcast" => Some(json!(coerce::boolean(value))),
        "multicastLimit" | "remoteTraceLevel" => Some(json!(coerce::integer(value))),
        "mtu" => Some(json!(coerce::integer(value).clamp(1280, 10_000))),
        "remoteTraceTarget" => Some(value.as_str().map_or(Value::Null, |text| json!(text))),
        "v4AssignMode" => modes(value, &["zt"], &["zt"]),
        "v6AssignMode" => modes(value, &["zt", "rfc4193", "6plane"], &[]),
        "ipAssignmentPools" => Some(value.as_array()?.iter().filter_map(pool).collect()),
        "routes" => Some(value.as_array()?.iter().filter_map(route).collect()),
        "dns" => dns(value),
        "rules" | "capabilities" | "tags" => whole_array(),
        "authTokens" => (value.is_object() || value.is_array()).then(|| value.clone()),
        _ => None,
    }
}

/// Replaces the whole object: what is left out is gone, except what always stays.
fn modes(value: &Value, names: &[&str], always: &[&str]) -> Option<Value> {
    let chosen: Map<String, Value> = match value {
        Value::Object(modes) => names
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), json!(coerce::boolean(modes.get(*name)?)))))
            .collect(),
        Value::String(text) => {
            let known = text.split(',').filter(|name| names.contains(name));
            known.map(|name| (name.to_owned(), json!(true))).collect()
        }
        _ => return None,
    };
    let kept = always.iter().map(|name| ((*name).to_owned(), json!(false)));
    Some(Value::Object(kept.chain(chosen).collect()))
}

fn is_address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<IpAddr>().is_ok())
}

fn pool(value: &Value) -> Option<Value> {
    let (start, end) = (value.get("ipRangeStart")?, value.get("ipRangeEnd")?);
    (is_address(start) && is_address(end)).then(|| json!({ "ipRangeStart": start, "ipRangeEnd": end }))
}

fn route(value: &Value) -> Option<Value> {
    let target = value.get("target")?.as_str()?;
    let (address, bits) = target.split_once('/')?;
    address.parse::<IpAddr>().ok()?;
    bits.parse::<u8>().ok()?;
    let via = value.get("via").filter(|via| is_address(via)).cloned().unwrap_or_default();
    Some(json!({ "target": target, "via": via }))
}

/// Only an object counts.
fn dns(value: &Value) -> Option<Value> {
    let value = value.as_object()?;
    let mut dns = json!({ "domain": value.get("domain") });
    if let Some(servers) = value.get("servers").filter(|servers| servers.is_array()) {
        dns["servers"] = servers.clone();
    }
    Some(dns)
}

/// As the member's service is told, in the fields of its network object.
pub(crate) fn as_told(network: &Value, member: &Value) -> Map<String, Value> {
    let routes: Vec<Value> = network["routes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|route| json!({ "target": route["target"], "via": route["via"], "flags": 0, "metric": 0 }))
        .collect();
    let addresses: Vec<String> = member["ipAssignments"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|address| with_bits(address.as_str()?, &routes))
        .collect();
    let dns = &network["dns"];
    let told = json!({
        "assignedAddresses": addresses,
        "bridge": member["activeBridge"],
        "broadcastEnabled": network["enableBroadcast"],
        "dns": {
            "domain": dns["domain"].as_str().unwrap_or_default(),
            "servers": dns["servers"].as_array().cloned().unwrap_or_default(),
        },
        "mtu": network["mtu"],
        "name": network["name"],
        "netconfRevision": network["revision"],
        "routes": routes,
        "type": if network["private"] == true { "PRIVATE" } else { "PUBLIC" },
    });
    told.as_object().cloned().unwrap_or_default()
}

/// The addresses of a member.
pub(crate) fn addresses(member: &Value) -> impl Iterator<Item = IpAddr> {
    let addresses = member["ipAssignments"].as_array().into_iter().flatten();
    addresses.filter_map(|address| address.as_str()?.parse().ok())
}

/// A member without an IPv4 address gets the first free one of the pools, where they are given out and there is a
/// route.
pub(crate) fn assign(network: &Value, member: &mut Value, given: &BTreeSet<IpAddr>) {
    let routed = network["routes"].as_array().is_some_and(|routes| routes.iter().any(|route| route["via"].is_null()));
    let pools = network["v4AssignMode"]["zt"] == true && routed && member["noAutoAssignIps"] != true;
    if !pools || addresses(member).any(|address| address.is_ipv4()) {
        return;
    }
    let pools = network["ipAssignmentPools"].as_array().into_iter().flatten().filter_map(Pool::read);
    let free = pools.filter(|pool| pool.first.is_ipv4()).find_map(|pool| pool.free(given));
    if let Some(free) = free {
        let all: Vec<String> = addresses(member).chain([free]).map(|address| address.to_string()).collect();
        member["ipAssignments"] = json!(all);
    }
}

/// An address gets the bits of the network's own route of its kind.
fn with_bits(address: &str, routes: &[Value]) -> Option<String> {
    let kind = address.parse::<IpAddr>().ok()?.is_ipv6();
    let own = routes.iter().filter(|route| route["via"].is_null()).find_map(|route| {
        let (target, bits) = route["target"].as_str()?.split_once('/')?;
        (target.parse::<IpAddr>().ok()?.is_ipv6() == kind).then(|| bits.to_owned())
    });
    Some(format!("{address}/{}", own.unwrap_or_else(|| if kind { "128" } else { "32" }.into())))
}

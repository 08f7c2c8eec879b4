//! A member as the new Central writes and reads it.

use std::net::IpAddr;

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use super::super::{
    body::{Body, put},
    member::{Member, Standing},
    moment,
    network::Network,
    reply,
};
use super::call::{Call, done, refused};
use crate::{
    central::Office,
    names::{identity, mac},
    wire::Response,
};

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, id: NetworkId, path: &[&str]) -> Response {
    let now = office.now();
    match (call.method, path) {
        ("GET", []) => {
            let Some(network) = office.central.networks.get(&id) else { return reply::missing() };
            reply::listed(network.members.iter().map(|(node, member)| object(network, *node, member, now)))
        }
        ("POST", []) => add(office, call, id),
        ("DELETE", []) => remove(office, call, id),
        ("POST", [act]) if standing(act).is_some() => decide(office, call, id, act),
        (_, [node, rest @ ..]) => match node.parse::<NodeAddress>() {
            Ok(node) if is_there(office, id, node) => one(office, call, id, node, rest),
            _ => reply::missing(),
        },
        _ => reply::missing(),
    }
}

fn standing(act: &str) -> Option<Standing> {
    match act {
        "authorize" => Some(Standing::Allowed),
        "de-authorize" => Some(Standing::Waiting),
        "reject" => Some(Standing::Rejected),
        _ => None,
    }
}

fn is_there(office: &Office<'_>, id: NetworkId, node: NodeAddress) -> bool {
    office.central.networks.get(&id).is_some_and(|network| network.members.contains_key(&node))
}

fn one(office: &mut Office<'_>, call: Call<'_>, id: NetworkId, node: NodeAddress, path: &[&str]) -> Response {
    match (call.method, path) {
        ("GET", []) => {}
        ("POST", []) => {
            if let Some(body) = Body::of(call.body) {
                update(office, id, node, body);
            }
        }
        ("POST", [act]) => match standing(act) {
            Some(standing) => _ = office.stand(id, node, standing),
            None => return reply::missing(),
        },
        _ => return reply::missing(),
    }
    let now = office.now();
    let Some(network) = office.central.networks.get(&id) else { return reply::missing() };
    let member = network.members.get(&node);
    member.map_or_else(reply::missing, |member| reply::ok(&object(network, node, member, now)))
}

/// Devices that need not have asked yet.
fn add(office: &mut Office<'_>, call: Call<'_>, id: NetworkId) -> Response {
    let now = office.now();
    let Some(list) = call.body.as_array() else { return refused("", "is no list") };
    let mut added = Vec::new();
    for body in list.iter().filter_map(Body::of) {
        let node = body.text("deviceId").and_then(|node| node.parse::<NodeAddress>().ok());
        let Some(node) = node else { return refused("deviceId", "is no device's id") };
        added.push((node, body));
    }
    for (node, body) in &added {
        if let Some(network) = office.central.grouped(id) {
            network.members.entry(*node).or_insert_with(|| Member::new(now));
        }
        update(office, id, *node, *body);
    }
    let Some(network) = office.central.networks.get(&id) else { return reply::missing() };
    let members = added.iter().filter_map(|(node, _)| Some((*node, network.members.get(node)?)));
    reply::listed(members.map(|(node, member)| object(network, node, member, now)))
}

fn remove(office: &mut Office<'_>, call: Call<'_>, id: NetworkId) -> Response {
    let Some(list) = call.body.as_array() else { return refused("", "is no list") };
    let Some(network) = office.central.grouped(id) else { return reply::missing() };
    for node in list.iter().filter_map(|item| item.get("deviceId")?.as_str()?.parse::<NodeAddress>().ok()) {
        network.members.remove(&node);
    }
    done("members removed")
}

/// The same for several; none is touched if one is unknown.
fn decide(office: &mut Office<'_>, call: Call<'_>, id: NetworkId, act: &str) -> Response {
    let (Some(list), Some(standing)) = (call.body.as_array(), standing(act)) else {
        return refused("", "is no list");
    };
    let mut nodes = Vec::new();
    for item in list {
        match item.as_str().and_then(|node| node.parse::<NodeAddress>().ok()) {
            Some(node) if is_there(office, id, node) => nodes.push(node),
            Some(_) => return reply::missing(),
            None => return refused("", "is no device's id"),
        }
    }
    for node in nodes {
        office.stand(id, node, standing);
    }
    done("members updated")
}

/// Takes the fields it knows; whether it is allowed is not one of them.
fn update(office: &mut Office<'_>, id: NetworkId, node: NodeAddress, body: Body<'_>) {
    let now = office.now();
    let Some(network) = office.central.grouped(id) else { return };
    let Some(member) = network.members.get_mut(&node) else { return };
    let before = member.addresses.clone();
    put(&mut member.name, body.text("name"));
    put(&mut member.description, body.text("description"));
    put(&mut member.bridge, body.flag("activeBridge"));
    put(&mut member.no_auto_assign, body.flag("noAutoAssignIps"));
    for (key, v4) in [("ipv4Assignments", true), ("ipv6Assignments", false)] {
        if let Some(sent) = body.texts(key) {
            member.addresses.retain(|address| address.is_ipv4() != v4);
            let sent = sent.iter().filter_map(|text| text.parse::<IpAddr>().ok());
            member.addresses.extend(sent.filter(|address| address.is_ipv4() == v4));
        }
    }
    member.touch(now);
    let emptied: Vec<IpAddr> = before.into_iter().filter(|address| !member.addresses.contains(address)).collect();
    network.assign(node, &emptied);
    office.tell(id);
}

fn object(network: &Network, node: NodeAddress, member: &Member, now: i64) -> Value {
    let texts = |v4: bool| -> Vec<String> {
        member.addresses.iter().filter(|address| address.is_ipv4() == v4).map(ToString::to_string).collect()
    };
    let seen = member.last_seen(now);
    let mut paths = Map::new();
    if let (Some((address, port)), Some(seen)) = (member.physical, seen) {
        paths.insert(format!("{address}/{port}"), json!(moment::text(seen)));
    }
    let mut object = json!({
        "activeBridge": member.bridge,
        "agentVersion": member.version_text(),
        "arch": member.machine,
        "capabilities": member.capabilities.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "creationTime": moment::text(member.created),
        "description": member.description,
        "deviceId": node,
        "identity": identity(node),
        "ipAssignment6plane": if network.v6.six_plane { network.six_plane(node).to_string() } else { String::new() },
        "ipAssignmentRfc4193": if network.v6.rfc4193 { network.rfc4193(node).to_string() } else { String::new() },
        "ipv4Assignments": texts(true),
        "ipv6Assignments": texts(false),
        "lastModified": moment::text(member.modified),
        "lastSeen": paths,
        "lastSeenIp": member.physical.map(|(address, _)| address.to_string()).unwrap_or_default(),
        "macAddress": mac(network.id, node),
        "name": member.name,
        "networkId": network.id,
        "noAutoAssignIps": member.no_auto_assign,
        "os": member.system,
        "revision": member.revision,
        "status": match member.standing {
            Standing::Waiting => "not_authorized",
            Standing::Allowed => "authorized",
            Standing::Rejected => "rejected",
        },
        "tags": member.tags.iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    let mut put_time = |key: &str, time: Option<i64>| {
        if let Some(time) = time {
            object[key] = json!(moment::text(time));
        }
    };
    put_time("lastSeenTime", seen);
    put_time("lastAuthorizedTime", (member.allowed_at != 0).then_some(member.allowed_at));
    put_time("lastDeauthorizedTime", (member.withdrawn_at != 0).then_some(member.withdrawn_at));
    if member.allowed_at != 0 {
        object["lastAuthorizedCredential"] = json!("api");
    }
    object
}

//! A member as legacy Central writes and reads it.

use std::net::IpAddr;

use serde_json::{Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use super::super::{
    body::{Body, put},
    member::{Member, Standing},
    reply,
};
use crate::{central::Office, names::identity, wire::Response};

pub(crate) fn answer(office: &mut Office<'_>, id: NetworkId, method: &str, path: &[&str], body: &Value) -> Response {
    let now = office.now();
    let node = match path {
        [] if method == "GET" => {
            let members = office.central.networks.get(&id).into_iter().flat_map(|network| &network.members);
            return reply::listed(members.map(|(node, member)| object(id, *node, member, now)));
        }
        [node] => node.parse::<NodeAddress>(),
        _ => return reply::missing(),
    };
    let Ok(node) = node else { return reply::missing() };
    match method {
        "GET" => one(office, id, node),
        "POST" => {
            update(office, id, node, body);
            one(office, id, node)
        }
        "DELETE" => {
            // Not a word, and no difference whether it was there.
            if let Some(network) = office.central.legacy(id) {
                network.members.remove(&node);
            }
            Response::empty(200)
        }
        _ => reply::missing(),
    }
}

fn one(office: &Office<'_>, id: NetworkId, node: NodeAddress) -> Response {
    let member = office.central.networks.get(&id).and_then(|network| network.members.get(&node));
    member.map_or_else(reply::missing, |member| reply::ok(&object(id, node, member, office.now())))
}

fn update(office: &mut Office<'_>, id: NetworkId, node: NodeAddress, body: &Value) {
    let now = office.now();
    let (Some(network), Some(body)) = (office.central.legacy(id), Body::of(body)) else { return };
    let is_new = !network.members.contains_key(&node);
    let member = network.members.entry(node).or_insert_with(|| Member::new(now));
    let before = member.addresses.clone();
    write(member, body, is_new, now);
    member.touch(now);
    // An emptied list is filled again, with something else.
    let emptied: Vec<IpAddr> = before.into_iter().filter(|address| !member.addresses.contains(address)).collect();
    network.assign(node, &emptied);
    office.tell(id);
}

/// Takes the fields it knows. The write that makes a member loses some of them.
fn write(member: &mut Member, body: Body<'_>, is_new: bool, now: i64) {
    put(&mut member.hidden, body.flag("hidden"));
    put(&mut member.name, body.text("name"));
    if !is_new {
        put(&mut member.description, body.text("description"));
    }
    let Some(config) = body.object("config") else { return };
    match config.flag("authorized") {
        Some(true) => member.stand(Standing::Allowed, now),
        Some(false) => member.stand(Standing::Waiting, now),
        None => {}
    }
    put(&mut member.bridge, config.flag("activeBridge"));
    put(&mut member.sso_exempt, config.flag("ssoExempt"));
    put(
        &mut member.capabilities,
        config.list("capabilities").map(|ids| ids.iter().filter_map(Value::as_i64).collect()),
    );
    put(&mut member.tags, config.list("tags").map(|tags| tags.iter().filter(|tag| is_tag(tag)).cloned().collect()));
    if !is_new {
        put(&mut member.no_auto_assign, config.flag("noAutoAssignIps"));
        let addresses = config.texts("ipAssignments");
        put(&mut member.addresses, addresses.map(|list| list.iter().filter_map(|text| text.parse().ok()).collect()));
    }
}

fn is_tag(tag: &Value) -> bool {
    let number = |value: &Value| value.is_i64() || value.is_u64();
    tag.as_array().is_some_and(|pair| pair.len() == 2 && number(&pair[0]) && (number(&pair[1]) || pair[1].is_boolean()))
}

fn object(id: NetworkId, node: NodeAddress, member: &Member, now: i64) -> Value {
    let seen = member.last_seen(now).unwrap_or_default();
    let part = |pick: fn((u64, u64, u64)) -> u64| member.version.map_or(-1, |version| pick(version).cast_signed());
    json!({
        "id": format!("{id}-{node}"),
        "type": "Member",
        "clock": now,
        "networkId": id,
        "nodeId": node,
        "controllerId": id.controller(),
        "hidden": member.hidden,
        "name": member.name,
        "description": member.description,
        "config": {
            "activeBridge": member.bridge,
            "address": node,
            "authorized": member.is_allowed(),
            "capabilities": member.capabilities,
            "creationTime": member.created,
            "id": node,
            "identity": identity(node),
            "ipAssignments": member.addresses.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "lastAuthorizedTime": member.allowed_at,
            "lastDeauthorizedTime": member.withdrawn_at,
            "noAutoAssignIps": member.no_auto_assign,
            "nwid": id,
            "objtype": "member",
            "remoteTraceLevel": 0,
            "remoteTraceTarget": null,
            "revision": member.revision,
            "ssoExempt": member.sso_exempt,
            "tags": member.tags,
            "vMajor": part(|version| version.0),
            "vMinor": part(|version| version.1),
            "vRev": part(|version| version.2),
            "vProto": if member.version.is_some() { 12 } else { -1 },
        },
        "lastOnline": seen,
        "lastSeen": seen,
        "physicalAddress": member.physical.map(|(address, _)| address.to_string()),
        "physicalLocation": null,
        "clientVersion": member.version.map_or_else(|| "0.0.0".into(), |_| member.version_text()),
        "protocolVersion": if member.version.is_some() { 12 } else { 0 },
        "supportsRulesEngine": member.version.is_some(),
    })
}

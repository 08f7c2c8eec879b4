//! Groups and networks as lists tell them: without settings, and with counts only if asked for.

use serde_json::{Value, json};

use super::super::{
    network::{Network, Side},
    organisation::Group,
    path,
};
use super::{call::Call, permission};
use crate::central::Office;

pub(crate) fn wants_stats(call: Call<'_>) -> bool {
    path::values(call.target, "stats").first().is_some_and(|value| value == "true")
}

/// The groups that are wanted.
pub(crate) fn groups(office: &Office<'_>, call: Call<'_>, wanted: &dyn Fn(&Group) -> bool) -> Value {
    let (now, counts) = (office.now(), wants_stats(call));
    let (mut allowed_in_all, mut others_in_all, mut networks_in_all) = (0, 0, 0);
    let groups = office.central.organisations.groups.iter().filter(|group| wanted(group));
    let items = groups.map(|group| {
        let mut item = object(group);
        if counts {
            let side = Side::New(group.id.clone());
            let networks = office.central.networks.values().filter(|network| network.side == side);
            let (mut active, mut allowed, mut others, mut count) = (0, 0, 0, 0);
            for network in networks {
                active += network.active(now);
                allowed += network.allowed();
                others += network.members.len() - network.allowed();
                count += 1;
            }
            item["stats"] = json!({
                "activeDevices": active, "authorizedDevices": allowed, "totalNetworks": count,
                "unauthorizedMemberships": others,
            });
            allowed_in_all += allowed;
            others_in_all += others;
            networks_in_all += count;
        }
        permission::with(item, call)
    });
    let items: Vec<Value> = items.collect();
    let mut list = json!({ "items": items });
    if counts {
        list["stats"] = json!({
            "authorizedDevices": allowed_in_all, "totalNetworks": networks_in_all,
            "unauthorizedMemberships": others_in_all,
        });
    }
    list
}

/// A group.
pub(crate) fn object(group: &Group) -> Value {
    json!({ "description": group.description, "id": group.id, "name": group.name, "orgId": group.org })
}

/// The networks of the groups that are wanted.
pub(crate) fn networks(office: &Office<'_>, call: Call<'_>, wanted: &dyn Fn(&Group) -> bool) -> Value {
    let (now, counts) = (office.now(), wants_stats(call));
    let (mut allowed, mut others) = (0, 0);
    let mut items = Vec::new();
    for network in office.central.networks.values() {
        let Some(group) = group_of(office, network).filter(|group| wanted(group)) else { continue };
        let mut item = json!({
            "description": network.description, "id": network.id, "kind": "v1", "name": network.name,
            "networkGroupId": group.id, "networkGroupName": group.name,
        });
        if counts {
            let (total, in_it, rejected) = (network.members.len(), network.allowed(), network.rejected());
            item["stats"] = json!({
                "activeDevices": network.active(now), "authorizedDevices": in_it,
                "notAuthorizedDevices": total - in_it - rejected, "rejectedDevices": rejected, "totalDevices": total,
            });
            allowed += in_it;
            others += total - in_it;
        }
        items.push(permission::with(item, call));
    }
    let mut list = json!({ "items": items });
    if counts {
        list["stats"] = json!({ "authorizedDevices": allowed, "unauthorizedMemberships": others });
    }
    list
}

fn group_of<'a>(office: &'a Office<'_>, network: &Network) -> Option<&'a Group> {
    let Side::New(id) = &network.side else { return None };
    office.central.organisations.groups.iter().find(|group| group.id == *id)
}

//! An organisation, and what stands directly below it.

use serde_json::{Value, json};

use super::super::{
    body::{Body, put},
    network::Side,
    organisation::Organisation,
    path, reply,
};
use super::{Call, account, done, group, iam, permission, refused, summary, webhook};
use crate::{wire::Response, world::World};

pub(crate) fn answer(world: &mut World, call: Call<'_>, path: &[&str]) -> Response {
    let [id, rest @ ..] = path else {
        return match call.method {
            "GET" => list(world, call),
            "POST" => create(world, call),
            _ => reply::missing(),
        };
    };
    let id = *id;
    if !world.central.organisations.all.iter().any(|org| org.id == id) {
        return reply::missing();
    }
    match (call.method, rest) {
        ("GET", []) => one(world, id),
        ("POST", []) => {
            let sent = Body::of(call.body).and_then(|body| body.text("name"));
            if let Some(org) = world.central.organisations.all.iter_mut().find(|org| org.id == id) {
                put(&mut org.name, sent);
            }
            one(world, id)
        }
        ("DELETE", []) => remove(world, id),
        ("GET", ["subscription"]) => reply::ok(&subscription(world, id)),
        ("GET", ["principal"]) => people(world, call),
        ("GET", ["iam-tree"]) => iam::tree(world, id),
        (_, ["iam"]) => iam::answer(world, call, id),
        ("POST", ["invite-users"]) => match Body::of(call.body).and_then(|body| body.texts("emails")) {
            Some(emails) if !emails.is_empty() => done("invited"),
            _ => refused("emails", "is needed"),
        },
        ("GET", ["network-group"]) => {
            reply::ok(&summary::groups(world, call, &|group: &super::super::organisation::Group| group.org == id))
        }
        ("POST", ["network-group"]) => group::create(world, call, id),
        (_, ["service-account"]) => account::all(world, call, id),
        (_, ["webhook"]) => webhook::all(world, call, id),
        _ => reply::missing(),
    }
}

fn object(org: &Organisation) -> Value {
    json!({ "id": org.id, "name": org.name })
}

fn list(world: &World, call: Call<'_>) -> Response {
    let orgs = &world.central.organisations.all;
    let items = orgs.iter().map(|org| permission::with(object(org), call));
    let mut list = json!({ "items": items.collect::<Vec<_>>() });
    if summary::wants_stats(call) {
        list["stats"] = json!({ "totalOrgs": orgs.len() });
    }
    reply::ok(&list)
}

fn one(world: &World, id: &str) -> Response {
    let org = world.central.organisations.all.iter().find(|org| org.id == id);
    org.map_or_else(reply::missing, |org| reply::ok(&object(org)))
}

fn create(world: &mut World, call: Call<'_>) -> Response {
    let Some(name) = Body::of(call.body).and_then(|body| body.text("name")) else {
        return refused("name", "is needed");
    };
    let org = Organisation { id: world.central.fresh_id(), name };
    let answer = reply::ok(&object(&org));
    world.central.organisations.all.push(org);
    answer
}

/// With everything in it, keys included.
fn remove(world: &mut World, id: &str) -> Response {
    let organisations = &mut world.central.organisations;
    let groups: Vec<String> =
        organisations.groups.iter().filter(|group| group.org == id).map(|group| group.id.clone()).collect();
    organisations.all.retain(|org| org.id != id);
    organisations.accounts.retain(|account| account.org != id);
    organisations.webhooks.retain(|webhook| webhook.org != id);
    for group in groups {
        group::remove(world, &group);
    }
    done("organization deleted")
}

fn people(world: &World, call: Call<'_>) -> Response {
    let wanted = path::values(call.target, "search");
    let Some(wanted) = wanted.first().map(|text| text.to_lowercase()) else {
        return refused("search", "is needed");
    };
    let people =
        world.central.organisations.people.iter().filter(|person| {
            person.name.to_lowercase().contains(&wanted) || person.email.to_lowercase().contains(&wanted)
        });
    let items = people.map(|person| json!({ "id": person.email, "name": person.name, "principalType": "user" }));
    reply::ok(&json!({ "items": items.collect::<Vec<_>>() }))
}

fn subscription(world: &World, id: &str) -> Value {
    let organisations = &world.central.organisations;
    let networks = world.central.networks.values().filter(|network| match &network.side {
        Side::New(group) => organisations.groups.iter().any(|each| each.id == *group && each.org == id),
        Side::Legacy => false,
    });
    let (count, devices) = networks.fold((0, 0), |(count, devices), network| (count + 1, devices + network.allowed()));
    let groups = organisations.groups.iter().filter(|group| group.org == id).count();
    let accounts = organisations.accounts.iter().filter(|account| account.org == id).count();
    let some = |value: usize, max: u64| json!({ "hasUnlimitedUsage": false, "kind": "numeric-soft-cap", "max": max, "value": value });
    let yes = json!({ "kind": "boolean", "value": true });
    let mut api = if organisations.basic_plan { some(0, 0) } else { some(417, 100_000) };
    api["resetPeriod"] = json!("monthly");
    json!({
        "entitlements": {
            "admins": some(2, 5),
            "api": api,
            "customDns": yes,
            "customRoutes": yes,
            "devices": some(devices, 100),
            "flowRulesCustom": yes,
            "flowRulesTemplates": yes,
            "fullRebac": { "kind": "boolean", "value": false },
            "networkGroups": some(groups, 10),
            "networks": some(count, 25),
            "publicNetworks": yes,
            "serviceAccounts": some(accounts, 5),
            "webhooks": some(organisations.webhooks.len(), 10),
        },
        "id": format!("sub-{id}"),
        "plan": if organisations.basic_plan { "plan-zt1-basic" } else { "plan-zt1-essential" },
        "planDisplayName": if organisations.basic_plan { "Basic" } else { "Essential" },
        "status": "active",
    })
}

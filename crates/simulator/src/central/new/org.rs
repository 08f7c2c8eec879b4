//! An organisation, and what stands directly below it.

use serde_json::{Value, json};

use super::super::{
    body::{Body, put},
    network::Side,
    organisation::Organisation,
    path, reply,
};
use super::{
    account,
    call::{Call, done, refused},
    group, iam, permission, summary, webhook,
};
use crate::{central::Office, wire::Response};

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, path: &[&str]) -> Response {
    let [id, rest @ ..] = path else {
        return match call.method {
            "GET" => list(office, call),
            "POST" => create(office, call),
            _ => reply::missing(),
        };
    };
    let id = *id;
    if !office.central.organisations.all.iter().any(|org| org.id == id) {
        return reply::missing();
    }
    match (call.method, rest) {
        ("GET", []) => one(office, id),
        ("POST", []) => {
            let sent = Body::of(call.body).and_then(|body| body.text("name"));
            if let Some(org) = office.central.organisations.all.iter_mut().find(|org| org.id == id) {
                put(&mut org.name, sent);
            }
            one(office, id)
        }
        ("DELETE", []) => remove(office, id),
        ("GET", ["subscription"]) => reply::ok(&subscription(office, id)),
        ("GET", ["principal"]) => people(office, call),
        ("GET", ["iam-tree"]) => iam::tree(office, id),
        (_, ["iam"]) => iam::answer(office, call, id),
        ("POST", ["invite-users"]) => match Body::of(call.body).and_then(|body| body.texts("emails")) {
            Some(emails) if !emails.is_empty() => done("invited"),
            _ => refused("emails", "is needed"),
        },
        ("GET", ["network-group"]) => {
            reply::ok(&summary::groups(office, call, &|group: &super::super::organisation::Group| group.org == id))
        }
        ("POST", ["network-group"]) => group::create(office, call, id),
        (_, ["service-account"]) => account::all(office, call, id),
        (_, ["webhook"]) => webhook::all(office, call, id),
        _ => reply::missing(),
    }
}

fn object(org: &Organisation) -> Value {
    json!({ "id": org.id, "name": org.name })
}

fn list(office: &Office<'_>, call: Call<'_>) -> Response {
    let orgs = &office.central.organisations.all;
    let items = orgs.iter().map(|org| permission::with(object(org), call));
    let mut list = json!({ "items": items.collect::<Vec<_>>() });
    if summary::wants_stats(call) {
        list["stats"] = json!({ "totalOrgs": orgs.len() });
    }
    reply::ok(&list)
}

fn one(office: &Office<'_>, id: &str) -> Response {
    let org = office.central.organisations.all.iter().find(|org| org.id == id);
    org.map_or_else(reply::missing, |org| reply::ok(&object(org)))
}

fn create(office: &mut Office<'_>, call: Call<'_>) -> Response {
    let Some(name) = Body::of(call.body).and_then(|body| body.text("name")) else {
        return refused("name", "is needed");
    };
    let org = Organisation { id: office.central.fresh_id(), name };
    let answer = reply::ok(&object(&org));
    office.central.organisations.all.push(org);
    answer
}

/// With everything in it, keys included.
fn remove(office: &mut Office<'_>, id: &str) -> Response {
    let organisations = &mut office.central.organisations;
    let groups: Vec<String> =
        organisations.groups.iter().filter(|group| group.org == id).map(|group| group.id.clone()).collect();
    organisations.all.retain(|org| org.id != id);
    organisations.accounts.retain(|account| account.org != id);
    organisations.webhooks.retain(|webhook| webhook.org != id);
    for group in groups {
        group::remove(office, &group);
    }
    done("organization deleted")
}

fn people(office: &Office<'_>, call: Call<'_>) -> Response {
    let wanted = path::values(call.target, "search");
    let Some(wanted) = wanted.first().map(|text| text.to_lowercase()) else {
        return refused("search", "is needed");
    };
    let people =
        office.central.organisations.people.iter().filter(|person| {
            person.name.to_lowercase().contains(&wanted) || person.email.to_lowercase().contains(&wanted)
        });
    let items = people.map(|person| json!({ "id": person.email, "name": person.name, "principalType": "user" }));
    reply::ok(&json!({ "items": items.collect::<Vec<_>>() }))
}

fn subscription(office: &Office<'_>, id: &str) -> Value {
    let organisations = &office.central.organisations;
    let networks = office.central.networks.values().filter(|network| match &network.side {
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

//! A group of networks.

use super::super::{
    body::{Body, put},
    network::Side,
    organisation::Group,
    path, reply,
};
use super::{
    call::{Call, done, refused},
    iam, network, summary,
};
use crate::{central::Office, wire::Response};

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, path: &[&str]) -> Response {
    let [id, rest @ ..] = path else {
        let orgs = path::values(call.target, "org-id");
        let wanted = |group: &Group| orgs.first().is_none_or(|org| group.org == *org);
        return if call.method == "GET" {
            reply::ok(&summary::groups(office, call, &wanted))
        } else {
            reply::missing()
        };
    };
    let id = *id;
    let Some(group) = office.central.organisations.groups.iter_mut().find(|group| group.id == id) else {
        return reply::missing();
    };
    match (call.method, rest) {
        ("GET", []) => reply::ok(&summary::object(group)),
        ("POST", []) => {
            if let Some(body) = Body::of(call.body) {
                put(&mut group.name, body.text("name"));
                put(&mut group.description, body.text("description"));
            }
            reply::ok(&summary::object(group))
        }
        ("DELETE", []) => {
            remove(office, id);
            done("network group deleted")
        }
        (_, ["iam"]) => iam::answer(office, call, id),
        ("GET", ["network"]) => reply::ok(&summary::networks(office, call, &|group: &Group| group.id == id)),
        ("POST", ["network"]) => network::create(office, call, id),
        _ => reply::missing(),
    }
}

pub(crate) fn create(office: &mut Office<'_>, call: Call<'_>, org: &str) -> Response {
    let body = Body::of(call.body);
    let Some(name) = body.and_then(|body| body.text("name")) else { return refused("name", "is needed") };
    let description = body.and_then(|body| body.text("description")).unwrap_or_default();
    let group = Group { id: office.central.fresh_id(), org: org.to_owned(), name, description };
    let answer = reply::ok(&summary::object(&group));
    office.central.organisations.groups.push(group);
    answer
}

/// With its networks.
pub(crate) fn remove(office: &mut Office<'_>, id: &str) {
    office.central.organisations.groups.retain(|group| group.id != id);
    let side = Side::New(id.to_owned());
    let networks = office.central.networks.values().filter(|network| network.side == side);
    for id in networks.map(|network| network.id).collect::<Vec<_>>() {
        office.forget(id);
    }
}

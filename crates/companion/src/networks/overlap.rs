//! Ranges that two ways lead to: traffic may take the wrong one. Only what the service really sets counts.

use std::{collections::BTreeSet, net::IpAddr};

use ipnet::IpNet;
use zerotier_api::{
    NetworkId,
    service::{Network, NetworkStatus},
};

use super::scope;
use crate::{app::state::State, frame::problem::Problem, kernel::text};

/// A route that is set on this machine.
struct Set {
    network: NetworkId,
    target: IpNet,
    direct: bool,
}

/// Each pair of connected networks that lead to the same addresses, once; then what leads into a network this machine is
/// in without them.
pub(crate) fn overlaps(state: &State) -> Vec<Problem> {
    let routes: Vec<Set> = state.networks.joined.values().flat_map(set).collect();
    let mut known = BTreeSet::new();
    let mut problems: Vec<Problem> = Vec::new();
    for (index, one) in routes.iter().enumerate() {
        for other in &routes[index + 1..] {
            if one.network != other.network
                && let Some(narrower) = common(one, other)
                && known.insert((one.network, other.network))
            {
                problems.push(Problem::RoutesOverlap {
                    one: one.network,
                    other: other.network,
                    route: narrower.to_string(),
                });
            }
        }
    }
    problems.extend(routes.iter().filter_map(|route| of_lan(state, route)));
    problems
}

fn set(network: &Network) -> impl Iterator<Item = Set> {
    let connected = network.status == NetworkStatus::Ok;
    network.routes.iter().filter(move |_| connected).filter_map(|route| {
        let target: IpNet = route.target.parse().ok()?;
        let used = scope::unused(network, &target).is_none();
        used.then(|| Set { network: network.id, target: target.trunc(), direct: route.via.is_none() })
    })
}

/// The addresses both lead to where it is open which of them wins: a narrower route by a gateway beside a wider one is
/// how networks are built.
fn common(one: &Set, other: &Set) -> Option<IpNet> {
    let (a, b) = (one.target, other.target);
    let meet = if one.direct && other.direct { a.contains(&b) || b.contains(&a) } else { a == b };
    meet.then(|| if a.contains(&b) { b } else { a })
}

/// The adapter whose own range this route leads to as well.
fn of_lan(state: &State, route: &Set) -> Option<Problem> {
    let own: BTreeSet<IpAddr> = state
        .networks
        .joined
        .values()
        .flat_map(|network| network.assigned_addresses.iter())
        .filter_map(|text| Some(text.parse::<IpNet>().ok()?.addr()))
        .collect();
    let adapters: BTreeSet<&str> =
        state.networks.joined.values().map(|network| network.port_device_name.as_str()).collect();
    let others = state.networks.lans.iter().filter(|lan| !own.contains(&lan.address.addr()));
    let mut others = others.filter(|lan| !adapters.contains(lan.adapter.as_str()));
    let lan = others.find(|lan| lan.address.trunc() == route.target)?;
    Some(Problem::RouteIsLan {
        network: route.network,
        route: route.target.to_string(),
        adapter: text::one_line(&lan.adapter),
    })
}

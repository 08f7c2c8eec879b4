//! Two networks that route the same addresses: traffic may go to the wrong one.

use ipnet::IpNet;
use zerotier_api::{NetworkId, service::NetworkStatus};

use super::Problem;
use crate::model::state::State;

/// Each pair of connected networks with direct routes to the same addresses, once.
pub(super) fn overlaps(state: &State) -> Vec<Problem> {
    let routes: Vec<(NetworkId, IpNet)> = state
        .networks
        .values()
        .filter(|network| network.status == NetworkStatus::Ok && network.allow().managed)
        .flat_map(|network| {
            let direct = network.routes.iter().filter(|route| route.via.is_none());
            direct.filter_map(|route| Some((network.id, route.target.parse().ok()?)))
        })
        .collect();
    let mut problems: Vec<Problem> = Vec::new();
    for (index, (one, a)) in routes.iter().enumerate() {
        for (other, b) in &routes[index + 1..] {
            let known = || {
                problems
                    .iter()
                    .any(|p| matches!(p, Problem::RoutesOverlap { one: x, other: y, .. } if x == one && y == other))
            };
            if one != other && (a.contains(b) || b.contains(a)) && !known() {
                let narrower = if a.contains(b) { b } else { a };
                problems.push(Problem::RoutesOverlap { one: *one, other: *other, route: narrower.to_string() });
            }
        }
    }
    problems
}

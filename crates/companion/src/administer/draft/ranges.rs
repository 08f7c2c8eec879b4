//! Ranges that are easy to take: private, rarely used at home or at work, and used by no network joined here.

use ipnet::{IpNet, Ipv4Net};
use zerotier_api::{NetworkId, authority::Network};

use crate::{
    app::state::State,
    interface::form::{NetworkForm, PoolForm, RouteForm},
};

/// How many are offered.
const OFFERED: usize = 6;

/// A range of addresses with its route and its pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// `address/bits`.
    pub target: String,
    pub first: String,
    pub last: String,
}

/// Easy ranges for this network, or for one that is still to be made; none of which meets the routes of a network joined here or administered elsewhere.
pub fn easy(state: &State, network: Option<NetworkId>) -> Vec<Range> {
    let taken = taken(state, network);
    candidates()
        .filter(|range| !taken.iter().any(|net| meets(net, &IpNet::V4(*range))))
        .take(OFFERED)
        .map(|range| {
            let mut hosts = range.hosts();
            let first = hosts.next().unwrap_or(range.network());
            let last = hosts.next_back().unwrap_or(range.broadcast());
            Range { target: range.to_string(), first: first.to_string(), last: last.to_string() }
        })
        .collect()
}

/// Large and small ones by turns, away from the ranges routers come with.
fn candidates() -> impl Iterator<Item = Ipv4Net> {
    let large = [241_u8, 242, 244, 245, 246, 248].map(|second| ([10, second, 0, 0], 16));
    let small = [20_u8, 21, 22, 23, 24, 25, 26, 27].map(|third| ([10, 147, third, 0], 24));
    let other = [22_u8, 23, 25, 26, 29].map(|second| ([172, second, 0, 0], 16));
    let home = [191_u8, 192, 193, 194, 195].map(|third| ([192, 168, third, 0], 24));
    let lists: [Vec<([u8; 4], u8)>; 4] = [small.into(), large.into(), other.into(), home.into()];
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    (0..longest)
        .flat_map(move |index| lists.clone().into_iter().filter_map(move |list| list.get(index).copied()))
        .filter_map(|(address, bits)| Ipv4Net::new(address.into(), bits).ok())
}

/// What other networks route: joined ones, and those whose settings were read.
fn taken(state: &State, network: Option<NetworkId>) -> Vec<IpNet> {
    let joined = state.networks.joined.values().filter(|joined| Some(joined.id) != network);
    let joined = joined.flat_map(|joined| joined.routes.iter().map(|route| route.target.as_str()));
    let administered = state.authorities.lines.values().filter_map(|authority| authority.networks.as_ref()).flatten();
    let administered =
        administered.filter(|(id, _)| Some(**id) != network).filter_map(|(_, known)| known.settings.as_ref());
    let administered = administered.flat_map(|settings| settings.routes.iter().map(|route| route.target.as_str()));
    // The default route meets everything and takes nothing.
    joined
        .chain(administered)
        .filter_map(|target| target.parse().ok())
        .filter(|net: &IpNet| net.prefix_len() > 0)
        .collect()
}

/// They have addresses in common.
pub(crate) fn meets(a: &IpNet, b: &IpNet) -> bool {
    a.contains(b) || b.contains(a)
}

/// Routes of other networks joined here that have addresses in common with this one.
pub(crate) fn met(state: &State, network: NetworkId, target: &IpNet) -> Option<NetworkId> {
    let others = state.networks.joined.values().filter(|joined| joined.id != network);
    let routes = others.flat_map(|joined| {
        let direct = joined.routes.iter().filter(|route| route.via.is_none());
        direct.filter_map(move |route| Some((joined.id, route.target.parse::<IpNet>().ok()?)))
    });
    routes.filter(|(_, net)| net.prefix_len() > 0).find(|(_, net)| meets(net, target)).map(|(id, _)| id)
}

/// Members of this network get addresses by themselves, from a pool or computed from their own.
pub fn gives_addresses(network: &Network) -> bool {
    let v4 = |text: &str| !text.contains(':');
    let pool = |wanted: bool| network.pools.iter().any(|pool| v4(&pool.first) == wanted);
    let route = |wanted: bool| network.routes.iter().any(|route| route.via.is_none() && v4(&route.target) == wanted);
    let from_pools = |on: bool, wanted: bool| on && pool(wanted) && route(wanted);
    from_pools(network.v4_assign, true)
        || from_pools(network.v6.pools, false)
        || network.v6.rfc4193
        || network.v6.six_plane
}

impl NetworkForm {
    /// Takes an easy range over: it stands in the place of the direct IPv4 routes and the IPv4 pools.
    pub fn take(&mut self, range: &Range) {
        let v4 = |text: &str| !text.contains(':');
        self.routes.retain(|route| !(route.via.trim().is_empty() && v4(&route.target)));
        self.pools.retain(|pool| !v4(&pool.first));
        self.routes.insert(0, RouteForm { target: range.target.clone(), via: String::new() });
        self.pools.insert(0, PoolForm { first: range.first.clone(), last: range.last.clone() });
        self.v4_assign = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::moment::Os;

    #[test]
    fn what_a_joined_network_routes_is_not_offered() {
        let mut state = State::new(Os::Linux);
        let own = "17d395d8cb43a800".parse().unwrap();
        let before = easy(&state, Some(own));
        assert_eq!(before.len(), OFFERED);
        assert_eq!(before[0].target, "10.147.20.0/24");
        assert_eq!((before[0].first.as_str(), before[0].last.as_str()), ("10.147.20.1", "10.147.20.254"));
        let joined = serde_json::json!({ "id": "a09acf0233e4b070", "status": "OK",
            "routes": [{ "target": "10.147.20.0/24" }, { "target": "0.0.0.0/0" }] });
        let joined: zerotier_api::service::Network = serde_json::from_value(joined).unwrap();
        state.networks.joined.insert(joined.id, joined.clone());
        assert!(easy(&state, Some(own)).iter().all(|range| range.target != "10.147.20.0/24"));
        assert!(
            easy(&state, Some(joined.id)).iter().any(|range| range.target == "10.147.20.0/24"),
            "its own route is its own"
        );
    }
}

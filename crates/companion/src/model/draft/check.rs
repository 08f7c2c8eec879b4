//! What is wrong with what was typed, each with its place in the form.

use std::net::IpAddr;

use ipnet::IpNet;
use zerotier_api::NetworkId;

use super::{LONGEST_NAME, NetworkForm, PoolForm, RouteForm, ranges, servers};
use crate::model::state::State;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    Name,
    Mtu,
    MulticastLimit,
    DnsDomain,
    DnsServers,
    RouteTarget(usize),
    RouteVia(usize),
    PoolFirst(usize),
    PoolLast(usize),
}

impl Spot {
    /// As the page names it.
    pub fn key(self) -> String {
        match self {
            Self::Name => "name".into(),
            Self::Mtu => "mtu".into(),
            Self::MulticastLimit => "multicastLimit".into(),
            Self::DnsDomain => "dnsDomain".into(),
            Self::DnsServers => "dnsServers".into(),
            Self::RouteTarget(index) => format!("route-{index}-target"),
            Self::RouteVia(index) => format!("route-{index}-via"),
            Self::PoolFirst(index) => format!("pool-{index}-first"),
            Self::PoolLast(index) => format!("pool-{index}-last"),
        }
    }
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    NameTooLong,
    NotARange,
    /// Bits after the range's own are set; this is the range it lies in.
    HostBits {
        meant: String,
    },
    RouteTwice,
    NotAnAddress,
    OtherFamily,
    PoolReversed,
    PoolsMeet,
    /// No direct route holds the pool: its addresses would reach nobody.
    PoolWithoutRoute,
    MtuOutOfBounds,
    LimitOutOfBounds,
    /// A limit of 0 cuts IPv4.
    LimitCutsIpv4,
    DnsServerUnreadable {
        text: String,
    },
    DomainMissing,
    /// Another network joined here routes the same addresses.
    Meets {
        network: NetworkId,
    },
    /// Pools are there, and nobody gives addresses out of them.
    PoolsUnused,
}

/// Whether a flaw keeps the form from being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Blocks,
    Warns,
}

impl Flaw {
    pub fn weight(&self) -> Weight {
        match self {
            Self::LimitCutsIpv4
            | Self::DomainMissing
            | Self::Meets { .. }
            | Self::PoolWithoutRoute
            | Self::PoolsUnused => Weight::Warns,
            _ => Weight::Blocks,
        }
    }
}

/// Everything wrong with this form, in the order of its fields.
pub fn flaws(form: &NetworkForm, state: &State, network: NetworkId) -> Vec<(Spot, Flaw)> {
    let mut flaws = Vec::new();
    if form.name.trim().chars().count() > LONGEST_NAME {
        flaws.push((Spot::Name, Flaw::NameTooLong));
    }
    let mut known: Vec<(IpNet, Option<IpAddr>)> = Vec::new();
    for (index, route) in form.routes.iter().enumerate().filter(|(_, route)| !route.is_empty()) {
        routes(index, route, &mut known, &mut flaws, state, network);
    }
    let direct: Vec<IpNet> = known.iter().filter(|(_, via)| via.is_none()).map(|(net, _)| *net).collect();
    let mut ranges: Vec<(IpAddr, IpAddr)> = Vec::new();
    for (index, pool) in form.pools.iter().enumerate().filter(|(_, pool)| !pool.is_empty()) {
        pools(index, pool, &direct, &mut ranges, &mut flaws);
    }
    if !form.v4_assign && ranges.iter().any(|(first, _)| first.is_ipv4()) {
        let index = form.pools.iter().position(|pool| !pool.is_empty()).unwrap_or_default();
        flaws.push((Spot::PoolLast(index), Flaw::PoolsUnused));
    }
    dns(form, &mut flaws);
    match form.mtu.trim().parse::<i64>() {
        Ok(1280..=10_000) => {}
        _ => flaws.push((Spot::Mtu, Flaw::MtuOutOfBounds)),
    }
    match form.multicast_limit.trim().parse::<i64>() {
        Ok(0) => flaws.push((Spot::MulticastLimit, Flaw::LimitCutsIpv4)),
        Ok(1..=65_535) => {}
        _ => flaws.push((Spot::MulticastLimit, Flaw::LimitOutOfBounds)),
    }
    flaws
}

fn routes(
    index: usize,
    route: &RouteForm,
    known: &mut Vec<(IpNet, Option<IpAddr>)>,
    flaws: &mut Vec<(Spot, Flaw)>,
    state: &State,
    network: NetworkId,
) {
    let target: Option<IpNet> = route.target.trim().parse().ok();
    match target {
        None => flaws.push((Spot::RouteTarget(index), Flaw::NotARange)),
        Some(net) if net.trunc() != net => {
            flaws.push((Spot::RouteTarget(index), Flaw::HostBits { meant: net.trunc().to_string() }));
        }
        Some(_) => {}
    }
    let typed = route.via.trim();
    let via: Option<IpAddr> = typed.parse().ok();
    if !typed.is_empty() {
        match (via, target) {
            (None, _) => flaws.push((Spot::RouteVia(index), Flaw::NotAnAddress)),
            (Some(via), Some(net)) if via.is_ipv4() != net.addr().is_ipv4() => {
                flaws.push((Spot::RouteVia(index), Flaw::OtherFamily));
            }
            _ => {}
        }
    }
    let Some(net) = target.map(|net| net.trunc()) else { return };
    if known.iter().any(|(other, _)| *other == net) {
        flaws.push((Spot::RouteTarget(index), Flaw::RouteTwice));
    } else if typed.is_empty()
        && let Some(other) = ranges::met(state, network, &net)
    {
        flaws.push((Spot::RouteTarget(index), Flaw::Meets { network: other }));
    }
    known.push((net, via));
}

fn pools(
    index: usize,
    pool: &PoolForm,
    direct: &[IpNet],
    ranges: &mut Vec<(IpAddr, IpAddr)>,
    flaws: &mut Vec<(Spot, Flaw)>,
) {
    let first: Option<IpAddr> = pool.first.trim().parse().ok();
    let last: Option<IpAddr> = pool.last.trim().parse().ok();
    if first.is_none() {
        flaws.push((Spot::PoolFirst(index), Flaw::NotAnAddress));
    }
    if last.is_none() {
        flaws.push((Spot::PoolLast(index), Flaw::NotAnAddress));
    }
    let (Some(first), Some(last)) = (first, last) else { return };
    if first.is_ipv4() != last.is_ipv4() {
        flaws.push((Spot::PoolLast(index), Flaw::OtherFamily));
        return;
    }
    if last < first {
        flaws.push((Spot::PoolLast(index), Flaw::PoolReversed));
        return;
    }
    if ranges.iter().any(|(from, to)| from.is_ipv4() == first.is_ipv4() && first <= *to && *from <= last) {
        flaws.push((Spot::PoolFirst(index), Flaw::PoolsMeet));
    }
    if !direct.iter().any(|net| net.contains(&first) && net.contains(&last)) {
        flaws.push((Spot::PoolFirst(index), Flaw::PoolWithoutRoute));
    }
    ranges.push((first, last));
}

fn dns(form: &NetworkForm, flaws: &mut Vec<(Spot, Flaw)>) {
    let servers = servers(&form.dns_servers);
    let unreadable = servers.iter().find(|server| server.parse::<IpAddr>().is_err());
    if let Some(text) = unreadable {
        flaws.push((Spot::DnsServers, Flaw::DnsServerUnreadable { text: text.clone() }));
    }
    if !servers.is_empty() && form.dns_domain.trim().is_empty() {
        flaws.push((Spot::DnsDomain, Flaw::DomainMissing));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{draft::tests::network, problem::Os};

    fn found(edit: impl FnOnce(&mut NetworkForm)) -> Vec<(Spot, Flaw)> {
        let mut form = NetworkForm::of(&network());
        edit(&mut form);
        flaws(&form, &State::new(Os::Linux), network().id)
    }

    #[test]
    fn settings_as_they_are_have_no_flaw() {
        assert_eq!(found(|_| ()), []);
    }

    #[test]
    fn what_is_no_route_says_why() {
        let route = |target: &str, via: &str| {
            let route = RouteForm { target: target.into(), via: via.into() };
            found(|form| form.routes.push(route))
        };
        assert_eq!(route("10.1.2.3", ""), [(Spot::RouteTarget(1), Flaw::NotARange)]);
        assert_eq!(route("10.1.2.3/24", ""), [(Spot::RouteTarget(1), Flaw::HostBits { meant: "10.1.2.0/24".into() })]);
        assert_eq!(route("10.147.17.0/24", ""), [(Spot::RouteTarget(1), Flaw::RouteTwice)]);
        assert_eq!(route("10.1.2.0/24", "gateway"), [(Spot::RouteVia(1), Flaw::NotAnAddress)]);
        assert_eq!(route("10.1.2.0/24", "fd00::1"), [(Spot::RouteVia(1), Flaw::OtherFamily)]);
        assert_eq!(route("", ""), []);
    }

    #[test]
    fn what_is_no_pool_says_why() {
        let pool = |first: &str, last: &str| {
            let pool = PoolForm { first: first.into(), last: last.into() };
            found(|form| form.pools.push(pool))
        };
        assert_eq!(pool("10.147.17.9", "10.147.17.2"), [(Spot::PoolLast(1), Flaw::PoolReversed)]);
        assert_eq!(pool("10.147.17.100", "10.147.17.210"), [(Spot::PoolFirst(1), Flaw::PoolsMeet)]);
        assert_eq!(pool("10.1.1.1", "10.1.1.9"), [(Spot::PoolFirst(1), Flaw::PoolWithoutRoute)]);
        assert_eq!(pool("10.147.17.201", ""), [(Spot::PoolLast(1), Flaw::NotAnAddress)]);
        assert_eq!(pool("10.147.17.201", "fd00::1"), [(Spot::PoolLast(1), Flaw::OtherFamily)]);
    }

    #[test]
    fn numbers_and_servers_out_of_bounds_say_why() {
        assert_eq!(found(|form| form.mtu = "900".into()), [(Spot::Mtu, Flaw::MtuOutOfBounds)]);
        assert_eq!(found(|form| form.mtu = "99999999999999999999".into()), [(Spot::Mtu, Flaw::MtuOutOfBounds)]);
        assert_eq!(found(|form| form.multicast_limit = "0".into()), [(Spot::MulticastLimit, Flaw::LimitCutsIpv4)]);
        assert_eq!(
            found(|form| form.dns_servers = "10.1.1.1 ns.example".into()),
            [
                (Spot::DnsServers, Flaw::DnsServerUnreadable { text: "ns.example".into() }),
                (Spot::DnsDomain, Flaw::DomainMissing)
            ]
        );
        assert_eq!(found(|form| form.name = "n".repeat(128)), [(Spot::Name, Flaw::NameTooLong)]);
    }

    #[test]
    fn a_route_another_joined_network_has_is_warned_of() {
        let mut state = State::new(Os::Linux);
        let joined = serde_json::json!({ "id": "a09acf0233e4b070", "status": "OK",
            "routes": [{ "target": "10.147.0.0/16" }] });
        let joined: zerotier_api::service::Network = serde_json::from_value(joined).unwrap();
        state.networks.insert(joined.id, joined.clone());
        let flaws = flaws(&NetworkForm::of(&network()), &state, network().id);
        assert_eq!(flaws, [(Spot::RouteTarget(0), Flaw::Meets { network: joined.id })]);
        assert_eq!(flaws[0].1.weight(), Weight::Warns);
    }
}

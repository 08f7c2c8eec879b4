//! What is wrong with what was typed, each with its place in the form.

use std::net::IpAddr;

use ipnet::IpNet;
use zerotier_api::NetworkId;

use super::{
    LONGEST_NAME,
    flaw::{Flaw, Found, Spot, Weight},
    ranges,
};
use crate::{
    app::state::State,
    interface::form::{NetworkForm, PoolForm, RouteForm, servers},
    networks::scope::Scope,
};

/// Everything wrong with this form, in the order of its fields. What stands as somebody else has set it is told and keeps
/// nothing from being sent.
pub fn flaws(form: &NetworkForm, was: &NetworkForm, state: &State, network: NetworkId) -> Vec<Found> {
    let found = |(spot, flaw): (Spot, Flaw)| {
        let weight = if stands(spot, form, was) { Weight::Warns } else { flaw.weight() };
        Found { spot, flaw, weight }
    };
    all(form, was, state, network).into_iter().map(found).collect()
}

/// What is there was there before.
fn stands(spot: Spot, form: &NetworkForm, was: &NetworkForm) -> bool {
    match spot {
        Spot::Name => form.name == was.name,
        Spot::Mtu => form.mtu == was.mtu,
        Spot::MulticastLimit => form.multicast_limit == was.multicast_limit,
        Spot::DnsDomain | Spot::DnsServers => form.dns_domain == was.dns_domain && form.dns_servers == was.dns_servers,
        Spot::RouteTarget(index) | Spot::RouteVia(index) => known(&form.routes, index, &was.routes),
        Spot::PoolFirst(index) | Spot::PoolLast(index) => known(&form.pools, index, &was.pools),
    }
}

/// This line is one of those that were there; a copy of one of them is not.
fn known<T: PartialEq>(lines: &[T], index: usize, were: &[T]) -> bool {
    let alike = |all: &[T]| lines.get(index).map_or(0, |line| all.iter().filter(|other| *other == line).count());
    alike(&lines[..=index.min(lines.len().saturating_sub(1))]) <= alike(were)
}

fn all(form: &NetworkForm, was: &NetworkForm, state: &State, network: NetworkId) -> Vec<(Spot, Flaw)> {
    let mut flaws = Vec::new();
    if form.name.trim().chars().count() > LONGEST_NAME {
        flaws.push((Spot::Name, Flaw::NameTooLong));
    }
    // Of two that don't go together, the one that is new is named.
    let newer = |lines_stand: bool, index: usize, earlier: usize| if lines_stand { earlier } else { index };
    let mut read: Vec<(usize, IpNet, Option<IpAddr>)> = Vec::new();
    for (index, route) in form.routes.iter().enumerate().filter(|(_, route)| !route.is_empty()) {
        let newer = |earlier| newer(known(&form.routes, index, &was.routes), index, earlier);
        routes(index, route, &mut read, &mut flaws, &newer, (state, network));
    }
    let direct: Vec<IpNet> = read.iter().filter(|(_, _, via)| via.is_none()).map(|(_, net, _)| *net).collect();
    let mut ranges: Vec<(usize, IpAddr, IpAddr)> = Vec::new();
    for (index, pool) in form.pools.iter().enumerate().filter(|(_, pool)| !pool.is_empty()) {
        let newer = |earlier| newer(known(&form.pools, index, &was.pools), index, earlier);
        pools(index, pool, &direct, &mut ranges, &mut flaws, &newer);
    }
    if !form.v4_assign && ranges.iter().any(|(_, first, _)| first.is_ipv4()) {
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
    read: &mut Vec<(usize, IpNet, Option<IpAddr>)>,
    flaws: &mut Vec<(Spot, Flaw)>,
    newer: &impl Fn(usize) -> usize,
    (state, network): (&State, NetworkId),
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
    if let Some((earlier, _, gateway)) = read.iter().find(|(_, other, _)| *other == net) {
        let flaw = if *gateway == via { Flaw::RouteTwice } else { Flaw::RouteTwoWays };
        flaws.push((Spot::RouteTarget(newer(*earlier)), flaw));
    } else if is_public(net.addr(), net.prefix_len()) {
        flaws.push((Spot::RouteTarget(index), Flaw::Public));
    } else if typed.is_empty()
        && let Some(other) = ranges::met(state, network, &net)
    {
        flaws.push((Spot::RouteTarget(index), Flaw::Meets { network: other }));
    }
    read.push((index, net, via));
}

/// The default route is no range of anybody's.
fn is_public(address: IpAddr, bits: u8) -> bool {
    bits > 0 && Scope::of(address) == Scope::Public
}

fn pools(
    index: usize,
    pool: &PoolForm,
    direct: &[IpNet],
    ranges: &mut Vec<(usize, IpAddr, IpAddr)>,
    flaws: &mut Vec<(Spot, Flaw)>,
    newer: &impl Fn(usize) -> usize,
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
    let meets =
        |(_, from, to): &&(usize, IpAddr, IpAddr)| from.is_ipv4() == first.is_ipv4() && first <= *to && *from <= last;
    if let Some((earlier, ..)) = ranges.iter().find(meets) {
        flaws.push((Spot::PoolFirst(newer(*earlier)), Flaw::PoolsMeet));
    }
    if Scope::of(first) == Scope::Public {
        flaws.push((Spot::PoolFirst(index), Flaw::Public));
    }
    if !direct.iter().any(|net| net.contains(&first) && net.contains(&last)) {
        flaws.push((Spot::PoolFirst(index), Flaw::PoolWithoutRoute));
    }
    ranges.push((index, first, last));
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
    use crate::{administer::draft, kernel::moment::Os};

    fn found(edit: impl FnOnce(&mut NetworkForm)) -> Vec<(Spot, Flaw)> {
        let mut form = NetworkForm::of(&draft::tests::network());
        edit(&mut form);
        let found = flaws(
            &form,
            &NetworkForm::of(&draft::tests::network()),
            &State::new(Os::Linux),
            draft::tests::network().id,
        );
        found.into_iter().map(|found| (found.spot, found.flaw)).collect()
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
        state.networks.joined.insert(joined.id, joined.clone());
        let form = NetworkForm::of(&draft::tests::network());
        let flaw = Flaw::Meets { network: joined.id };
        let expected = Found { spot: Spot::RouteTarget(0), flaw, weight: Weight::Warns };
        assert_eq!(flaws(&form, &NetworkForm::default(), &state, draft::tests::network().id)[0], expected);
    }

    #[test]
    fn what_somebody_else_has_set_oddly_keeps_nothing_from_being_sent() {
        let route = |target: &str, via: &str| RouteForm { target: target.into(), via: via.into() };
        let pool = |first: &str, last: &str| PoolForm { first: first.into(), last: last.into() };
        let was = NetworkForm {
            routes: vec![route("1.2.3.4/24", ""), route("10.0.0.0/8", "10.1.1.1"), route("10.0.0.0/8", "10.1.1.2")],
            pools: vec![pool("10.1.0.1/24", ""), pool("10.0.0.1", "10.0.0.9"), pool("10.0.0.5", "10.0.0.20")],
            mtu: "0".into(),
            multicast_limit: "100000".into(),
            dns_servers: "ns.example".into(),
            name: "n".repeat(200),
            ..NetworkForm::default()
        };
        let state = State::new(Os::Linux);
        let blocked = |form: &NetworkForm| -> Vec<(Spot, Flaw)> {
            let found = flaws(form, &was, &state, draft::tests::network().id).into_iter();
            found.filter(|found| found.weight == Weight::Blocks).map(|found| (found.spot, found.flaw)).collect()
        };
        let form = NetworkForm { description: "changed".into(), ..was.clone() };
        assert_eq!(blocked(&form), []);
        assert!(flaws(&form, &was, &state, draft::tests::network().id).len() > 6, "it is told all the same");
        // A line that goes moves the others, and they stay somebody else's.
        let mut fewer = form.clone();
        fewer.routes.remove(0);
        fewer.pools.remove(0);
        assert_eq!(blocked(&fewer), []);
        // A copy of what is there is not: it is one's own.
        let mut more = form.clone();
        more.routes.push(was.routes[1].clone());
        assert_eq!(blocked(&more), [(Spot::RouteTarget(3), Flaw::RouteTwice)]);
        // Of two pools that meet, the new one is named, wherever it stands.
        let mut pools = form.clone();
        pools.pools.insert(0, pool("10.0.0.2", "10.0.0.3"));
        assert_eq!(blocked(&pools), [(Spot::PoolFirst(0), Flaw::PoolsMeet)]);
        assert_eq!(blocked(&NetworkForm { mtu: "1".into(), ..form }), [(Spot::Mtu, Flaw::MtuOutOfBounds)]);
    }

    #[test]
    fn a_public_pool_is_warned_of() {
        let found = found(|form| {
            form.routes.push(RouteForm { target: "9.0.0.0/24".into(), via: String::new() });
            form.pools.push(PoolForm { first: "9.0.0.1".into(), last: "9.0.0.9".into() });
            form.routes.push(RouteForm { target: "0.0.0.0/0".into(), via: "10.147.17.1".into() });
        });
        assert_eq!(found, [(Spot::RouteTarget(1), Flaw::Public), (Spot::PoolFirst(1), Flaw::Public)]);
    }
}

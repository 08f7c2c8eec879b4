//! Settings of a network as texts in a form.

use proptest::{collection::vec, option, prelude::*};
use serde_json::json;
use zerotier_api::authority::{Dns, Network, NetworkChange, Pool, Route, V6Modes};

use crate::{
    administer::draft::{self, check::flaws, flaw::Weight, ranges::easy},
    app::state::State,
    interface::form::{NetworkForm, PoolForm, RouteForm},
    kernel::moment::Os,
};

/// What stands in a field of addresses: some of it well written, some not.
fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|address| address.to_string()),
        "[ ]?10\\.[0-9]{1,3}\\.0\\.[0-9]{1,3}[ ]?",
        "[0-9a-f:.%/]{0,12}",
        any::<String>(),
    ]
}

fn range() -> impl Strategy<Value = String> {
    prop_oneof![
        (address(), any::<u8>()).prop_map(|(address, bits)| format!("{address}/{bits}")),
        "10\\.[0-9]{1,2}\\.0\\.0/(8|16|24)",
        address(),
    ]
}

/// A network as somebody else may have set it.
fn any_network() -> impl Strategy<Value = Network> {
    let route = (range(), option::of(address())).prop_map(|(target, via)| Route { target, via });
    let pool = (address(), address()).prop_map(|(first, last)| Pool { first, last });
    let dns = (any::<String>(), vec(address(), 0..3)).prop_map(|(domain, servers)| Dns { domain, servers });
    let modes = any::<(bool, bool, bool)>();
    let v6 = modes.prop_map(|(pools, rfc4193, six_plane)| V6Modes { pools, rfc4193, six_plane });
    let texts = (any::<String>(), any::<String>(), option::of(any::<String>()));
    (texts, vec(route, 0..4), vec(pool, 0..4), option::of(dns), v6, any::<(i64, i64, bool)>()).prop_map(
        |((name, description, rules), routes, pools, dns, v6, (mtu, multicast_limit, v4_assign))| Network {
            name,
            description,
            rules,
            routes,
            pools,
            dns,
            v6,
            mtu,
            multicast_limit,
            v4_assign,
            ..draft::tests::network()
        },
    )
}

fn typed() -> impl Strategy<Value = NetworkForm> {
    let route = (range(), address()).prop_map(|(target, via)| RouteForm { target, via });
    let pool = (address(), address()).prop_map(|(first, last)| PoolForm { first, last });
    let numbers = prop_oneof![any::<String>(), any::<i64>().prop_map(|number| number.to_string())];
    (any_network(), vec(route, 0..4), vec(pool, 0..4), numbers, vec(address(), 0..3)).prop_map(
        |(network, routes, pools, mtu, servers)| NetworkForm {
            routes,
            pools,
            mtu,
            dns_servers: servers.join("; "),
            ..NetworkForm::of(&network)
        },
    )
}

/// As an authority would take it.
fn taken(network: &Network, change: NetworkChange) -> Network {
    let was = network.clone();
    Network {
        name: change.name.unwrap_or(was.name),
        description: change.description.unwrap_or(was.description),
        private: change.private.unwrap_or(was.private),
        broadcast: change.broadcast.unwrap_or(was.broadcast),
        mtu: change.mtu.unwrap_or(was.mtu),
        multicast_limit: change.multicast_limit.unwrap_or(was.multicast_limit),
        routes: change.routes.unwrap_or(was.routes),
        pools: change.pools.unwrap_or(was.pools),
        v4_assign: change.v4_assign.unwrap_or(was.v4_assign),
        v6: change.v6.unwrap_or(was.v6),
        dns: change.dns.or(was.dns),
        rules: change.rules.or(was.rules),
        ..was
    }
}

proptest! {
    #[test]
    fn a_form_nobody_touched_changes_nothing(network in any_network()) {
        let form = NetworkForm::of(&network);
        prop_assert_eq!(form.change(&network), NetworkChange::default());
        let found = flaws(&form, &form, &State::new(Os::Linux), network.id);
        prop_assert!(found.iter().all(|found| found.weight == Weight::Warns));
    }

    #[test]
    fn what_was_typed_and_taken_is_not_sent_again(form in typed(), network in any_network()) {
        let was = NetworkForm::of(&network);
        flaws(&form, &was, &State::new(Os::Linux), network.id);
        let change = form.change(&network);
        let now = taken(&network, change.clone());
        prop_assert_eq!(change.not_taken(&now), []);
        prop_assert_eq!(form.change(&now), NetworkChange::default());
        prop_assert_eq!(NetworkForm::of(&now).change(&now), NetworkChange::default());
    }

    #[test]
    fn no_easy_range_meets_what_a_joined_network_routes(targets in vec(range(), 0..6)) {
        let routes: Vec<_> = targets.iter().map(|target| json!({ "target": target })).collect();
        let joined = json!({ "id": "a09acf0233e4b070", "status": "OK", "routes": routes });
        let joined: zerotier_api::service::Network = serde_json::from_value(joined).unwrap();
        let mut state = State::new(Os::Linux);
        state.networks.joined.insert(joined.id, joined);
        let before: Vec<ipnet::IpNet> = targets.iter().filter_map(|target| target.parse().ok()).collect();
        for range in easy(&state, None) {
            let net: ipnet::IpNet = range.target.parse().unwrap();
            let [first, last] = [&range.first, &range.last].map(|text| text.parse::<std::net::IpAddr>().unwrap());
            prop_assert!(net.contains(&first) && net.contains(&last) && first < last);
            let meets = |other: &ipnet::IpNet| other.prefix_len() > 0 && (other.contains(&net) || net.contains(other));
            prop_assert!(!before.iter().any(meets), "{} {:?}", range.target, before);
        }
    }
}

//! The settings of a network as they stand in the form.

use std::{fmt::Display, net::IpAddr, str::FromStr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use zerotier_api::authority::{Dns, Network, NetworkChange, Pool, Route, V6Modes};

/// The settings of a network as texts in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct NetworkForm {
    pub name: String,
    pub description: String,
    pub private: bool,
    pub broadcast: bool,
    pub routes: Vec<RouteForm>,
    pub v4_assign: bool,
    pub pools: Vec<PoolForm>,
    pub v6_pools: bool,
    pub rfc4193: bool,
    pub six_plane: bool,
    pub dns_domain: String,
    /// Separated by commas or blanks.
    pub dns_servers: String,
    pub mtu: String,
    pub multicast_limit: String,
    /// None where the authority keeps no rules as text.
    pub rules: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RouteForm {
    pub target: String,
    /// Empty goes straight into the network.
    pub via: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PoolForm {
    pub first: String,
    pub last: String,
}

impl NetworkForm {
    /// The settings as they are.
    pub fn of(network: &Network) -> Self {
        let dns = network.dns.clone().unwrap_or_default();
        Self {
            name: network.name.clone(),
            description: network.description.clone(),
            private: network.private,
            broadcast: network.broadcast,
            routes: network.routes.iter().map(RouteForm::of).collect(),
            v4_assign: network.v4_assign,
            pools: network
                .pools
                .iter()
                .map(|pool| PoolForm { first: pool.first.clone(), last: pool.last.clone() })
                .collect(),
            v6_pools: network.v6.pools,
            rfc4193: network.v6.rfc4193,
            six_plane: network.v6.six_plane,
            dns_domain: dns.domain,
            dns_servers: dns.servers.join(", "),
            mtu: network.mtu.to_string(),
            multicast_limit: network.multicast_limit.to_string(),
            rules: network.rules.clone(),
        }
    }

    /// What differs from the settings as they are. Only to be sent where `flaws` of administer finds nothing that blocks.
    pub fn change(&self, network: &Network) -> NetworkChange {
        fn differs<T: PartialEq + Clone>(typed: T, now: &T) -> Option<T> {
            (typed != *now).then_some(typed)
        }
        // Blanks around a text are nobody's change.
        let text = |typed: &str, now: &str| differs(typed.trim().to_owned(), &now.trim().to_owned());
        let number = |typed: &str, now: i64| typed.trim().parse().ok().and_then(|typed| differs(typed, &now));
        let was = Self::of(network);
        let routes: Vec<Route> = self.routes.iter().filter(|route| !route.is_empty()).map(RouteForm::read).collect();
        let pools: Vec<Pool> = self.pools.iter().filter(|pool| !pool.is_empty()).map(PoolForm::read).collect();
        let v6 = V6Modes { pools: self.v6_pools, rfc4193: self.rfc4193, six_plane: self.six_plane };
        let dns = Dns { domain: self.dns_domain.trim().to_owned(), servers: servers(&self.dns_servers) };
        let named = |form: &Self| [&form.dns_domain, &form.dns_servers].map(|text| text.trim().to_owned());
        let now_dns = network.dns.clone().unwrap_or_default();
        let rules = network.rules.clone().unwrap_or_default();
        NetworkChange {
            name: text(&self.name, &network.name),
            description: text(&self.description, &network.description),
            private: differs(self.private, &network.private),
            broadcast: differs(self.broadcast, &network.broadcast),
            mtu: number(&self.mtu, network.mtu),
            multicast_limit: number(&self.multicast_limit, network.multicast_limit),
            routes: (self.routes != was.routes).then_some(routes).filter(|routes| *routes != network.routes),
            pools: (self.pools != was.pools).then_some(pools).filter(|pools| *pools != network.pools),
            v4_assign: differs(self.v4_assign, &network.v4_assign),
            v6: differs(v6, &network.v6),
            dns: if named(self) == named(&was) { None } else { differs(dns, &now_dns) },
            rules: self.rules.clone().and_then(|typed| differs(typed, &rules)),
        }
    }
}

impl RouteForm {
    fn of(route: &Route) -> Self {
        Self { target: route.target.clone(), via: route.via.clone().unwrap_or_default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.target.trim().is_empty() && self.via.trim().is_empty()
    }

    fn read(&self) -> Route {
        let via = self.via.trim();
        Route { target: canonical::<IpNet>(&self.target), via: (!via.is_empty()).then(|| canonical::<IpAddr>(via)) }
    }
}

impl PoolForm {
    pub(crate) fn is_empty(&self) -> bool {
        self.first.trim().is_empty() && self.last.trim().is_empty()
    }

    fn read(&self) -> Pool {
        Pool { first: canonical::<IpAddr>(&self.first), last: canonical::<IpAddr>(&self.last) }
    }
}

/// As everybody writes it: one address has many spellings, and an answer is compared with what was sent.
fn canonical<T: FromStr + Display>(typed: &str) -> String {
    let typed = typed.trim();
    typed.parse::<T>().map_or_else(|_| typed.to_owned(), |read| read.to_string())
}

/// The servers of a line.
pub(crate) fn servers(line: &str) -> Vec<String> {
    line.split([',', ';', ' ', '\t', '\n']).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

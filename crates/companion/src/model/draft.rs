//! The settings of a network while somebody edits them: texts as typed, what they come to, and what is wrong with them.
//! Nothing typed is ever lost; nothing is sent before it is asked for.

mod check;
mod flaw;
mod ranges;

use std::{fmt::Display, net::IpAddr, str::FromStr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use zerotier_api::authority::{Dns, Network, NetworkChange, NetworkField, Pool, Route, V6Modes};

use super::authority::AuthorityFault;

pub use check::flaws;
pub use flaw::{Flaw, Spot, Weight};
pub use ranges::{Range, easy, gives_addresses};

/// Longer names break every list there is.
pub const LONGEST_NAME: usize = 127;

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

/// An edit under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub form: NetworkForm,
    /// The settings it began from: what differs from these was typed.
    pub base: Box<Network>,
    /// As it was last sent.
    pub sent: Option<NetworkForm>,
    /// Sent, and not answered yet.
    pub sending: bool,
    /// What came of the last sending.
    pub answer: Option<DraftAnswer>,
    /// Counts up when the form was changed by somebody else than the person typing.
    pub turn: u32,
}

/// What came of sending a draft, where it was not all taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftAnswer {
    NotTaken(Vec<NetworkField>),
    Fault(AuthorityFault),
}

impl Draft {
    /// An edit of these settings in which nothing was typed yet.
    pub fn of(network: &Network) -> Self {
        Self {
            form: NetworkForm::of(network),
            base: Box::new(network.clone()),
            sent: None,
            sending: false,
            answer: None,
            turn: 0,
        }
    }
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

    /// What differs from the settings as they are. Only to be sent where [`flaws`] finds nothing that blocks.
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
            dns: differs(dns, &now_dns),
            rules: self.rules.clone().and_then(|typed| differs(typed, &rules)),
        }
    }

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

impl RouteForm {
    fn of(route: &Route) -> Self {
        Self { target: route.target.clone(), via: route.via.clone().unwrap_or_default() }
    }

    fn is_empty(&self) -> bool {
        self.target.trim().is_empty() && self.via.trim().is_empty()
    }

    fn read(&self) -> Route {
        let via = self.via.trim();
        Route { target: canonical::<IpNet>(&self.target), via: (!via.is_empty()).then(|| canonical::<IpAddr>(via)) }
    }
}

impl PoolForm {
    fn is_empty(&self) -> bool {
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
fn servers(line: &str) -> Vec<String> {
    line.split([',', ';', ' ', '\t', '\n']).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::model) fn network() -> Network {
        Network {
            id: "17d395d8cb43a800".parse().unwrap(),
            name: "home".into(),
            description: String::new(),
            private: true,
            broadcast: true,
            mtu: 2800,
            multicast_limit: 32,
            routes: vec![Route { target: "10.147.17.0/24".into(), via: None }],
            pools: vec![Pool { first: "10.147.17.20".into(), last: "10.147.17.199".into() }],
            v4_assign: true,
            v6: V6Modes::default(),
            dns: None,
            rules: Some("accept;".into()),
            sign_in: false,
            created: None,
            modified: None,
            may_write: true,
        }
    }

    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        assert!(NetworkForm::of(&network()).change(&network()).is_empty());
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let mut form = NetworkForm::of(&network());
        form.mtu = " 1400 ".into();
        form.routes.push(RouteForm { target: "192.168.1.0/24 ".into(), via: "10.147.17.1".into() });
        form.routes.push(RouteForm::default());
        let change = form.change(&network());
        assert_eq!(change.mtu, Some(1400));
        assert_eq!(change.routes.as_ref().map(Vec::len), Some(2), "an empty line is no route");
        assert_eq!(NetworkChange { mtu: None, routes: None, ..change }, NetworkChange::default());
    }

    #[test]
    fn an_easy_range_takes_the_place_of_the_old_one() {
        let mut form = NetworkForm::of(&network());
        form.routes.push(RouteForm { target: "192.168.1.0/24".into(), via: "10.147.17.1".into() });
        let range = Range { target: "10.241.0.0/16".into(), first: "10.241.0.1".into(), last: "10.241.255.254".into() };
        form.take(&range);
        let targets: Vec<&str> = form.routes.iter().map(|route| route.target.as_str()).collect();
        assert_eq!(targets, ["10.241.0.0/16", "192.168.1.0/24"]);
        assert_eq!(form.pools, [PoolForm { first: "10.241.0.1".into(), last: "10.241.255.254".into() }]);
    }
}

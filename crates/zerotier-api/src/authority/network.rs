//! A network as its administrator sees it, and what may be changed about it.

use crate::NetworkId;

use super::Organisation;

/// A network in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkSummary {
    /// The network.
    pub id: NetworkId,
    /// May be empty. Hostile text.
    pub name: String,
    /// Where the authority has organisations.
    pub organisation: Option<Organisation>,
    /// The name of its group, where there are groups.
    pub group: Option<String>,
    /// Where the list tells.
    pub counts: Option<Counts>,
    /// This token may change it; true where nothing says otherwise.
    pub may_write: bool,
}

/// How many members there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of all kinds.
    pub total: u64,
    /// Allowed ones.
    pub allowed: u64,
}

/// A network with its settings. Texts are as the authority gave them: an odd one is shown, not dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The network.
    pub id: NetworkId,
    /// May be empty. Hostile text.
    pub name: String,
    /// Empty where the dialect has none. Hostile text.
    pub description: String,
    /// Members must be allowed.
    pub private: bool,
    /// Broadcast packets get through.
    pub broadcast: bool,
    /// Largest packet, bytes.
    pub mtu: i64,
    /// Most recipients of a multicast; 0 cuts IPv4.
    pub multicast_limit: i64,
    /// Routes members are told.
    pub routes: Vec<Route>,
    /// Addresses are given out from these, IPv4 first.
    pub pools: Vec<Pool>,
    /// IPv4 addresses are given out from the pools.
    pub v4_assign: bool,
    /// How IPv6 addresses are given out.
    pub v6: V6Modes,
    /// Name servers members are told; none if never set.
    pub dns: Option<Dns>,
    /// The rules as text, where the dialect keeps them.
    pub rules: Option<String>,
    /// Members sign in, as far as is told.
    pub sign_in: bool,
    /// Milliseconds since 1970.
    pub created: Option<i64>,
    /// Milliseconds since 1970.
    pub modified: Option<i64>,
    /// This token may change it; true where nothing says otherwise.
    pub may_write: bool,
}

/// A route members are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// `address/bits`.
    pub target: String,
    /// The gateway; none goes straight into the network.
    pub via: Option<String>,
}

/// Addresses from the first to the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pool {
    /// The first address.
    pub first: String,
    /// The last address, included.
    pub last: String,
}

/// How IPv6 addresses are given out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct V6Modes {
    /// From the IPv6 pools.
    pub pools: bool,
    /// RFC 4193: one /128 each, computed.
    pub rfc4193: bool,
    /// 6PLANE: a /80 each, computed.
    pub six_plane: bool,
}

/// Name servers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dns {
    /// The names they answer for.
    pub domain: String,
    /// Their addresses.
    pub servers: Vec<String>,
}

/// What to change about a network; what is none stays. Lists are replaced whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkChange {
    /// See [`Network::name`].
    pub name: Option<String>,
    /// See [`Network::description`].
    pub description: Option<String>,
    /// See [`Network::private`].
    pub private: Option<bool>,
    /// See [`Network::broadcast`].
    pub broadcast: Option<bool>,
    /// See [`Network::mtu`].
    pub mtu: Option<i64>,
    /// See [`Network::multicast_limit`].
    pub multicast_limit: Option<i64>,
    /// See [`Network::routes`].
    pub routes: Option<Vec<Route>>,
    /// See [`Network::pools`].
    pub pools: Option<Vec<Pool>>,
    /// See [`Network::v4_assign`].
    pub v4_assign: Option<bool>,
    /// See [`Network::v6`].
    pub v6: Option<V6Modes>,
    /// See [`Network::dns`]; an empty one clears it.
    pub dns: Option<Dns>,
    /// See [`Network::rules`].
    pub rules: Option<String>,
}

/// A field of [`NetworkChange`], to name what was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkField {
    /// See [`Network::name`].
    Name,
    /// See [`Network::description`].
    Description,
    /// See [`Network::private`].
    Private,
    /// See [`Network::broadcast`].
    Broadcast,
    /// See [`Network::mtu`].
    Mtu,
    /// See [`Network::multicast_limit`].
    MulticastLimit,
    /// See [`Network::routes`].
    Routes,
    /// See [`Network::pools`].
    Pools,
    /// See [`Network::v4_assign`].
    V4Assign,
    /// See [`Network::v6`].
    V6,
    /// See [`Network::dns`].
    Dns,
    /// See [`Network::rules`].
    Rules,
}

impl NetworkChange {
    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is not as this change asks.
    pub fn not_taken(&self, now: &Network) -> Vec<NetworkField> {
        fn differs<T: PartialEq>(asked: Option<&T>, now: &T) -> bool {
            asked.is_some_and(|asked| asked != now)
        }
        let dns = now.dns.clone().unwrap_or_default();
        let rules = now.rules.clone().unwrap_or_default();
        [
            (differs(self.name.as_ref(), &now.name), NetworkField::Name),
            (differs(self.description.as_ref(), &now.description), NetworkField::Description),
            (differs(self.private.as_ref(), &now.private), NetworkField::Private),
            (differs(self.broadcast.as_ref(), &now.broadcast), NetworkField::Broadcast),
            (differs(self.mtu.as_ref(), &now.mtu), NetworkField::Mtu),
            (differs(self.multicast_limit.as_ref(), &now.multicast_limit), NetworkField::MulticastLimit),
            (differs(self.routes.as_ref(), &now.routes), NetworkField::Routes),
            (differs(self.pools.as_ref(), &now.pools), NetworkField::Pools),
            (differs(self.v4_assign.as_ref(), &now.v4_assign), NetworkField::V4Assign),
            (differs(self.v6.as_ref(), &now.v6), NetworkField::V6),
            (differs(self.dns.as_ref(), &dns), NetworkField::Dns),
            (differs(self.rules.as_ref(), &rules), NetworkField::Rules),
        ]
        .into_iter()
        .filter_map(|(differs, field)| differs.then_some(field))
        .collect()
    }
}

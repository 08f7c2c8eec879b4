//! What can be wrong with the settings of a network as typed, and where.

use zerotier_api::NetworkId;

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
    /// Another route leads to this range by another gateway.
    RouteTwoWays,
    /// The service sets public addresses only where that is switched on.
    Public,
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
    pub(crate) fn weight(&self) -> Weight {
        match self {
            Self::LimitCutsIpv4
            | Self::DomainMissing
            | Self::RouteTwoWays
            | Self::Public
            | Self::Meets { .. }
            | Self::PoolWithoutRoute
            | Self::PoolsUnused => Weight::Warns,
            _ => Weight::Blocks,
        }
    }
}

/// Something wrong in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub spot: Spot,
    pub flaw: Flaw,
    pub weight: Weight,
}

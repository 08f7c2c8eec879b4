//! The networks this machine's adapters are in.

use std::net::IpAddr;

use companion::ports::service::Lan;
use if_addrs::{IfAddr, get_if_addrs};
use ipnet::IpNet;

/// Every adapter's addresses with their ranges; empty where the system does not say. What belongs to this machine or to
/// one link alone is left out, and addresses without a range.
pub(crate) fn lans() -> Vec<Lan> {
    let interfaces = get_if_addrs().unwrap_or_else(|error| {
        tracing::debug!(%error, "the adapters are not told");
        Vec::new()
    });
    let mut lans: Vec<Lan> = interfaces
        .into_iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .filter_map(|interface| {
            let (address, bits) = match &interface.addr {
                IfAddr::V4(v4) => (IpAddr::V4(v4.ip), v4.prefixlen),
                IfAddr::V6(v6) => (IpAddr::V6(v6.ip), v6.prefixlen),
            };
            let address = IpNet::new(address, bits).ok()?;
            (address.prefix_len() < address.max_prefix_len()).then_some(Lan { adapter: interface.name, address })
        })
        .collect();
    // The system's order is nobody's news.
    lans.sort();
    lans
}

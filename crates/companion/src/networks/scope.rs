//! What the service makes of the addresses and routes a network gives out: which of them it uses here depends on their
//! scope and on what the network is allowed. As in the service's own source (1.14), where it decides what is set on the
//! adapter.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use zerotier_api::service::Network;

use crate::interface::networks::Permission;

/// Where an address belongs, as the service sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Private, or held by those who never show it in public.
    Private,
    /// Of the internet.
    Public,
    /// Of this machine, of one link, or of many: never set on an adapter.
    Never,
}

/// First bytes of ranges that belong to somebody and are not seen in public: the service counts them as private.
const NEVER_SEEN: [u8; 12] = [6, 11, 21, 22, 25, 26, 28, 29, 30, 51, 55, 56];

impl Scope {
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) => Self::of_v6(address),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        let [first, second, ..] = address.octets();
        let shared = first == 100 && second & 0xc0 == 64;
        match first {
            0 | 255 => Self::Never,
            _ if address.is_loopback() || address.is_link_local() || address.is_multicast() => Self::Never,
            _ if address.is_private() || shared || first >= 240 || NEVER_SEEN.contains(&first) => Self::Private,
            _ => Self::Public,
        }
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        let gone = address.is_loopback() || address.is_unspecified() || address.is_multicast();
        match () {
            () if gone || address.is_unicast_link_local() => Self::Never,
            () if address.is_unique_local() => Self::Private,
            () => Self::Public,
        }
    }
}

/// Why something a network gives out is not used on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unused {
    /// This is switched off here.
    Off(Permission),
    /// The service never sets such an address.
    Never,
}

/// Why this address or route of a joined network is not used here; none if it is.
pub fn unused(network: &Network, target: &IpNet) -> Option<Unused> {
    let allow = network.allow();
    let needs = |permission, on: bool| (!on).then_some(Unused::Off(permission));
    if !allow.managed {
        return Some(Unused::Off(Permission::Managed));
    }
    if is_default(target) {
        return needs(Permission::Default, allow.default);
    }
    match Scope::of(target.addr()) {
        Scope::Private => None,
        Scope::Public => needs(Permission::Global, allow.global),
        Scope::Never => Some(Unused::Never),
    }
}

/// A route of this network leads to everywhere.
pub fn offers_way_out(network: &Network) -> bool {
    network.routes.iter().any(|route| route.target.parse().is_ok_and(|target| is_default(&target)))
}

/// It leads to everywhere.
fn is_default(target: &IpNet) -> bool {
    target.prefix_len() == 0 && target.addr().is_unspecified()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_private_public_or_never_set() {
        let of = |text: &str| Scope::of(text.parse().unwrap());
        for private in ["10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1", "25.1.1.1", "241.0.0.1", "fd00::1"] {
            assert_eq!(of(private), Scope::Private, "{private}");
        }
        for public in ["9.0.0.5", "8.8.8.8", "100.128.0.1", "172.32.0.1", "192.0.2.1", "2001:db8::1"] {
            assert_eq!(of(public), Scope::Public, "{public}");
        }
        for never in ["127.0.0.1", "169.254.1.1", "224.0.0.1", "0.1.2.3", "255.1.1.1", "::1", "fe80::1", "ff02::1"] {
            assert_eq!(of(never), Scope::Never, "{never}");
        }
    }

    #[test]
    fn what_is_used_depends_on_what_is_allowed() {
        let network = |allow: serde_json::Value| -> Network {
            let mut network = serde_json::json!({ "id": "17d395d8cb43a800" });
            network.as_object_mut().unwrap().extend(allow.as_object().unwrap().clone());
            serde_json::from_value(network).unwrap()
        };
        let why = |network: &Network, target: &str| unused(network, &target.parse().unwrap());
        let usual = network(serde_json::json!({}));
        assert_eq!(why(&usual, "10.0.0.0/24"), None);
        assert_eq!(why(&usual, "9.0.0.5/24"), Some(Unused::Off(Permission::Global)));
        assert_eq!(why(&usual, "0.0.0.0/0"), Some(Unused::Off(Permission::Default)));
        assert_eq!(why(&usual, "::/0"), Some(Unused::Off(Permission::Default)));
        assert_eq!(why(&usual, "169.254.0.0/16"), Some(Unused::Never));
        let all = network(serde_json::json!({ "allowGlobal": true, "allowDefault": true }));
        assert_eq!(why(&all, "9.0.0.5/24"), None);
        assert_eq!(why(&all, "0.0.0.0/0"), None);
        let none = network(serde_json::json!({ "allowManaged": false, "allowGlobal": true }));
        assert_eq!(why(&none, "10.0.0.0/24"), Some(Unused::Off(Permission::Managed)));
    }
}

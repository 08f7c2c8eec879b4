//! A way a network's members are told of.

use std::net::IpAddr;

use serde_json::{Value, json};

/// Where to, and through whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) target: IpAddr,
    pub(crate) bits: u8,
    pub(crate) via: Option<IpAddr>,
}

impl Route {
    /// None if its target is no network.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let (target, bits) = value.get("target")?.as_str()?.split_once('/')?;
        let (target, bits): (IpAddr, u8) = (target.parse().ok()?, bits.parse().ok()?);
        let via = value.get("via").and_then(Value::as_str).and_then(|via| via.parse().ok());
        (bits <= if target.is_ipv4() { 32 } else { 128 }).then_some(Self { target, bits, via })
    }

    pub(crate) fn object(&self) -> Value {
        json!({ "target": format!("{}/{}", self.target, self.bits), "via": self.via.map(|via| via.to_string()) })
    }

    /// As a member's service tells it.
    pub(crate) fn told(&self) -> Value {
        let mut object = self.object();
        object["flags"] = json!(0);
        object["metric"] = json!(0);
        object
    }

    fn holds(&self, address: IpAddr) -> bool {
        match (self.target, address) {
            (IpAddr::V4(target), IpAddr::V4(address)) => {
                let differing = u32::from(target) ^ u32::from(address);
                differing.leading_zeros() >= u32::from(self.bits)
            }
            (IpAddr::V6(target), IpAddr::V6(address)) => {
                let differing = u128::from(target) ^ u128::from(address);
                differing.leading_zeros() >= u32::from(self.bits)
            }
            _ => false,
        }
    }
}

/// An address with the bits of the network's own route it lies in.
pub(crate) fn with_bits(address: IpAddr, routes: &[Route]) -> String {
    let own = routes.iter().find(|route| route.via.is_none() && route.holds(address)).map(|route| route.bits);
    format!("{address}/{}", own.unwrap_or(if address.is_ipv4() { 32 } else { 128 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_the_bits_of_its_own_route() {
        let routes = [json!({ "target": "10.147.20.0/24" }), json!({ "target": "0.0.0.0/0", "via": "10.147.20.1" })];
        let routes: Vec<Route> = routes.iter().filter_map(Route::read).collect();
        assert_eq!(with_bits("10.147.20.7".parse().unwrap(), &routes), "10.147.20.7/24");
        assert_eq!(with_bits("10.1.1.1".parse().unwrap(), &routes), "10.1.1.1/32");
        assert_eq!(Route::read(&json!({ "target": "10.0.0.0/33" })), None);
    }
}

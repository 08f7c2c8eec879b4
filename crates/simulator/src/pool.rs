//! A range of addresses a network hands out.

use std::{collections::BTreeSet, net::IpAddr};

use serde_json::{Value, json};

/// From the first to the last, both given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pool {
    pub(crate) first: IpAddr,
    pub(crate) last: IpAddr,
}

impl Pool {
    /// None unless both ends are addresses of one kind.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let end = |key: &str| value.get(key)?.as_str()?.parse::<IpAddr>().ok();
        let pool = Self { first: end("ipRangeStart")?, last: end("ipRangeEnd")? };
        (pool.first.is_ipv4() == pool.last.is_ipv4()).then_some(pool)
    }

    pub(crate) fn object(self) -> Value {
        json!({ "ipRangeStart": self.first.to_string(), "ipRangeEnd": self.last.to_string() })
    }

    /// The lowest that is not taken.
    pub(crate) fn free(self, taken: &BTreeSet<IpAddr>) -> Option<IpAddr> {
        match (self.first, self.last) {
            (IpAddr::V4(first), IpAddr::V4(last)) => {
                let mut numbers = u32::from(first)..=u32::from(last);
                numbers.find_map(|number| {
                    let address = IpAddr::V4(number.into());
                    (!taken.contains(&address)).then_some(address)
                })
            }
            (IpAddr::V6(first), IpAddr::V6(last)) => {
                let mut numbers = u128::from(first)..=u128::from(last);
                numbers.find_map(|number| {
                    let address = IpAddr::V6(number.into());
                    (!taken.contains(&address)).then_some(address)
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_address_is_next() {
        let pool = Pool::read(&json!({ "ipRangeStart": "10.0.0.1", "ipRangeEnd": "10.0.0.3" })).unwrap();
        let mut taken = BTreeSet::from(["10.0.0.1".parse().unwrap()]);
        assert_eq!(pool.free(&taken), Some("10.0.0.2".parse().unwrap()));
        taken.extend(["10.0.0.2".parse::<IpAddr>().unwrap(), "10.0.0.3".parse().unwrap()]);
        assert_eq!(pool.free(&taken), None);
        assert_eq!(Pool::read(&json!({ "ipRangeStart": "10.0.0.1", "ipRangeEnd": "fd00::1" })), None);
    }
}

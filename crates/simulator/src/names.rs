//! What the service derives from ids: adapters' names and hardware addresses, and keys that look like keys.

use std::fmt::Write as _;

use zerotier_api::{NetworkId, NodeAddress};

/// A node's hardware address on a network.
pub(crate) fn mac(network: NetworkId, node: NodeAddress) -> String {
    let id = network.number().to_be_bytes();
    let node = node.number().to_be_bytes();
    let first = match (id[7] & 0xfe) | 0x02 {
        // Taken by some virtual machines.
        0x52 => 0x32,
        other => other,
    };
    let mut bytes = vec![first];
    bytes.extend((0..5).map(|index| node[3 + index] ^ id[6 - index]));
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":")
}

/// The adapter's name on Linux: the same for a network on every machine.
pub(crate) fn device(network: NetworkId) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let folded = (network.number() ^ (network.number() >> 24)) & 0xff_ffff_ffff;
    let digits = (0..8).rev().map(|place| char::from(LETTERS[(folded >> (place * 5)) as usize & 31]));
    format!("zt{}", digits.collect::<String>())
}

/// A public identity in the right form, with a key nobody has.
pub(crate) fn identity(node: NodeAddress) -> String {
    let mut numbers = Numbers(node.number());
    let mut key = String::new();
    for _ in 0..8 {
        let _ = write!(key, "{:016x}", numbers.next());
    }
    format!("{node}:0:{key}")
}

/// A token in the right form: 24 of a-z and 0-9.
pub(crate) fn token(seed: u64) -> String {
    secret(seed, 24)
}

/// A secret of this length, in the letters all of them use.
pub(crate) fn secret(seed: u64, length: usize) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut numbers = Numbers(seed);
    (0..length).map(|_| char::from(LETTERS[(numbers.next() >> 32) as usize % 36])).collect()
}

/// An id in the form of a UUID, lower case.
pub(crate) fn uuid(seed: u64) -> String {
    let mut numbers = Numbers(seed);
    let digits = format!("{:016x}{:016x}", numbers.next(), numbers.next());
    let (first, second, third) = (&digits[..8], &digits[8..12], &digits[13..16]);
    format!("{first}-{second}-4{third}-a{}-{}", &digits[17..20], &digits[20..])
}

/// A number that belongs to this seed.
pub(crate) fn number(seed: u64) -> u64 {
    Numbers(seed).next()
}

/// Numbers that look random and are always the same.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        // Splitmix: well spread even for neighbouring seeds.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// An address or id written in this crate.
pub(crate) fn known<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    #[allow(clippy::expect_used, reason = "ids written out in this crate, each used by a test")]
    text.parse().expect("an id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adapters_are_named_as_the_service_names_them() {
        assert_eq!(device(known("61db40d121000001")), "ztwd5ebuja");
        assert_eq!(device(known("ff00160016000000")), "zt74lbmaaw");
        assert_eq!(mac(known("61db40d121000001"), known("0cd29156ec")), "02:0c:d2:b0:87:ac");
        assert_eq!(mac(known("61db40d1210000fe"), known("0cd29156ec")), "fe:0c:d2:b0:87:ac");
    }

    #[test]
    fn tokens_have_the_form_of_tokens() {
        assert_eq!(token(1).len(), 24);
        assert_ne!(token(1), token(2));
        assert_eq!(uuid(1).len(), 36);
    }
}

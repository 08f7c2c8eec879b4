//! The two kinds of name `ZeroTier` gives things: 16 hexadecimal digits for a network, 10 for a node. Parsed once, at
//! the edge; inside the program an id is valid by construction, always lower case, and safe to put in a path.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// It has another number of characters than the id needs.
    #[error("{found} characters instead of {needed}")]
    Length {
        /// How many characters the text has.
        found: usize,
        /// How many the id has.
        needed: usize,
    },
    /// It holds something that is not a hexadecimal digit.
    #[error("{0:?} is not a hexadecimal digit")]
    Digit(char),
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $digits:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// How many hexadecimal digits the id is written with.
            pub const DIGITS: usize = $digits;

            /// The id as a number.
            pub const fn number(self) -> u64 {
                self.0
            }

            /// The id with these digits; higher ones are cut off.
            pub const fn from_number(number: u64) -> Self {
                Self(number & (u64::MAX >> (64 - 4 * $digits)))
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let found = text.chars().count();
                if found != Self::DIGITS {
                    return Err(IdError::Length { found, needed: Self::DIGITS });
                }
                text.chars()
                    .try_fold(0, |sum, c| c.to_digit(16).map(|d| (sum << 4) | u64::from(d)).ok_or(IdError::Digit(c)))
                    .map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{:0", $digits, "x}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

id! {
    /// A network: 16 hexadecimal digits. The first ten are the address of its controller.
    NetworkId, 16
}

id! {
    /// A node: 10 hexadecimal digits.
    NodeAddress, 10
}

impl NetworkId {
    /// The node that admits members; for an ad-hoc network no such node exists.
    pub const fn controller(self) -> NodeAddress {
        NodeAddress(self.0 >> 24)
    }

    /// Ad-hoc networks (`ff` + first port + last port + `000000`) have no controller: anybody who knows the id is in.
    pub const fn is_ad_hoc(self) -> bool {
        self.0 >> 56 == 0xff
    }

    /// The ports an ad-hoc network lets through, first and last.
    pub const fn ad_hoc_ports(self) -> Option<(u16, u16)> {
        if self.is_ad_hoc() { Some((((self.0 >> 40) & 0xffff) as u16, ((self.0 >> 24) & 0xffff) as u16)) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shown_in_lower_case_whatever_it_was_typed_in() {
        let id: NetworkId = "17D395D8CB43A800".parse().unwrap();
        assert_eq!(id.to_string(), "17d395d8cb43a800");
        assert_eq!(id.controller().to_string(), "17d395d8cb");
    }

    #[test]
    fn leading_zeros_stay() {
        assert_eq!("0cd29156ec".parse::<NodeAddress>().unwrap().to_string(), "0cd29156ec");
    }

    #[test]
    fn what_is_not_an_id_says_why() {
        assert_eq!("17d3".parse::<NetworkId>(), Err(IdError::Length { found: 4, needed: 16 }));
        assert_eq!("17d395d8cb43a80g".parse::<NetworkId>(), Err(IdError::Digit('g')));
        assert_eq!("+7d395d8cb43a800".parse::<NetworkId>(), Err(IdError::Digit('+')));
        assert_eq!("аbcdefabcdefabcd".parse::<NetworkId>(), Err(IdError::Digit('а')), "a Cyrillic letter");
    }

    #[test]
    fn an_ad_hoc_network_names_its_ports() {
        let id: NetworkId = "ff00160016000000".parse().unwrap();
        assert!(id.is_ad_hoc());
        assert_eq!(id.ad_hoc_ports(), Some((22, 22)));
        assert_eq!("17d395d8cb43a800".parse::<NetworkId>().unwrap().ad_hoc_ports(), None);
    }
}

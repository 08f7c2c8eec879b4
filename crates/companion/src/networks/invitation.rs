//! What a person pastes to join a network: an id, an id with spaces or dashes, or a link that holds one.

use zerotier_api::{IdError, NetworkId};

/// Longer texts are no invitation; nobody reads a whole clipboard.
const LONGEST: usize = 2000;

/// Why a text names no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misread {
    TooShort {
        digits: usize,
    },
    TooLong {
        digits: usize,
    },
    NotHex {
        found: char,
    },
    /// Ten digits: the address of a device, not of a network.
    NodeAddress,
    NoIdInLink,
    /// An ad-hoc id whose last port is lower than its first.
    AdHocPorts,
}

/// The network a text names.
pub fn read(text: &str) -> Result<NetworkId, Misread> {
    let text = text.trim();
    let network = if text.contains("://") || text.contains('/') { in_link(text) } else { in_text(text) }?;
    match network.ad_hoc_ports() {
        Some((first, last)) if last < first => Err(Misread::AdHocPorts),
        _ => Ok(network),
    }
}

fn in_text(text: &str) -> Result<NetworkId, Misread> {
    let digits: String = text
        .chars()
        .take(LONGEST)
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—' | '_' | ':' | '.' | '\u{200b}' | '\u{feff}')
        })
        .collect();
    digits.parse().map_err(|error| match error {
        IdError::Length { found, .. } => match digits.chars().find(|c| !c.is_ascii_hexdigit()) {
            Some(found) => Misread::NotHex { found },
            None if found == 10 => Misread::NodeAddress,
            None if found < NetworkId::DIGITS => Misread::TooShort { digits: found },
            None => Misread::TooLong { digits: found },
        },
        IdError::Digit(found) => Misread::NotHex { found },
    })
}

/// The one run of sixteen hexadecimal digits in a link, wherever it stands: `?nwid=`, `/network/`, `/join/`.
fn in_link(link: &str) -> Result<NetworkId, Misread> {
    let text: String = link.chars().take(LONGEST).collect();
    text.split(|c: char| !c.is_alphanumeric()).find_map(|run| run.parse().ok()).ok_or(Misread::NoIdInLink)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> NetworkId {
        text.parse().unwrap()
    }

    #[test]
    fn an_id_is_understood_however_it_was_written() {
        for text in [
            "17d395d8cb43a800",
            " 17D395D8CB43A800\n",
            "17d3 95d8 cb43 a800",
            "17d3-95d8-cb43-a800",
            "17d395d8cb:43a800",
            "https://joinzt.com/addnetwork?nwid=17d395d8cb43a800&v=1",
            "https://my.zerotier.com/network/17d395d8cb43a800",
            "https://central.zerotier.com/network/17d395d8cb43a800/members",
            "perigee://join/17d395d8cb43a800",
            "joinzt.com/addnetwork?nwid=17D395D8CB43A800",
        ] {
            assert_eq!(read(text), Ok(id("17d395d8cb43a800")), "{text}");
        }
    }

    #[test]
    fn what_is_no_id_says_what_is_missing() {
        assert_eq!(read("17d395d8cb43a8"), Err(Misread::TooShort { digits: 14 }));
        assert_eq!(read("17d395d8cb43a8001"), Err(Misread::TooLong { digits: 17 }));
        assert_eq!(read("17d395d8cb43a80x"), Err(Misread::NotHex { found: 'x' }));
        assert_eq!(read("hello"), Err(Misread::NotHex { found: 'h' }));
        assert_eq!(read("8f2c1a9b3d"), Err(Misread::NodeAddress));
        assert_eq!(read("https://example.com/"), Err(Misread::NoIdInLink));
        assert_eq!(read(&"/".repeat(100_000)), Err(Misread::NoIdInLink));
    }

    #[test]
    fn an_ad_hoc_id_is_one_if_its_ports_stand_in_order() {
        assert_eq!(read("ff00160016000000"), Ok(id("ff00160016000000")));
        assert_eq!(read("ff00200010000000"), Err(Misread::AdHocPorts));
    }
}

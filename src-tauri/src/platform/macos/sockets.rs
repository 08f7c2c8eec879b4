//! The kernel's list of TCP sockets on macOS, as `net.inet.tcp.pcblist_n` gives it to everybody.
//!
//! A head, then blocks; each begins with its length and its kind, 32 bits each, and the next one begins at a multiple of
//! eight bytes. The blocks of one socket follow one another, its addresses first. Source: `bsd/netinet/in_pcblist.c`,
//! `bsd/sys/socketvar.h` and `bsd/netinet/tcp_var.h` of Apple's kernel, whose structures are packed to four bytes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const SOCKET: u32 = 0x001;
const ADDRESSES: u32 = 0x010;
const TCP: u32 = 0x020;
/// `TCPS_LISTEN`.
const LISTENS: u32 = 1;
/// `INP_IPV4`, in the flags that say which families a socket takes.
const TAKES_IPV4: u8 = 1;

/// What was read of a socket so far.
#[derive(Default)]
struct Socket {
    port: u16,
    takes_local: bool,
    uid: Option<u32>,
    pid: u32,
}

/// Those who take connections to 127.0.0.1 on this port: process and user. None if the list is not what it was.
pub(super) fn listening(list: &[u8], port: u16) -> Option<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    let mut socket = Socket::default();
    let mut at = padded(word(list, 0)?)?;
    // It ends with another head, which has no kind.
    while at + 8 <= list.len() {
        let (length, kind) = (word(list, at)?, word(list, at + 4)?);
        let block = list.get(at..at.checked_add(usize::try_from(length).ok()?)?)?;
        match kind {
            ADDRESSES => {
                socket = Socket { port: port_of(block)?, takes_local: takes_local(block)?, ..Socket::default() }
            }
            SOCKET => (socket.uid, socket.pid) = (Some(word(block, 64)?), word(block, 68)?),
            TCP if word(block, 36)? == LISTENS && socket.port == port && socket.takes_local => {
                found.push((socket.pid, socket.uid?));
            }
            _ => {}
        }
        let next = padded(length)?;
        if next == 0 {
            return None;
        }
        at = at.checked_add(next)?;
    }
    Some(found)
}

/// Where the next block begins after one of this length.
fn padded(length: u32) -> Option<usize> {
    usize::try_from(length.checked_add(7)? & !7).ok()
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// As it stands in packets.
fn port_of(addresses: &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(addresses.get(18..20)?.try_into().ok()?))
}

fn takes_local(addresses: &[u8]) -> Option<bool> {
    let bytes: [u8; 16] = addresses.get(64..80)?.try_into().ok()?;
    let takes_v4 = addresses.get(44)? & TAKES_IPV4 != 0;
    // One of the older family has its four bytes at the end.
    let [.., a, b, c, d] = bytes;
    let v4 = IpAddr::from(Ipv4Addr::new(a, b, c, d));
    let any = Ipv6Addr::from(bytes).is_unspecified();
    Some(takes_v4 && (any || v4 == IpAddr::from(Ipv4Addr::LOCALHOST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block with these words, each at its byte.
    fn block(length: usize, kind: u32, words: &[(usize, &[u8])]) -> Vec<u8> {
        let mut block = vec![0; length.next_multiple_of(8)];
        block[..4].copy_from_slice(&u32::try_from(length).unwrap().to_ne_bytes());
        block[4..8].copy_from_slice(&kind.to_ne_bytes());
        for (at, bytes) in words {
            block[*at..*at + bytes.len()].copy_from_slice(bytes);
        }
        block
    }

    fn head() -> Vec<u8> {
        block(24, 0, &[])
    }

    fn socket(address: [u8; 4], flags: u8, port: u16, uid: u32, pid: u32, state: u32) -> Vec<u8> {
        [
            block(104, ADDRESSES, &[(18, &port.to_be_bytes()), (44, &[flags]), (76, &address)]),
            block(100, SOCKET, &[(64, &uid.to_ne_bytes()), (68, &pid.to_ne_bytes())]),
            block(36, 0x002, &[]),
            block(204, TCP, &[(36, &state.to_ne_bytes())]),
        ]
        .concat()
    }

    #[test]
    fn those_who_take_connections_to_this_machine_are_found() {
        let list = [
            head(),
            socket([127, 0, 0, 1], 1, 9993, 0, 11, LISTENS),
            socket([0, 0, 0, 0], 3, 9993, 501, 12, LISTENS),
            socket([0, 0, 0, 0], 2, 9993, 502, 13, LISTENS),
            socket([10, 0, 0, 2], 1, 9993, 503, 14, LISTENS),
            socket([127, 0, 0, 1], 1, 9994, 504, 15, LISTENS),
            socket([127, 0, 0, 1], 1, 9993, 505, 16, 4),
            head(),
        ];
        assert_eq!(listening(&list.concat(), 9993), Some(vec![(11, 0), (12, 501)]));
        assert_eq!(listening(&[head(), head()].concat(), 9993), Some(Vec::new()));
    }

    #[test]
    fn a_list_that_is_not_what_it_was_says_nothing() {
        let whole = [head(), socket([127, 0, 0, 1], 1, 9993, 0, 11, LISTENS)].concat();
        let cut = whole.len() - 16;
        assert_eq!(listening(&whole[..cut], 9993), None);
        assert_eq!(listening(&[], 9993), None);
        assert_eq!(listening(&[head(), block(8, ADDRESSES, &[])].concat(), 9993), None);
        assert_eq!(listening(&[head(), vec![0; 16]].concat(), 9993), None, "a length of nothing");
        assert_eq!(listening(&[head(), vec![0xff; 64]].concat(), 9993), None);
    }
}

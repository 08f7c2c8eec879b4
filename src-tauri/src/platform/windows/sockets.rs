//! The system's tables of TCP sockets that listen, as `GetExtendedTcpTable` gives them: how many rows there are, and the
//! rows, all of it in words of 32 bits. Source: `MIB_TCPTABLE_OWNER_PID` and `MIB_TCP6TABLE_OWNER_PID`.

use std::net::Ipv4Addr;

/// State, address, port, the other address, its port, process.
const ROW: usize = 6;
/// Address, scope, port, the other address, its scope, its port, state, process.
const ROW_V6: usize = 14;

/// Processes that take connections to 127.0.0.1 on this port. None if a table is not what it was.
pub(super) fn owners(v4: &[u32], v6: &[u32], port: u16) -> Option<Vec<u32>> {
    let mut owners = Vec::new();
    for row in rows(v4, ROW)? {
        let [_, address, local_port, .., process] = row else { return None };
        let address = Ipv4Addr::from(address.to_ne_bytes());
        if is(*local_port, port) && (address.is_unspecified() || address == Ipv4Addr::LOCALHOST) {
            owners.push(*process);
        }
    }
    for row in rows(v6, ROW_V6)? {
        let [a, b, c, d, _, local_port, .., process] = row else { return None };
        // One that takes all addresses may take those of the older family.
        if is(*local_port, port) && [a, b, c, d].iter().all(|word| **word == 0) {
            owners.push(*process);
        }
    }
    Some(owners)
}

fn rows(table: &[u32], row: usize) -> Option<impl Iterator<Item = &[u32]>> {
    let (count, rows) = table.split_first()?;
    let length = usize::try_from(*count).ok()?.checked_mul(row)?;
    Some(rows.get(..length)?.chunks_exact(row))
}

/// It stands as in packets, in the first two bytes.
fn is(word: u32, port: u16) -> bool {
    let [high, low, ..] = word.to_ne_bytes();
    u16::from_be_bytes([high, low]) == port
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(bytes: [u8; 4]) -> u32 {
        u32::from_ne_bytes(bytes)
    }

    fn row(address: [u8; 4], port: u16, process: u32) -> [u32; ROW] {
        let [high, low] = port.to_be_bytes();
        [2, word(address), word([high, low, 0, 0]), 0, 0, process]
    }

    fn row_v6(address: [u32; 4], port: u16, process: u32) -> [u32; ROW_V6] {
        let [high, low] = port.to_be_bytes();
        let [a, b, c, d] = address;
        [a, b, c, d, 0, word([high, low, 0, 0]), 0, 0, 0, 0, 0, 0, 2, process]
    }

    #[test]
    fn those_who_take_connections_to_this_machine_are_found() {
        let rows = [
            row([127, 0, 0, 1], 9993, 11),
            row([0, 0, 0, 0], 9993, 12),
            row([10, 0, 0, 2], 9993, 13),
            row([127, 0, 0, 1], 9994, 14),
        ];
        let v4: Vec<u32> = [4].into_iter().chain(rows.concat()).collect();
        let rows = [row_v6([0; 4], 9993, 21), row_v6([0, 0, 0, word([0, 0, 0, 1])], 9993, 22)];
        let v6: Vec<u32> = [2].into_iter().chain(rows.concat()).collect();
        assert_eq!(owners(&v4, &v6, 9993), Some(vec![11, 12, 21]));
        assert_eq!(owners(&[0], &[0], 9993), Some(Vec::new()));
    }

    #[test]
    fn a_table_that_is_not_what_it_was_says_nothing() {
        assert_eq!(owners(&[], &[0], 9993), None);
        assert_eq!(owners(&[1, 2, 3], &[0], 9993), None);
        assert_eq!(owners(&[u32::MAX], &[0], 9993), None);
    }
}

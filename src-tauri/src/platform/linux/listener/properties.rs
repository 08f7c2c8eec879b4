//! Properties of the system's table of sockets. How they run is told in `crates/zerotier-api/src/properties.rs`.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn a_line_of_the_table_is_read_as_the_system_writes_it(v4: [u8; 4], v6: [u8; 16], port: u16, listens: bool, uid: u32, inode: u64) {
        let word = |bytes: &[u8]| format!("{:08X}", u32::from_ne_bytes(bytes.try_into().unwrap()));
        let long: String = v6.chunks(4).map(word).collect();
        let state = if listens { "0A" } else { "01" };
        for (text, address) in [(word(&v4), IpAddr::from(v4)), (long, IpAddr::from(v6).to_canonical())] {
            let line = format!("  7: {text}:{port:04X} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000 {uid:5} 0 {inode} 1 0");
            let read = Socket::read(&line).unwrap();
            prop_assert_eq!((read.address, read.port, read.listens, read.uid, read.inode), (address, port, listens, uid, inode));
        }
    }

    #[test]
    fn any_line_is_a_socket_or_none(line in prop_oneof![any::<String>(), "[0-9]: [0-9A-F\u{e4}]{7,33}:[0-9A-F]{3,5} [0-9A-F:]{8,13} 0A( [0-9A-F:]{1,9}){0,8}"]) {
        if let Some(socket) = Socket::read(&line) {
            prop_assert!(line.contains(':') && line.split_ascii_whitespace().count() >= 10, "{}", socket.inode);
        }
    }
}

//! Who listens on a port of this machine. The kernel's own tables tell: what a program says of itself proves nothing.

use std::{
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
};

use companion::desktop::Listener;
use zerotier_api::Stranger;

use super::usual_homes;
use crate::platform::listening::{judge, owners};

/// Whoever takes connections to 127.0.0.1 on this port.
pub(crate) fn listener(port: u16, home: Option<&Path>) -> Listener {
    find(port, taking_local, &owners(home))
}

/// Whoever takes connections to this machine on this port, at whichever of its own addresses.
pub(crate) fn listener_for_us(port: u16) -> Listener {
    let homes = usual_homes();
    let services = owners(homes.iter().map(PathBuf::as_path));
    let ours = [services, vec![rustix::process::geteuid().as_raw()]].concat();
    find(port, std::convert::identity, &ours)
}

fn find(port: u16, those: impl FnOnce(Vec<Socket>) -> Vec<Socket>, owners: &[u32]) -> Listener {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(fs::read_to_string);
    let Some(sockets) = sockets(tables, port).map(those) else { return Listener::Unknown };
    let sockets: Vec<_> = sockets.iter().map(|socket| (socket.inode, socket.uid)).collect();
    judge(&sockets, owners, nobody(), |inode, uid| who(*inode, uid))
}

/// The user all those look like who can't be known from inside a container that knows other people than the machine does.
/// Where everybody is known, it is one like any other.
fn nobody() -> Option<u32> {
    const USUAL: u32 = 65534;
    let told = |file| fs::read_to_string(file).unwrap_or_default();
    if knows_everybody(&told("/proc/self/uid_map")) {
        return None;
    }
    Some(told("/proc/sys/kernel/overflowuid").trim().parse().unwrap_or(USUAL))
}

/// Every user is himself here.
fn knows_everybody(map: &str) -> bool {
    map.split_ascii_whitespace().eq(["0", "0", "4294967295"])
}

/// Sockets that listen at an address of this machine's own. None if a table can't be read or is not what it was.
fn sockets(tables: [io::Result<String>; 2], port: u16) -> Option<Vec<Socket>> {
    let [v4, v6] = tables;
    let mut sockets = Vec::new();
    for table in [Some(v4), Some(v6).filter(is_readable)].into_iter().flatten() {
        for line in table.ok()?.lines().skip(1) {
            let socket = Socket::read(line)?;
            let is_here = socket.address.is_loopback() || socket.address.is_unspecified();
            if socket.listens && socket.port == port && is_here {
                sockets.push(socket);
            }
        }
    }
    Some(sockets)
}

/// Without IPv6 there is no table of it.
fn is_readable(table: &io::Result<String>) -> bool {
    !matches!(table, Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// A line of the table.
struct Socket {
    address: IpAddr,
    port: u16,
    listens: bool,
    uid: u32,
    inode: u64,
}

impl Socket {
    fn read(line: &str) -> Option<Self> {
        const LISTEN: &str = "0A";
        let mut columns = line.split_ascii_whitespace().skip(1);
        let (address, port) = columns.next()?.split_once(':')?;
        let listens = columns.nth(1)? == LISTEN;
        let uid = columns.nth(3)?.parse().ok()?;
        let inode = columns.nth(1)?.parse().ok()?;
        Some(Self { address: self::address(address)?, port: u16::from_str_radix(port, 16).ok()?, listens, uid, inode })
    }
}

/// Words of 32 bits, each as this machine keeps it.
fn address(text: &str) -> Option<IpAddr> {
    let word = |at: usize| Some(u32::from_str_radix(text.get(at * 8..at * 8 + 8)?, 16).ok()?.to_ne_bytes());
    match text.len() {
        8 => Some(Ipv4Addr::from(word(0)?).into()),
        32 => {
            let words = [word(0)?, word(1)?, word(2)?, word(3)?];
            let bytes: [u8; 16] = words.concat().try_into().ok()?;
            Some(Ipv6Addr::from(bytes).to_canonical())
        }
        _ => None,
    }
}

/// Those that a connection to 127.0.0.1 may come to. Beside one of the older family, one of the newer gets none of them.
fn taking_local(mut sockets: Vec<Socket>) -> Vec<Socket> {
    sockets.retain(|Socket { address, .. }| *address == Ipv4Addr::LOCALHOST || address.is_unspecified());
    if sockets.iter().any(|socket| socket.address.is_ipv4()) {
        sockets.retain(|socket| socket.address.is_ipv4());
    }
    sockets
}

fn who(inode: u64, uid: u32) -> Stranger {
    match program(inode) {
        Some(name) => Stranger::Program(name),
        None => Stranger::Of(user(uid).unwrap_or_else(|| uid.to_string())),
    }
}

/// Other people's programs keep their open files to themselves.
fn program(inode: u64) -> Option<String> {
    let socket = format!("socket:[{inode}]");
    let holds = |process: &Path| {
        let files = fs::read_dir(process.join("fd")).into_iter().flatten().flatten();
        files
            .into_iter()
            .any(|file| fs::read_link(file.path()).is_ok_and(|target| target.as_os_str() == socket.as_str()))
    };
    let mut processes = fs::read_dir("/proc").ok()?.flatten().map(|entry| entry.path());
    let process = processes.find(|process| holds(process))?;
    let name = fs::read_to_string(process.join("comm")).ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn user(uid: u32) -> Option<String> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let is = |line: &&str| line.split(':').nth(2).and_then(|id| id.parse().ok()) == Some(uid);
    users.lines().find(is)?.split(':').next().map(str::to_owned)
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    const HEAD: &str =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    fn found(v4: &[&str], v6: &[&str]) -> Option<Vec<(u64, u32)>> {
        let table = |lines: &[&str]| Ok([&[HEAD], lines].concat().join("\n"));
        let sockets = sockets([table(v4), table(v6)], 9993)?;
        Some(taking_local(sockets).iter().map(|socket| (socket.inode, socket.uid)).collect())
    }

    #[test]
    fn those_who_take_connections_to_this_machine_are_found() {
        let row = |address: &str, state: &str, uid: u32, inode: u64| {
            format!(
                "   0: {address} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000 {uid:5} 0 {inode} 1 0 100 0"
            )
        };
        let v4 = [
            row("0100007F:2709", "0A", 0, 11),
            row("00000000:2709", "0A", 1000, 12),
            row("0200000A:2709", "0A", 1001, 13),
            row("0100007F:270A", "0A", 1002, 14),
            row("0100007F:2709", "01", 1003, 0),
        ];
        let v6 = [
            row("00000000000000000000000000000000:2709", "0A", 33, 21),
            row("0000000000000000FFFF00000100007F:2709", "0A", 34, 22),
            row("00000000000000000000000001000000:2709", "0A", 35, 23),
        ];
        let [v4, v6] = [v4.as_slice(), v6.as_slice()].map(|rows| rows.iter().map(String::as_str).collect::<Vec<_>>());
        if cfg!(target_endian = "little") {
            assert_eq!(found(&v4, &v6), Some(vec![(11, 0), (12, 1000), (22, 34)]));
        }
        assert_eq!(found(&["   0: what is this"], &[]), None);
        assert_eq!(found(&[], &[]), Some(Vec::new()));
    }

    #[test]
    fn a_stranger_on_the_newer_familys_port_does_not_hide_the_service() {
        let row = |address: &str, uid: u32| format!("   0: {address}:2709 0:0 0A 0:0 0:0 0 {uid} 0 {uid} 1 0 100 0");
        let (service, any) = (row("0100007F", 0), row(&"0".repeat(32), 13));
        if cfg!(target_endian = "little") {
            assert_eq!(found(&[&service], &[&any]), Some(vec![(0, 0)]));
        }
        assert_eq!(found(&[], &[&any]), Some(vec![(13, 13)]), "it takes both where it is alone");
    }

    #[test]
    fn nobody_is_a_stranger_like_any_other_where_everybody_is_known() {
        assert!(knows_everybody("         0          0 4294967295\n"));
        for map in ["0 1000 1", "0 100000 65536", "0 1000 1\n1 100000 65536", "0 1 4294967294", ""] {
            assert!(!knows_everybody(map), "{map}");
        }
        let sockets = [((), 65534)];
        let judged = |nobody| judge(&sockets, &[], nobody, |(), uid| Stranger::Of(uid.to_string()));
        assert_eq!(judged(None), Listener::Stranger(Stranger::Of("65534".into())));
        assert_eq!(judged(Some(65534)), Listener::Unknown);
    }

    #[test]
    fn a_tunnel_of_ones_own_is_no_stranger_to_an_account() {
        for address in ["127.0.0.1:0", "127.0.0.2:0", "[::1]:0"] {
            // Not every machine has the newer family.
            let Ok(socket) = TcpListener::bind(address) else { continue };
            assert_eq!(listener_for_us(socket.local_addr().unwrap().port()), Listener::Service, "{address}");
        }
    }

    #[test]
    fn a_program_of_ones_own_is_known_by_name() {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = socket.local_addr().unwrap().port();
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(fs::read_to_string);
        let sockets = sockets(tables, port).unwrap();
        let Socket { inode, uid, .. } = sockets.into_iter().next().unwrap();
        let own = fs::read_to_string("/proc/self/comm").unwrap();
        assert_eq!(who(inode, uid), Stranger::Program(own.trim().to_owned()));
    }
}

//! Who listens on a port of this machine, as the kernel's own list tells.

use std::{
    ffi::CStr,
    path::{Path, PathBuf},
    ptr,
};

use companion::desktop::Listener;
use zerotier_api::Stranger;

use super::{sockets, usual_homes};
use crate::platform::listening::{judge, owners};

/// Whoever takes connections to 127.0.0.1 on this port.
pub(crate) fn listener(port: u16, home: Option<&Path>) -> Listener {
    find(port, &owners(home))
}

/// The same where the person's own programs may listen as well.
pub(crate) fn listener_for_us(port: u16) -> Listener {
    let homes = usual_homes();
    let services = owners(homes.iter().map(PathBuf::as_path));
    find(port, &[services, vec![rustix::process::geteuid().as_raw()]].concat())
}

fn find(port: u16, owners: &[u32]) -> Listener {
    let Some(sockets) = list().and_then(|list| sockets::listening(&list, port)) else { return Listener::Unknown };
    judge(&sockets, owners, None, |pid, uid| {
        program(*pid).map_or_else(|| Stranger::Of(uid.to_string()), Stranger::Program)
    })
}

/// Grows between the two calls as sockets are made; asked for a little more than it was, it fits.
#[allow(unsafe_code, reason = "the system's only list that tells everybody whose a socket is; no crate reads it")]
fn list() -> Option<Vec<u8>> {
    const NAME: &CStr = c"net.inet.tcp.pcblist_n";
    let mut length = 0;
    // SAFETY: the name ends in a zero; without a buffer only the length is written, which lives here.
    let asked = unsafe { libc::sysctlbyname(NAME.as_ptr(), ptr::null_mut(), &raw mut length, ptr::null_mut(), 0) };
    if asked != 0 {
        return None;
    }
    length += length / 4 + 4096;
    let mut list = vec![0_u8; length];
    // SAFETY: the buffer is as long as said and lives until the call is over, which says how much of it was written.
    let read =
        unsafe { libc::sysctlbyname(NAME.as_ptr(), list.as_mut_ptr().cast(), &raw mut length, ptr::null_mut(), 0) };
    list.truncate(length);
    (read == 0).then_some(list)
}

/// Other people's programs may keep their names to themselves.
#[allow(unsafe_code, reason = "libproc has no other face")]
fn program(pid: u32) -> Option<String> {
    let mut name = [0_u8; 64];
    let size = u32::try_from(name.len()).ok()?;
    // SAFETY: the buffer is as long as said and lives until the call is over, which says how much of it was written.
    let length = unsafe { libc::proc_name(pid.try_into().ok()?, name.as_mut_ptr().cast(), size) };
    let name = name.get(..usize::try_from(length).ok()?)?;
    Some(String::from_utf8_lossy(name).into_owned()).filter(|name| !name.is_empty())
}

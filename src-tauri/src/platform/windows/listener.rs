//! Who listens on a port of this machine, as the system's own tables tell.

use std::path::Path;

use companion::desktop::Listener;
use windows::{
    Win32::{
        Foundation::{CloseHandle, ERROR_INSUFFICIENT_BUFFER, NO_ERROR},
        NetworkManagement::IpHelper::{GetExtendedTcpTable, TCP_TABLE_OWNER_PID_LISTENER},
        Networking::WinSock::{ADDRESS_FAMILY, AF_INET, AF_INET6},
        System::Threading::{
            OpenProcess, PROCESS_NAME_WIN32, PROCESS_QUERY_INFORMATION, PROCESS_QUERY_LIMITED_INFORMATION,
            QueryFullProcessImageNameW,
        },
    },
    core::PWSTR,
};
use windows_service::service::ServiceAccess;
use zerotier_api::Stranger;

use super::{service, sockets, usual_homes};

/// Whoever takes connections to 127.0.0.1 on this port: the service's own process, or somebody else.
pub(crate) fn listener(port: u16, home: Option<&Path>) -> Listener {
    let owners = table(AF_INET).zip(table(AF_INET6)).and_then(|(v4, v6)| sockets::owners(&v4, &v6, port));
    let Some(owners) = owners.filter(|owners| !owners.is_empty()) else { return Listener::Unknown };
    let status = service(ServiceAccess::QUERY_STATUS).and_then(|service| service.query_status());
    let own = status.ok().and_then(|status| status.process_id);
    match owners.into_iter().find(|owner| Some(*owner) != own) {
        None => Listener::Service,
        // Of a service in another folder the system knows nothing.
        Some(_) if home.is_some_and(|home| !usual_homes().iter().any(|usual| usual == home)) => Listener::Unknown,
        Some(other) => {
            let name = program(other).unwrap_or_else(|| format!("process {other}"));
            Listener::Stranger(Stranger::Program(name))
        }
    }
}

/// The same where the person's own programs may listen as well. Only those let themselves be looked into.
pub(crate) fn listener_for_us(port: u16) -> Listener {
    match listener(port, None) {
        Listener::Stranger(_) if others(port).is_some_and(|others| others.into_iter().all(is_ours)) => {
            Listener::Service
        }
        found => found,
    }
}

/// Those who take connections to 127.0.0.1 on this port, without the service itself.
fn others(port: u16) -> Option<Vec<u32>> {
    let (v4, v6) = table(AF_INET).zip(table(AF_INET6))?;
    let own = service(ServiceAccess::QUERY_STATUS).and_then(|service| service.query_status());
    let own = own.ok().and_then(|status| status.process_id);
    Some(sockets::owners(&v4, &v6, port)?.into_iter().filter(|owner| Some(*owner) != own).collect())
}

#[allow(unsafe_code, reason = "the system's only way to a process")]
fn is_ours(process: u32) -> bool {
    // SAFETY: the handle is closed once, here.
    unsafe { OpenProcess(PROCESS_QUERY_INFORMATION, false, process).and_then(|handle| CloseHandle(handle)).is_ok() }
}

/// Grows between two calls as sockets are made.
#[allow(unsafe_code, reason = "the system's only list of whose a socket is")]
fn table(family: ADDRESS_FAMILY) -> Option<Vec<u32>> {
    const TRIES: usize = 5;
    let mut bytes = 16 << 10;
    for _ in 0..TRIES {
        let mut table = vec![0_u32; usize::try_from(bytes).ok()?.div_ceil(size_of::<u32>())];
        bytes = u32::try_from(size_of_val(&table[..])).ok()?;
        // SAFETY: the buffer is as long as said, aligned to words, and lives until the call is over.
        let said = unsafe {
            GetExtendedTcpTable(
                Some(table.as_mut_ptr().cast()),
                &raw mut bytes,
                false,
                u32::from(family.0),
                TCP_TABLE_OWNER_PID_LISTENER,
                0,
            )
        };
        if said == NO_ERROR.0 {
            return Some(table);
        }
        if said != ERROR_INSUFFICIENT_BUFFER.0 {
            return None;
        }
    }
    None
}

/// The name of its file. Other people's programs may keep it to themselves.
#[allow(unsafe_code, reason = "the system's only way to a process")]
fn program(process: u32) -> Option<String> {
    let mut path = [0_u16; 1024];
    let mut length = u32::try_from(path.len()).ok()?;
    // SAFETY: the buffer is as long as said and lives until the call is over; the handle is closed once, here.
    unsafe {
        let handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, false, process).ok()?;
        let told = QueryFullProcessImageNameW(handle, PROCESS_NAME_WIN32, PWSTR(path.as_mut_ptr()), &raw mut length);
        CloseHandle(handle).and(told).ok()?;
    }
    let path = String::from_utf16_lossy(path.get(..usize::try_from(length).ok()?)?);
    path.rsplit('\\').next().map(str::to_owned)
}

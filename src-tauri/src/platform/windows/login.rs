//! Starting at login: a value in the person's own part of the registry. The library the other systems have writes it
//! without quotation marks.

use std::io;

use tauri::{AppHandle, Builder, Wry};
use windows::Win32::Foundation::ERROR_FILE_NOT_FOUND;
use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE, Result, Type};

use super::{
    own_program,
    run_value::{ALLOWED, is_allowed, mended, value},
};

const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
/// The system's own list of what starts, in which a person switches things off.
const MARKS: &str = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run";

/// Nothing has to be.
pub(crate) fn prepare_login(app: Builder<Wry>) -> Builder<Wry> {
    app
}

pub(crate) fn start_at_login(app: &AppHandle, on: bool) -> io::Result<()> {
    let name = &app.package_info().name;
    if on {
        CURRENT_USER.create(RUN)?.set_string(name, value(&program()?))?;
        if mark(CURRENT_USER, name)?.is_some() {
            CURRENT_USER.create(MARKS)?.set_bytes(name, Type::Bytes, &ALLOWED)?;
        }
        return Ok(());
    }
    // An earlier version, started by an administrator, wrote it for everybody.
    for root in [CURRENT_USER, LOCAL_MACHINE] {
        if read(root, name)?.is_some() {
            root.options().write().open(RUN)?.remove_value(name)?;
        }
    }
    Ok(())
}

/// Mends the value of an earlier version on the way.
pub(crate) fn starts_at_login(app: &AppHandle) -> io::Result<bool> {
    let name = &app.package_info().name;
    let own = read(CURRENT_USER, name)?;
    if let Some(mended) = own.as_deref().and_then(|kept| mended(kept, &program().ok()?)) {
        tracing::info!("starting at login: the path gets quotation marks");
        CURRENT_USER.create(RUN)?.set_string(name, mended)?;
    }
    if own.is_none() && read(LOCAL_MACHINE, name)?.is_none() {
        return Ok(false);
    }
    let marks = [mark(CURRENT_USER, name)?, mark(LOCAL_MACHINE, name)?];
    Ok(marks.iter().flatten().all(|mark| is_allowed(mark)))
}

fn program() -> io::Result<String> {
    let path = own_program()?;
    path.into_os_string().into_string().map_err(|_| io::ErrorKind::InvalidFilename.into())
}

fn read(root: &Key, name: &str) -> Result<Option<String>> {
    if_there(root.open(RUN).and_then(|key| key.get_string(name)))
}

fn mark(root: &Key, name: &str) -> Result<Option<Vec<u8>>> {
    if_there(root.open(MARKS).and_then(|key| key.get_value(name)).map(|mark| mark.to_vec()))
}

fn if_there<T>(read: Result<T>) -> Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.code() == ERROR_FILE_NOT_FOUND.to_hresult() => Ok(None),
        Err(error) => Err(error),
    }
}

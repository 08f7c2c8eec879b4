//! What the system's shell starts: this program as an administrator, a browser, a file manager.

use std::{
    ffi::{OsStr, OsString},
    io,
    os::windows::ffi::{OsStrExt as _, OsStringExt as _},
    path::Path,
};

use companion::ports::service::Refusal;
use windows::{
    Win32::{
        Foundation::{CloseHandle, ERROR_CANCELLED},
        System::{
            Com::{COINIT_APARTMENTTHREADED, COINIT_DISABLE_OLE1DDE, CoInitializeEx, CoUninitialize},
            Threading::{GetExitCodeProcess, INFINITE, WaitForSingleObject},
        },
        UI::{
            Shell::{
                SEE_MASK_FLAG_NO_UI, SEE_MASK_NOASYNC, SEE_MASK_NOCLOSEPROCESS, SHELLEXECUTEINFOW, ShellExecuteExW,
            },
            WindowsAndMessaging::{SW_HIDE, SW_SHOWNORMAL},
        },
    },
    core::{PCWSTR, w},
};

use super::command_line::line;

pub(crate) fn open_address(address: &str) -> io::Result<()> {
    open(w!("open"), address.as_ref())
}

/// Explores it: a program that stands in its place is not started.
pub(crate) fn open_folder(folder: &Path) -> io::Result<()> {
    open(w!("explore"), folder.as_os_str())
}

/// No other program gets the address on its way, and none of its words mean anything.
#[allow(unsafe_code, reason = "the system's own way, without a command line in between")]
fn open(verb: PCWSTR, what: &OsStr) -> io::Result<()> {
    let what = wide(what);
    let mut asked = SHELLEXECUTEINFOW {
        cbSize: u32::try_from(size_of::<SHELLEXECUTEINFOW>()).unwrap_or_default(),
        fMask: SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
        lpVerb: verb,
        lpFile: PCWSTR(what.as_ptr()),
        nShow: SW_SHOWNORMAL.0,
        ..SHELLEXECUTEINFOW::default()
    };
    // SAFETY: the structure and its texts, which end in a zero, live until the call is over; what was begun on this thread
    // is ended on it. Browsers are found through what is begun here.
    unsafe {
        let begun = CoInitializeEx(None, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
        let opened = ShellExecuteExW(&raw mut asked);
        if begun.is_ok() {
            CoUninitialize();
        }
        opened.map_err(io::Error::other)
    }
}

#[allow(unsafe_code, reason = "the system's only way to ask for an administrator; no crate tells refused from failed")]
pub(super) fn run_elevated(program: &OsStr, words: &[OsString]) -> Result<i32, Refusal> {
    let words: Vec<Vec<u16>> = words.iter().map(|word| word.encode_wide().collect()).collect();
    let line = OsString::from_wide(&line(words.iter().map(Vec::as_slice)));
    let (program, line) = (wide(program), wide(&line));
    let mut asked = SHELLEXECUTEINFOW {
        cbSize: u32::try_from(size_of::<SHELLEXECUTEINFOW>()).unwrap_or_default(),
        fMask: SEE_MASK_NOASYNC | SEE_MASK_NOCLOSEPROCESS,
        lpVerb: w!("runas"),
        lpFile: PCWSTR(program.as_ptr()),
        lpParameters: PCWSTR(line.as_ptr()),
        nShow: SW_HIDE.0,
        ..SHELLEXECUTEINFOW::default()
    };
    let failed = |error: windows::core::Error| match error.code() {
        code if code == ERROR_CANCELLED.to_hresult() => Refusal::Cancelled,
        _ => Refusal::Failed { said: error.message() },
    };
    let mut code = 0;
    // SAFETY: the structure and both texts, which end in a zero, live until the call is over; the handle it gives is
    // closed once, here.
    unsafe {
        ShellExecuteExW(&raw mut asked).map_err(failed)?;
        WaitForSingleObject(asked.hProcess, INFINITE);
        let ended = GetExitCodeProcess(asked.hProcess, &raw mut code);
        CloseHandle(asked.hProcess).and(ended).map_err(failed)?;
    }
    Ok(code.cast_signed())
}

pub(super) fn wide(text: &OsStr) -> Vec<u16> {
    text.encode_wide().chain([0]).collect()
}

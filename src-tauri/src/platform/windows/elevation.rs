//! One deed with an administrator's rights: this program again, asked for through the system.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    os::windows::fs::OpenOptionsExt as _,
};

use companion::ports::service::Refusal;
use tokio::{
    io::AsyncReadExt as _,
    net::windows::named_pipe::{NamedPipeServer, ServerOptions},
};
use windows::{
    Win32::{
        Foundation::{HLOCAL, LocalFree},
        Security::{
            Authorization::{ConvertStringSecurityDescriptorToSecurityDescriptorW, SDDL_REVISION_1},
            PSECURITY_DESCRIPTOR, SECURITY_ATTRIBUTES,
        },
        Storage::FileSystem::SECURITY_IDENTIFICATION,
    },
    core::{PCWSTR, w},
};
use zeroize::Zeroizing;
use zerotier_api::Secret;

use super::{execute::run_elevated, own_program};
use crate::{
    elevated::{Outcome, Verb},
    platform::is_guarded,
};

/// All for whoever made it, for administrators and for the system; nothing inherited and nothing for anybody else.
const PIPE_RIGHTS: PCWSTR = w!("D:P(A;;GA;;;OW)(A;;GA;;;BA)(A;;GA;;;SY)");

pub(crate) async fn elevate(verb: Verb) -> Result<Outcome, Refusal> {
    match verb {
        Verb::ReadToken { home, .. } => hear_token(|pipe| Verb::ReadToken { home, pipe }).await,
        Verb::RenewToken { .. } => hear_token(|pipe| Verb::RenewToken { pipe }).await,
        verb => Ok(Outcome { code: Some(run_as(verb).await?), handed_over: Zeroizing::default(), said: String::new() }),
    }
}

/// There is no standard output across this border, so the token comes through a pipe. It only leads in: whoever opens
/// it can write and not read, and its name can't be guessed or taken before.
async fn hear_token(verb: impl FnOnce(Option<String>) -> Verb) -> Result<Outcome, Refusal> {
    let name = unguessable().map_err(failed)?;
    let pipe = pipe(&name).map_err(failed)?;
    let reading = tokio::spawn(async move {
        let mut token = Zeroizing::new(Vec::with_capacity(512));
        pipe.connect().await?;
        pipe.take(512).read_to_end(&mut token).await?;
        io::Result::Ok(token)
    });
    let code = run_as(verb(Some(name))).await;
    if !matches!(code, Ok(0)) {
        // Nobody will come.
        reading.abort();
        return Ok(Outcome { code: Some(code?), handed_over: Zeroizing::default(), said: String::new() });
    }
    let handed_over = reading.await.map_err(io::Error::other).flatten().map_err(failed)?;
    Ok(Outcome { code: Some(0), handed_over, said: String::new() })
}

/// One that the person and administrators alone may open, and nobody before it.
#[allow(unsafe_code, reason = "a pipe's rights can only be named in the system's own way")]
fn pipe(name: &str) -> io::Result<NamedPipeServer> {
    let mut rights = PSECURITY_DESCRIPTOR::default();
    // SAFETY: the text ends in a zero; what it gives is given back once, here, after the pipe is made with it.
    unsafe {
        ConvertStringSecurityDescriptorToSecurityDescriptorW(PIPE_RIGHTS, SDDL_REVISION_1, &raw mut rights, None)
            .map_err(io::Error::other)?;
        let mut attributes = SECURITY_ATTRIBUTES {
            nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default(),
            lpSecurityDescriptor: rights.0,
            bInheritHandle: false.into(),
        };
        let pipe = ServerOptions::new()
            .access_outbound(false)
            .first_pipe_instance(true)
            .max_instances(1)
            .reject_remote_clients(true)
            .create_with_security_attributes_raw(pipe_path(name), (&raw mut attributes).cast());
        LocalFree(Some(HLOCAL(rights.0)));
        pipe
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn failed(error: io::Error) -> Refusal {
    Refusal::Failed { said: error.to_string() }
}

fn unguessable() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

fn pipe_path(name: &str) -> String {
    format!(r"\\.\pipe\perigee-{name}")
}

pub(crate) fn hand_over(token: &Secret, pipe: Option<&str>) -> io::Result<()> {
    let bytes = token.expose_secret().as_bytes();
    match pipe {
        // Whoever made the pipe learns who comes, and may do nothing in his name.
        Some(name) => {
            let mut options = OpenOptions::new();
            options.write(true).security_qos_flags(SECURITY_IDENTIFICATION.0);
            options.open(pipe_path(name))?.write_all(bytes)
        }
        None => io::stdout().write_all(bytes),
    }
}

/// Starts this program again as an administrator and gives its exit code.
async fn run_as(verb: Verb) -> Result<i32, Refusal> {
    let program = own_program().map_err(failed)?;
    if !is_guarded(&program) {
        return Err(Refusal::Unguarded { program });
    }
    let asked = tokio::task::spawn_blocking(move || run_elevated(program.as_os_str(), &verb.args()));
    asked.await.unwrap_or_else(|stopped| Err(Refusal::Failed { said: stopped.to_string() }))
}

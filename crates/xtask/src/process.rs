//! Other programs: found, started, waited for, and described in a sentence when they fail.

use std::{
    env::consts::{EXE_SUFFIX, OS},
    io,
    process::{Child, Command, ExitStatus, Stdio},
};

use anyhow::{Context as _, Result, bail};

/// Cargo, the one that runs this task.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What Cargo told this task about itself is not true of another package.
    cargo.env_remove("CARGO_MANIFEST_DIR");
    cargo
}

/// The same, building exactly what the lock file names.
pub fn cargo_locked(verb: &str) -> Command {
    let mut cargo = cargo();
    cargo.args([verb, "--locked"]);
    cargo
}

/// npm, in the page's folder. It is a script on Windows, which has to be named in full.
pub fn npm() -> Command {
    let mut npm = Command::new(if OS == "windows" { "npm.cmd" } else { "npm" });
    npm.args(["--prefix", "ui"]);
    npm
}

/// Whether this program can be started by its name.
pub fn is_installed(program: &str) -> bool {
    let names = [program.to_owned(), format!("{program}{EXE_SUFFIX}"), format!("{program}.cmd")];
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=+./:,@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Starts it; a missing program is named.
pub fn spawn(command: &mut Command) -> Result<Child> {
    command.spawn().map_err(|error| not_started(command, &error))
}

/// Runs it in sight of the person.
pub fn run(command: &mut Command) -> Result<()> {
    println!("> {}", shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    succeeded(command, status)
}

/// Runs it out of sight and gives what it wrote.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    succeeded(command, output.status).with_context(|| said.trim().to_owned())?;
    String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote something that is not text", shown(command)))
}

pub fn succeeded(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

pub fn not_started(command: &Command, error: &io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy();
    if error.kind() == io::ErrorKind::NotFound {
        anyhow::anyhow!("`{program}` is not installed, or not on the path")
    } else {
        anyhow::anyhow!("`{program}` could not be started: {error}")
    }
}

/// A program that ends with its owner.
#[derive(Debug)]
pub struct Guarded(pub Child);

impl Drop for Guarded {
    fn drop(&mut self) {
        // Asked to end, a display or a web engine removes its files and its children; killed, it leaves them behind.
        let asked = Command::new("kill").arg(self.0.id().to_string()).stderr(Stdio::null()).status();
        let patience = std::time::Duration::from_secs(5);
        let ended = asked.is_ok() && matches!(wait_timeout::ChildExt::wait_timeout(&mut self.0, patience), Ok(Some(_)));
        if !ended && self.0.kill().is_ok() {
            // Only the exit status is lost.
            let _ = self.0.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_command_can_be_pasted() {
        let mut command = Command::new("apt-get");
        command.args(["install", "-y", "it's", ""]);
        assert_eq!(shown(&command), r"apt-get install -y 'it'\''s' ''");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = output(&mut Command::new("no-such-program")).unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program` is not installed, or not on the path");
    }
}

//! What is generated and every test without a window, on other days, in other zones and languages: what holds today
//! holds then. The clock is really another one: libfaketime stands between the programs and the system's.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::Mutex,
    thread,
};

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::{
    process, setup,
    step::{self, Log, Step},
    types, versions, whole_system,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    consent: setup::Consent,
    /// Only those days that `test` tries, too
    #[arg(long)]
    quick: bool,
}

/// A machine somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Elsewhere {
    name: &'static str,
    /// As faketime reads it: by the wall clock of the zone, or from now on.
    clock: &'static str,
    zone: &'static str,
    language: &'static str,
}

const fn elsewhere(name: &'static str, clock: &'static str, zone: &'static str, language: &'static str) -> Elsewhere {
    Elsewhere { name, clock, zone, language }
}

/// The first ones are the quick form: between them a day ends and a year ends, and both ends of the world are there.
const QUICK: usize = 2;
#[rustfmt::skip]
const ELSEWHERE: [Elsewhere; 9] = [
    elsewhere("tomorrow in Kiritimati", "+1d", "Pacific/Kiritimati", "de_DE.UTF-8"),
    elsewhere("new year in St John's", "@2027-12-31 23:59:45", "America/St_Johns", "C"),
    elsewhere("in forty days", "+40d", "UTC", "C.UTF-8"),
    elsewhere("31 January", "@2027-01-31 23:59:45", "UTC", "en_GB.UTF-8"),
    elsewhere("29 February", "@2028-02-29 23:59:45", "Asia/Kolkata", "ar_EG.UTF-8"),
    elsewhere("the night summer time begins", "@2027-03-28 01:59:45", "Europe/Berlin", "de_DE.UTF-8"),
    elsewhere("the night it ends", "@2027-10-31 02:59:45", "Europe/Berlin", "tr_TR.UTF-8"),
    elsewhere("a year back in Apia", "@2025-11-30 12:00:00", "Pacific/Apia", ""),
    elsewhere("in the year 2039", "@2039-06-30 12:00:00", "Europe/Lisbon", "ja_JP.UTF-8"),
];

pub fn perform(arguments: &Arguments) -> Result<ExitCode> {
    versions::check()?;
    setup::system(setup::FOR_TESTS, arguments.consent)?;
    step::run(steps(arguments.quick))
}

/// One step for each day.
pub fn steps(quick: bool) -> Vec<Step> {
    let days = if quick { &ELSEWHERE[..QUICK] } else { &ELSEWHERE[..] };
    days.iter().map(|day| Step::new(day.name, |log| day.try_everything(log))).collect()
}

/// A test program that Cargo has built.
struct Program {
    name: String,
    file: PathBuf,
    /// Where Cargo runs it.
    folder: PathBuf,
}

impl Elsewhere {
    fn try_everything(&self, log: &Log) -> Result<()> {
        let programs = programs()?;
        // Most of their time they wait, for the fiftieth part of a minute.
        let (next, failed) = (Mutex::new(programs.iter()), Mutex::new(Vec::new()));
        let take = || next.lock().ok()?.next();
        thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(|| {
                    while let Some(program) = take() {
                        if let (Err(error), Ok(mut failed)) = (self.try_one(program, log), failed.lock()) {
                            failed.push(format!("{}: {error:#}", program.name));
                        }
                    }
                });
            }
        });
        let failed = failed.into_inner().map_err(|_| anyhow::anyhow!("a thread of this task has panicked"))?;
        ensure!(failed.is_empty(), "{}", failed.join("\n"));
        Ok(())
    }

    fn try_one(&self, program: &Program, log: &Log) -> Result<()> {
        let mut command = self.command(program);
        if program.name != FIXTURES {
            return log.run_beside(&mut command);
        }
        types::check_fixtures(|variable, folder| log.run_beside(command.arg("--ignored").env(variable, folder)))
    }

    fn command(&self, program: &Program) -> Command {
        let mut command = Command::new("faketime");
        // What waits, waits as ever; what is written gets the kernel's time, which is everybody's.
        command.args(["-m", "--exclude-monotonic", "-f", self.clock]).arg(&program.file).arg("--quiet");
        command
            .current_dir(&program.folder)
            .env("CARGO_MANIFEST_DIR", &program.folder)
            .envs([("TZ", self.zone), ("LANG", self.language), ("LC_ALL", self.language)])
            .env_remove("LANGUAGE");
        command
    }
}

const FIXTURES: &str = "fixtures";
/// Those that take half a minute begin first.
const LONG: [&str; 2] = [FIXTURES, "rotation"];
const AT_ONCE: usize = 4;
/// This very program's own tests are left out: they are about files, whose time is the kernel's.
const PACKAGES: [&str; 3] = ["companion", "simulator", "zerotier-api"];

/// Builds them, by the clock of this machine: Cargo compares it with that of files.
fn programs() -> Result<Vec<Program>> {
    let mut build = process::cargo_locked("test");
    build.args(["--no-run", "--message-format=json"]);
    build.args(PACKAGES.map(|name| format!("--package={name}"))).arg("--package=whole-system");
    build.args(["--lib", "--bins", "--tests"]);
    let told = process::output(&mut build)?;
    let mut programs: Vec<Program> = told.lines().filter_map(program).collect();
    ensure!(programs.iter().any(|program| program.name == FIXTURES), "`{}` built no fixtures", process::shown(&build));
    programs.sort_by_key(|program| !LONG.contains(&program.name.as_str()));
    Ok(programs)
}

/// Reads a line in which Cargo says what it has built; none for a program that is not run here.
fn program(line: &str) -> Option<Program> {
    let told: Value = serde_json::from_str(line).ok()?;
    let (name, file) = (told["target"]["name"].as_str()?, told["executable"].as_str()?);
    let folder = Path::new(told["manifest_path"].as_str()?).parent()?;
    let is_whole = folder.ends_with("tests");
    let runs = !is_whole || name == FIXTURES || !whole_system::needs_app(name);
    let is_test = told["profile"]["test"] == true;
    (is_test && runs).then(|| Program { name: name.to_owned(), file: file.into(), folder: folder.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tests_that_need_no_window_are_run_elsewhere() {
        let line = |name: &str, folder: &str, test: bool| {
            let told = serde_json::json!({
                "target": { "name": name }, "profile": { "test": test }, "executable": format!("target/{name}-1"),
                "manifest_path": format!("{folder}/Cargo.toml"),
            });
            program(&told.to_string()).map(|program| program.name)
        };
        assert_eq!(line("journey", "perigee/tests", true).as_deref(), Some("journey"));
        assert_eq!(line("fixtures", "perigee/tests", true).as_deref(), Some("fixtures"));
        assert_eq!(line("window", "perigee/tests", true), None);
        assert_eq!(line("simulator", "perigee/crates/simulator", false), None);
        assert_eq!(line("simulator", "perigee/crates/simulator", true).as_deref(), Some("simulator"));
        assert!(program("no JSON").is_none());
    }
}

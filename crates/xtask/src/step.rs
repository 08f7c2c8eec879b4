//! A task's steps: each runs if what it needs has passed, its output is shown in full if it fails, and a table tells all.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use wait_timeout::ChildExt as _;

use crate::{process, repository};

/// No step takes this long; a hanging one must not keep the others from being seen.
const PATIENCE: Duration = Duration::from_secs(40 * 60);

type Deed = Box<dyn FnOnce(&Log) -> Result<()>>;

pub struct Step {
    name: String,
    needs: &'static [&'static str],
    deed: Deed,
}

impl Step {
    pub fn new(name: impl Into<String>, deed: impl FnOnce(&Log) -> Result<()> + 'static) -> Self {
        Self { name: name.into(), needs: &[], deed: Box::new(deed) }
    }

    /// A step that is one command.
    pub fn command(name: impl Into<String>, mut command: Command) -> Self {
        Self::new(name, move |log| log.run(&mut command))
    }

    /// Steps that must have passed before this one can tell anything.
    #[must_use]
    pub fn needs(mut self, needs: &'static [&'static str]) -> Self {
        self.needs = needs;
        self
    }
}

/// Where a step's programs write.
pub struct Log(PathBuf);

impl Log {
    /// Runs it with its output in the log, errors and all, in the order written.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let mut out = File::options().append(true).open(&self.0)?;
        writeln!(out, "> {}", process::shown(command))?;
        let (out, err) = (out.try_clone()?, out);
        let mut child = process::spawn(command.stdin(Stdio::null()).stdout(out).stderr(err))?;
        if let Some(status) = child.wait_timeout(PATIENCE)? {
            return process::succeeded(command, status);
        }
        child.kill()?;
        child.wait()?;
        bail!("`{}` had not ended after {} minutes", process::shown(command), PATIENCE.as_secs() / 60)
    }

    /// Runs it beside others: what it wrote stands in the log in one piece once it has ended.
    pub fn run_beside(&self, command: &mut Command) -> Result<()> {
        // Two programs may bear the same name.
        let folder = self.0.parent().context("a log lies in a folder")?;
        let own = tempfile::NamedTempFile::new_in(folder)?.into_temp_path();
        let log = Self(own.to_path_buf());
        let outcome = log.run(command);
        File::options().append(true).open(&self.0)?.write_all(log.text().as_bytes())?;
        own.close()?;
        outcome
    }

    fn text(&self) -> String {
        fs::read(&self.0).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }
}

enum Outcome {
    Passed,
    Failed,
    /// A step it needs has not passed.
    NotRun(&'static str),
}

struct Told {
    name: String,
    outcome: Outcome,
    took: Duration,
}

/// Runs all of them and tells; the last line is the count.
pub fn run(steps: Vec<Step>) -> Result<ExitCode> {
    let folder = repository::target().join("xtask");
    fs::create_dir_all(&folder).context("the folder for logs can't be made")?;
    let mut told: Vec<Told> = Vec::new();
    for step in steps {
        let outcome = told_after(step, &told, &folder)?;
        told.push(outcome);
    }
    Ok(tell(&told))
}

fn told_after(step: Step, before: &[Told], folder: &Path) -> Result<Told> {
    let passed = |name: &str| before.iter().all(|told| told.name != name || matches!(told.outcome, Outcome::Passed));
    if let Some(missing) = step.needs.iter().find(|name| !passed(name)) {
        return Ok(Told { name: step.name, outcome: Outcome::NotRun(missing), took: Duration::ZERO });
    }
    println!("{} …", step.name);
    io::stdout().flush()?;
    let log = Log(folder.join(format!("{}.log", step.name.replace(' ', "-"))));
    File::create(&log.0).context("a log can't be written")?;
    let begun = Instant::now();
    let outcome = match (step.deed)(&log) {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            println!("\n--- {} failed ---\n{}\n{error:#}\n---\n", step.name, log.text().trim_end());
            Outcome::Failed
        }
    };
    Ok(Told { name: step.name, outcome, took: begun.elapsed() })
}

fn tell(told: &[Told]) -> ExitCode {
    println!("\n{}", table(told));
    if told.iter().all(|told| matches!(told.outcome, Outcome::Passed)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn table(told: &[Told]) -> String {
    let width = told.iter().map(|told| told.name.chars().count()).max().unwrap_or_default();
    let mut lines = Vec::new();
    for Told { name, outcome, took } in told {
        let seconds = took.as_secs_f64();
        lines.push(match outcome {
            Outcome::Passed => format!("{name:width$}  {seconds:7.1} s  passed"),
            Outcome::Failed => format!("{name:width$}  {seconds:7.1} s  FAILED"),
            Outcome::NotRun(needs) => format!("{name:width$}          –  not run: it needs “{needs}”"),
        });
    }
    let passed = told.iter().filter(|told| matches!(told.outcome, Outcome::Passed)).count();
    lines.push(String::new());
    lines.push(format!("{passed} passed, {} failed", told.len() - passed));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(steps: Vec<Step>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let mut told = Vec::new();
        for step in steps {
            let next = told_after(step, &told, folder.path()).unwrap();
            told.push(Told { took: Duration::ZERO, ..next });
        }
        table(&told)
    }

    #[test]
    fn a_failure_stops_only_what_needs_it() {
        let table = told_of(vec![
            Step::new("page", |_| bail!("no")),
            Step::new("app", |_| Ok(())).needs(&["page"]),
            Step::new("window", |_| Ok(())).needs(&["app"]),
            Step::new("unit", |_| Ok(())),
        ]);
        let expected = "page        0.0 s  FAILED\n\
                        app             –  not run: it needs “page”\n\
                        window          –  not run: it needs “app”\n\
                        unit        0.0 s  passed\n\
                        \n\
                        1 passed, 3 failed";
        assert_eq!(table, expected);
    }

    #[test]
    fn a_need_that_is_not_among_the_steps_holds_nobody_up() {
        assert!(told_of(vec![Step::new("window", |_| Ok(())).needs(&["app"])]).ends_with("1 passed, 0 failed"));
    }

    #[test]
    fn a_log_holds_what_a_program_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log(folder.path().join("log"));
        File::create(&log.0).unwrap();
        log.run(process::cargo().arg("--version")).unwrap();
        assert!(log.text().contains("\ncargo "), "{}", log.text());
        assert!(log.run(process::cargo().arg("no-such-task")).is_err());
        log.run_beside(process::cargo().arg("--help")).unwrap();
        assert!(log.text().contains("\n> ") && log.text().contains("Usage:"), "{}", log.text());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "one log");
    }

    #[test]
    fn programs_of_one_name_run_beside_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log(folder.path().join("log"));
        File::create(&log.0).unwrap();
        std::thread::scope(|scope| {
            let each = || log.run_beside(process::cargo().arg("--version"));
            let all: Vec<_> = std::iter::repeat_with(|| scope.spawn(each)).take(8).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
        assert_eq!(log.text().matches("\ncargo ").count(), 8, "{}", log.text());
    }
}

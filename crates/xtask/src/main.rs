//! Every task of this repository by name. `cargo xtask` lists them; CI calls these and nothing else.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a developer's tool: what it prints is what it is for")]
#![allow(unreachable_pub, reason = "a program exports nothing: pub says that a module's neighbours use it")]

mod app;
mod bench;
mod bundle;
mod calendar;
mod check;
mod deny;
mod desktop;
mod dev;
mod guards;
mod icons;
mod live;
mod macos;
mod nightly;
mod packages;
mod page;
mod process;
mod repository;
mod run;
mod setup;
mod shots;
mod step;
mod test;
mod types;
mod versions;
mod whole_system;
mod windows;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Every task of this repository by name")]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Install what is missing
    Setup(setup::Arguments),
    /// Build and start the app; without a display, save a picture of it
    Run(run::Arguments),
    /// Start the app on a page that follows every edit
    Dev(dev::Arguments),
    /// Show every screen in every state in a browser
    Gallery,
    /// Run every test
    Test(test::Arguments),
    /// Check format, lints, types, generated files and the architecture
    Check,
    /// Write the page's types and fixtures from the Rust ones
    Types,
    /// Draw the app icon and the tray glyphs from icons/source
    Icons(icons::Arguments),
    /// Run every test without a window on other days, in other time zones and languages
    Calendar(calendar::Arguments),
    /// Run every property test on a million new inputs
    Nightly(nightly::Arguments),
    /// Take the pictures in docs/shots
    Shots(setup::Consent),
    /// Measure the app against its budgets
    Bench(bench::Arguments),
    /// Test the service client on a real service
    Live(live::Arguments),
    /// Build the installers of this system
    Bundle(bundle::Arguments),
    /// Check the app for macOS from another system: types and lints
    MacosCheck,
    /// Type-check the app for Windows from another system
    WindowsCheck(windows::Arguments),
    /// What CI runs: every test, nothing asked
    Ci,
}

fn main() -> ExitCode {
    match repository::enter().and_then(|()| perform(Arguments::parse().task)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Option<Task>) -> anyhow::Result<ExitCode> {
    let Some(task) = task else {
        Arguments::command().print_help()?;
        return Ok(ExitCode::SUCCESS);
    };
    match task {
        Task::Setup(arguments) => setup::perform(&arguments)?,
        Task::Run(arguments) => return run::perform(&arguments),
        Task::Dev(arguments) => dev::perform(&arguments)?,
        Task::Gallery => dev::gallery()?,
        Task::Test(arguments) => return test::perform(&arguments),
        Task::Check => return check::perform(),
        Task::Types => types::write()?,
        Task::Icons(arguments) => icons::perform(&arguments)?,
        Task::Calendar(arguments) => return calendar::perform(&arguments),
        Task::Nightly(arguments) => return nightly::perform(&arguments),
        Task::Shots(consent) => shots::perform(consent)?,
        Task::Bench(arguments) => bench::perform(&arguments)?,
        Task::Live(arguments) => live::perform(&arguments)?,
        Task::Bundle(arguments) => bundle::perform(&arguments)?,
        Task::MacosCheck => macos::perform()?,
        Task::WindowsCheck(arguments) => windows::perform(&arguments)?,
        Task::Ci => return test::perform(&test::Arguments::ci()),
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_task_says_what_it_does() {
        for task in Arguments::command().get_subcommands() {
            assert!(task.get_about().is_some(), "{} says nothing", task.get_name());
        }
    }
}

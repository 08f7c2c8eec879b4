//! Building the app and starting it: on this machine's service if there is one, else on the simulator. Without a display
//! it starts on a desktop of its own, and what is left is a picture.

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use crate::{
    app,
    desktop::Desktop,
    page,
    process::{self, Guarded},
    repository, setup, versions,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Show the simulator, in this scenario
    #[arg(long, value_name = "SCENARIO", num_args = 0..=1, require_equals = true, default_missing_value = "central-legacy")]
    demo: Option<String>,
    #[command(flatten)]
    consent: setup::Consent,
    /// Handed to the app
    #[arg(last = true)]
    app: Vec<String>,
}

pub fn perform(arguments: &Arguments) -> Result<ExitCode> {
    versions::check()?;
    setup::system(setup::for_running(), arguments.consent)?;
    setup::page()?;
    process::run(&mut page::script("build"))?;
    process::run(&mut app::build())?;
    let words = words(arguments);
    if setup::has_display() { on_this_display(&words) } else { on_its_own_display(&words) }
}

/// What the app is told, after telling the person.
fn words(arguments: &Arguments) -> Vec<String> {
    let mut words = arguments.app.clone();
    let names_one = words.iter().any(|word| word.starts_with("--service-home") || word.starts_with("--demo"));
    if let Some(scenario) = &arguments.demo {
        println!("Perigee shows the simulator, scenario “{scenario}”: nothing in it is real.");
        words.push(format!("--demo={scenario}"));
    } else if names_one || std::env::var_os("PERIGEE_SERVICE_HOME").is_some() {
        println!("Perigee shows the service that was named.");
    } else if let Some(home) = app::service_home() {
        println!("Perigee shows this machine's service, in {}.", home.display());
    } else {
        println!("No ZeroTier service was found on this machine: Perigee shows the simulator; nothing in it is real.");
        words.push("--demo".into());
    }
    words
}

fn on_this_display(words: &[String]) -> Result<ExitCode> {
    let mut app = Command::new(app::binary());
    println!("> {}", process::shown(app.args(words)));
    let status = process::spawn(&mut app)?.wait()?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn on_its_own_display(words: &[String]) -> Result<ExitCode> {
    println!("There is no display: it starts on one of its own, and ends when its picture is taken.");
    let desktop = Desktop::start().context("a display of its own could not be made")?;
    let mut app = Guarded(process::spawn(desktop.command(app::binary()).args(words))?);
    let file = repository::target().join("perigee.png");
    desktop.picture(&mut app.0, &file)?;
    println!("{}", file.display());
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(demo: Option<&str>, app: &[&str]) -> Vec<String> {
        let app = app.iter().map(ToString::to_string).collect();
        words(&Arguments { demo: demo.map(str::to_owned), consent: setup::Consent::default(), app })
    }

    #[test]
    fn a_named_service_is_not_replaced_by_the_simulator() {
        assert_eq!(told(None, &["--service-home", "there"]), ["--service-home", "there"]);
    }

    #[test]
    fn a_demo_that_was_asked_for_is_shown_even_beside_a_real_service() {
        assert_eq!(told(Some("sso"), &["--hidden"]), ["--hidden", "--demo=sso"]);
    }
}

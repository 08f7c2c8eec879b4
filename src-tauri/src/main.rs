//! Perigee, the app: what was asked for on the command line, and nothing else.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser;
use perigee::{Args, elevated};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) => return perigee::answer(&told),
    };
    match args.verb() {
        Some(verb) => elevated::run(verb),
        None => perigee::run(args),
    }
}

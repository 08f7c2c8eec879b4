//! The tests in tests/: which there are, what they need and where they run.

use std::env::consts::OS;

use anyhow::{Context as _, Result};

use crate::repository;

/// Tests that need a real service, which only `live` has, and what `types` and `bench` run.
const OTHERS: [&str; 3] = ["live", "fixtures", "bench"];
/// Tests that start no app.
const WITHOUT_APP: [&str; 9] = [
    "administer",
    "connecting",
    "contract",
    "contract_authorities",
    "issued",
    "journey",
    "mutations",
    "news",
    "rotation",
];
/// Tests that drive the app through a webview or a bus, which only Linux offers to tests.
const LINUX_ONLY: [&str; 11] = [
    "elevated",
    "window",
    "window_administer",
    "window_tokens",
    "tray",
    "panel",
    "secrets",
    "strangers",
    "starts",
    "crashes",
    "keychain",
];

pub fn needs_app(test: &str) -> bool {
    !WITHOUT_APP.contains(&test)
}

pub fn runs_here(test: &str) -> bool {
    OS == "linux" || !LINUX_ONLY.contains(&test)
}

/// The tests in tests/, as Cargo knows them: a new one needs no entry here.
pub fn tests() -> Result<Vec<String>> {
    let packages = repository::packages()?;
    let package = packages.iter().find(|package| package["name"] == "whole-system").context("tests/ is no package")?;
    let targets = package["targets"].as_array().map(Vec::as_slice).unwrap_or_default();
    let tests = targets.iter().filter(|target| target["kind"][0] == "test");
    let names = tests.filter_map(|target| target["name"].as_str()).filter(|name| !OTHERS.contains(name));
    Ok(names.map(str::to_owned).collect())
}

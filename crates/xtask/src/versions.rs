//! Versions of Rust and Node: what is here, what is needed, and a sentence when they differ.

use std::{fmt, process::Command, str::FromStr};

use anyhow::{Context as _, Result, bail};

use crate::{process, repository};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
}

impl FromStr for Version {
    type Err = anyhow::Error;

    /// Reads `1.95.0`, `v20.20.2`, `1.88` and `rustc 1.95.0 (59807616e 2026-04-14)`.
    fn from_str(text: &str) -> Result<Self> {
        let word = text.split_whitespace().map(|word| word.trim_start_matches('v'));
        let word = word.into_iter().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let mut parts = word.with_context(|| format!("“{text}” holds no version"))?.split('.');
        let mut part = || parts.next().and_then(|part| part.parse().ok());
        let (major, minor) = part().zip(part()).with_context(|| format!("“{text}” holds no version"))?;
        Ok(Self { major, minor })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// Vite runs on these and what follows them, but not on the odd one between.
const NODES: [Version; 2] = [Version { major: 20, minor: 19 }, Version { major: 22, minor: 12 }];

/// One sentence if Rust or Node is missing or too old.
pub fn check() -> Result<()> {
    let rust = process::output(Command::new("rustc").arg("--version"))
        .context("Rust is needed: https://rustup.rs installs it")?
        .parse()?;
    rust_fits(rust, needed_rust()?)?;
    let node = process::output(Command::new("node").arg("--version"))
        .context("Node 20.19 or newer is needed: https://nodejs.org has it")?
        .parse()?;
    node_fits(node)?;
    if !process::is_installed("npm") {
        bail!("npm is needed: it comes with Node from https://nodejs.org, and as a package of its own in some systems");
    }
    Ok(())
}

fn needed_rust() -> Result<Version> {
    let packages = repository::packages()?;
    let told = packages.iter().filter_map(|package| package["rust_version"].as_str());
    told.map(str::parse)
        .collect::<Result<Vec<Version>>>()?
        .into_iter()
        .max()
        .context("no package says which Rust it needs")
}

fn rust_fits(found: Version, needed: Version) -> Result<()> {
    if found < needed {
        bail!("Rust {needed} or newer is needed and this is {found}: `rustup update` brings it");
    }
    Ok(())
}

fn node_fits(found: Version) -> Result<()> {
    let [old, new] = NODES;
    if found < old || (found.major > old.major && found < new) {
        bail!("Node {old} (or {new}) or newer is needed and this is {found}: https://nodejs.org has it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn versions_are_read_as_programs_print_them() {
        for text in ["1.95.0", "v1.95.0", "1.95", "rustc 1.95.0 (59807616e 2026-04-14)", "rustc 1.95.0-nightly (abc)"] {
            assert_eq!(version(text).to_string(), "1.95", "{text}");
        }
        for text in ["", "v", "one.two", "rustc"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn minor_versions_are_numbers() {
        assert!(version("1.9") < version("1.88"));
    }

    #[test]
    fn an_old_rust_gets_one_sentence() {
        assert!(rust_fits(version("1.90"), version("1.90")).is_ok());
        let error = rust_fits(version("1.85"), version("1.90")).unwrap_err();
        assert_eq!(error.to_string(), "Rust 1.90 or newer is needed and this is 1.85: `rustup update` brings it");
    }

    #[test]
    fn node_fits_where_vite_runs() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.0"] {
            assert!(node_fits(version(good)).is_ok(), "{good}");
        }
        for bad in ["v18.19.0", "v20.18.3", "v21.7.0", "v22.11.0"] {
            assert!(node_fits(version(bad)).is_err(), "{bad}");
        }
    }
}

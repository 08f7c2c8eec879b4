//! This repository: where it is, which files it holds, which packages Cargo sees in it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::process;

/// The folder with the workspace's Cargo.toml.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own)
}

/// From here on every relative path starts at the root.
pub fn enter() -> Result<()> {
    std::env::set_current_dir(root()).context("the repository this task was built in is gone; run `cargo xtask` again")
}

/// A file of ours: its path from the root, with forward slashes, and its text.
#[derive(Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// It has this extension.
    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    pub fn is_code(&self) -> bool {
        ["rs", "ts", "js", "mjs", "svelte", "css", "html"].iter().any(|extension| self.is(extension))
    }

    /// The lines of which something is so, counted from one.
    pub fn lines_where(&self, is_so: impl Fn(&str) -> bool) -> Vec<usize> {
        (1..).zip(self.text.lines()).filter(|(_, line)| is_so(line)).map(|(number, _)| number).collect()
    }
}

/// Every text file that Git would keep.
pub fn sources() -> Result<Vec<Source>> {
    let walk = ignore::WalkBuilder::new(".")
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_path(Ord::cmp)
        .build();
    let mut sources = Vec::new();
    for entry in walk {
        let entry = entry.context("the repository can't be read")?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let bytes = std::fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
        // What is not text has no lines to look at.
        if let Ok(text) = String::from_utf8(bytes) {
            sources.push(Source { path: slashed(entry.path()), text });
        }
    }
    Ok(sources)
}

fn slashed(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The workspace's packages, as `cargo metadata` tells.
pub fn packages() -> Result<Vec<Value>> {
    let told = process::output(process::cargo_locked("metadata").args(["--no-deps", "--format-version=1"]))?;
    let told: Value = serde_json::from_str(&told).context("`cargo metadata` was not understood")?;
    Ok(told["packages"].as_array().cloned().unwrap_or_default())
}

/// The folder Cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

//! The app's debug build, with the page inside: what `run`, the tests and the pictures start.

use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{process, repository};

/// Builds it. Without this feature it would ask a development server for the page.
pub fn build() -> Command {
    with_page("build")
}

/// Runs its own tests, on the same build.
pub fn test() -> Command {
    with_page("test")
}

fn with_page(verb: &str) -> Command {
    let mut cargo = process::cargo_locked(verb);
    cargo.args(["--package=perigee", "--features=tauri/custom-protocol"]);
    cargo
}

pub fn binary() -> PathBuf {
    built("debug")
}

/// The app in this profile's folder.
pub fn built(profile: &str) -> PathBuf {
    repository::target().join(profile).join(format!("perigee{EXE_SUFFIX}"))
}

/// The folder of this machine's own service, if it has one; every system's places are tried, for only one's can exist.
pub fn service_home() -> Option<PathBuf> {
    const HOMES: [&str; 7] = [
        "/var/lib/zerotier-one",
        "/var/lib/zerotier",
        "/var/snap/zerotier/common",
        "/var/db/zerotier-one",
        "/Library/Application Support/ZeroTier/One",
        "/Library/Application Support/ZeroTier",
        r"C:\ProgramData\ZeroTier\One",
    ];
    let named = std::env::var_os("ZEROTIER_HOME").map(PathBuf::from);
    let homes = named.into_iter().chain(HOMES.map(PathBuf::from));
    homes.into_iter().find(|home| is_service_home(home))
}

/// A folder alone is not enough: packages leave it behind.
fn is_service_home(home: &Path) -> bool {
    ["zerotier-one.port", "zerotier.port", "authtoken.secret"].iter().any(|file| home.join(file).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_folder_is_no_service() {
        let home = tempfile::tempdir().unwrap();
        assert!(!is_service_home(home.path()));
        std::fs::write(home.path().join("zerotier-one.port"), "9993").unwrap();
        assert!(is_service_home(home.path()));
    }
}

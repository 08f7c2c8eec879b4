//! The .deb, looked at by programs that know more of Debian than this one.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};

use crate::{process, repository};

/// The one that was made last.
pub fn made() -> Result<PathBuf> {
    let folder = repository::target().join("release/bundle/deb");
    newest(&folder).with_context(|| format!("there is no .deb in {}", folder.display()))
}

fn newest(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let files = files.filter(|path| path.extension().is_some_and(|found| found == "deb"));
    files.max_by_key(|path| fs::metadata(path).and_then(|file| file.modified()).ok())
}

/// What this program is linked to, as Debian's packages with their versions; nothing on a system without dpkg.
pub fn links_to(program: &Path) -> Result<Vec<String>> {
    if !process::is_installed("dpkg-shlibdeps") {
        return Ok(Vec::new());
    }
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("debian"))?;
    // It looks for the name of a source package and for nothing else.
    fs::write(folder.path().join("debian/control"), "Source: perigee\n")?;
    let mut reader = Command::new("dpkg-shlibdeps");
    reader.arg("-O").arg(program).current_dir(&folder);
    Ok(listed(&process::output(&mut reader)?))
}

/// Reads `shlibs:Depends=libc6 (>= 2.34), libgtk-3-0 (>= 3.24.38)`.
fn listed(told: &str) -> Vec<String> {
    let named = told.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    named.into_iter().flat_map(|line| line.split(',')).map(|one| one.trim().to_owned()).collect()
}

/// What its fields and files say agrees with what is in it.
pub fn check(made: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    process::output(Command::new("dpkg-deb").arg("--extract").arg(made).arg(folder.path()))?;
    let needed = process::output(Command::new("dpkg-deb").arg("--field").arg(made).arg("Depends"))?;
    let linked = links_to(&folder.path().join("usr/bin/perigee"))?;
    ensure!(
        names(needed.split(',')) == names(linked.iter().map(String::as_str)),
        "the .deb depends on {}\nand the program in it is linked to {}",
        needed.trim(),
        linked.join(", ")
    );
    for entry in fs::read_dir(folder.path().join("usr/share/applications"))? {
        process::output(Command::new("desktop-file-validate").arg(entry?.path()))?;
    }
    println!("{}: depends on {}", made.display(), needed.trim());
    Ok(())
}

fn names<'a>(packages: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    packages.filter_map(|package| package.split_whitespace().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_is_linked_to_is_read_with_its_versions() {
        let told = "shlibs:Depends=libc6 (>= 2.34), libgtk-3-0 (>= 3.24.38)\n";
        assert_eq!(listed(told), ["libc6 (>= 2.34)", "libgtk-3-0 (>= 3.24.38)"]);
        assert_eq!(names(listed(told).iter().map(String::as_str)), BTreeSet::from(["libc6", "libgtk-3-0"]));
        assert!(listed("").is_empty());
    }
}

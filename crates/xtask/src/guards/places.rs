//! Words that belong in one place, or in none.

use crate::repository::Source;

/// The keychain's crates; the platform may say which store is its system's.
pub fn speaks_to_a_keychain(source: &Source) -> Vec<usize> {
    let allowed = ["src-tauri/src/keychain.rs", "src-tauri/src/keychain/", "src-tauri/src/platform"];
    if !source.is("rs") || allowed.iter().any(|place| source.path.starts_with(place)) {
        return Vec::new();
    }
    source.lines_where(|line| line.contains(concat!("keyring", "::")) || line.contains(concat!("keyring_", "core::")))
}

/// Whoever hands the clock in, and what only waits by it or names a file after it.
const CLOCKS: [&str; 6] = [
    "src-tauri/src/lib.rs",
    "src-tauri/src/store.rs",
    "crates/simulator/src/scenes/world.rs",
    "crates/simulator/src/simulator.rs",
    "crates/simulator/src/central/limit.rs",
    "crates/zerotier-api/src/link/pace.rs",
];
/// Its names in Rust and in TypeScript, where one without a day in it is today.
const TODAY: [&str; 5] = [
    concat!("SystemTime::", "now"),
    concat!("Timestamp::", "now"),
    concat!("Zoned::", "now"),
    concat!("Date.", "now"),
    concat!("new Date", "()"),
];

/// What the clock says is in no test's hands: a picture, a file or an assertion that rests on it holds until midnight.
pub fn asks_the_clock(source: &Source) -> Vec<usize> {
    let is_seam = CLOCKS.contains(&source.path.as_str()) || source.path.starts_with("tests/support/");
    if !source.is_code() || is_seam {
        return Vec::new();
    }
    source.lines_where(|line| TODAY.iter().any(|word| line.contains(word)))
}

pub fn opens_the_door(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("ui/src/") || !source.is_code() || source.path == "ui/src/lib/backend.ts" {
        return Vec::new();
    }
    source.lines_where(|line| line.contains("@tauri-apps"))
}

pub fn makes_markup_of_text(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("ui/src/") {
        return Vec::new();
    }
    source.lines_where(|line| line.contains("{@html") || line.contains("innerHTML"))
}

/// Folders that exist on one person's machine only. Written in parts, so that this file does not break its own rule.
const FOLDERS: [&str; 4] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
/// Names that stand for anybody's.
const ANYBODY: [&str; 6] = ["user", "you", "me", "<", "$", "{"];

pub fn names_a_machine(source: &Source) -> Vec<usize> {
    source.lines_where(|line| FOLDERS.iter().any(|folder| names_folder(line, folder)))
}

fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let is_whole = !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/}".contains(c));
        is_whole && !ANYBODY.iter().any(|name| line[at + folder.len()..].starts_with(name))
    })
}

pub fn names_a_registry(source: &Source) -> Vec<usize> {
    if source.path != "ui/package-lock.json" {
        return Vec::new();
    }
    source.lines_where(|line| line.trim_start().starts_with("\"resolved\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guards::source;

    #[test]
    fn the_keychain_has_one_speaker() {
        let text = ["use keyring_", "core::Entry;"].concat();
        assert_eq!(speaks_to_a_keychain(&source("src-tauri/src/shell.rs", &text)), [1]);
        assert!(speaks_to_a_keychain(&source("src-tauri/src/keychain.rs", &text)).is_empty());
    }

    #[test]
    fn what_day_it_is_is_handed_in() {
        let text = ["let now = SystemTime::", "now();\nlet then = SystemTime::UNIX_EPOCH;\n"].concat();
        assert_eq!(asks_the_clock(&source("tests/fixtures/tokens.rs", &text)), [1]);
        assert_eq!(asks_the_clock(&source("crates/companion/src/kernel/ago.rs", &text)), [1]);
        assert!(asks_the_clock(&source("src-tauri/src/lib.rs", &text)).is_empty());
        let text = ["new Date(Date.", "now() + days)\nnew Date(today + days)\n"].concat();
        assert_eq!(asks_the_clock(&source("ui/src/lib/days.ts", &text)), [1]);
    }

    #[test]
    fn the_page_has_one_door() {
        let text = "import { x } from \"./x\";\nimport { invoke } from \"@tauri-apps/api/core\";\n";
        assert_eq!(opens_the_door(&source("ui/src/lib/app.svelte.ts", text)), [2]);
        assert!(opens_the_door(&source("ui/src/lib/backend.ts", text)).is_empty());
        assert!(opens_the_door(&source("ui/package.json", text)).is_empty());
    }

    #[test]
    fn paths_of_a_machine_are_found_and_everybodys_are_not() {
        let folder = |name: &str| format!("/{name}/");
        let lines = |text: String| names_a_machine(&source("README.md", &text)).len();
        for (text, found) in [
            (format!("see {}main", folder("work")), 1),
            (format!("\"{}anna/x\"", folder("home")), 1),
            (format!("(file://{}anna/x)", folder("home")), 0),
            (format!("{}user/x", folder("home")), 0),
            (format!("https://a.example{}x", folder("home")), 0),
            (format!("src{}x", folder("work")), 0),
        ] {
            assert_eq!(lines(text.clone()), found, "{text}");
        }
    }

    #[test]
    fn a_lock_file_tells_nobody_where_it_was_made() {
        let text = "  \"resolved\": \"https://registry.example/a.tgz\",\n";
        assert_eq!(names_a_registry(&source("ui/package-lock.json", text)), [1]);
        assert!(names_a_registry(&source("other.json", text)).is_empty());
    }
}

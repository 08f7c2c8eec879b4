//! Conditional compilation by system.

use crate::repository::Source;

/// Where the answers to the platform's questions live.
const ALLOWED: &str = "src-tauri/src/platform";

pub fn asks_which_system(source: &Source) -> Vec<usize> {
    if !source.is("rs") || source.path.starts_with(ALLOWED) {
        return Vec::new();
    }
    let starts = ["cfg(", "cfg!(", "cfg_attr("].into_iter().flat_map(|start| {
        source.text.match_indices(start).map(move |(at, _)| (at, predicate(&source.text[at + start.len()..])))
    });
    let asked = starts.filter(|(at, predicate)| !is_commented(&source.text, *at) && names_a_system(predicate));
    let mut lines: Vec<usize> = asked.map(|(at, _)| source.text[..at].matches('\n').count() + 1).collect();
    lines.sort_unstable();
    lines
}

/// What stands before the comma or the bracket that ends it.
fn predicate(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' | ',' if depth == 0 => return &text[..at],
            _ => {}
        }
    }
    text
}

fn names_a_system(predicate: &str) -> bool {
    let outside_quotes = predicate.split('"').step_by(2);
    let mut words = outside_quotes.flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.any(|word| matches!(word, "target_os" | "target_family" | "target_env" | "windows" | "unix"))
}

fn is_commented(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].contains("//")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guards::source;

    /// Written so that the samples do not break the rule themselves.
    fn lines(sample: &str) -> Vec<usize> {
        asks_which_system(&source("src-tauri/src/lib.rs", &sample.replace("IF", "cfg")))
    }

    #[test]
    fn every_way_of_asking_is_found() {
        for sample in [
            "#[IF(target_os = \"linux\")]",
            "#[IF(windows)]",
            "#[IF(not(unix))]",
            "if IF!(all(debug_assertions, target_family = \"unix\")) {}",
            "#[IF_attr(windows, path = \"a.rs\")]",
            "#[IF(\n    any(unix, windows)\n)]",
        ] {
            assert_eq!(lines(sample), [1], "{sample}");
        }
        assert_eq!(lines("fn a() {}\n\n#[IF(unix)]\nfn b() {}\n"), [3]);
    }

    #[test]
    fn other_conditions_are_no_questions_about_the_system() {
        for sample in [
            "#[IF(test)]",
            "#![IF_attr(not(debug_assertions), windows_subsystem = \"windows\")]",
            "#[IF(feature = \"windows\")]",
            "// said in a comment: IF(windows)",
        ] {
            assert!(lines(sample).is_empty(), "{sample}");
        }
    }

    #[test]
    fn the_platform_may_ask() {
        let text = "#[IF(unix)]".replace("IF", "cfg");
        assert!(asks_which_system(&source("src-tauri/src/platform.rs", &text)).is_empty());
        assert!(asks_which_system(&source("src-tauri/src/platform/linux.rs", &text)).is_empty());
        assert_eq!(asks_which_system(&source("src-tauri/src/platforms.md.rs", "")), Vec::<usize>::new());
    }
}

//! Rules of the architecture that no compiler knows, each a table entry with its sentence. They read the sources as text;
//! who takes what from whom is read as Rust.

mod arrows;
mod circles;
mod floors;
mod places;
mod systems;
mod takes;

use anyhow::{Result, bail};

use crate::repository::{self, Source};

pub struct Guard {
    /// The rule, as a person who broke it reads it.
    sentence: &'static str,
    /// The lines that break it, counted from one.
    finds: fn(&Source) -> Vec<usize>,
}

const GUARDS: &[Guard] = &[
    Guard { sentence: "only src-tauri/src/platform* asks which system it runs on", finds: systems::asks_which_system },
    Guard { sentence: "only src-tauri/src/keychain speaks to a keychain", finds: places::speaks_to_a_keychain },
    Guard { sentence: "only ui/src/lib/backend.ts imports @tauri-apps", finds: places::opens_the_door },
    Guard { sentence: "text from the network is never markup", finds: places::makes_markup_of_text },
    Guard { sentence: "no path of somebody's machine", finds: places::names_a_machine },
    Guard { sentence: "no address of a registry in the page's lock file", finds: places::names_a_registry },
    Guard { sentence: "the clock is handed in: nothing else asks what day it is", finds: places::asks_the_clock },
    Guard { sentence: "a crate looks only down", finds: arrows::looks_up },
    Guard { sentence: "a source file has at most 400 lines", finds: is_long },
    Guard { sentence: "nothing is left for later", finds: leaves_for_later },
];

pub fn check() -> Result<()> {
    let sources = repository::sources()?;
    let mut broken = broken(&sources);
    broken.extend(circles::found(&sources));
    if !broken.is_empty() {
        bail!("{}", broken.join("\n"));
    }
    Ok(())
}

fn broken(sources: &[Source]) -> Vec<String> {
    let found = |source: &Source, guard: &Guard| {
        let lines = (guard.finds)(source).into_iter();
        lines.map(|line| format!("{}:{line}: {}", source.path, guard.sentence)).collect::<Vec<_>>()
    };
    sources.iter().flat_map(|source| GUARDS.iter().flat_map(move |guard| found(source, guard))).collect()
}

const LONGEST: usize = 400;

fn is_long(source: &Source) -> Vec<usize> {
    let is_written = source.is_code() && !source.path.starts_with("ui/src/bindings/");
    if is_written && source.text.lines().count() > LONGEST { vec![LONGEST + 1] } else { Vec::new() }
}

fn leaves_for_later(source: &Source) -> Vec<usize> {
    // Written so that this file does not break its own rule.
    const WORDS: [&str; 4] =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimplemented", "!(")];
    if !source.is_code() {
        return Vec::new();
    }
    source.lines_where(|line| WORDS.iter().any(|word| line.contains(word)))
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.into(), text: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_rule_is_said_with_its_place() {
        let broken = broken(&[source("ui/src/App.svelte", "<p>\n{@html name}\n")]);
        assert_eq!(broken, ["ui/src/App.svelte:2: text from the network is never markup"]);
    }

    #[test]
    fn only_what_a_person_wrote_has_to_be_short() {
        let long = "\n".repeat(401);
        assert_eq!(is_long(&source("crates/x/src/lib.rs", &long)), [401]);
        assert!(is_long(&source("crates/x/src/lib.rs", &long[1..])).is_empty());
        assert!(is_long(&source("ui/src/bindings/View.ts", &long)).is_empty());
        assert!(is_long(&source("tests/transcripts/a.json", &long)).is_empty());
    }

    #[test]
    fn what_is_left_for_later_is_found() {
        let text = format!("fn a() {{\n    // {}DO: b\n}}\n", "TO");
        assert_eq!(leaves_for_later(&source("a.rs", &text)), [2]);
        assert!(leaves_for_later(&source("a.md", &text)).is_empty());
    }
}

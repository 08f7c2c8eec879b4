//! Which crate may depend on which.

use crate::repository::Source;

struct Layer {
    manifest: &'static str,
    below: &'static [&'static str],
}

/// The layers, lowest first. What is not listed may see everything.
const LAYERS: [Layer; 3] = [
    Layer { manifest: "crates/zerotier-api/Cargo.toml", below: &[] },
    Layer { manifest: "crates/companion/Cargo.toml", below: &["zerotier-api"] },
    // If it saw the app's core it would agree with the core's mistakes.
    Layer { manifest: "crates/simulator/Cargo.toml", below: &["zerotier-api"] },
];

const OURS: [&str; 6] = ["zerotier-api", "companion", "simulator", "perigee", "whole-system", "xtask"];

pub fn looks_up(source: &Source) -> Vec<usize> {
    let Some(layer) = LAYERS.iter().find(|layer| layer.manifest == source.path) else { return Vec::new() };
    let mut section = "";
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(source.text.lines()) {
        if let Some(heading) = line.strip_prefix('[') {
            section = heading.trim_end_matches(']');
        }
        // Tests may look anywhere.
        let is_dependency = section.ends_with("dependencies") && !section.ends_with("dev-dependencies");
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        if is_dependency && (OURS.contains(&name) || name.starts_with("tauri")) && !layer.below.contains(&name) {
            lines.push(number);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guards::source;

    #[test]
    fn only_tests_may_look_up() {
        let manifest = "[package]\nname = \"companion\"\n[dependencies]\nserde = \"1\"\nzerotier-api.workspace = true\n\
                        simulator.workspace = true\ntauri = \"2\"\n[dev-dependencies]\nsimulator.workspace = true\n";
        assert_eq!(looks_up(&source("crates/companion/Cargo.toml", manifest)), [6, 7]);
        assert_eq!(looks_up(&source("crates/zerotier-api/Cargo.toml", manifest)), [5, 6, 7]);
        assert!(looks_up(&source("src-tauri/Cargo.toml", manifest)).is_empty());
    }
}

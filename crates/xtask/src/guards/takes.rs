//! Which file takes what from which: the arrows between the files of one crate, told from its sources.
//! An arrow goes to the file that defines what is taken, whichever modules pass it on. To declare a child or to pass
//! something on is to take nothing. Every branch of a `cfg` counts but that of the tests.

mod attributes;
mod growing;
mod reading;
mod resolving;
mod tree;

use std::collections::BTreeMap;

use crate::repository::Source;
use tree::Tree;

/// One file uses what another defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    pub line: usize,
    pub name: String,
}

/// The first of each file from each other, by the two paths.
pub type Takes = BTreeMap<(String, String), Take>;

/// A folder of sources that is compiled as one crate: `crates/NAME/src`.
pub fn crates(sources: &[Source]) -> Vec<String> {
    let roots = sources.iter().filter_map(|source| {
        let folder = source.path.strip_suffix("/lib.rs").or_else(|| source.path.strip_suffix("/main.rs"))?;
        let parts: Vec<_> = folder.split('/').collect();
        let is_crate = matches!(parts[..], ["crates", _, "src"] | ["src-tauri", "src"]);
        is_crate.then(|| folder.to_owned())
    });
    let mut crates: Vec<_> = roots.collect();
    crates.dedup();
    crates
}

/// Everything the files below a crate's folder take from each other, or why they can't be read.
pub fn within(folder: &str, sources: &[Source]) -> Result<Takes, String> {
    let tree = Tree::grown(folder, sources)?;
    let mut takes = Takes::new();
    for (at, module) in tree.modules.iter().enumerate() {
        for mention in &module.mentions {
            for defined in tree.definers(at, &mention.path) {
                if defined.file == module.file {
                    continue;
                }
                let take = Take { line: mention.line, name: defined.name };
                let key = (module.file.clone(), defined.file);
                let first = takes.entry(key).or_insert_with(|| take.clone());
                if take.line < first.line {
                    *first = take;
                }
            }
        }
    }
    Ok(takes)
}

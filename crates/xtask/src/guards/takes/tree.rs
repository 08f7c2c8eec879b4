//! A crate's modules: where each lies, what it declares and which paths it mentions.

use std::collections::BTreeMap;

/// The parts of a path, as written: `crate`, `world`, `World`.
pub type Path = Vec<String>;

#[derive(Debug)]
pub struct Mention {
    pub path: Path,
    pub line: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something may follow it in a path.
    Type,
    Value,
}

/// Where a name is defined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defined {
    pub file: String,
    pub name: String,
}

#[derive(Debug, Default)]
pub struct Module {
    pub file: String,
    pub parent: Option<usize>,
    /// More than one where the system decides which file it is.
    pub children: BTreeMap<String, Vec<usize>>,
    pub defined: BTreeMap<String, Vec<Kind>>,
    /// What `use` calls by a name here, for itself or for others.
    pub aliases: BTreeMap<String, Vec<Path>>,
    pub globs: Vec<Path>,
    pub mentions: Vec<Mention>,
    /// What it adds to a type of this path.
    pub added: Vec<(Path, String)>,
}

/// `mod name;`, still to be read.
#[derive(Debug)]
pub struct Declared {
    pub within: usize,
    pub name: String,
    /// Where it may lie, from the root of the repository.
    pub files: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Tree {
    pub modules: Vec<Module>,
    /// Files that add a function or a constant of this name to a type, which may be defined elsewhere.
    pub added: BTreeMap<(Defined, String), Vec<String>>,
}

impl Tree {
    pub fn add(&mut self, module: Module) -> usize {
        self.modules.push(module);
        self.modules.len() - 1
    }

    pub fn add_below(&mut self, parent: usize, name: &str, file: String) -> usize {
        let child = self.add(Module { file, parent: Some(parent), ..Module::default() });
        self.modules[parent].children.entry(name.to_owned()).or_default().push(child);
        child
    }
}

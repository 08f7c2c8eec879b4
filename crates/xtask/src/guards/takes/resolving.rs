//! From a path as written to the file that defines what it means.

use super::tree::{Defined, Kind, Tree};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    Module(usize),
    Item(Defined, Kind),
}

/// The names that are being followed: what leads back to one of them leads nowhere new.
type Followed = Vec<(usize, String)>;

impl Tree {
    /// Where what this path means in that module is defined. A module alone is nothing one could take.
    pub fn definers(&self, module: usize, path: &[String]) -> Vec<Defined> {
        let meanings = self.path(module, path, &mut Followed::new()).into_iter();
        let mut defined: Vec<_> = meanings
            .filter_map(|meaning| match meaning {
                Meaning::Item(defined, _) => Some(defined),
                Meaning::Module(_) => None,
            })
            .collect();
        defined.sort();
        defined.dedup();
        defined
    }

    fn path(&self, module: usize, path: &[String], followed: &mut Followed) -> Vec<Meaning> {
        let Some((first, rest)) = path.split_first() else { return vec![Meaning::Module(module)] };
        let mut found = match first.as_str() {
            "crate" => vec![Meaning::Module(self.root(module))],
            "self" => vec![Meaning::Module(module)],
            "super" => self.modules[module].parent.map(Meaning::Module).into_iter().collect(),
            name => self.name(module, name, followed),
        };
        for name in rest {
            found = found.into_iter().flat_map(|meaning| self.part(meaning, name, followed)).collect();
        }
        found
    }

    fn part(&self, meaning: Meaning, name: &str, followed: &mut Followed) -> Vec<Meaning> {
        match meaning {
            Meaning::Module(module) if name == "super" => {
                self.modules[module].parent.map(Meaning::Module).into_iter().collect()
            }
            Meaning::Module(module) if name == "self" => vec![Meaning::Module(module)],
            Meaning::Module(module) => {
                let found = self.name(module, name, followed);
                if !found.is_empty() || self.is_from_outside(module, name) {
                    return found;
                }
                // It compiles, so a macro of that file has made it.
                vec![self.item(module, name, Kind::Type)]
            }
            Meaning::Item(defined, Kind::Type) => self.belonging(defined, name),
            Meaning::Item(_, Kind::Value) => Vec::new(),
        }
    }

    /// A variant, a function or a constant of a type: where the type is, and where it is added.
    fn belonging(&self, defined: Defined, name: &str) -> Vec<Meaning> {
        let key = (defined.clone(), name.to_owned());
        let full = format!("{}::{name}", defined.name);
        let files = self.added.get(&key).into_iter().flatten();
        let added = files.map(|file| Meaning::Item(Defined { file: file.clone(), name: full.clone() }, Kind::Type));
        added.chain([Meaning::Item(defined, Kind::Type)]).collect()
    }

    /// What a name of this module means, itself or passed on.
    fn name(&self, module: usize, name: &str, followed: &mut Followed) -> Vec<Meaning> {
        let here = &self.modules[module];
        let children = here.children.get(name).into_iter().flatten().map(|&child| Meaning::Module(child));
        let items = here.defined.get(name).into_iter().flatten().map(|&kind| self.item(module, name, kind));
        let mut found: Vec<_> = children.chain(items).collect();
        let key = (module, name.to_owned());
        if followed.contains(&key) {
            return found;
        }
        followed.push(key);
        for path in here.aliases.get(name).into_iter().flatten() {
            found.extend(self.path(module, path, followed));
        }
        if found.is_empty() {
            for path in &here.globs {
                for meaning in self.path(module, path, followed) {
                    if let Meaning::Module(other) = meaning {
                        found.extend(self.name(other, name, followed));
                    }
                }
            }
        }
        followed.pop();
        found
    }

    /// Passed on from another crate, or it may be.
    fn is_from_outside(&self, module: usize, name: &str) -> bool {
        let here = &self.modules[module];
        let is_foreign = |path: &[String]| self.path(module, path, &mut Followed::new()).is_empty();
        here.aliases.contains_key(name) || here.globs.iter().any(|path| is_foreign(path))
    }

    fn item(&self, module: usize, name: &str, kind: Kind) -> Meaning {
        Meaning::Item(Defined { file: self.modules[module].file.clone(), name: name.to_owned() }, kind)
    }

    fn root(&self, module: usize) -> usize {
        self.modules[module].parent.map_or(module, |parent| self.root(parent))
    }
}

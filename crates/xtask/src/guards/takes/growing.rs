//! From a crate's roots to all of its modules, file by file as they declare each other.

use std::collections::BTreeMap;

use super::{
    reading,
    tree::{Defined, Module, Tree},
};
use crate::repository::Source;

impl Tree {
    pub fn grown(folder: &str, sources: &[Source]) -> Result<Self, String> {
        let texts: BTreeMap<&str, &str> = sources.iter().map(|source| (&*source.path, &*source.text)).collect();
        let mut tree = Self::default();
        for root in ["lib.rs", "main.rs"].map(|name| format!("{folder}/{name}")) {
            if let Some(text) = texts.get(&*root) {
                let module = tree.add(Module { file: root, ..Module::default() });
                tree.grow(module, text, &texts)?;
            }
        }
        tree.added = tree.add_up();
        Ok(tree)
    }

    fn add_up(&self) -> BTreeMap<(Defined, String), Vec<String>> {
        let mut added = BTreeMap::<_, Vec<_>>::new();
        for (at, module) in self.modules.iter().enumerate() {
            for (path, name) in &module.added {
                for defined in self.definers(at, path) {
                    added.entry((defined, name.clone())).or_default().push(module.file.clone());
                }
            }
        }
        added
    }

    fn grow(&mut self, module: usize, text: &str, texts: &BTreeMap<&str, &str>) -> Result<(), String> {
        for declared in reading::read(self, module, text)? {
            for file in declared.files {
                let Some(text) = texts.get(&*file) else { continue };
                let child = self.add_below(declared.within, &declared.name, file);
                self.grow(child, text, texts)?;
            }
        }
        Ok(())
    }
}

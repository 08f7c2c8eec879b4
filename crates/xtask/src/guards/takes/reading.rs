//! One file as the compiler's grammar has it: declarations into its module, mentions of paths, no strings and no tests.

use std::{collections::BTreeSet, mem};

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::{
    Attribute, Expr, ExprCall, ImplItem, Item, ItemImpl, ItemMod, ItemUse, Macro, Meta, Pat, TraitItem, Type, UseTree,
    Visibility,
    visit::{self, Visit},
};

use super::{
    attributes::{is_for_tests, joined, paths},
    tree::{Declared, Kind, Mention, Path, Tree},
};

/// Reads a file into its module; answers the modules it declares elsewhere.
pub fn read(tree: &mut Tree, module: usize, text: &str) -> Result<Vec<Declared>, String> {
    let path = tree.modules[module].file.clone();
    let file = syn::parse_file(text)
        .map_err(|error| format!("{path}:{}: can't be read as Rust: {error}", error.span().start().line))?;
    let (folder, own) = path.rsplit_once('/').unwrap_or(("", &path));
    let below = match own {
        "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        own => format!("{folder}/{}", own.trim_end_matches(".rs")),
    };
    let mut reader = Reader {
        tree,
        module,
        beside: folder.to_owned(),
        below,
        depth: 0,
        is_called: false,
        itself: None,
        declared: Vec::new(),
        bound: BTreeSet::new(),
        unsure: Vec::new(),
    };
    reader.visit_file(&file);
    let Reader { declared, bound, unsure, .. } = reader;
    for (module, mention) in unsure {
        if !bound.contains(&mention.path[0]) {
            tree.modules[module].mentions.push(mention);
        }
    }
    Ok(declared)
}

struct Reader<'a> {
    tree: &'a mut Tree,
    module: usize,
    /// Where a `#[path]` starts.
    beside: String,
    /// Where children lie.
    below: String,
    /// How many blocks of statements we are in: what is declared there has no path.
    depth: usize,
    is_called: bool,
    /// What `Self` means.
    itself: Option<Path>,
    declared: Vec<Declared>,
    /// Every variable's name.
    bound: BTreeSet<String>,
    /// Single words that may be a variable as well.
    unsure: Vec<(usize, Mention)>,
}

impl Reader<'_> {
    fn define(&mut self, name: &Ident, kind: Kind) {
        if self.depth == 0 {
            self.tree.modules[self.module].defined.entry(plain(name)).or_default().push(kind);
        }
    }

    fn mention(&mut self, mut path: Path, at: Span, is_called: bool) {
        if path[0] == "Self"
            && let Some(itself) = &self.itself
        {
            path.splice(..1, itself.iter().cloned());
        }
        let may_be_variable = path.len() == 1 && !is_called && !starts_high(&path[0]);
        let mention = Mention { path, line: at.start().line };
        if may_be_variable {
            self.unsure.push((self.module, mention));
        } else {
            self.tree.modules[self.module].mentions.push(mention);
        }
    }

    fn leaf(&mut self, tree: &UseTree, before: &Path, is_passed_on: bool) {
        let with = |name: &Ident| [before.as_slice(), &[plain(name)]].concat();
        let (mut path, name, at) = match tree {
            UseTree::Path(path) => return self.leaf(&path.tree, &with(&path.ident), is_passed_on),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|item| self.leaf(item, before, is_passed_on));
            }
            UseTree::Glob(glob) => {
                self.tree.modules[self.module].globs.push(before.clone());
                if !is_passed_on {
                    // Of a module it takes nothing; of an enum, the enum.
                    self.mention(before.clone(), glob.star_token.spans[0], true);
                }
                return;
            }
            UseTree::Name(name) => (with(&name.ident), plain(&name.ident), name.ident.span()),
            UseTree::Rename(name) => (with(&name.ident), plain(&name.rename), name.ident.span()),
        };
        let is_itself = path.len() > 1 && path.last().is_some_and(|last| last == "self");
        if is_itself {
            path.pop();
        }
        let name = if is_itself && name == "self" { path.last().cloned().unwrap_or_default() } else { name };
        if path != [name.clone()] {
            self.tree.modules[self.module].aliases.entry(name).or_default().push(path.clone());
        }
        if !is_passed_on {
            self.mention(path, at, true);
        }
    }

    /// Paths in what only a macro understands.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let is = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == c);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let is_range = at > 1 && is(at - 2, '.');
                    let before = |c: char| at > 0 && is(at - 1, c);
                    let is_field = before('.') && !is_range;
                    let is_rest = before(':') && at > 1 && is(at - 2, ':');
                    let is_hole = before('$') && first != "crate";
                    let mut path = vec![plain(first)];
                    while is(at + 1, ':')
                        && is(at + 2, ':')
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                    {
                        path.push(plain(next));
                        at += 3;
                    }
                    if !(is_field || is_rest || is_hole) {
                        let is_called = matches!(tokens.get(at + 1), Some(TokenTree::Group(group))
                            if group.delimiter() == Delimiter::Parenthesis);
                        self.mention(path, first.span(), is_called);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    fn declare(&mut self, item: &ItemMod) {
        let name = plain(&item.ident);
        let paths = item.attrs.iter().flat_map(|attribute| paths(&attribute.meta));
        let (given, perhaps): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_certain);
        let usual = [format!("{}/{name}.rs", self.below), format!("{}/{name}/mod.rs", self.below)];
        let mut files: Vec<_> = given.iter().chain(&perhaps).map(|path| joined(&self.beside, &path.path)).collect();
        if given.is_empty() {
            files.extend(usual);
        }
        self.declared.push(Declared { within: self.module, name, files });
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, defined): (&[Attribute], _) = match item {
            Item::Const(item) => (&item.attrs, Some((&item.ident, Kind::Value))),
            Item::Enum(item) => (&item.attrs, Some((&item.ident, Kind::Type))),
            Item::Fn(item) => (&item.attrs, Some((&item.sig.ident, Kind::Value))),
            Item::Macro(item) => (&item.attrs, item.ident.as_ref().map(|name| (name, Kind::Value))),
            Item::Static(item) => (&item.attrs, Some((&item.ident, Kind::Value))),
            Item::Struct(item) => (&item.attrs, Some((&item.ident, Kind::Type))),
            Item::Trait(item) => (&item.attrs, Some((&item.ident, Kind::Type))),
            Item::TraitAlias(item) => (&item.attrs, Some((&item.ident, Kind::Type))),
            Item::Type(item) => (&item.attrs, Some((&item.ident, Kind::Type))),
            Item::Union(item) => (&item.attrs, Some((&item.ident, Kind::Type))),
            Item::ExternCrate(item) => (&item.attrs, None),
            Item::ForeignMod(item) => (&item.attrs, None),
            Item::Impl(item) => (&item.attrs, None),
            Item::Mod(item) => (&item.attrs, None),
            Item::Use(item) => (&item.attrs, None),
            _ => (&[], None),
        };
        if is_for_tests(attributes) {
            return;
        }
        if let Some((name, kind)) = defined {
            self.define(name, kind);
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let outer = self.itself.take();
        self.itself = match &*item.self_ty {
            Type::Path(path) if path.qself.is_none() => Some(parts(&path.path)),
            _ => None,
        };
        if item.trait_.is_none()
            && let Some(itself) = &self.itself
        {
            let names = item.items.iter().filter_map(|item| match item {
                ImplItem::Const(item) if !is_for_tests(&item.attrs) => Some(plain(&item.ident)),
                ImplItem::Fn(item) if !is_for_tests(&item.attrs) => Some(plain(&item.sig.ident)),
                _ => None,
            });
            self.tree.modules[self.module].added.extend(names.map(|name| (itself.clone(), name)));
        }
        visit::visit_item_impl(self, item);
        self.itself = outer;
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        let is_ours = !matches!(item, TraitItem::Fn(item) if is_for_tests(&item.attrs));
        if is_ours {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let Some((_, items)) = &item.content else { return self.declare(item) };
        let name = plain(&item.ident);
        let file = self.tree.modules[self.module].file.clone();
        let outer = (self.module, self.beside.clone(), self.below.clone(), mem::take(&mut self.depth));
        self.module = self.tree.add_below(self.module, &name, file);
        self.below = format!("{}/{name}", self.below);
        self.beside.clone_from(&self.below);
        for item in items {
            self.visit_item(item);
        }
        (self.module, self.beside, self.below, self.depth) = outer;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            let is_passed_on = !matches!(item.vis, Visibility::Inherited);
            self.leaf(&item.tree, &Path::new(), is_passed_on);
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.depth += 1;
        visit::visit_block(self, block);
        self.depth -= 1;
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        self.is_called = matches!(*call.func, Expr::Path(_));
        visit::visit_expr_call(self, call);
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        if let Pat::Ident(pattern) = pattern {
            let name = plain(&pattern.ident);
            if starts_high(&name) {
                self.mention(vec![name], pattern.ident.span(), false);
            } else {
                self.bound.insert(name);
            }
        }
        visit::visit_pat(self, pattern);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let is_called = mem::take(&mut self.is_called);
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first()
        {
            self.mention(parts(path), first.ident.span(), is_called);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        visit::visit_macro(self, called);
        self.tokens(called.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) => self.tokens(list.tokens.clone()),
            Meta::NameValue(pair) => self.visit_expr(&pair.value),
            Meta::Path(_) => {}
        }
    }

    /// Who may see it is nothing it takes.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

fn parts(path: &syn::Path) -> Path {
    path.segments.iter().map(|segment| plain(&segment.ident)).collect()
}

fn plain(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or_else(|| name.clone(), str::to_owned)
}

fn starts_high(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

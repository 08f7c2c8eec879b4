//! What attributes say of an item: where its module lies, whether it is one of the tests'.

use syn::{Attribute, Expr, Meta, Token, punctuated::Punctuated};

/// A path from a folder, where `..` leads out of it.
pub fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<_> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub struct Lies {
    pub path: String,
    /// Not only under a condition.
    pub is_certain: bool,
}

/// Where `#[path]` says that a module lies.
pub fn paths(meta: &Meta) -> Vec<Lies> {
    match meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) => {
                vec![Lies { path: path.value(), is_certain: true }]
            }
            _ => Vec::new(),
        },
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let inner = metas(list).into_iter().flat_map(|meta| paths(&meta));
            inner.map(|lies| Lies { is_certain: false, ..lies }).collect()
        }
        _ => Vec::new(),
    }
}

pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => metas(list).iter().any(needs_test),
        _ => false,
    })
}

/// A condition that never holds outside of tests.
fn needs_test(condition: &Meta) -> bool {
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => metas(list).iter().any(needs_test),
        Meta::List(list) if list.path.is_ident("any") => metas(list).iter().all(needs_test),
        _ => false,
    }
}

fn metas(list: &syn::MetaList) -> Vec<Meta> {
    let metas = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    metas.map(|metas| metas.into_iter().collect()).unwrap_or_default()
}

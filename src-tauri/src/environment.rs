//! Tokens that lie ready in the environment the app was started with.

use std::path::Path;

use companion::ports::secrets::{FoundCredential, FoundKind, Source};
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::home::token_in;

/// Either Central's; nobody can tell by the name.
const CENTRAL: [&str; 2] = ["ZEROTIER_CENTRAL_TOKEN", "ZT_TOKEN"];
const ZEROPATH_ID: &str = "ZEROPATH_TOKEN_ID";
/// Names the pair: the other half is no secret.
const ZEROPATH_SECRET: &str = "ZEROPATH_TOKEN_SECRET";
/// No token is longer.
const LONGEST: usize = 4096;

/// A token with its id, if it has one.
type Token = (Option<String>, Secret);

/// Looks for tokens; two names for the same one count once.
pub(crate) fn find() -> Vec<FoundCredential> {
    find_by(&variable)
}

/// Reads one of them. Only what could have been found is read: these variables, and a file that holds just a token.
pub(crate) fn take(source: &Source) -> Option<Token> {
    match source {
        Source::Variable(name) => take_by(name, &variable),
        Source::File(file) => in_file(file).map(|token| (None, token)),
    }
}

/// Whether this secret is what lies there.
pub(crate) fn holds(source: &Source, secret: &Secret) -> bool {
    take(source).is_some_and(|(_, token)| token == *secret)
}

fn variable(name: &str) -> Option<Zeroizing<String>> {
    std::env::var(name).ok().map(Zeroizing::new)
}

fn find_by(read: &impl Fn(&str) -> Option<Zeroizing<String>>) -> Vec<FoundCredential> {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for name in CENTRAL.into_iter().chain([ZEROPATH_SECRET]) {
        let Some(token) = take_by(name, read) else { continue };
        if !seen.contains(&token) {
            let kind = if name == ZEROPATH_SECRET { FoundKind::ZeroPath } else { FoundKind::Central };
            found.push(FoundCredential { source: Source::Variable(name.into()), kind, kept: None });
            seen.push(token);
        }
    }
    found
}

fn take_by(name: &str, read: &impl Fn(&str) -> Option<Zeroizing<String>>) -> Option<Token> {
    let text = |name| read(name).map(|text| Secret::new(&text)).filter(is_token);
    match name {
        ZEROPATH_SECRET => Some((Some(text(ZEROPATH_ID)?.expose_secret().to_owned()), text(name)?)),
        name if CENTRAL.contains(&name) => Some((None, text(name)?)),
        _ => None,
    }
}

fn is_token(text: &Secret) -> bool {
    let text = text.expose_secret();
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|c| c.is_ascii_graphic())
}

/// Whatever else stands under that name, a pipe for one, would be waited for.
fn in_file(file: &Path) -> Option<Secret> {
    file.is_file().then(|| token_in(file).ok())?
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn environment(variables: &[(&str, &str)]) -> impl Fn(&str) -> Option<Zeroizing<String>> {
        move |name| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(Zeroizing::new((*value).to_owned()))
        }
    }

    fn found(variables: &[(&str, &str)]) -> Vec<(String, FoundKind)> {
        let found = find_by(&environment(variables));
        let named = found.into_iter().map(|found| match found.source {
            Source::Variable(name) => (name, found.kind),
            Source::File(file) => panic!("{file:?}"),
        });
        named.collect()
    }

    #[test]
    fn each_token_is_found_once_under_its_name() {
        let central = |name: &str| (name.to_owned(), FoundKind::Central);
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[("ZT_TOKEN", "abc")]), [central("ZT_TOKEN")]);
        let both = [central("ZEROTIER_CENTRAL_TOKEN"), central("ZT_TOKEN")];
        assert_eq!(found(&[("ZT_TOKEN", "abc"), ("ZEROTIER_CENTRAL_TOKEN", "def")]), both);
        assert_eq!(found(&[("ZT_TOKEN", "abc"), ("ZEROTIER_CENTRAL_TOKEN", "abc\n")]), both[..1]);
        for nothing in ["", " ", "two words", "schl\u{fc}ssel", &"a".repeat(LONGEST + 1)] {
            assert_eq!(found(&[("ZT_TOKEN", nothing)]), [], "{nothing}");
        }
    }

    #[test]
    fn half_a_pair_is_no_token() {
        assert_eq!(found(&[(ZEROPATH_ID, "7c0e")]), []);
        assert_eq!(found(&[(ZEROPATH_SECRET, "abc")]), []);
        let pair = [(ZEROPATH_ID, "7c0e"), (ZEROPATH_SECRET, "abc")];
        assert_eq!(found(&pair), [(ZEROPATH_SECRET.to_owned(), FoundKind::ZeroPath)]);
        let taken = take_by(ZEROPATH_SECRET, &environment(&pair));
        assert_eq!(taken, Some((Some("7c0e".into()), Secret::new("abc"))));
    }

    #[test]
    fn no_other_variable_is_read() {
        let read = |name: &str| -> Option<Zeroizing<String>> { panic!("{name} was read") };
        for name in ["PATH", "", "zt_token", ZEROPATH_ID] {
            assert_eq!(take_by(name, &read), None);
        }
    }

    #[test]
    fn a_file_gives_a_token_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        let take = || take(&Source::File(file.clone()));
        assert_eq!(take(), None);
        fs::write(&file, "abc\n").unwrap();
        assert_eq!(take(), Some((None, Secret::new("abc"))));
        fs::write(&file, "[default]\nregion = x\n").unwrap();
        assert_eq!(take(), None);
    }
}

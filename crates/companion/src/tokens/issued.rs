//! Tokens authorities have issued, as far as they are looked after from here: what is done with them, and the dialog in
//! which one is made.

use zerotier_api::authority::{Holder, IssuedToken};

use crate::{
    app::state::State,
    kernel::{
        ids::{AuthorityId, AuthorityKind},
        text,
    },
    ports::{fault::AuthorityFault, kept::KeptAuthority},
};

/// Whoever has tokens where this account is.
pub fn holders<'a>(state: &'a State, id: &AuthorityId) -> &'a [Holder] {
    let issued = state.authorities.lines.get(&lister(state, id)).and_then(|authority| authority.issued.as_ref());
    issued.map(|issued| issued.holders.as_slice()).unwrap_or_default()
}

/// The holder of this id.
pub fn holder<'a>(state: &'a State, id: &AuthorityId, holder: &str) -> Option<&'a Holder> {
    holders(state, id).iter().find(|known| known.id == holder)
}

/// The token of this id, with its holder.
pub fn token<'a>(state: &'a State, id: &AuthorityId, token: &str) -> Option<(&'a Holder, &'a IssuedToken)> {
    let of = |holder: &'a Holder| holder.tokens.iter().map(move |token| (holder, token));
    holders(state, id).iter().flat_map(of).find(|(_, known)| known.id == token)
}

/// Which account's list speaks for this one: those of one account list the same tokens. The first whose token fits.
pub fn lister(state: &State, id: &AuthorityId) -> AuthorityId {
    let Some(kept) = state.authorities.kept.get(id).filter(|kept| !kept.account.is_empty()) else {
        return id.clone();
    };
    let refused = |id: &AuthorityId| {
        let fault = state.authorities.lines.get(id).and_then(|authority| authority.fault.as_ref());
        fault.is_some_and(AuthorityFault::is_about_token)
    };
    let same = state.authorities.kept.iter().filter(|(_, other)| is_same(kept, other));
    same.map(|(id, _)| id).min_by_key(|id| (refused(id), id.number())).unwrap_or(id).clone()
}

/// Both are of one account, as far as is known.
pub fn is_same(one: &KeptAuthority, other: &KeptAuthority) -> bool {
    one.kind == other.kind && one.base == other.base && !one.account.is_empty() && one.account == other.account
}

/// Those kept here of whom this token is known to be.
pub fn users<'a>(state: &'a State, id: &AuthorityId, token: &str) -> Vec<&'a AuthorityId> {
    let Some(kept) = state.authorities.kept.get(id).filter(|_| !token.is_empty()) else { return Vec::new() };
    let uses =
        |(other, of): &(&AuthorityId, &KeptAuthority)| of.issued_as == token && (*other == id || is_same(kept, of));
    state.authorities.kept.iter().filter(uses).map(|(id, _)| id).collect()
}

/// Accounts at whoever issues tokens, each account once.
pub fn listers(state: &State) -> Vec<AuthorityId> {
    let issues = |kind: AuthorityKind| kind.dialect().abilities().issues_tokens;
    let known = state.authorities.kept.iter().filter(|(id, kept)| !id.is_own() && issues(kept.kind));
    known.map(|(id, _)| id).filter(|id| lister(state, id) == **id).cloned().collect()
}

/// Those kept here of this account of whom nobody knows which token is theirs.
pub fn unknown<'a>(state: &'a State, id: &AuthorityId) -> Vec<&'a AuthorityId> {
    let same = state.authorities.kept.iter().filter(|(other, _)| lister(state, other) == *id);
    let lost = |kept: &KeptAuthority| kept.issued_as.is_empty() || token(state, id, &kept.issued_as).is_none();
    same.filter(|(_, kept)| lost(kept)).map(|(id, _)| id).collect()
}

/// Four letters that tell a name from all others made on the same day, from the moment it is made, milliseconds since
/// 1970: they come again after half an hour.
pub fn tag(unix_ms: i64) -> String {
    const LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut left = usize::try_from(unix_ms.rem_euclid(36_i64.pow(4))).unwrap_or_default();
    let mut tag = [b'0'; 4];
    for letter in tag.iter_mut().rev() {
        *letter = LETTERS[left % 36];
        left /= 36;
    }
    tag.iter().copied().map(char::from).collect()
}

/// What the next token is called: as the old one, with the day and the tag.
pub fn next_name(old: &IssuedToken, day: &str, tag: &str) -> String {
    let name = text::one_line(&old.name);
    // Those of an earlier rotation give way.
    let dated = |text: &str| text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let mut stem = name.as_str();
    if let Some((rest, tail)) = stem.rsplit_once(' ') {
        stem = match rest.rsplit_once(' ') {
            Some((first, middle)) if dated(middle) && tail.len() == 4 => first,
            _ if dated(tail) => rest,
            _ => stem,
        };
    }
    let stem: String = if stem.is_empty() { "Perigee".into() } else { stem.chars().take(60).collect() };
    format!("{stem} {day} {tag}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_name_has_the_day_and_a_tag_and_those_of_an_earlier_one_go() {
        let next =
            |old: &str| next_name(&IssuedToken { name: old.into(), ..IssuedToken::default() }, "2026-11-26", "k3f9");
        assert_eq!(next("script"), "script 2026-11-26 k3f9");
        assert_eq!(next("my desk 2026-10-26 a0b1"), "my desk 2026-11-26 k3f9");
        assert_eq!(next("my desk 2026-10-26"), "my desk 2026-11-26 k3f9");
        assert_eq!(next("desk with four"), "desk with four 2026-11-26 k3f9");
        assert_eq!(next(""), "Perigee 2026-11-26 k3f9");
        assert_eq!([tag(0), tag(35), tag(36), tag(36_i64.pow(4) - 1)], ["0000", "000z", "0010", "zzzz"]);
    }
}

//! Tokens an authority has issued, as it lists them.

use std::collections::HashSet;

use super::Organisation;
use crate::Secret;

/// All tokens an authority lists: never a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issued {
    /// Whoever has tokens, in the authority's order.
    pub holders: Vec<Holder>,
    /// Organisations that show no accounts.
    pub closed: Vec<Closed>,
}

/// Whoever has tokens: the user at legacy Central, a service account at New Central.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// As the authority names it; safe in a path only percent-encoded.
    pub id: String,
    /// May be empty. Hostile text.
    pub name: String,
    /// May be empty. Hostile text.
    pub description: String,
    /// Without id and name at legacy Central.
    pub organisation: Organisation,
    /// Its tokens, in the authority's order.
    pub tokens: Vec<IssuedToken>,
}

/// A token, without its secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IssuedToken {
    /// As the authority names it: legacy Central has nothing but the name.
    pub id: String,
    /// May be empty at New Central. Hostile text.
    pub name: String,
    /// Milliseconds since 1970; none at legacy Central.
    pub created: Option<i64>,
    /// When it ends, milliseconds since 1970; none if never. It can't be moved.
    pub ends: Option<i64>,
    /// Milliseconds since 1970; none if never or not told.
    pub used: Option<i64>,
}

/// A token that was just made: the only time its secret is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// As lists will show it.
    pub token: IssuedToken,
    /// The secret.
    pub secret: Secret,
}

/// An organisation that shows no accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Which one.
    pub organisation: Organisation,
    /// Why not.
    pub why: Closure,
}

/// Why an organisation shows no accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closure {
    /// Its plan has no use of the API, or no service accounts.
    NoApi,
    /// This key may not.
    Forbidden {
        /// The authority's own words, if it had any. Hostile text.
        said: String,
    },
}

impl Issued {
    /// What has no id can't be named to the authority, and what has another one's is not told from it: both are left out.
    pub(crate) fn distinct(mut self) -> Self {
        let (mut holders, mut tokens) = (HashSet::new(), HashSet::new());
        self.holders.retain(|holder| !holder.id.is_empty() && holders.insert(holder.id.clone()));
        for holder in &mut self.holders {
            holder.tokens.retain(|token| !token.id.is_empty() && tokens.insert(token.id.clone()));
        }
        self
    }
}

impl Holder {
    /// The address rights are given to: `name@org-….ztsa` at New Central, nothing at legacy Central. Whether an account's
    /// id is this address or its left part is not documented.
    pub fn address(&self) -> String {
        match (self.id.contains('@'), self.organisation.id.as_str()) {
            (_, "") => String::new(),
            (true, _) => self.id.clone(),
            (false, organisation) => format!("{}@org-{organisation}.ztsa", self.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_told_from_another_is_left_out() {
        let token = |id: &str| IssuedToken { id: id.into(), ..IssuedToken::default() };
        let holder = |id: &str, tokens: &[&str]| Holder {
            id: id.into(),
            tokens: tokens.iter().map(|id| token(id)).collect(),
            ..Holder::default()
        };
        let holders =
            vec![holder("a", &["1", "", "1"]), holder("", &["2"]), holder("a", &["3"]), holder("b", &["1", "4"])];
        let issued = Issued { holders, closed: Vec::new() }.distinct();
        assert_eq!(issued.holders, [holder("a", &["1"]), holder("b", &["4"])]);
    }

    #[test]
    fn an_account_has_its_address_whichever_way_its_id_is_written() {
        let organisation = Organisation { id: "o1".into(), name: String::new() };
        let holder = |id: &str| Holder { id: id.into(), organisation: organisation.clone(), ..Holder::default() };
        assert_eq!(holder("bot").address(), "bot@org-o1.ztsa");
        assert_eq!(holder("bot@org-o1.ztsa").address(), "bot@org-o1.ztsa");
        assert_eq!(Holder { id: "u1".into(), ..Holder::default() }.address(), "");
    }
}

//! The person who owns a legacy token, and the organisation they are in.

use std::collections::BTreeMap;

use crate::names::{secret, uuid};

/// The secret a simulator's legacy account begins with.
pub(crate) fn first_token() -> String {
    secret(0x10, 32)
}

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
}

impl Person {
    pub(crate) fn new(seed: u64, name: &str, email: &str) -> Self {
        Self { id: uuid(seed), name: name.into(), email: email.into() }
    }
}

/// Somebody asked to join the organisation.
#[derive(Debug, Clone)]
pub(crate) struct Invitation {
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) status: &'static str,
}

/// A legacy account.
pub(crate) struct Account {
    pub(crate) me: Person,
    /// Who the networks belong to where it is not me.
    pub(crate) owner: Person,
    pub(crate) phone: String,
    pub(crate) org: String,
    /// Secrets by name.
    pub(crate) tokens: BTreeMap<String, String>,
    pub(crate) invitations: Vec<Invitation>,
    /// May make networks of their own.
    pub(crate) may_create: bool,
}

impl Account {
    pub(crate) fn new() -> Self {
        Self {
            me: Person::new(0x21, "Robin Vale", "robin@vale.example"),
            owner: Person::new(0x22, "Kim Sørby", "kim@vale.example"),
            phone: String::new(),
            org: uuid(0x23),
            tokens: BTreeMap::from([("perigee on studio-desk".to_owned(), first_token())]),
            invitations: Vec::new(),
            may_create: true,
        }
    }

    pub(crate) fn fits(&self, token: &str) -> bool {
        self.tokens.values().any(|known| known == token)
    }

    pub(crate) fn revoke(&mut self, token: &str) {
        self.tokens.retain(|_, known| known != token);
    }
}

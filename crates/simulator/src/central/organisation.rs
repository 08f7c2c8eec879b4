//! The new Central's organisations, with the accounts and keys that speak for them.

use std::collections::BTreeMap;

use super::{account::Person, webhook::Webhook};
use crate::names::{secret, uuid};

/// The key a simulator's service account begins with.
pub(crate) fn first_key() -> String {
    secret(0x11, 64)
}

/// What that key is called in lists.
pub(crate) fn first_key_id() -> String {
    uuid(0x32)
}

/// An organisation.
pub(crate) struct Organisation {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Networks that belong together.
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) description: String,
}

/// A program's account.
pub(crate) struct ServiceAccount {
    pub(crate) id: String,
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) keys: Vec<Key>,
}

impl ServiceAccount {
    /// As it stands in lists of who may what.
    pub(crate) fn address(&self) -> String {
        format!("{}@org-{}.ztsa", self.id, self.org)
    }
}

/// What a service account signs in with.
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) description: String,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) expires: Option<i64>,
    pub(crate) used: Option<i64>,
}

impl Key {
    fn fits(&self, secret: &str, now: i64) -> bool {
        self.secret == secret && self.expires.is_none_or(|expires| expires > now)
    }
}

/// Who may what on one thing.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) principal: String,
    pub(crate) roles: Vec<String>,
}

/// Everything in the new Central but networks.
pub(crate) struct Organisations {
    pub(crate) all: Vec<Organisation>,
    pub(crate) groups: Vec<Group>,
    pub(crate) accounts: Vec<ServiceAccount>,
    /// By the id of an organisation, group or network.
    pub(crate) grants: BTreeMap<String, Vec<Grant>>,
    pub(crate) people: Vec<Person>,
    pub(crate) webhooks: Vec<Webhook>,
    /// What is booked has no use of the API: accounts are not shown.
    pub(crate) basic_plan: bool,
}

impl Organisations {
    /// One of this name, with a service account that has one key.
    pub(crate) fn new(name: &str, now: i64) -> Self {
        const DAY: i64 = 24 * 3_600_000;
        let org = uuid(0x31);
        let key = Key {
            id: first_key_id(),
            secret: first_key(),
            description: "perigee on studio-desk".into(),
            created: now - 30 * DAY,
            modified: now - 30 * DAY,
            expires: Some(now + 335 * DAY),
            used: None,
        };
        let account = ServiceAccount {
            id: "perigee".into(),
            org: org.clone(),
            name: "Perigee".into(),
            description: "Looks after the networks from a desk.".into(),
            created: now - 30 * DAY,
            modified: now - 30 * DAY,
            keys: vec![key],
        };
        let people = vec![
            Person::new(0x33, "Ines Albrecht", "ines@harbour.example"),
            Person::new(0x34, "Tomo Reyes", "tomo@harbour.example"),
        ];
        let grant = |principal: String, role: &str| Grant { principal, roles: vec![role.into()] };
        let grants = vec![
            grant(people[0].email.clone(), "Owner"),
            grant(people[1].email.clone(), "Viewer"),
            grant(account.address(), "Admin"),
        ];
        Self {
            all: vec![Organisation { id: org.clone(), name: name.into() }],
            groups: Vec::new(),
            accounts: vec![account],
            grants: BTreeMap::from([(org, grants)]),
            people,
            webhooks: Vec::new(),
            basic_plan: false,
        }
    }

    /// Whether a key fits; if so, it has been used now.
    pub(crate) fn admits(&mut self, secret: &str, now: i64) -> bool {
        let key = self.accounts.iter_mut().flat_map(|account| &mut account.keys).find(|key| key.fits(secret, now));
        key.is_some_and(|key| {
            key.used = Some(now);
            true
        })
    }

    pub(crate) fn fits(&self, secret: &str, now: i64) -> bool {
        self.accounts.iter().flat_map(|account| &account.keys).any(|key| key.fits(secret, now))
    }

    pub(crate) fn revoke(&mut self, secret: &str) {
        for account in &mut self.accounts {
            account.keys.retain(|key| key.secret != secret);
        }
    }
}

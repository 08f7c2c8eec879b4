//! A device on a network, as Central keeps it.

use std::net::IpAddr;

use serde_json::Value;

/// What somebody decided about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It asks, or was withdrawn.
    Waiting,
    Allowed,
    /// Turned away for good; only the new Central knows this.
    Rejected,
}

/// When it was last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Never,
    At(i64),
    /// It is always there: heard this many ms before anybody looks.
    Lately(i64),
}

/// A member.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) hidden: bool,
    pub(crate) standing: Standing,
    pub(crate) bridge: bool,
    pub(crate) no_auto_assign: bool,
    pub(crate) addresses: Vec<IpAddr>,
    pub(crate) capabilities: Vec<i64>,
    /// Pairs; a value is a number or false.
    pub(crate) tags: Vec<Value>,
    pub(crate) sso_exempt: bool,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    /// 0 if never.
    pub(crate) allowed_at: i64,
    /// 0 if never.
    pub(crate) withdrawn_at: i64,
    pub(crate) revision: u64,
    pub(crate) seen: Seen,
    /// Where it was heard from, with the port.
    pub(crate) physical: Option<(IpAddr, u16)>,
    pub(crate) version: Option<(u64, u64, u64)>,
    pub(crate) system: &'static str,
    pub(crate) machine: &'static str,
}

impl Member {
    /// One that nobody has heard of.
    pub(crate) fn new(now: i64) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            hidden: false,
            standing: Standing::Waiting,
            bridge: false,
            no_auto_assign: false,
            addresses: Vec::new(),
            capabilities: Vec::new(),
            tags: Vec::new(),
            sso_exempt: false,
            created: now,
            modified: now,
            allowed_at: 0,
            withdrawn_at: 0,
            revision: 1,
            seen: Seen::Never,
            physical: None,
            version: None,
            system: "",
            machine: "",
        }
    }

    pub(crate) fn is_allowed(&self) -> bool {
        self.standing == Standing::Allowed
    }

    /// Decides about it.
    pub(crate) fn stand(&mut self, standing: Standing, now: i64) {
        if self.standing == standing {
            return;
        }
        match (self.standing, standing) {
            (_, Standing::Allowed) => self.allowed_at = now,
            (Standing::Allowed, _) => self.withdrawn_at = now,
            _ => {}
        }
        self.standing = standing;
        self.touch(now);
    }

    pub(crate) fn touch(&mut self, now: i64) {
        self.modified = now;
        self.revision += 1;
    }

    pub(crate) fn last_seen(&self, now: i64) -> Option<i64> {
        match self.seen {
            Seen::Never => None,
            Seen::At(then) => Some(then),
            Seen::Lately(ago) => Some(now - ago),
        }
    }

    /// Heard within the last minutes.
    pub(crate) fn is_active(&self, now: i64) -> bool {
        self.last_seen(now).is_some_and(|then| now - then < 5 * 60_000)
    }

    pub(crate) fn version_text(&self) -> String {
        self.version.map(|(major, minor, rev)| format!("{major}.{minor}.{rev}")).unwrap_or_default()
    }
}

//! What a person may do on a network.

use serde_json::{Value, json};

use super::body::Body;

/// Legacy Central's four letters: allow members, delete, modify, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rights {
    pub(crate) allow: bool,
    pub(crate) delete: bool,
    pub(crate) modify: bool,
    pub(crate) read: bool,
}

impl Rights {
    pub(crate) const ALL: Self = Self { allow: true, delete: true, modify: true, read: true };
    pub(crate) const READ: Self = Self { allow: false, delete: false, modify: false, read: true };

    pub(crate) fn object(self) -> Value {
        json!({ "a": self.allow, "d": self.delete, "m": self.modify, "r": self.read })
    }

    /// All four at once: a letter left out is no.
    pub(crate) fn read(body: Body<'_>) -> Self {
        let is = |letter: &str| body.flag(letter).unwrap_or_default();
        Self { allow: is("a"), delete: is("d"), modify: is("m"), read: is("r") }
    }
}

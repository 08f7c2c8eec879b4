//! The service's key as somebody types it, where no administrator can be asked by the desktop.

/// What became of a key that somebody has typed. The key itself is in nobody's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedKey {
    /// The service is being asked.
    Tried,
    Refused(KeyFault),
}

/// Why a typed key is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    Empty,
    /// It has letters or a length no key has.
    NotAKey,
    /// The service has another one.
    AnotherKey,
    /// Somebody else answers in the service's place: he was told nothing.
    NotTheService,
    /// The service gave no answer.
    NoAnswer,
}

//! How the files around the service stand, as far as an app may look.

/// What an app finds when it looks for the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    /// The service's folder is there.
    pub installed: bool,
    /// The service is running.
    pub running: bool,
    /// Its token's file.
    pub token: Token,
}

/// Whether this person may read the token's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Yes.
    Readable,
    /// Only an administrator may.
    Denied,
}

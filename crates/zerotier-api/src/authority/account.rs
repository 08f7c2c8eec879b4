//! Whose token it is.

/// What an authority says of whoever holds the token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// A user's id, an organisation's, or a controller's node address.
    pub id: String,
    /// A name to show; may be empty. Hostile text.
    pub name: String,
    /// A user's address, where there is one. Hostile text.
    pub email: Option<String>,
    /// The organisations this token reaches.
    pub organisations: Vec<Organisation>,
    /// Nothing can be written at the moment, to anybody.
    pub read_only: bool,
    /// The token was taken as `Bearer` where others of its kind go another way: a service account's key at legacy Central's
    /// address.
    pub bearer: bool,
    /// The authority's own clock, milliseconds since 1970, where it tells.
    pub clock: Option<i64>,
}

/// An organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// As the authority names it; safe in a path only percent-encoded.
    pub id: String,
    /// Hostile text.
    pub name: String,
}

/// A group of networks at New Central.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// As the authority names it; safe in a path only percent-encoded.
    pub id: String,
    /// Hostile text.
    pub name: String,
    /// The organisation it belongs to.
    pub organisation: String,
}

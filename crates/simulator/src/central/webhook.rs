//! Somewhere an organisation wants its events sent. Nothing is ever sent.

/// One address, with the secrets that sign what goes there.
pub(crate) struct Webhook {
    pub(crate) id: String,
    pub(crate) org: String,
    pub(crate) url: String,
    pub(crate) description: String,
    pub(crate) events: Vec<String>,
    pub(crate) created: i64,
    pub(crate) modified: i64,
    pub(crate) secrets: Vec<Secret>,
}

/// Signs what is sent.
pub(crate) struct Secret {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) created: i64,
    pub(crate) expires: Option<i64>,
}

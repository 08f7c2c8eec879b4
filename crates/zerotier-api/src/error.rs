//! What can go wrong with a call. Each [`Fault`] asks for a different deed; method and path say which call it was.

use std::{fmt, time::Duration};

use crate::Stranger;

/// A call that did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{method} {path}: {fault}")]
pub struct Error {
    /// `GET`, `POST`, `PUT`, `DELETE`.
    pub method: &'static str,
    /// The path below the base address; never holds a secret.
    pub path: String,
    /// What went wrong.
    pub fault: Fault,
}

/// What went wrong with a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nobody listens there: the connection was refused.
    Refused,
    /// Somebody took the connection, but no whole answer came in time.
    TimedOut,
    /// The connection ended before a whole answer. From the service on this machine this may be a crash: joining
    /// without a network adapter can end the process.
    Broken,
    /// 401: the token does not fit (or the caller is not on this machine).
    Unauthorized,
    /// 404 without a body, or `{}`: there is no such thing, or no such route.
    NotFound,
    /// Any other status that is not a success, with what the service said about it, at most 300 characters.
    Status {
        /// The HTTP status.
        code: u16,
        /// The service's own words, if it had any.
        said: String,
    },
    /// An answer that is not what this call answers: where, and what was found there.
    Garbled {
        /// The place in the JSON, like `[2].routes[0].via`; `.` is the whole.
        at: String,
        /// What was wrong there.
        found: String,
    },
    /// The answer is larger than any real one (bytes).
    TooLarge {
        /// How many bytes are read at the most.
        limit: usize,
    },
    /// The answer to a write shows another state than the one asked for.
    NotDone {
        /// What still differs, as `allowDNS` or `id`.
        what: &'static str,
    },
    /// The call could not be built: the token holds characters no header can carry, an id can't stand in a path, or the
    /// system had no random numbers for a new token.
    Unsendable,
    /// 403: the token is known and may not do this. Some authorities say so of things that do not exist, and legacy
    /// Central of a wrong token; nothing kept should be thrown away for it.
    Forbidden {
        /// The authority's own words, if it had any, at most 300 characters. Hostile text.
        said: String,
    },
    /// 429: too many calls. Nothing should be asked before the wait is over.
    Limited {
        /// How long to wait, where the answer tells.
        wait: Option<Duration>,
    },
    /// 3xx: the answer lies elsewhere. It is never followed, since the token would go along.
    Redirected {
        /// The host (with its port) it points to; empty if it names none.
        host: String,
    },
    /// This authority has no such deed; nothing was sent.
    Unsupported,
    /// Somebody else listens where the service should; nothing was sent.
    Stranger(Stranger),
    /// Who listens there can't be known; nothing was sent.
    Unproven,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("connection refused"),
            Self::TimedOut => f.write_str("no answer in time"),
            Self::Broken => f.write_str("connection ended before the answer was whole"),
            Self::Unauthorized => f.write_str("the token does not fit (401)"),
            Self::NotFound => f.write_str("no such thing (404)"),
            Self::Status { code, said } if said.is_empty() => write!(f, "status {code}"),
            Self::Status { code, said } => write!(f, "status {code}: {said}"),
            Self::Garbled { at, found } => write!(f, "unexpected answer at {at}: {found}"),
            Self::TooLarge { limit } => write!(f, "answer larger than {limit} bytes"),
            Self::NotDone { what } => write!(f, "{what} is not as asked"),
            Self::Unsendable => f.write_str("the call can't be built from this token or id"),
            Self::Forbidden { said } if said.is_empty() => f.write_str("not allowed (403)"),
            Self::Forbidden { said } => write!(f, "not allowed (403): {said}"),
            Self::Limited { wait: None } => f.write_str("too many calls (429)"),
            Self::Limited { wait: Some(wait) } => write!(f, "too many calls (429), wait {} s", wait.as_secs()),
            Self::Redirected { host } => write!(f, "redirected to {host:?}, not followed"),
            Self::Stranger(stranger) => write!(f, "{stranger} listens there, which is not the service"),
            Self::Unproven => f.write_str("who listens there can't be known"),
            Self::Unsupported => f.write_str("not known to this kind of authority"),
        }
    }
}

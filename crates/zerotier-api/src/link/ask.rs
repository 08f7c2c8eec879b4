//! A call before it is made: what, how long, how often.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use crate::{Error, Fault, http::Call};

const DEADLINE: Duration = Duration::from_secs(15);
/// A list of thousands of members takes the authority its time.
const LONG_DEADLINE: Duration = Duration::from_secs(60);
const ATTEMPTS: u32 = 3;

/// A call to an authority. What breaks is tried again, unless it is [`Ask::once`].
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) deadline: Duration,
    once: bool,
}

impl Ask {
    fn new(method: Method, path: impl Into<String>, body: Option<Value>) -> Self {
        Self { method, path: path.into(), body, deadline: DEADLINE, once: false }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path, None)
    }

    pub(crate) fn post(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::POST, path, Some(body))
    }

    /// A deed that is all in the path.
    pub(crate) fn post_empty(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path, None)
    }

    pub(crate) fn put(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::PUT, path, Some(body))
    }

    pub(crate) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path, None)
    }

    pub(crate) fn delete_with(path: impl Into<String>, body: Value) -> Self {
        Self::new(Method::DELETE, path, Some(body))
    }

    /// The same call with a body.
    pub(crate) fn with(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Doing it twice is not doing it once: it is not tried again, whatever happens.
    pub(crate) fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The answer may be long.
    pub(crate) fn long(mut self) -> Self {
        self.deadline = LONG_DEADLINE;
        self
    }

    pub(super) const fn attempts(&self) -> u32 {
        if self.once { 1 } else { ATTEMPTS }
    }

    /// An error of this call.
    pub(crate) fn error(&self, fault: Fault) -> Error {
        Call::error(&self.method, &self.path, fault)
    }
}

//! The body of a write, read the way Central reads it: what has the wrong type, or is null, counts as left out.

use serde_json::{Map, Value};

/// An object somebody sent.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Body<'a> {
    pub(crate) fn of(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    pub(crate) fn text(self, key: &str) -> Option<String> {
        self.0.get(key)?.as_str().map(str::to_owned)
    }

    pub(crate) fn flag(self, key: &str) -> Option<bool> {
        self.0.get(key)?.as_bool()
    }

    pub(crate) fn number(self, key: &str) -> Option<i64> {
        self.0.get(key)?.as_i64()
    }

    pub(crate) fn object(self, key: &str) -> Option<Body<'a>> {
        Self::of(self.0.get(key)?)
    }

    pub(crate) fn list(self, key: &str) -> Option<&'a Vec<Value>> {
        self.0.get(key)?.as_array()
    }

    pub(crate) fn texts(self, key: &str) -> Option<Vec<String>> {
        let list = self.list(key)?;
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    pub(crate) fn opaque(self, key: &str) -> Option<Value> {
        self.0.get(key).filter(|value| value.is_object()).cloned()
    }
}

/// Puts in what was sent.
pub(crate) fn put<T>(place: &mut T, sent: Option<T>) {
    if let Some(sent) = sent {
        *place = sent;
    }
}

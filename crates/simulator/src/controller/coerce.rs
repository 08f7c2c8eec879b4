//! The controller takes values of the wrong type and makes something of them (SERVICE.md §3.7).

use serde_json::Value;

/// A value whose type makes the service throw.
pub(crate) struct BadType;

pub(crate) fn boolean(value: &Value) -> bool {
    match value {
        Value::Bool(on) => *on,
        Value::Number(number) => number.as_f64().is_some_and(|number| number > 0.0),
        Value::String(text) => text.starts_with(['t', 'T', '1']),
        _ => false,
    }
}

pub(crate) fn integer(value: &Value) -> i64 {
    match value {
        Value::Number(number) => number.as_i64().unwrap_or_default(),
        Value::String(text) => text.parse().unwrap_or_default(),
        Value::Bool(on) => i64::from(*on),
        _ => 0,
    }
}

pub(crate) fn string(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(on) => u8::from(*on).to_string(),
        _ => String::new(),
    }
}

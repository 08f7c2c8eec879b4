//! Reading what an authority really sends: any field may be null, missing or of another type, and none of that may
//! cost a whole list. Each reader takes what it can use and else the empty value.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    fmt,
    marker::PhantomData,
};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Value, json};

use crate::{Fault, time};

thread_local! {
    /// Something in the record that is being read was passed over. Nothing else leads out of a reader of one field.
    static ODD: Cell<bool> = const { Cell::new(false) };
}

/// What was read, and whether something in it was passed over.
pub(crate) fn noticing<T>(read: impl FnOnce() -> T) -> (T, bool) {
    let before = ODD.replace(false);
    let read = read();
    (read, ODD.replace(before))
}

/// What has no value here, though it says something. Nothing is said by null, and by what is empty.
fn passed_over<T>(value: &Value) -> Option<T> {
    let says_nothing = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    ODD.set(ODD.get() || !says_nothing);
    None
}

/// Text; numbers and booleans as they are written.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text,
        other @ (Value::Number(_) | Value::Bool(_)) => other.to_string(),
        other => passed_over(&other).unwrap_or_default(),
    })
}

/// A boolean.
pub(crate) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(value.as_bool().or_else(|| passed_over(&value)))
}

/// A whole number, also as text. What lies beyond 64 bits is none.
pub(crate) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(integer(&value).or_else(|| passed_over(&value)))
}

/// The same of a value that has been read.
pub(crate) fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A float without a fraction, as some servers write large numbers.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within 53 bits")]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

/// A time as a number, milliseconds since 1970.
pub(crate) fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Ok(number(from)?.and_then(time::from_number))
}

/// A time as RFC 3339 text, milliseconds since 1970.
pub(crate) fn time_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    let value = Value::deserialize(from)?;
    match value.as_str() {
        // An unset one is written as the year 1.
        Some(text) if time::is_rfc3339(text) => Ok(time::from_rfc3339(text)),
        _ => Ok(passed_over(&value)),
    }
}

/// An object; its empty form if it is anything else.
pub(crate) fn record<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    Ok(match Value::deserialize(from)? {
        object @ Value::Object(_) => T::deserialize(&object).ok().or_else(|| passed_over(&object)).unwrap_or_default(),
        other => passed_over(&other).unwrap_or_default(),
    })
}

/// A list, without what does not fit; empty if it is anything else.
pub(crate) fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Vec<T>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Array(items) => {
            items.iter().filter_map(|item| T::deserialize(item).ok().or_else(|| passed_over(&json!([item])))).collect()
        }
        other => passed_over(&other).unwrap_or_default(),
    })
}

/// An answer of something else must not pass for an empty list.
const NONE_FITS: &str = "a list without one entry that fits";

/// The records of a list as nouns, without those that name nothing.
pub(crate) fn nouns<R, T>(records: Vec<R>, noun: impl Fn(R) -> Option<T>) -> Result<Vec<T>, Fault> {
    let any = !records.is_empty();
    let nouns: Vec<T> = records.into_iter().filter_map(noun).collect();
    if any && nouns.is_empty() {
        return Err(Fault::Garbled { at: ".".into(), found: NONE_FITS.into() });
    }
    Ok(nouns)
}

/// Each thing once: the first of its key counts.
pub(crate) fn once<T, K: Ord>(mut list: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut known = BTreeSet::new();
    list.retain(|one| known.insert(key(one)));
    list
}

/// A whole answer that is a list: bare, or under `items` or `data`. Null is an empty one; an object without either is
/// no list at all and an error. Read one by one, so a long list is never held twice.
pub(crate) struct Rows<T>(pub(crate) Vec<T>);

thread_local! {
    /// The entries of the list that is being read in which something was passed over.
    static ODD_ROWS: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// What was read, and the places of what was passed over in it: of entries of a list, or of the whole.
pub(crate) fn placing<T>(read: impl FnOnce() -> T) -> (T, Vec<String>) {
    ODD_ROWS.take();
    let (read, whole) = noticing(read);
    let rows = ODD_ROWS.take().into_iter().map(|row| format!("[{row}]"));
    (read, whole.then(String::new).into_iter().chain(rows).collect())
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(RowsVisitor(PhantomData))
    }
}

struct RowsVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for RowsVisitor<T> {
    type Value = Rows<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Rows(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let (mut rows, mut seen) = (Vec::new(), 0);
        while let Some(item) = seq.next_element::<Value>()? {
            let (row, odd) = noticing(|| T::deserialize(item));
            if odd || row.is_err() {
                ODD_ROWS.with_borrow_mut(|odd| odd.push(seen));
            }
            seen += 1;
            match row {
                Ok(row) => rows.push(row),
                Err(error) => tracing::debug!(%error, "an entry of a list is left out"),
            }
        }
        if rows.is_empty() && seen > 0 {
            return Err(A::Error::custom(NONE_FITS));
        }
        Ok(Rows(rows))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut rows = None;
        while let Some(key) = map.next_key::<String>()? {
            if matches!(key.as_str(), "items" | "data") {
                rows = Some(map.next_value::<Self::Value>()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        rows.ok_or_else(|| A::Error::custom("an object instead of a list"))
    }
}

/// A list that may also be one thing without its list.
pub(crate) struct OneOrMany<T>(pub(crate) Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        let wrapped = value.get("items").or_else(|| value.get("data")).is_some();
        if value.is_object() && !wrapped {
            return T::deserialize(value).map(|one| Self(vec![one])).map_err(D::Error::custom);
        }
        Rows::deserialize(value).map(|rows| Self(rows.0)).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_bare_or_wrapped_and_odd_entries_are_left_out() {
        let rows = |json: &str| serde_json::from_str::<Rows<u8>>(json).map(|rows| rows.0).ok();
        assert_eq!(rows("[1,null,\"x\",2]"), Some(vec![1, 2]));
        assert_eq!(rows("{\"stats\":{},\"items\":[1]}"), Some(vec![1]));
        assert_eq!(rows("{\"data\":[2],\"meta\":1}"), Some(vec![2]));
        assert_eq!(rows("{\"items\":null}"), Some(vec![]));
        assert_eq!(rows("null"), Some(vec![]));
        assert_eq!(rows("[\"x\",null]"), None, "somebody else's list");
        assert_eq!(rows("{}"), None, "an answer that is no list is no empty list");
        assert_eq!(rows("\"no\""), None);
    }

    #[test]
    fn what_is_passed_over_is_noticed_by_its_entry_and_what_says_nothing_is_not() {
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        struct Record {
            #[serde(deserialize_with = "number")]
            _mtu: Option<i64>,
            #[serde(deserialize_with = "time_text")]
            _at: Option<i64>,
            #[serde(deserialize_with = "list")]
            _of: Vec<String>,
        }
        let odd = |json: &str| placing(|| serde_json::from_str::<Rows<Record>>(json)).1;
        let plain = r#"[{"_mtu":"","_at":null,"_of":{}},{"_mtu":" 7 ","_at":"0001-01-01T00:00:00Z","_of":["a"]},{}]"#;
        assert_eq!(odd(plain), [""; 0]);
        assert_eq!(
            odd(r#"[{"_mtu":"x"},{},{"_at":"soon","_mtu":[1]},7,{"_of":["a",7]}]"#),
            ["[0]", "[2]", "[3]", "[4]"]
        );
        assert_eq!(odd(plain), [""; 0], "nothing is left from before");
    }

    #[test]
    fn a_number_is_read_however_it_is_written() {
        let read = |json: &str| number(&mut serde_json::Deserializer::from_str(json)).unwrap();
        assert_eq!(read("3232285886"), Some(3_232_285_886));
        assert_eq!(read("1.7e12"), Some(1_700_000_000_000));
        assert_eq!(read("\"32\""), Some(32));
        assert_eq!([read("null"), read("true"), read("[]"), read("1e300"), read("18446744073709551615")], [None; 5]);
    }
}

//! Reading an answer in which something is odd: an odd value costs that value, an odd entry of a list that entry. What
//! was left out is told by its place.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, value::RawValue};
use serde_path_to_error::{Path, Segment};

use crate::Fault;

/// So many odd values of one record are left out one by one; then whole fields are.
const ONE_BY_ONE: usize = 32;
/// More places than anybody reads.
const PLACES: usize = 100;
/// Deeper than any answer.
const DEPTH: u8 = 64;

/// What could be read, and the places of what could not, as `[1].mtu`.
#[derive(Debug)]
pub(crate) struct Mended<T> {
    pub(crate) value: T,
    pub(crate) odd: Vec<String>,
}

/// A whole answer that is one record.
pub(crate) fn record<T: DeserializeOwned>(body: &[u8]) -> Result<Mended<T>, Fault> {
    if let Ok(value) = serde_json::from_slice(body) {
        return Ok(Mended { value, odd: Vec::new() });
    }
    let mut odd = Vec::new();
    let value = fit(json(body, &mut odd)?, "", &mut odd)?;
    Ok(Mended { value, odd })
}

/// A record that is JSON already.
pub(crate) fn value<T: DeserializeOwned>(json: Value) -> Result<Mended<T>, Fault> {
    let mut odd = Vec::new();
    let value = fit(json, "", &mut odd)?;
    Ok(Mended { value, odd })
}

/// A whole answer that is a list. Odd entries are left out, unless none is left.
pub(crate) fn list<T: DeserializeOwned>(body: &[u8]) -> Result<Mended<Vec<T>>, Fault> {
    if let Ok(value) = serde_json::from_slice(body) {
        return Ok(Mended { value, odd: Vec::new() });
    }
    let mut odd = Vec::new();
    let Value::Array(entries) = json(body, &mut odd)? else {
        return Err(Fault::Garbled { at: ".".into(), found: "no list".into() });
    };
    let mut fits = Vec::with_capacity(entries.len());
    let mut last = None;
    let any = !entries.is_empty();
    for (index, entry) in entries.into_iter().enumerate() {
        let place = format!("[{index}]");
        match fit(entry, &place, &mut odd) {
            Ok(entry) => fits.push(entry),
            Err(fault) => {
                note(&mut odd, place);
                last = Some(fault);
            }
        }
    }
    match last {
        // An answer of something else must not pass for an empty list.
        Some(fault) if any && fits.is_empty() => Err(fault),
        _ => Ok(Mended { value: fits, odd }),
    }
}

/// Reads a record, and takes out what does not fit until the rest does.
fn fit<T: DeserializeOwned>(mut value: Value, within: &str, odd: &mut Vec<String>) -> Result<T, Fault> {
    for tries in 0.. {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) => return Ok(read),
            Err(error) => error,
        };
        let steps: Vec<&Segment> = error.path().iter().filter(|step| !matches!(step, Segment::Unknown)).collect();
        let steps = if tries < ONE_BY_ONE { &steps[..] } else { &steps[..steps.len().min(1)] };
        if !take_out(&mut value, steps) {
            return Err(Fault::Garbled { at: place(within, error.path()), found: error.inner().to_string() });
        }
        note(odd, place(within, error.path()));
    }
    Err(Fault::Garbled { at: within.into(), found: String::new() })
}

/// Takes out what these steps lead to. False if that is the whole.
fn take_out(value: &mut Value, steps: &[&Segment]) -> bool {
    let [step, rest @ ..] = steps else { return false };
    match (step, value) {
        (Segment::Map { key }, Value::Object(object)) => {
            object.get_mut(key).is_some_and(|inner| take_out(inner, rest)) || object.remove(key).is_some()
        }
        (Segment::Seq { index }, Value::Array(list)) => {
            let there = *index < list.len();
            let mended = list.get_mut(*index).is_some_and(|inner| take_out(inner, rest));
            if there && !mended {
                list.remove(*index);
            }
            there
        }
        _ => false,
    }
}

fn place(within: &str, path: &Path) -> String {
    match (within, path.iter().next()) {
        (_, None) if !within.is_empty() => within.to_owned(),
        ("", _) | (_, Some(Segment::Seq { .. })) => format!("{within}{path}"),
        _ => format!("{within}.{path}"),
    }
}

fn note(odd: &mut Vec<String>, place: String) {
    if odd.len() < PLACES {
        odd.push(place);
    }
}

/// Any JSON there is. What no value can hold (1e400, a depth without end) is null.
fn json(body: &[u8], odd: &mut Vec<String>) -> Result<Value, Fault> {
    let raw: &RawValue =
        serde_json::from_slice(body).map_err(|error| Fault::Garbled { at: ".".into(), found: error.to_string() })?;
    Ok(lenient(raw, DEPTH, "", odd))
}

fn lenient(raw: &RawValue, depth: u8, within: &str, odd: &mut Vec<String>) -> Value {
    if let Ok(value) = serde_json::from_str(raw.get()) {
        return value;
    }
    let below = depth.checked_sub(1);
    match (raw.get().as_bytes().first(), below) {
        (Some(b'{'), Some(below)) => {
            if let Ok(object) = serde_json::from_str::<std::collections::BTreeMap<String, &RawValue>>(raw.get()) {
                let read = object.into_iter().map(|(key, raw)| {
                    let place = if within.is_empty() { key.clone() } else { format!("{within}.{key}") };
                    let value = lenient(raw, below, &place, odd);
                    (key, value)
                });
                return Value::Object(read.collect::<Map<_, _>>());
            }
        }
        (Some(b'['), Some(below)) => {
            if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
                let read = list.into_iter().enumerate();
                return Value::Array(
                    read.map(|(index, raw)| lenient(raw, below, &format!("{within}[{index}]"), odd)).collect(),
                );
            }
        }
        _ => {}
    }
    note(odd, within.to_owned());
    Value::Null
}

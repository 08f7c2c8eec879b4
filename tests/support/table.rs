//! Answers made from the endpoint tables: what an authority's documents say that it answers.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};

pub const NETWORK: &str = "17d395d8cb43a800";
pub const NODE: &str = "a4e19c07d2";

/// How much of an answer is filled in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Filled {
    Everything,
    /// Null wherever the table allows null, and what is optional is missing.
    NullsAllowed,
    /// Null in every place but the ids: what no table allows and a client has to live with.
    Nulls,
}

/// One of the tables, by its file's name.
pub fn table(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("endpoints").join(name);
    serde_json::from_str(&fs::read_to_string(file).expect("a table")).expect("JSON")
}

/// The answer a table's row describes.
pub fn answer(table: &Value, method: &str, path: &str, filled: Filled) -> Value {
    let rows = table["endpoints"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["method"] == method && row["path"] == path);
    let row = row.unwrap_or_else(|| panic!("{method} {path} is in no row"));
    let fields = row["response_fields"].as_object().expect("fields");
    let shape = row["response_shape"].as_str().unwrap_or_default();
    let mut whole = Value::Null;
    for (field, kind) in fields {
        let kind = kind.as_str().expect("a kind");
        let tokens: Vec<&str> = field.split('.').collect();
        put(&mut whole, &tokens, kind, filled);
    }
    if shape.starts_with('[') && !whole.is_array() { json!([whole]) } else { whole }
}

fn put(at: &mut Value, tokens: &[&str], kind: &str, filled: Filled) {
    let Some((first, rest)) = tokens.split_first() else { return };
    let (name, listed) = first.strip_suffix("[]").map_or((*first, false), |name| (name, true));
    let spot = if name.is_empty() { at } else { entry(at, name) };
    let spot = if listed {
        if !spot.is_array() {
            *spot = json!([Value::Null]);
        }
        &mut spot[0]
    } else {
        spot
    };
    if !rest.is_empty() {
        put(spot, rest, kind, filled);
    } else if spot.is_null() {
        *spot = leaf(name, kind, filled);
    }
}

fn entry<'a>(at: &'a mut Value, name: &str) -> &'a mut Value {
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    at.as_object_mut().expect("made above").entry(name.to_owned()).or_insert(Value::Null)
}

fn leaf(name: &str, kind: &str, filled: Filled) -> Value {
    let is_id = matches!(name, "id" | "nwid" | "networkId" | "nodeId" | "deviceId" | "address" | "userId" | "orgId");
    let nullable = kind.contains("null") || kind.contains("optional");
    match filled {
        Filled::NullsAllowed if nullable && !is_id => return Value::Null,
        Filled::Nulls if !is_id => return Value::Null,
        _ => {}
    }
    let kind = kind.split([' ', '|']).next().unwrap_or_default();
    match (name, kind) {
        ("nodeId" | "deviceId" | "address", _) => json!(NODE),
        ("id" | "nwid" | "networkId", _) => json!(NETWORK),
        (_, "string") => json!("text"),
        (_, "boolean" | "bool") => json!(true),
        (_, "int" | "integer" | "int64") => json!(1_760_000_000_000_i64),
        (_, "rfc3339") => json!("2026-03-12T10:20:30.123Z"),
        (_, kind) if kind.starts_with("[string") => json!(["10.0.0.1"]),
        (_, kind) if kind.starts_with("[int") => json!([3_232_285_886_i64]),
        (_, kind) if kind.starts_with("[[") => json!([[1, false], [2, 3_232_285_886_i64]]),
        (_, kind) if kind.starts_with('[') => json!([{}]),
        (_, kind) if kind.starts_with("enum(") => {
            json!(kind.trim_start_matches("enum(").split(['|', ')']).next())
        }
        (_, kind) if kind.starts_with("map") => json!({ "key": "2026-03-12T10:20:30Z" }),
        _ => json!({}),
    }
}

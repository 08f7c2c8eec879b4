//! The endpoint tables, and whether an answer has the fields they list: all of them, of these types, and no others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) struct Row {
    pub(crate) method: String,
    pub(crate) path: String,
    shape: String,
    /// Type by path.
    fields: BTreeMap<String, String>,
    /// Seen in the wild and not promised.
    extras: Vec<String>,
}

pub(crate) fn rows(table: &str) -> Vec<Row> {
    let table: Value = serde_json::from_str(table).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = table["endpoints"].as_array().unwrap().iter().map(|row| {
        let fields = row["response_fields"].as_object().unwrap().iter();
        let extras = row["response_observed_extra"].as_object().into_iter().flatten();
        Row {
            method: text(&row["method"]),
            path: text(&row["path"]),
            shape: text(&row["response_shape"]),
            fields: fields.map(|(path, kind)| (path.trim_start_matches("[].").to_owned(), text(kind))).collect(),
            extras: extras.map(|(path, _)| path.clone()).collect(),
        }
    });
    rows.collect()
}

impl Row {
    /// It promises no body.
    pub(crate) fn is_silent(&self) -> bool {
        self.fields.is_empty()
    }

    /// Everything about this answer that is not as promised.
    pub(crate) fn faults(&self, answer: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        let items = match answer {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        if self.shape.starts_with('[') != answer.is_array() && self.shape != "OrganizationMember" {
            faults.push(format!("is no {}", self.shape));
        }
        if items.is_empty() {
            faults.push("shows nothing to look at".into());
        }
        for item in items {
            self.object(item, "", &mut faults);
        }
        faults
    }

    fn object(&self, value: &Value, prefix: &str, faults: &mut Vec<String>) {
        let Some(fields) = value.as_object() else {
            faults.push(format!("{prefix} is no object"));
            return;
        };
        let name_of = |path: &str| -> Option<String> {
            let rest = path.strip_prefix(prefix)?;
            Some(rest.split(['.', '[']).next().unwrap_or_default().to_owned()).filter(|name| !name.is_empty())
        };
        let known: BTreeSet<String> = self.fields.keys().filter_map(|path| name_of(path)).collect();
        let extras: Vec<String> = self.extras.iter().filter_map(|path| name_of(path)).collect();
        for name in fields.keys().filter(|name| !known.contains(*name) && !extras.contains(name)) {
            faults.push(format!("{prefix}{name} is not in the table"));
        }
        for name in known {
            let path = format!("{prefix}{name}");
            let declared = self.fields.get(&path).map(String::as_str);
            let Some(field) = fields.get(&name) else {
                if declared.is_some_and(is_needed) {
                    faults.push(format!("{path} is missing"));
                }
                continue;
            };
            if let Some(kind) = declared
                && !fits(field, kind)
            {
                faults.push(format!("{path} is {field}, not {kind}"));
            }
            self.below(field, &path, faults);
        }
    }

    /// What is declared inside a field.
    fn below(&self, field: &Value, path: &str, faults: &mut Vec<String>) {
        let declares = |prefix: &str| self.fields.keys().any(|path| path.starts_with(prefix));
        let (inside, each) = (format!("{path}."), format!("{path}[]."));
        if declares(&inside) && !field.is_null() {
            self.object(field, &inside, faults);
        }
        if declares(&each) {
            for item in field.as_array().into_iter().flatten() {
                self.object(item, &each, faults);
            }
        }
    }
}

/// Fields that only some answers have say so in brackets.
fn is_needed(kind: &str) -> bool {
    let word = kind.rsplit(' ').next().unwrap_or_default();
    word != "optional" && (word == kind || !word.starts_with('('))
}

/// Whether a value is of a type in the tables' notation.
fn fits(value: &Value, kind: &str) -> bool {
    // What follows the first blank says who may write it, or in what unit it is.
    let kind = kind.split(' ').next().unwrap_or_default();
    if let Some(kind) = kind.strip_suffix("|null") {
        return value.is_null() || fits(value, kind);
    }
    if let Some(kinds) = kind.strip_prefix("enum(").and_then(|rest| rest.strip_suffix(')')) {
        return value.as_str().is_some_and(|word| kinds.split('|').any(|kind| kind == word));
    }
    if let Some(item) = kind.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return value.as_array().is_some_and(|items| items.iter().all(|each| fits(each, item)));
    }
    match kind {
        "string" => value.is_string(),
        "boolean" | "bool" => value.is_boolean(),
        "int" | "integer" | "int64" => value.is_i64() || value.is_u64(),
        "int|bool" => value.is_i64() || value.is_u64() || value.is_boolean(),
        "rfc3339" => value.as_str().is_some_and(|text| text.len() >= 20 && text.ends_with('Z')),
        "map<string,string>" => value.as_object().is_some_and(|map| map.values().all(Value::is_string)),
        // The name of a shape whose fields follow.
        _ => value.is_object(),
    }
}

#[test]
fn the_notation_is_understood() {
    use serde_json::json;
    assert!(fits(&json!("x"), "string|null ro,deprecated") && fits(&Value::Null, "string|null"));
    assert!(!fits(&json!(1), "string") && !fits(&Value::Null, "int64 ro,ms"));
    assert!(fits(&json!([[1, false]]), "[[int|bool]]|null") && !fits(&json!([1]), "[[int|bool]]"));
    assert!(fits(&json!("user"), "enum(service_account|user)") && !fits(&json!("dog"), "enum(user)"));
    assert!(fits(&json!(["Owner"]), "[enum(Admin|Owner)]") && !fits(&json!(["Dog"]), "[enum(Admin|Owner)]"));
    assert!(fits(&json!({}), "NetworkStats optional") && !fits(&json!([]), "map<permission,bool>"));
    let table = r#"{"endpoints":[{"method":"GET","path":"/x","response_shape":"[X]","response_fields":
        {"id":"string","config":"object","config.on":"boolean","list":"[P]","list[].a":"int optional"}}]}"#;
    let row = &rows(table)[0];
    assert_eq!(row.faults(&json!([{ "id": "1", "config": { "on": true }, "list": [{ "a": 1 }, {}] }])), [""; 0]);
    let faults = row.faults(&json!([{ "id": 1, "config": {}, "list": [{ "b": 1 }], "more": 1 }]));
    assert_eq!(faults.len(), 4, "{faults:?}");
    assert_eq!(row.faults(&json!({ "id": "1", "config": { "on": true }, "list": [] })).len(), 1);
}

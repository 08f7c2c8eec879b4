//! Where two answers differ, as paths into them.

use serde_json::Value;

use crate::recording::Answer;

/// What belongs to the moment or to the machine: only that it is there, and of the same type, is compared.
const OWN: [&str; 18] = [
    "clock",
    "creationTime",
    "description",
    "homeDir",
    "lastAuthorizedTime",
    "lastDeauthorizedTime",
    "lastReceive",
    "lastSend",
    "listeningOn",
    "planetWorldId",
    "planetWorldTimestamp",
    "primaryPort",
    "publicIdentity",
    "revision",
    "secondaryPort",
    "surfaceAddresses",
    "tertiaryPort",
    "versionBuild",
];

/// As `/settings/primaryPort: 9993 recorded, 9994 here`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub at: String,
    pub told: String,
}

/// Everything a client could notice.
pub fn between(recorded: &Answer, here: &Answer) -> Vec<Difference> {
    let mut found = Vec::new();
    note(&mut found, "status", recorded.status, here.status);
    for header in ["content-type", "content-range", "accept-ranges", "connection", "keep-alive"] {
        note(&mut found, header, recorded.header(header), here.header(header));
    }
    match (&recorded.json, &here.json) {
        (Some(recorded), Some(here)) => walk(&mut found, "", recorded, here),
        (None, None) => note(&mut found, "text", &recorded.text, &here.text),
        (recorded, here) => note(&mut found, "body", recorded.is_some(), here.is_some()),
    }
    found
}

fn walk(found: &mut Vec<Difference>, at: &str, recorded: &Value, here: &Value) {
    match (recorded, here) {
        (Value::Object(recorded), Value::Object(here)) => {
            let keys: std::collections::BTreeSet<&String> = recorded.keys().chain(here.keys()).collect();
            for key in keys {
                let at = format!("{at}/{key}");
                match (recorded.get(key), here.get(key)) {
                    (Some(recorded), Some(here)) if OWN.contains(&key.as_str()) && same_type(recorded, here) => {}
                    (Some(recorded), Some(here)) => walk(found, &at, recorded, here),
                    (recorded, here) => note(found, &at, recorded, here),
                }
            }
        }
        (Value::Array(recorded), Value::Array(here)) if recorded.len() == here.len() => {
            let (recorded, here) = (in_order(recorded), in_order(here));
            for (index, (recorded, here)) in recorded.into_iter().zip(here).enumerate() {
                walk(found, &format!("{at}/{index}"), recorded, here);
            }
        }
        _ => note(found, if at.is_empty() { "/" } else { at }, recorded, here),
    }
}

fn same_type(recorded: &Value, here: &Value) -> bool {
    std::mem::discriminant(recorded) == std::mem::discriminant(here)
}

/// Things with ids come in any order: the controller keeps them in a hash table.
fn in_order(list: &[Value]) -> Vec<&Value> {
    let mut list: Vec<&Value> = list.iter().collect();
    list.sort_by_key(|value| value["id"].as_str());
    list
}

#[allow(clippy::needless_pass_by_value, reason = "two optional borrows, cheap to hand over")]
fn note<T: PartialEq + std::fmt::Debug>(found: &mut Vec<Difference>, at: &str, recorded: T, here: T) {
    if recorded != here {
        found.push(Difference { at: at.to_owned(), told: format!("{recorded:?} recorded, {here:?} here") });
    }
}

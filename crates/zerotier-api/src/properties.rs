//! Properties of every parser of this crate: what is printed and read again is the same, what is odd costs nothing but
//! itself, and no secret is in what is said of it. Those of the clients' own records lie beside these.
//!
//! Each runs on 64 inputs that are the same on every day (`.cargo/config.toml` fixes their number and the seed), so that a test that is
//! green here is green everywhere; `cargo xtask nightly` runs each on a million new ones and prints its seed. A failing
//! input is printed, as small as it can be made; nothing is written into a file. What was found becomes a test of its own.

mod http;
mod names;
mod records;
mod secrets;
mod times;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    loose::{Rows, nouns},
    mend,
};

/// Any JSON, as text: no value holds `1e400`.
pub(crate) fn any_json() -> impl Strategy<Value = String> {
    let numbers =
        ["-1", "0", "0.5", "1e400", "-1e400", "9223372036854775808", "18446744073709551616", "1e15", "1e-400"];
    let texts = ["\"\"", "\"OK\"", "\"-1\"", "\"10.0.0.0/8\"", "\"\\ud800\"", "\"\\u0000\"", "null", "true", "false"];
    let leaf = prop_oneof![
        prop::sample::select([numbers, texts].concat()).prop_map(str::to_owned),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<String>().prop_map(|text| json!(text).to_string()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let key = prop_oneof![any::<String>(), Just("items".to_owned()), Just("id".to_owned())];
        let named = (key, inner.clone()).prop_map(|(key, value)| format!("{}:{value}", json!(key)));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec(named, 0..4).prop_map(|fields| format!("{{{}}}", fields.join(","))),
        ]
    })
}

/// A record in which something is replaced by any JSON, and the place of it as a pointer.
#[derive(Debug, Clone)]
pub(crate) struct Odd {
    pub(crate) at: String,
    pub(crate) text: String,
}

pub(crate) fn odd(record: &Value) -> impl Strategy<Value = Odd> + use<> {
    const MARK: &str = "the-odd-place";
    let record = record.clone();
    (prop::sample::select(places(&record)), any_json()).prop_map(move |(at, json)| {
        let mut marked = record.clone();
        *marked.pointer_mut(&at).unwrap() = MARK.into();
        Odd { at, text: marked.to_string().replace(&format!("\"{MARK}\""), &json) }
    })
}

fn places(value: &Value) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(list) => list.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    let deeper = |(key, value): (String, &Value)| places(value).into_iter().map(move |rest| format!("/{key}{rest}"));
    std::iter::once(String::new()).chain(below.into_iter().flat_map(deeper)).collect()
}

/// In a list, an odd record costs no other one; nor does an entry that is none.
pub(crate) fn spares_the_others<R: DeserializeOwned, N: PartialEq + std::fmt::Debug>(
    record: &Value,
    odd: &str,
    noun: impl Fn(R) -> Option<N>,
) -> Result<(), TestCaseError> {
    let whole = serde_json::from_value(record.clone()).ok().and_then(&noun);
    prop_assert!(whole.is_some());
    let body = format!("[{record},{odd},{record}]");
    let Rows(records) = mend::record::<Rows<R>>(body.as_bytes()).unwrap().value;
    let nouns = nouns(records, noun).unwrap();
    prop_assert!((2..=3).contains(&nouns.len()) && nouns.first() == whole.as_ref() && nouns.last() == whole.as_ref());
    Ok(())
}

/// A field that nobody knows changes nothing.
pub(crate) fn passes_over_the_unknown<R: DeserializeOwned + std::fmt::Debug>(
    record: &Value,
    json: &str,
) -> Result<(), TestCaseError> {
    let text = record.to_string();
    let more = text.replacen('{', &format!("{{\"nobodyKnowsThis\":{json},"), 1);
    let [plain, more] = [text, more].map(|text| mend::record::<R>(text.as_bytes()).unwrap().value);
    prop_assert_eq!(format!("{plain:?}"), format!("{more:?}"));
    Ok(())
}

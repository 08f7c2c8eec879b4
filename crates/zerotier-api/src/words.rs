//! What a refusal says, wherever its server keeps its words.

use serde_json::Value;

/// A form with more wrong fields than this is wrong as a whole.
const MOST_FIELDS: usize = 4;

/// Each server has its own key for its words, or the two of RFC 7807; where fields are named as well, they follow.
pub(crate) fn words(json: &Value) -> String {
    let said = text(json, "description")
        .or_else(|| text(json, "message"))
        .or_else(|| text(json, "error"))
        .or_else(|| text(json.get("error")?, "message"))
        .or_else(|| problem(json))
        .or_else(|| json.as_str().map(str::to_owned))
        .unwrap_or_default();
    let lists = ["details", "errors", "detail", "invalid-params"].into_iter().filter_map(|key| json.get(key));
    let fields: Vec<String> = lists.flat_map(fields).take(MOST_FIELDS).collect();
    match (said.is_empty(), fields.is_empty()) {
        (_, true) => said,
        (true, false) => fields.join("; "),
        (false, false) => format!("{said} ({})", fields.join("; ")),
    }
}

/// RFC 7807: what kind of problem, and what it is this time.
fn problem(json: &Value) -> Option<String> {
    match (text(json, "title"), text(json, "detail")) {
        (Some(title), Some(detail)) => Some(format!("{title}: {detail}")),
        (title, detail) => title.or(detail),
    }
}

/// What is wrong with which field: a list of objects, or one by name.
fn fields(list: &Value) -> Vec<String> {
    match list {
        Value::Array(list) => list.iter().filter_map(field).collect(),
        Value::Object(map) => {
            let why = |why: &Value| Some(why.as_str().or_else(|| why.get(0)?.as_str())?.to_owned());
            let named = map.iter().filter_map(|(name, value)| Some(format!("{name}: {}", why(value)?)));
            // By name, whatever order objects have in this build.
            let mut named: Vec<String> = named.collect();
            named.sort_unstable();
            named
        }
        _ => Vec::new(),
    }
}

fn field(one: &Value) -> Option<String> {
    let name = ["field", "name", "pointer", "path"].into_iter().find_map(|key| text(one, key));
    let name = name.or_else(|| Some(place(one.get("loc").or_else(|| one.get("path"))?.as_array()?)));
    let why = ["message", "detail", "reason", "msg"].into_iter().find_map(|key| text(one, key));
    Some(format!("{}: {}", name?, why?))
}

/// A place in the body, step by step.
fn place(steps: &[Value]) -> String {
    let step = |step: &Value| step.as_str().map_or_else(|| step.to_string(), str::to_owned);
    steps.iter().map(step).collect::<Vec<_>>().join(".")
}

fn text(json: &Value, key: &str) -> Option<String> {
    json.get(key).and_then(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_is_read_in_the_form_of_whoever_wrote_the_server() {
        for (body, expected) in [
            (json!({ "message": "bad", "details": [{ "field": "name", "message": "long" }] }), "bad (name: long)"),
            (
                json!({ "type": "about:blank", "title": "Bad Request", "status": 400, "detail": "name is long" }),
                "Bad Request: name is long",
            ),
            (json!({ "title": "Quota exceeded" }), "Quota exceeded"),
            (
                json!({ "title": "Bad", "errors": { "name": ["long", "odd"], "mtu": "low" } }),
                "Bad (mtu: low; name: long)",
            ),
            (json!({ "title": "Bad", "errors": [{ "pointer": "#/name", "detail": "long" }] }), "Bad (#/name: long)"),
            (json!({ "title": "Bad", "invalid-params": [{ "name": "mtu", "reason": "low" }] }), "Bad (mtu: low)"),
            (json!({ "detail": [{ "loc": ["body", "routes", 0, "via"], "msg": "none" }] }), "body.routes.0.via: none"),
            (json!({ "error": { "message": "no" }, "details": null, "errors": 3 }), "no"),
            (json!({ "details": [{ "message": "no field" }, 7, null] }), ""),
            (json!([{ "message": "in a list" }]), ""),
        ] {
            assert_eq!(words(&body), expected, "{body}");
        }
    }
}

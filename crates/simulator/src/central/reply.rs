//! Answers both dialects share.

use serde_json::{Value, json};

use crate::wire::Response;

pub(crate) fn ok(value: &Value) -> Response {
    Response::json(200, value)
}

pub(crate) fn said(status: u16, message: &str) -> Response {
    Response::json(status, &json!({ "message": message }))
}

pub(crate) fn missing() -> Response {
    said(404, "not found")
}

/// A list that is written out item by item: with ten thousand of them, one tree for all would be too much.
pub(crate) fn listed(items: impl Iterator<Item = Value>) -> Response {
    let mut body = String::from("[");
    for (number, item) in items.enumerate() {
        if number > 0 {
            body.push(',');
        }
        body.push_str(&item.to_string());
    }
    body.push(']');
    Response::text(200, "application/json", body)
}

/// The web app, which stands where no interface is.
pub(crate) fn page(status: u16, title: &str) -> Response {
    let text = format!("<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
    Response::text(status, "text/html", text)
}

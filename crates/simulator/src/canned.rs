//! Answers no healthy service gives, to see what a client makes of them.

use serde_json::{Value, json};

use crate::wire::Response;

/// An answer in place of the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canned {
    /// The connection is closed without a byte: the service has crashed.
    Nothing,
    /// The body ends in the middle.
    HalfABody,
    /// Bytes that are no HTTP.
    Garbage,
    /// Another server's page.
    Html,
    /// A 401 that has nothing to do with the token.
    Unauthorized,
    /// A 500 with what went wrong.
    Broken,
    /// A 500 with words.
    BrokenWithoutJson,
    /// Ten megabytes.
    TenMegabytes,
    /// Text where numbers are, numbers where text is.
    WrongTypes,
    /// Nothing in any field.
    Nulls,
    /// The right answer with fields nobody knows.
    UnknownFields,
    /// Valid JSON of another shape.
    AnotherShape,
    /// No JSON, though it says so.
    NotJson,
    /// A page with this status, as a proxy in front sends it: 502, 503, 504.
    Page(u16),
    /// A 500 without a word.
    BrokenEmpty,
    /// A 403 that has nothing to do with the token.
    Forbidden,
    /// This body, with this status, as JSON.
    Json(u16, &'static str),
    /// JSON of about this many bytes.
    Bytes(usize),
    /// A 429 that wants a wait of this many seconds.
    TooMany(u32),
    /// A 302 to this URL.
    Redirect(&'static str),
}

/// What the wire does with it.
pub(crate) enum Served {
    Whole(Response),
    /// These bytes, and the connection is closed.
    Raw(Vec<u8>),
}

impl Canned {
    /// Every one the service could give.
    pub const ALL: &[Self] = &[
        Self::Nothing,
        Self::HalfABody,
        Self::Garbage,
        Self::Html,
        Self::Unauthorized,
        Self::Broken,
        Self::BrokenWithoutJson,
        Self::TenMegabytes,
        Self::WrongTypes,
        Self::Nulls,
        Self::UnknownFields,
        Self::AnotherShape,
        Self::NotJson,
    ];

    /// Those only Central could give.
    pub const FAR: &[Self] = &[
        Self::Page(502),
        Self::Page(503),
        Self::Page(504),
        Self::BrokenEmpty,
        Self::Forbidden,
        Self::Json(200, "{\"surprise\":true}"),
        Self::Bytes(20_000_000),
        Self::TooMany(2),
        Self::Redirect("http://127.0.0.1:9/api/v1/status"),
    ];

    /// It is made from the right answer.
    pub(crate) fn alters(self) -> bool {
        matches!(self, Self::HalfABody | Self::WrongTypes | Self::Nulls | Self::UnknownFields)
    }

    /// What is sent where `right` would have been.
    pub(crate) fn served(self, right: &Response) -> Served {
        let altered = |alter: fn(Value) -> Value| {
            let value = serde_json::from_slice(&right.body).unwrap_or(Value::Null);
            Response::json(right.status, &alter(value))
        };
        Served::Whole(match self {
            Self::Nothing => return Served::Raw(Vec::new()),
            Self::Garbage => return Served::Raw(b"\x16\x03\x01 not http\r\n\r\n".to_vec()),
            Self::HalfABody => {
                let half = &right.body[..right.body.len() / 2];
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n", right.body.len());
                let head = head + "Content-Type: application/json\r\n\r\n";
                return Served::Raw([head.as_bytes(), half].concat());
            }
            Self::Html => Response::text(200, "text/html", "<!doctype html><title>Router login</title>"),
            Self::Unauthorized => Response::json(401, &json!({})),
            Self::Broken => {
                Response::json(500, &json!({ "error": 500, "description": "[json.exception.type_error.302]" }))
            }
            Self::BrokenWithoutJson => Response::text(500, "text/plain", "out of memory"),
            Self::TenMegabytes => Response::text(200, "application/json", format!("[\"{}\"]", "x".repeat(10_000_000))),
            Self::WrongTypes => altered(with_wrong_types),
            Self::Nulls => altered(with_nulls),
            Self::UnknownFields => altered(with_unknown_fields),
            Self::AnotherShape => Response::json(200, &json!([[1], "two", null])),
            Self::NotJson => Response::text(200, "application/json", "{\"id\": "),
            Self::Page(status) => Response::text(status, "text/html", "<!doctype html><title>nginx</title>"),
            Self::BrokenEmpty => Response::empty(500),
            Self::Forbidden => Response::json(403, &json!({ "message": "access denied" })),
            Self::Json(status, body) => Response::text(status, "application/json", body),
            Self::Bytes(size) => {
                Response::text(200, "application/json", format!("[\"{}\"]", "x".repeat(size.saturating_sub(4))))
            }
            Self::TooMany(seconds) => Response {
                more: vec![("Retry-After", seconds.to_string())],
                ..Response::json(429, &json!({ "message": "too many requests" }))
            },
            Self::Redirect(url) => Response { more: vec![("Location", url.to_owned())], ..Response::empty(302) },
        })
    }
}

fn each(value: Value, leaf: fn(Value) -> Value) -> Value {
    match value {
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, each(value, leaf))).collect(),
        Value::Array(items) => items.into_iter().map(|item| each(item, leaf)).collect(),
        other => leaf(other),
    }
}

fn with_wrong_types(value: Value) -> Value {
    each(value, |leaf| match leaf {
        Value::String(_) => json!(5),
        Value::Number(_) => json!(["five"]),
        Value::Bool(_) => json!("yes"),
        other => other,
    })
}

fn with_nulls(value: Value) -> Value {
    each(value, |_| Value::Null)
}

fn with_unknown_fields(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let known = fields.into_iter().map(|(key, value)| (key, with_unknown_fields(value)));
            known.chain([("fromTheFuture".to_owned(), json!({ "is": [true, null] }))]).collect()
        }
        Value::Array(items) => items.into_iter().map(with_unknown_fields).collect(),
        other => other,
    }
}

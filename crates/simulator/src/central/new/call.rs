//! What is asked of one thing, and what is answered in general.

use serde_json::{Value, json};

use super::super::reply;
use crate::wire::Response;

/// What is asked of one thing.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) target: &'a str,
    pub(crate) body: &'a Value,
}

/// A field that is needed is not there, or is not what it should be.
pub(crate) fn refused(field: &str, message: &str) -> Response {
    let details = json!([{ "field": field, "message": message }]);
    Response::json(400, &json!({ "code": 400, "message": "invalid request", "details": details }))
}

pub(crate) fn done(what: &str) -> Response {
    reply::said(200, what)
}

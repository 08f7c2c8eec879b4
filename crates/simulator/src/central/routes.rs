//! Where each dialect is spoken.

use super::{Office, legacy, new, path, reply, zeropath};
use crate::wire::{Request, Response};

/// What Central answers.
pub(crate) fn answer(office: &mut Office<'_>, request: &Request) -> Response {
    if office.machine.awake {
        office.catch_up();
    }
    let segments = path::segments(request.path());
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    match segments[..] {
        ["api", "v1", ref rest @ ..] => legacy::answer(office, request, rest),
        ["api", "v2", ref rest @ ..] => new::answer(office, request, rest),
        ["api", "v2beta", ref rest @ ..] => new::answer_beta(office, request, rest),
        ["zeropath", ref rest @ ..] => zeropath::answer(request, rest),
        // Anywhere else the web app answers, whatever was asked.
        _ => reply::page(200, "Central"),
    }
}

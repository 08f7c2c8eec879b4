//! One answer, framed as the service's server frames it.

use serde_json::Value;

use super::Request;

/// How many requests one connection may carry.
pub(crate) const PER_CONNECTION: u32 = 5;

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    /// As 200.
    pub(crate) status: u16,
    /// None on an empty body.
    pub(crate) content_type: Option<&'static str>,
    /// As `bytes 0-9/123`, if a part was asked for.
    pub(crate) content_range: Option<String>,
    /// Headers only Central sends.
    pub(crate) more: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// A JSON answer.
    pub(crate) fn json(status: u16, value: &Value) -> Self {
        Self::text(status, "application/json", value.to_string())
    }

    /// Any text.
    pub(crate) fn text(status: u16, content_type: &'static str, text: impl Into<String>) -> Self {
        let body = text.into().into_bytes();
        Self { status, content_type: Some(content_type), content_range: None, more: Vec::new(), body }
    }

    /// No body, and therefore no type.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, content_type: None, content_range: None, more: Vec::new(), body: Vec::new() }
    }

    /// As this request wants it: wrapped for JSONP, or only a part of it.
    #[must_use]
    pub(crate) fn shaped(mut self, request: &Request) -> Self {
        if let (Some(name), Some("application/json")) = (request.query("jsonp"), self.content_type) {
            let body = String::from_utf8_lossy(&self.body).into_owned();
            return Self::text(self.status, "application/javascript", format!("{name}({body});"));
        }
        let range = request.header("range").and_then(|range| part(range, self.body.len()));
        if let (200, Some((first, last))) = (self.status, range) {
            self.status = 206;
            self.content_range = Some(format!("bytes {first}-{last}/{}", self.body.len()));
            self.body = self.body[first..=last].to_vec();
        }
        self
    }

    /// The bytes to send. `left` says how many more requests the connection may carry.
    pub(crate) fn bytes(&self, request: &Request, left: u32) -> Vec<u8> {
        let mut lines = vec![format!("HTTP/1.1 {} {}", self.status, reason(self.status))];
        if request.method == "HEAD" {
            lines.push("Accept-Ranges: bytes".into());
        }
        if request.closes() || left == 0 {
            lines.push("Connection: close".into());
        }
        lines.push(format!("Content-Length: {}", self.body.len()));
        lines.extend(self.content_range.iter().map(|range| format!("Content-Range: {range}")));
        lines.extend(self.content_type.map(|kind| format!("Content-Type: {kind}")));
        if !request.closes() && left > 0 {
            lines.push(format!("Keep-Alive: timeout=5, max={PER_CONNECTION}"));
        }
        let mut bytes = (lines.join("\r\n") + "\r\n\r\n").into_bytes();
        if request.method != "HEAD" {
            bytes.extend(&self.body);
        }
        bytes
    }

    /// The bytes to send where another server stands, which keeps connections as long as they are used.
    pub(crate) fn framed(&self, request: &Request) -> Vec<u8> {
        let mut lines = vec![format!("HTTP/1.1 {} {}", self.status, reason(self.status))];
        lines.push(format!("Content-Length: {}", self.body.len()));
        lines.extend(self.content_type.map(|kind| format!("Content-Type: {kind}; charset=utf-8")));
        lines.extend(self.more.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.push(format!("Connection: {}", if request.closes() { "close" } else { "keep-alive" }));
        let mut bytes = (lines.join("\r\n") + "\r\n\r\n").into_bytes();
        if request.method != "HEAD" {
            bytes.extend(&self.body);
        }
        bytes
    }
}

/// The first and last byte of `bytes=0-9`.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let first: usize = first.parse().ok()?;
    let last = last.parse().unwrap_or(usize::MAX).min(length.checked_sub(1)?);
    (first <= last).then_some((first, last))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        413 => "Payload Too Large",
        414 => "URI Too Long",
        429 => "Too Many Requests",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Internal Server Error",
    }
}

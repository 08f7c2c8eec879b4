//! The one way a request goes out: header, deadline, size cap, status to [`Fault`], and the place in the JSON when an
//! answer does not fit its type.

use std::{error::Error as _, io, time::Duration};

use reqwest::{
    Client, Method, RequestBuilder, StatusCode,
    header::{self, HeaderMap, HeaderValue},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    Error, Fault,
    guard::{Guard, Refused},
    loose,
    mend::{self, Mended},
    words::words,
};

/// More than any real answer of the service: 1,000 networks are about 500 KB.
const LARGEST_ANSWER: usize = 8 << 20;
const LONGEST_QUOTE: usize = 300;

/// A client that goes straight to where it is told: no proxy, no redirect, no connection kept.
///
/// Keep-alive costs 43 ms a call with the service (two writes, Nagle, delayed acknowledgement), and eight idle
/// connections stall it for five seconds: each call brings its own connection and closes it.
pub(crate) fn direct_client(guard: Guard) -> Result<Client, reqwest::Error> {
    Client::builder()
        .connector_layer(guard)
        // Nothing is encrypted on the way to this machine, and a system without certificates has none to offer.
        .tls_certs_only([])
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .pool_max_idle_per_host(0)
        .http1_only()
        .tcp_nodelay(true)
        .no_gzip()
        .user_agent(concat!("perigee/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Reads the whole of an answer.
pub(crate) type Reader<T> = fn(&[u8]) -> Result<Mended<T>, Fault>;

/// A request together with what its errors are called by.
pub(crate) struct Call {
    method: Method,
    path: String,
    request: RequestBuilder,
}

impl Call {
    pub(crate) fn new(client: &Client, base: &str, method: Method, path: String, deadline: Duration) -> Self {
        let request = client
            .request(method.clone(), format!("{base}{path}"))
            .header(header::CONNECTION, "close")
            .timeout(deadline);
        Self { method, path, request }
    }

    pub(crate) fn header(mut self, name: &'static str, value: header::HeaderValue) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.request = self.request.json(body);
        self
    }

    pub(crate) fn error(method: &Method, path: &str, fault: Fault) -> Error {
        let method = match *method {
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::DELETE => "DELETE",
            _ => "GET",
        };
        Error { method, path: path.to_owned(), fault }
    }

    /// Sends it and reads the answer, as far as it can be read.
    pub(crate) async fn send<T>(self, reader: Reader<T>) -> Result<Mended<T>, Error> {
        let Self { method, path, request } = self;
        let fault = match answer(request, LARGEST_ANSWER).await {
            Ok(answer) if answer.status.is_success() => match answer.mended(reader) {
                Ok(value) => return Ok(value),
                Err(fault) => fault,
            },
            Ok(Answer { status, body, .. }) => refusal(status, &body),
            Err(fault) => fault,
        };
        tracing::debug!(%method, path, %fault, "a call did not succeed");
        Err(Self::error(&method, &path, fault))
    }
}

/// A whole answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Empty if it is a refusal that repeats the token.
    pub(crate) body: Vec<u8>,
    /// The tokens that were sent along.
    sent: Vec<HeaderValue>,
}

impl Answer {
    /// It holds something under a name: words of whoever answered, or a thing that is there.
    pub(crate) fn is_record(&self) -> bool {
        let record = serde_json::from_slice::<serde_json::Map<String, Value>>(without_mark(&self.body));
        record.is_ok_and(|record| !record.is_empty())
    }

    /// Reads it as `T`; what can't be read of it is left out, and told by its place.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<Mended<T>, Fault> {
        let (read, passed_over) = loose::placing(|| self.mended(mend::record));
        let Mended { value, mut odd } = read?;
        odd.extend(passed_over);
        Ok(Mended { value, odd })
    }

    /// Reads it, and tells what was left out. A parser's complaint quotes what it found: nothing of that which a terminal
    /// or a page could act on, nor our token.
    fn mended<T>(&self, reader: Reader<T>) -> Result<Mended<T>, Fault> {
        let quoted = |text: String| text.chars().filter(|c| !c.is_control()).take(LONGEST_QUOTE).collect();
        let read = reader(without_mark(&self.body)).map(|Mended { value, odd }| {
            let odd = if odd.is_empty() || self.echoes() { Vec::new() } else { odd.into_iter().map(quoted).collect() };
            Mended { value, odd }
        });
        read.map_err(|fault| match fault {
            Fault::Garbled { at, found } if self.echoes() || looks_like_markup(&found) => {
                Fault::Garbled { at, found: "not what this call answers".into() }
            }
            Fault::Garbled { at, found } => Fault::Garbled { at, found: quoted(found) },
            other => other,
        })
    }

    /// It repeats a token, as a gate that shows what it was sent does.
    fn echoes(&self) -> bool {
        self.repeats(&self.body)
    }

    /// A token stands in this part of it.
    pub(crate) fn repeats(&self, part: &[u8]) -> bool {
        self.sent.iter().any(|value| repeats(part, value))
    }
}

/// Sends a request and reads its answer up to `limit` bytes, unpacked. All answers pass here: what a refusal says is not
/// passed on where it repeats the token.
pub(crate) async fn answer(request: RequestBuilder, limit: usize) -> Result<Answer, Fault> {
    let (client, request) = request.build_split();
    let request = request.map_err(|_| Fault::Unsendable)?;
    let sent: Vec<HeaderValue> = request.headers().values().filter(|value| value.is_sensitive()).cloned().collect();
    let mut response = client.execute(request).await.map_err(|e| transport_fault(&e))?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| transport_fault(&e))? {
        if body.len() + chunk.len() > limit {
            return Err(Fault::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    let status = response.status();
    let mut answer = Answer { status, headers: std::mem::take(response.headers_mut()), body, sent };
    if !status.is_success() && answer.echoes() {
        answer.body.clear();
    }
    Ok(answer)
}

/// However it is written: as what is shown of it would be read.
pub(crate) fn repeats(body: &[u8], sent: &HeaderValue) -> bool {
    // Behind the word that names the scheme.
    let token = sent.as_bytes().rsplit(|byte| *byte == b' ').next().unwrap_or_default();
    let token = plain(&String::from_utf8_lossy(token));
    let body = String::from_utf8_lossy(body);
    !token.is_empty() && (plain(&body).contains(&token) || plain(&unescaped(&body)).contains(&token))
}

/// Without what can't be seen, and all in one case.
fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).map(|c| c.to_ascii_lowercase()).collect()
}

/// With JSON's escapes as what they stand for, also where it is no JSON.
fn unescaped(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let code = escape.strip_prefix('u').and_then(|escape| escape.split_at_checked(4));
        let read = code.and_then(|(code, rest)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, rest)));
        rest = match (read, escape.strip_prefix('\\')) {
            (Some((character, rest)), _) => {
                plain.push(character);
                rest
            }
            (None, Some(rest)) => {
                plain.push('\\');
                rest
            }
            // A slash and quotes stand for themselves; of the others nothing is seen.
            (None, None) => escape.strip_prefix(['b', 'f', 'n', 'r', 't']).unwrap_or(escape),
        };
    }
    plain + rest
}

/// What a status that is no success comes to, as far as all servers agree on it.
pub(crate) fn refusal(status: StatusCode, body: &[u8]) -> Fault {
    match status {
        StatusCode::UNAUTHORIZED => Fault::Unauthorized,
        StatusCode::NOT_FOUND => Fault::NotFound,
        _ => Fault::Status { code: status.as_u16(), said: quote(body) },
    }
}

fn transport_fault(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::TimedOut;
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(Refused(fault)) = error.downcast_ref() {
            return fault.clone();
        }
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused) {
            return Fault::Refused;
        }
        cause = error.source();
    }
    Fault::Broken
}

/// Without the mark some servers begin their texts with.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

pub(crate) fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(without_mark(body)).is_ok()
}

/// What a refusal says: the words in a JSON body, else the plain text, cut, and never a page of HTML.
pub(crate) fn quote(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let said = match serde_json::from_slice::<Value>(body) {
        Ok(json) => words(&json),
        Err(_) if text.trim_start().starts_with(['{', '[']) => String::new(),
        Err(_) => text.into_owned(),
    };
    // As it is shown: what is left out would part a bracket from its name.
    let shown: String = said.chars().filter(|c| !c.is_control()).collect();
    if looks_like_markup(&shown) { String::new() } else { shown.chars().take(LONGEST_QUOTE).collect() }
}

/// An angle bracket with a name, a slash or an exclamation mark after it.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_again_however_it_is_repeated() {
        let sent = HeaderValue::from_static("Bearer s3/cret");
        for body in [
            "you sent s3/cret",
            "you sent S3/CRET",
            r#"{"message":"s3\/cr\u0065t"}"#,
            r#"{"message":"s3\u002Fcret"}"#,
            r#"{"message":"s\n3/cr\tet"#,
            "s\x003\0/\0c\0r\0e\0t\0",
            "s3/\u{200b}cret",
            "s3/ cret",
        ] {
            assert!(repeats(body.as_bytes(), &sent), "{body:?}");
        }
        for body in ["", "s3/cre", r#"{"message":"\u12"}"#, r"\u00e9\ud800\", "Bearer"] {
            assert!(!repeats(body.as_bytes(), &sent), "{body:?}");
        }
    }

    #[test]
    fn a_token_with_a_backslash_is_known_again_where_it_is_escaped() {
        let sent = HeaderValue::from_static("s3\\cret\\");
        for body in [r#"{"message":"s3\\cret\\"}"#, r#"{"message":"\u00733\u005ccret\\"}"#, r"you sent s3\cret\"] {
            assert!(repeats(body.as_bytes(), &sent), "{body:?}");
        }
    }

    #[test]
    fn a_page_is_not_quoted_for_a_control_within_its_brackets() {
        assert_eq!(quote(b"<\x1bscript>alert(1)</\x1bscript>"), "");
        assert_eq!(quote(br#"{"message":"a <\u0000b>"}"#), "");
    }

    #[test]
    fn a_refusal_is_quoted_in_plain_text_only() {
        assert_eq!(quote(br#"{"error":500,"description":"stoi"}"#), "stoi");
        assert_eq!(quote(b"Bonding layer isn't active yet"), "Bonding layer isn't active yet");
        assert_eq!(quote(b"<html><script>alert(1)</script>"), "");
        assert_eq!(quote(b"{}"), "");
        assert_eq!(quote(b"{\"message\":\"<b>no</b>\"}"), "");
        assert_eq!(quote(br#"{"error":{"message":"no","code":3}}"#), "no");
        assert_eq!(quote(br#"{"message":"bad","details":[{"field":"name","message":"long"}]}"#), "bad (name: long)");
        assert_eq!(quote(&[0xff, b'a', 0x1b]), "\u{fffd}a");
    }
}

//! The one way a request goes out: header, deadline, size cap, status to [`Fault`], and the place in the JSON when an
//! answer does not fit its type.

use std::{error::Error as _, io, time::Duration};

use reqwest::{Client, Method, RequestBuilder, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::{Error, Fault};

/// More than any real answer of the service: 1,000 networks are about 500 KB.
const LARGEST_ANSWER: usize = 8 << 20;
const LONGEST_QUOTE: usize = 300;

/// A client that goes straight to where it is told: no proxy, no redirect, no connection kept.
///
/// Keep-alive costs 43 ms a call with the service (two writes, Nagle, delayed acknowledgement), and eight idle
/// connections stall it for five seconds: each call brings its own connection and closes it.
pub(crate) fn direct_client() -> Result<Client, reqwest::Error> {
    Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .pool_max_idle_per_host(0)
        .http1_only()
        .tcp_nodelay(true)
        .user_agent(concat!("perigee/", env!("CARGO_PKG_VERSION")))
        .build()
}

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

    pub(crate) fn json(mut self, body: &serde_json::Value) -> Self {
        self.request = self.request.json(body);
        self
    }

    pub(crate) fn error(method: &Method, path: &str, fault: Fault) -> Error {
        let method = match *method {
            Method::POST => "POST",
            Method::DELETE => "DELETE",
            _ => "GET",
        };
        Error { method, path: path.to_owned(), fault }
    }

    /// Sends it and reads the answer as `T`.
    pub(crate) async fn send<T: DeserializeOwned>(self) -> Result<T, Error> {
        let Self { method, path, request } = self;
        let fault = match answer(request).await {
            Ok((status, body)) if status.is_success() => match decode(&body) {
                Ok(value) => return Ok(value),
                Err(fault) => fault,
            },
            Ok((StatusCode::UNAUTHORIZED, _)) => Fault::Unauthorized,
            Ok((StatusCode::NOT_FOUND, _)) => Fault::NotFound,
            Ok((status, body)) => Fault::Status { code: status.as_u16(), said: quote(&body) },
            Err(fault) => fault,
        };
        tracing::debug!(%method, path, %fault, "a call did not succeed");
        Err(Self::error(&method, &path, fault))
    }
}

async fn answer(request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), Fault> {
    let mut response = request.send().await.map_err(|e| transport_fault(&e))?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| transport_fault(&e))? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            return Err(Fault::TooLarge { limit: LARGEST_ANSWER });
        }
        body.extend_from_slice(&chunk);
    }
    Ok((response.status(), body))
}

fn transport_fault(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::TimedOut;
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused) {
            return Fault::Refused;
        }
        cause = error.source();
    }
    Fault::Broken
}

fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    let mut json = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut json).map_err(|error| Fault::Garbled {
        at: error.path().to_string(),
        found: error.into_inner().to_string().chars().take(LONGEST_QUOTE).collect(),
    })
}

/// What a refusal says: the `description` of a JSON body, else the plain text, cut, and never a page of HTML.
fn quote(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let described = serde_json::from_slice::<serde_json::Value>(body)
        .ok()
        .and_then(|json| json.get("description")?.as_str().map(str::to_owned));
    let said = described
        .unwrap_or_else(|| if text.trim_start().starts_with(['<', '{']) { String::new() } else { text.into_owned() });
    said.chars().filter(|c| !c.is_control()).take(LONGEST_QUOTE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_quoted_in_plain_text_only() {
        assert_eq!(quote(br#"{"error":500,"description":"stoi"}"#), "stoi");
        assert_eq!(quote(b"Bonding layer isn't active yet"), "Bonding layer isn't active yet");
        assert_eq!(quote(b"<html><script>alert(1)</script>"), "");
        assert_eq!(quote(b"{}"), "");
        assert_eq!(quote(&[0xff, b'a', 0x1b]), "\u{fffd}a");
    }

    #[test]
    fn a_wrong_type_is_named_by_its_place() {
        let fault = decode::<Vec<crate::service::Network>>(br#"[{"id":"17d395d8cb43a800","mtu":"a"}]"#);
        assert!(matches!(fault, Err(Fault::Garbled { at, .. }) if at == "[0].mtu"));
    }
}

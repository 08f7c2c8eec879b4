//! `ZeroPath`, a security scanner that has nothing to do with `ZeroTier`: all that is asked is whether a token of it
//! still holds.

use reqwest::{
    Method,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::{Value, json};

use crate::{
    BaseUrl, Error, Fault, Secret,
    http::Call,
    link::{Ask, Link, Manner},
};

/// A client with one token: an id that may be shown, and a secret.
#[derive(Debug)]
pub struct ZeroPath {
    link: Link,
}

impl ZeroPath {
    /// For `https://zeropath.com` or a host of one's own.
    pub fn new(base: &BaseUrl, token_id: &str, secret: Secret) -> Result<Self, Error> {
        let unsendable = || Call::error(&Method::GET, "", Fault::Unsendable);
        let id = HeaderValue::from_str(token_id.trim()).map_err(|_| unsendable())?;
        let secret = secret.into_header("").map_err(|_| unsendable())?;
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static("x-zeropath-api-token-id"), id);
        headers.insert(HeaderName::from_static("x-zeropath-api-token-secret"), secret);
        Ok(Self { link: Link::new(base, headers, Manner::Hosted)? })
    }

    /// How many organisations the token reaches; an error if it does not hold. Reads only, though it is a POST.
    ///
    /// The shape of the answer is not documented: a list, or an object that holds one.
    pub async fn verify(&self) -> Result<usize, Error> {
        let ask = Ask::post("/api/v1/orgs/list", json!({}));
        let garbled = ask.error(Fault::Garbled { at: "error".into(), found: "an error with a good status".into() });
        let answer: Value = self.link.send(ask).await?;
        match &answer {
            Value::Array(list) => Ok(list.len()),
            Value::Object(map) => match map.values().find_map(Value::as_array) {
                Some(list) => Ok(list.len()),
                None if map.get("error").is_some_and(|error| !error.is_null()) => Err(garbled),
                None => Ok(0),
            },
            _ => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pretend::Pretend;

    #[tokio::test]
    async fn a_token_holds_if_organisations_are_answered() {
        let line = "POST /api/v1/orgs/list";
        for (status, answer, expected) in [
            (200, json!([{ "id": 1 }]), Ok(1)),
            (200, json!({ "total": 2, "organizations": [1, 2] }), Ok(2)),
            (401, json!({ "error": "expired" }), Err(Fault::Unauthorized)),
            (403, json!({ "error": { "message": "expired" } }), Err(Fault::Forbidden { said: "expired".into() })),
        ] {
            let server = Pretend::script(vec![(line, status, answer)]).await;
            let client = ZeroPath::new(&server.base, "id-1", Secret::new("s3cret")).unwrap();
            assert_eq!(client.verify().await.map_err(|error| error.fault), expected);
            let headers = server.heard().remove(0).headers;
            assert!(headers.contains("x-zeropath-api-token-id: id-1\r\nx-zeropath-api-token-secret: s3cret\r\n"));
            assert!(!format!("{client:?}").contains("s3cret"));
        }
    }
}

//! Where an authority answers: https, or plain http on this very machine.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use url::{Host, Url};

/// The beginning of every address of an authority: scheme, host, port, perhaps a path. Never ends in a slash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BaseUrl(String);

/// Why a text is no address of an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlError {
    /// It can't be read as an address at all.
    #[error("not an address")]
    Unreadable,
    /// A token would travel in the open: http is for this machine only.
    #[error("not https")]
    NotHttps,
    /// Name, password, query or fragment have no place here.
    #[error("holds more than scheme, host and path")]
    TooMuch,
}

impl BaseUrl {
    /// As text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host with its port, as a person would say whom a token is sent to.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }

    /// What follows the host, with a slash before it; empty if nothing does.
    pub(crate) fn path(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.find('/').map_or("", |at| &rest[at..])
    }

    /// The same host with this path.
    pub(crate) fn with_path(&self, segments: &[&str]) -> Self {
        let host = &self.0[..self.0.len() - self.path().len()];
        Self([&[host], segments].concat().join("/"))
    }

    /// Without the part of its path that begins with this word: what stands in each call is not in front of it as well.
    #[must_use]
    pub fn before(&self, word: &str) -> Self {
        let segments = self.path().split('/').filter(|segment| !segment.is_empty());
        let kept: Vec<&str> = segments.take_while(|segment| !segment.eq_ignore_ascii_case(word)).collect();
        self.with_path(&kept)
    }

    /// It is on this very machine: no proxy has a business there.
    pub fn is_here(&self) -> bool {
        self.port_here().is_some()
    }

    /// The port, if it is on this very machine.
    pub fn port_here(&self) -> Option<u16> {
        let url = Url::parse(&self.0).ok().filter(is_here)?;
        url.port_or_known_default()
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    /// Reads `https://host[:port][/path]`; a text without a scheme is taken for https.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&whole).map_err(|_| BaseUrlError::Unreadable)?;
        if url.host().is_none() {
            return Err(BaseUrlError::Unreadable);
        }
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here(&url)) {
            return Err(BaseUrlError::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::TooMuch);
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for BaseUrl {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_or_on_this_machine() {
        let base = |text: &str| text.parse::<BaseUrl>().map(|base| base.to_string());
        assert_eq!(base(" https://api.zerotier.com/api/v1/ "), Ok("https://api.zerotier.com/api/v1".into()));
        assert_eq!(base("controller.example:9993"), Ok("https://controller.example:9993".into()));
        assert_eq!(base("http://127.0.0.1:9993"), Ok("http://127.0.0.1:9993".into()));
        assert_eq!(base("http://[::1]:9993/"), Ok("http://[::1]:9993".into()));
        assert_eq!(base("http://10.0.0.1:9993"), Err(BaseUrlError::NotHttps));
        assert_eq!(base("ftp://127.0.0.1"), Err(BaseUrlError::NotHttps));
        assert_eq!(base("https://me:secret@host"), Err(BaseUrlError::TooMuch));
        assert_eq!(base("https://host/?auth=x"), Err(BaseUrlError::TooMuch));
        assert_eq!(base(""), Err(BaseUrlError::Unreadable));
        assert_eq!(base("https://"), Err(BaseUrlError::Unreadable));
    }

    #[test]
    fn the_host_is_whom_a_token_is_sent_to() {
        let host = |text: &str| text.parse::<BaseUrl>().unwrap().host().to_owned();
        assert_eq!(host("https://api.zerotier.com/api/v1"), "api.zerotier.com");
        assert_eq!(host("http://127.0.0.1:9993"), "127.0.0.1:9993");
        let here = |text: &str| text.parse::<BaseUrl>().unwrap().is_here();
        let port = |text: &str| text.parse::<BaseUrl>().unwrap().port_here();
        assert_eq!(
            (port("http://localhost"), port("https://[::1]:9993"), port("https://x")),
            (Some(80), Some(9993), None)
        );
        assert!(here("http://127.0.0.1:9993") && here("https://[::1]") && !here("https://api.zerotier.com"));
    }
}

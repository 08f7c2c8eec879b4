//! A token that can be sent and cannot be shown: no `Display`, no `Serialize`, a `Debug` that prints nothing of it,
//! and memory that is wiped when it goes.

use std::fmt;

use reqwest::header::{HeaderValue, InvalidHeaderValue};
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// A token. Blanks and line ends around it are dropped when it is made: files end in a newline, people paste spaces.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.trim().to_owned()))
    }

    /// Nothing is left after the blanks are gone.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text itself, for the keychain and for the wire; the name is long so that each use is seen in review.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }

    /// As a header value that HTTP libraries know not to log. Fails on characters no header can carry.
    pub(crate) fn header(&self) -> Result<HeaderValue, InvalidHeaderValue> {
        sensitive(&self.0)
    }

    /// The same behind the word that names the scheme, as `Bearer `; the secret itself is gone then.
    pub(crate) fn into_header(self, scheme: &str) -> Result<HeaderValue, InvalidHeaderValue> {
        sensitive(&Zeroizing::new(format!("{scheme}{}", *self.0)))
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_str(text)?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::new(&Zeroizing::new(String::deserialize(from)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_secret_is_printed() {
        assert_eq!(format!("{:?}", Secret::new("abc")), "Secret(…)");
        assert_eq!(format!("{:?}", Secret::new("abc").header().unwrap()), "Sensitive");
        assert_eq!(format!("{:?}", Secret::new("abc").into_header("Bearer ").unwrap()), "Sensitive");
    }

    #[test]
    fn a_line_end_is_not_part_of_a_token() {
        assert_eq!(Secret::new(" abc\r\n").expose_secret(), "abc");
        assert!(Secret::new(" \n").is_empty());
    }
}

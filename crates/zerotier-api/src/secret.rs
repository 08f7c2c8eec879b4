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

    /// A new one of this many letters and digits, from the system's generator. None if the system has no numbers to give.
    pub(crate) fn random(length: usize) -> Option<Self> {
        const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        let mut text = Zeroizing::new(String::with_capacity(length));
        let mut bytes = Zeroizing::new([0_u8; 64]);
        while text.len() < length {
            getrandom::fill(bytes.as_mut_slice()).ok()?;
            // Bytes past the last whole round of the alphabet would make its first letters likelier.
            let fair = bytes.iter().filter(|byte| **byte < 248).map(|byte| char::from(LETTERS[usize::from(byte % 62)]));
            let wanted = length - text.len();
            text.extend(fair.take(wanted));
        }
        Some(Self(text))
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
    fn a_random_secret_is_new_each_time_and_of_letters_and_digits() {
        let [one, other] = [Secret::random(48).unwrap(), Secret::random(48).unwrap()];
        assert!(one != other && one.expose_secret().len() == 48);
        assert!(one.expose_secret().chars().all(|c| c.is_ascii_alphanumeric()));
    }

    #[test]
    fn a_line_end_is_not_part_of_a_token() {
        assert_eq!(Secret::new(" abc\r\n").expose_secret(), "abc");
        assert!(Secret::new(" \n").is_empty());
    }
}

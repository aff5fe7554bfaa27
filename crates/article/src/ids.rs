//! Names of things that outlive a process: articles, sources, generations of the index.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::masking::{gives_contact, mask};

/// Longest accepted identifier in bytes: fits an index term and a file name.
const MAX_ID_BYTES: usize = 200;

/// Why a text cannot be an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text is empty: leave the field out instead, and the identifier is derived.
    #[error("an identifier must not be empty")]
    Empty,
    /// The text is longer than 200 bytes: shorten it.
    #[error("an identifier has at most {MAX_ID_BYTES} bytes, this one has {0}")]
    TooLong(usize),
    /// The text holds white space or a control character: replace it, for example by a hyphen.
    #[error("an identifier holds no white space or control characters, this one holds {0:?}")]
    Character(char),
}

fn checked(text: &str) -> Result<String, IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if text.len() > MAX_ID_BYTES {
        return Err(IdError::TooLong(text.len()));
    }
    match text.chars().find(|c| c.is_whitespace() || c.is_control()) {
        Some(character) => Err(IdError::Character(character)),
        None => Ok(text.to_owned()),
    }
}

/// Identifies an article for ever: given on import, else derived from the canonical URL.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(String);

impl ArticleId {
    /// Takes an identifier given from outside.
    ///
    /// # Errors
    /// [`IdError`] when the text is empty, too long or holds white space.
    pub fn new(text: &str) -> Result<Self, IdError> {
        checked(text).map(Self)
    }

    /// Derives the identifier of the article at a canonical URL: 20 hexadecimal digits (80 bits
    /// of SHA-256, so that a collision among a billion articles stays improbable).
    #[must_use]
    pub fn from_canonical_url(url: &str) -> Self {
        Self(digits_of(url))
    }

    /// The identifier that stands for one from outside: another text where that one gives an e-mail address or a phone
    /// number, since identifiers are shown in addresses and files and cannot be masked there.
    ///
    /// # Errors
    /// [`IdError`] when the text cannot be an identifier.
    pub fn without_contact(text: &str) -> Result<Self, IdError> {
        let given = Self::new(text)?;
        if mask(text) == text && !gives_contact(text) {
            return Ok(given);
        }
        Ok(Self(format!("id-{}", digits_of(text))))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Twenty hexadecimal digits of a text's hash.
fn digits_of(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let bytes = digest.iter().take(10);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// Identifies a source: the short stable word an administrator gave it in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(String);

impl SourceId {
    /// Takes a source's identifier.
    ///
    /// # Errors
    /// [`IdError`] when the text is empty, too long or holds white space.
    pub fn new(text: &str) -> Result<Self, IdError> {
        checked(text).map(Self)
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_that_give_a_contact_are_replaced_and_others_stay() {
        let of = |text| ArticleId::without_contact(text).unwrap().to_string();
        for contact in [
            "anna@esimerkki.example",
            "+358401234567",
            "mailto:anna%40esimerkki.example",
        ] {
            assert!(of(contact).starts_with("id-"), "{}", of(contact));
            assert_eq!(of(contact), of(contact));
        }
        assert_ne!(of("anna@esimerkki.example"), of("arto@esimerkki.example"));
        for plain in [
            "uutinen-12",
            "2022/05/123456",
            "ab12cd34ef",
            "1234567",
            "äö",
        ] {
            assert_eq!(of(plain), plain);
        }
    }

    #[test]
    fn same_url_gives_same_identifier() {
        let first = ArticleId::from_canonical_url("https://a.example/uutinen/");
        assert_eq!(
            first,
            ArticleId::from_canonical_url("https://a.example/uutinen/")
        );
        assert_ne!(
            first,
            ArticleId::from_canonical_url("https://a.example/uutinen")
        );
        assert_eq!(first.as_str().len(), 20);
    }

    #[test]
    fn unusable_identifiers_are_refused_with_the_reason() {
        assert_eq!(ArticleId::new(""), Err(IdError::Empty));
        assert_eq!(ArticleId::new("a b"), Err(IdError::Character(' ')));
        assert_eq!(SourceId::new(&"x".repeat(201)), Err(IdError::TooLong(201)));
    }
}

//! Where a page of hits ended, as an opaque word that clients hand back.

use std::fmt;
use std::str::FromStr;

use aluehaku_article::ids::ArticleId;

/// Where a page of hits ended: the sort key and identifier of its last hit.
///
/// Clients see one opaque word; it stays valid while the index changes, since it names a place in
/// the order, not a number of hits to skip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key of the last hit: bits of the score or the time in seconds, as the engine orders.
    pub key: i64,
    /// Its identifier, which breaks ties.
    pub id: ArticleId,
}

/// A word that is no cursor: take the one that the previous answer gave, unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this service: use the one the previous answer gave")]
pub struct CursorError;

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.key)?;
        self.id
            .as_str()
            .bytes()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(CursorError);
        }
        let (key, id) = text.split_at_checked(16).ok_or(CursorError)?;
        let key = u64::from_str_radix(key, 16)
            .map_err(|_| CursorError)?
            .cast_signed();
        let id = hex_bytes(id).and_then(|bytes| ArticleId::new(&plausible(&bytes)).ok());
        let id = id.ok_or(CursorError)?;
        Ok(Self { key, id })
    }
}

/// Bytes as an identifier could be: it only tells a place in the order, so one that nobody gave out does no harm.
fn plausible(bytes: &[u8]) -> String {
    const LONGEST: usize = 200;
    let mut text = String::new();
    for character in String::from_utf8_lossy(bytes).chars() {
        let is_no_part = character.is_whitespace() || character.is_control();
        let character = if is_no_part { '-' } else { character };
        if text.len() + character.len_utf8() > LONGEST {
            break;
        }
        text.push(character);
    }
    text
}

fn hex_bytes(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|start| u8::from_str_radix(&text[start..start + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_round_trip() {
        let cursor = Cursor {
            key: -17,
            id: ArticleId::new("äiti-1").unwrap(),
        };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
    }

    #[test]
    fn every_word_of_that_form_is_a_place_in_the_order() {
        for id in ["c4d3", "20", "00ff", &"ff".repeat(300)] {
            assert!(
                format!("00000000000000ff{id}").parse::<Cursor>().is_ok(),
                "{id}"
            );
        }
    }

    #[test]
    fn other_words_are_refused() {
        for text in [
            "",
            "x",
            "00000000000000ff",
            "00000000000000ffzz",
            "ääääääääääääääääää",
            "+0000000000000ff61",
            "00000000000000ff+1",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(CursorError), "{text}");
        }
    }
}

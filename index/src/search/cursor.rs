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
        let id = hex_bytes(id).and_then(|bytes| String::from_utf8(bytes).ok());
        let id = id
            .and_then(|id| ArticleId::new(&id).ok())
            .ok_or(CursorError)?;
        Ok(Self { key, id })
    }
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

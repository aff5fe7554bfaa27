//! Very long texts in pieces: names are compared with names, so that a book read at once takes far longer than its
//! chapters do.

use crate::within::part;

/// Bytes of the longest piece.
pub const LONGEST_PIECE: usize = 100_000;

/// A text in pieces, cut between paragraphs where there are some; at least one piece.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        if text.len() <= LONGEST_PIECE {
            return Some(text);
        }
        let longest = part(text, ..text.floor_char_boundary(LONGEST_PIECE));
        let end = longest.rfind("\n\n").filter(|end| *end > 0);
        let (piece, others) = text.split_at(end.unwrap_or(longest.len()));
        rest = Some(others);
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_are_the_whole_text(paragraphs in prop::collection::vec(0usize..90_000, 0..6), gap in "\n\n|ä") {
            let paragraphs: Vec<String> =
                paragraphs.into_iter().map(|length| "aä".repeat(length)).collect();
            let text = paragraphs.join(&gap);
            let pieces: Vec<&str> = pieces(&text).collect();
            prop_assert!(pieces.iter().all(|piece| piece.len() <= LONGEST_PIECE));
            prop_assert_eq!(pieces.concat(), text);
        }
    }
}

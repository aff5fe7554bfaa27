//! Places in the text that a person typed.

use std::ops::Range;

/// A stretch of the typed text, in bytes; both ends lie between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The piece of `text` at this place; empty when `text` is not the text the span was made from.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same place counted in characters of `text`, as answers to browsers count.
    pub fn characters(self, text: &str) -> Range<usize> {
        let before = Span::new(0, self.start).of(text).chars().count();
        before..before + self.of(text).chars().count()
    }

    /// The smallest stretch that holds both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_cuts_text() {
        let text = "hätä työ";
        let span = Span::new(7, 11);
        assert_eq!(span.of(text), "työ");
        assert_eq!(span.characters(text), 5..8);
        assert_eq!(span.of("muu"), "");
        assert_eq!(Span::new(1, 2).join(Span::new(5, 9)), Span::new(1, 9));
    }
}

//! A part of a text that is one: its ends lie between letters, whatever somebody said of them.

use crate::within::part;
use std::ops::Range;

/// A part of a text. It cannot be made of places that are none, so that nobody has to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch<'t> {
    whole: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Stretch<'t> {
    /// All of a text.
    pub(super) fn all(whole: &'t str) -> Self {
        Self {
            whole,
            start: 0,
            end: whole.len(),
        }
    }

    /// The part between two bytes, where both lie between letters.
    pub(super) fn of(whole: &'t str, range: Range<usize>) -> Option<Self> {
        whole.get(range.clone())?;
        Some(Self {
            whole,
            start: range.start,
            end: range.end,
        })
    }

    /// Its letters.
    pub(super) fn text(self) -> &'t str {
        part(self.whole, self.start..self.end)
    }

    /// First byte.
    pub(super) fn start(self) -> usize {
        self.start
    }

    /// Byte after the last.
    pub(super) fn end(self) -> usize {
        self.end
    }

    /// The empty part at a byte; the nearest one before where that lies in a letter.
    pub(super) fn place_at(self, byte: usize) -> Self {
        let at = self.whole.floor_char_boundary(byte);
        Self {
            start: at,
            end: at,
            ..self
        }
    }

    /// Whether another lies in it.
    pub(super) fn holds(self, other: Stretch<'_>) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What lies between the end of this and the beginning of another of the same text; nothing when that comes
    /// earlier.
    pub(super) fn up_to(self, other: Stretch<'t>) -> Self {
        Self {
            start: self.end,
            end: other.start.max(self.end),
            ..self
        }
    }

    /// The part from another's end to the end of this.
    pub(super) fn behind(self, other: Stretch<'t>) -> Self {
        Self {
            start: other.end.clamp(self.start, self.end),
            ..self
        }
    }

    /// The part from the beginning of this to that of another.
    pub(super) fn before(self, other: Stretch<'t>) -> Self {
        Self {
            end: other.start.clamp(self.start, self.end),
            ..self
        }
    }

    /// From the beginning of this to the end of another.
    pub(super) fn through(self, other: Stretch<'t>) -> Self {
        Self {
            end: other.end.max(self.start),
            ..self
        }
    }

    /// Parts on both sides of the first sign that answers; the sign belongs to neither.
    pub(super) fn split_at(self, is_it: impl Fn(char) -> bool) -> Option<(Self, Self)> {
        let (at, sign) = self.text().char_indices().find(|(_, sign)| is_it(*sign))?;
        let (end, start) = (self.start + at, self.start + at + sign.len_utf8());
        Some((Self { end, ..self }, Self { start, ..self }))
    }

    /// Without signs that answer at both ends.
    pub(super) fn trimmed(self, is_it: impl Fn(char) -> bool + Copy) -> Self {
        let text = self.text();
        let (from_start, both) = (text.trim_start_matches(is_it), text.trim_matches(is_it));
        let start = self.start + text.len() - from_start.len();
        Self {
            start,
            end: start + both.len(),
            ..self
        }
    }

    /// Its lines, without their ends and without empty ones: the paragraphs.
    pub(super) fn paragraphs(self) -> Vec<Self> {
        let mut start = self.start;
        let mut lines = Vec::new();
        for line in self.text().split_inclusive('\n') {
            let whole = Self {
                start,
                end: start + line.len(),
                ..self
            };
            start = whole.end;
            let line = whole.trimmed(char::is_whitespace);
            if line.start < line.end {
                lines.push(line);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_are_parts_of_the_text(text in "\\PC{0,20}", start in 0usize..24, end in 0usize..24) {
            let Some(part) = Stretch::of(&text, start..end) else { return Ok(()) };
            let all = Stretch::all(&text);
            prop_assert!(all.holds(part));
            for one in [all.before(part), all.behind(part), part.up_to(all), all.through(part), part.trimmed(char::is_whitespace)] {
                prop_assert!(text.get(one.start()..one.end()).is_some());
                prop_assert_eq!(one.text().len(), one.end() - one.start());
            }
        }
    }
}

//! The numbers, words and marks of a line that may state a date.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// Digits; so many, and their value.
    Number(usize, u32),
    /// Letters.
    Word(&'t str),
    /// Anything else that is no space.
    Mark(char),
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) kind: Kind<'t>,
    /// First byte in the line.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Whether a space stands before it, or it begins the line.
    pub(super) is_spaced: bool,
}

/// Most digits whose value is looked at.
const MAX_DIGITS: usize = 9;

impl Token<'_> {
    /// The value of a number with so many digits.
    pub(super) fn number(&self, least: usize, most: usize) -> Option<i16> {
        match self.kind {
            Kind::Number(digits, value) if (least..=most).contains(&digits) => {
                i16::try_from(value).ok()
            }
            _ => None,
        }
    }

    /// Whether it is one of some marks.
    pub(super) fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self.kind, Kind::Mark(mark) if marks.contains(&mark))
    }

    /// Whether it is a mark right behind what is before it.
    pub(super) fn is_tight(&self, mark: char) -> bool {
        !self.is_spaced && self.kind == Kind::Mark(mark)
    }

    /// Whether it is a dash between two things.
    pub(super) fn is_dash(&self) -> bool {
        self.is_mark(&['–', '-', '—', '‒', '−'])
    }

    /// Whether it is one of some words, given in small letters.
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        let is_it = |word: &str, known: &str| match word.is_ascii() {
            true => word.eq_ignore_ascii_case(known),
            false => {
                known.len() <= word.len()
                    && word.chars().flat_map(char::to_lowercase).eq(known.chars())
            }
        };
        matches!(self.kind, Kind::Word(word) if words.iter().any(|known| is_it(word, known)))
    }
}

/// The tokens of a line.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = line.char_indices().peekable();
    let mut is_spaced = true;
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            is_spaced = true;
            continue;
        }
        let same: fn(char) -> bool = match first {
            '0'..='9' => |sign| sign.is_ascii_digit(),
            _ if first.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        while rest.next_if(|(_, sign)| same(*sign)).is_some() {}
        let end = rest.peek().map_or(line.len(), |(next, _)| *next);
        let text = &line[start..end];
        let kind = match first {
            '0'..='9' if text.len() > MAX_DIGITS => Kind::Number(text.len(), u32::MAX),
            '0'..='9' => Kind::Number(text.len(), text.parse().unwrap_or(u32::MAX)),
            _ if first.is_alphabetic() => Kind::Word(text),
            _ => Kind::Mark(first),
        };
        found.push(Token {
            kind,
            start,
            end,
            is_spaced,
        });
        is_spaced = false;
    }
    found
}

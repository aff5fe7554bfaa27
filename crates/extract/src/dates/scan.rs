//! Cuts a short text into numbers, words and symbols, which is what dates are made of.

use jiff::tz::Offset;

use super::words;

/// A number, word or symbol and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last.
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Whether a letter, a digit or a symbol that joins digits stands right before it.
    pub(super) is_glued: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind<'a> {
    /// Digits.
    Number(&'a str),
    /// Letters.
    Word(&'a str),
    /// Any other character.
    Symbol(char),
}

impl Token<'_> {
    /// The value and the count of digits of a number that has between `least` and `most`.
    pub(super) fn number(&self, least: usize, most: usize) -> Option<(i32, usize)> {
        match self.kind {
            TokenKind::Number(digits) if (least..=most).contains(&digits.len()) => {
                Some((digits.parse().ok()?, digits.len()))
            }
            _ => None,
        }
    }

    /// Whether it is one of some symbols.
    pub(super) fn is(&self, symbols: &[char]) -> bool {
        matches!(self.kind, TokenKind::Symbol(symbol) if symbols.contains(&symbol))
    }

    /// Whether it is a symbol right behind what stands before it.
    pub(super) fn is_tight(&self, symbol: char) -> bool {
        self.kind == TokenKind::Symbol(symbol) && !self.spaced
    }

    /// The month it names.
    pub(super) fn month(&self) -> Option<i8> {
        match self.kind {
            TokenKind::Word(word) => words::month(word),
            _ => None,
        }
    }

    /// The month it names in full.
    pub(super) fn whole_month(&self) -> Option<i8> {
        match self.kind {
            TokenKind::Word(word) if !words::is_bare_stem(word) => words::month(word),
            _ => None,
        }
    }

    /// Hours east of Greenwich of the time zone it names.
    pub(super) fn zone(&self) -> Option<i8> {
        match self.kind {
            TokenKind::Word(word) => words::zone(word),
            _ => None,
        }
    }

    /// The offset of hours and minutes behind this sign.
    pub(super) fn signed(
        &self,
        hours: Option<(i32, usize)>,
        minutes: Option<(i32, usize)>,
    ) -> Option<Offset> {
        let seconds = hours?.0 * 3_600 + minutes?.0 * 60;
        Offset::from_seconds(if self.is(&['-']) { -seconds } else { seconds }).ok()
    }
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut spaced = false;
    let mut previous = None;
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            spaced = true;
            previous = None;
            continue;
        }
        let same = |c: &char| match first {
            first if first.is_ascii_digit() => c.is_ascii_digit(),
            first if first.is_alphabetic() => c.is_alphabetic() || *c == '\'',
            _ => false,
        };
        let mut end = start + first.len_utf8();
        let mut last = first;
        while let Some((at, next)) = rest.next_if(|(_, next)| same(next)) {
            end = at + next.len_utf8();
            last = next;
        }
        let piece = &text[start..end];
        let kind = match first {
            first if first.is_ascii_digit() => TokenKind::Number(piece),
            first if first.is_alphabetic() => TokenKind::Word(piece),
            first => TokenKind::Symbol(first),
        };
        let is_glued = previous
            .is_some_and(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '_'));
        tokens.push(Token {
            kind,
            start,
            end,
            spaced,
            is_glued,
        });
        spaced = false;
        previous = Some(last);
    }
    tokens
}

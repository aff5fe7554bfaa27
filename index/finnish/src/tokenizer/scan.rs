//! Finds one token after another.

use unicode_normalization::char::is_combining_mark;

use super::Kind;
use super::clean::{is_apostrophe, is_dash, is_hyphen, is_invisible};
use super::{address, number};

/// A token as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// It ends in a hyphen: "sote-".
    pub(super) open_end: bool,
    /// It begins with a hyphen: "-hanke".
    pub(super) open_start: bool,
}

/// A place in a text, from which tokens are looked for. A copy looks ahead.
#[derive(Debug, Clone)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    position: usize,
    /// Where the next `@` stands, or the length of the text. It is searched for again only when it is passed.
    next_at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let next_at = text.find('@').unwrap_or(text.len());
        Self {
            text,
            position: 0,
            next_at,
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The next token, if there is one.
    pub(super) fn next(&mut self) -> Option<Found> {
        loop {
            let start = self.position;
            let letter = self.text[start..].chars().next()?;
            if let Some(found) = self.token_at(start, letter) {
                self.position = found.end;
                return Some(found);
            }
            self.position += letter.len_utf8();
        }
    }

    fn token_at(&mut self, start: usize, letter: char) -> Option<Found> {
        if is_hyphen(letter) || is_dash(letter) {
            return self.word_after_hyphen(start, letter);
        }
        if !letter.is_alphanumeric() {
            return None;
        }
        if let Some((length, kind)) = address::address(&self.text[start..], self.at_from(start)) {
            return Some(Found {
                start,
                end: start + length,
                kind,
                open_end: false,
                open_start: false,
            });
        }
        let word = self.word(start);
        if word.has_letters {
            let open_end = self.is_open_end(word.end);
            let end = word.end
                + if open_end {
                    self.length_at(word.end)
                } else {
                    0
                };
            return Some(Found {
                start,
                end,
                kind: Kind::Word,
                open_end,
                open_start: false,
            });
        }
        let (length, kind) = number::number(&self.text[start..]);
        let end = start + length;
        let open_end = kind == Kind::Number && self.is_open_end(end);
        Some(Found {
            start,
            end,
            kind,
            open_end,
            open_start: false,
        })
    }

    /// "-hanke" after a space: the hyphen belongs to the word.
    fn word_after_hyphen(&mut self, start: usize, hyphen: char) -> Option<Found> {
        let after = start + hyphen.len_utf8();
        let before = self.text[..start].chars().next_back()?;
        let follows = before.is_whitespace() && !matches!(before, '\n' | '\r')
            || matches!(before, '"' | '”' | '’' | '»' | '\'' | ')');
        let next = self.text[after..]
            .chars()
            .next()
            .filter(|next| next.is_alphabetic())?;
        // A dash that long also opens speech, which begins with a capital.
        if !follows || is_dash(hyphen) && !next.is_lowercase() {
            return None;
        }
        let found = self
            .token_at(after, next)
            .filter(|found| found.kind == Kind::Word)?;
        Some(Found {
            start,
            open_start: true,
            ..found
        })
    }

    /// How far the word at `start` goes, and whether it is more than digits and their signs.
    fn word(&self, start: usize) -> Word {
        let mut word = Word {
            end: start,
            has_letters: false,
        };
        let mut last = ' ';
        let mut letters = self.text[start..].char_indices();
        while let Some((offset, letter)) = letters.next() {
            if letter.is_alphanumeric() {
                let before = &self.text[start..start + offset];
                if !letter.is_ascii_digit() && !word.has_letters && is_number_with_point(before) {
                    return word;
                }
                word.has_letters |= !letter.is_ascii_digit();
            } else if is_combining_mark(letter) {
                word.end = start + offset + letter.len_utf8();
                continue;
            } else if is_invisible(letter) {
                continue;
            } else {
                let mut next = letters.as_str().chars().filter(|next| !is_invisible(*next));
                if !next.next().is_some_and(|next| joins(last, letter, next)) {
                    return word;
                }
                last = letter;
                continue;
            }
            word.end = start + offset + letter.len_utf8();
            last = letter;
        }
        word
    }

    /// True if the character at `end` is a hyphen after which the word is broken off.
    fn is_open_end(&self, end: usize) -> bool {
        let mut letters = self.text[end..].chars();
        letters.next().is_some_and(is_hyphen)
            && letters
                .next()
                .is_none_or(|next| !next.is_alphanumeric() && !is_hyphen(next) && !is_dash(next))
    }

    fn length_at(&self, position: usize) -> usize {
        self.text[position..]
            .chars()
            .next()
            .map_or(0, char::len_utf8)
    }

    /// Where the next `@` stands, counted from `position`.
    fn at_from(&mut self, position: usize) -> Option<usize> {
        if self.next_at < position {
            self.next_at = self.text[position..]
                .find('@')
                .map_or(self.text.len(), |at| position + at);
        }
        (self.next_at < self.text.len()).then(|| self.next_at - position)
    }
}

struct Word {
    end: usize,
    has_letters: bool,
}

/// True if `sign` between two characters joins them into one word.
fn joins(before: char, sign: char, after: char) -> bool {
    if !before.is_alphanumeric() || !after.is_alphanumeric() {
        return false;
    }
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    match sign {
        '.' | ',' | '/' => digits,
        ':' => digits || after.is_lowercase(),
        '&' => before.is_alphabetic() && after.is_alphabetic(),
        _ if is_hyphen(sign) => true,
        _ if is_dash(sign) => digits,
        _ => is_apostrophe(sign) && before.is_alphabetic() && after.is_alphabetic(),
    }
}

/// True for digits with a sign among them, after which a letter begins a new word: "3,5" in "3,5v".
fn is_number_with_point(text: &str) -> bool {
    text.contains(['.', ',', '/']) && text.ends_with(|last: char| last.is_ascii_digit())
}

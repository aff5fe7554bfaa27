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
    /// Nothing in it has to change for a search.
    pub(super) is_plain: bool,
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
            let letter = letter_at(self.text, start)?;
            if is_word(letter) {
                return Some(self.pass(self.token_at(start)));
            }
            if (is_hyphen(letter) || is_dash(letter))
                && let Some(found) = self.word_after_hyphen(start, letter)
            {
                return Some(self.pass(found));
            }
            self.position += letter.len_utf8();
        }
    }

    fn pass(&mut self, found: Found) -> Found {
        self.position = found.end;
        if self.next_at < self.position {
            let next = self.text[self.position..].find('@');
            self.next_at = next.map_or(self.text.len(), |at| self.position + at);
        }
        found
    }

    /// The token at `start`, where a letter or digit stands.
    fn token_at(&self, start: usize) -> Found {
        let mut word = self.word(start);
        let site = self.site_in_word(start, word.end);
        if let Some(length) = site {
            // The joint has one character; a hyphen or colon always has a letter after it here.
            let joint = letter_at(self.text, start + length).map_or(0, char::len_utf8);
            word.end = self.word(start + length + joint).end;
            word.has_letters = true;
            word.is_plain = false;
        }
        let mut found = Found {
            start,
            end: word.end,
            kind: Kind::Word,
            is_plain: word.is_plain,
            open_end: false,
            open_start: false,
        };
        if site.is_none()
            && let Some((length, kind)) = self.address(start, word.end)
        {
            return Found {
                end: start + length,
                kind,
                is_plain: false,
                ..found
            };
        }
        if word.has_letters {
            found.open_end = self.is_open_end(found.end);
            // The hyphen belongs to the word.
            let hyphen = letter_at(self.text, found.end).filter(|_| found.open_end);
            found.is_plain &= hyphen.is_none_or(|hyphen| hyphen == '-');
            found.end += hyphen.map_or(0, char::len_utf8);
            return found;
        }
        let (length, kind) = number::number(&self.text[start..]);
        let end = start + length;
        let open_end = kind == Kind::Number && self.is_open_end(end);
        Found {
            end,
            kind,
            is_plain: false,
            open_end,
            ..found
        }
    }

    /// The length and kind of the address that begins with the word from `start` to `end`, if one does.
    fn address(&self, start: usize, end: usize) -> Option<(usize, Kind)> {
        let text = &self.text[start..];
        let at = self
            .next_at
            .checked_sub(start)
            .filter(|_| self.next_at < self.text.len());
        let email = || {
            at.and_then(|at| address::email(text, at))
                .map(|length| (length, Kind::Email))
        };
        let may_be_url = self.has_dot(end) || self.text.as_bytes()[end..].starts_with(b"://");
        let url = || {
            let url = may_be_url.then(|| address::url(text));
            url.flatten().map(|length| (length, Kind::Url))
        };
        email().or_else(url)
    }

    /// The length of the site that the word from `start` to `end` begins and goes on after: that of "suomi.fi" in
    /// "suomi.fi-tunnus".
    fn site_in_word(&self, start: usize, end: usize) -> Option<usize> {
        let site = self
            .has_dot(end)
            .then(|| address::site_in_word(&self.text[start..]));
        site.flatten()
    }

    /// True if a full stop stands at `end` with something right after it.
    fn has_dot(&self, end: usize) -> bool {
        matches!(self.text.as_bytes()[end..], [b'.', next, ..] if !next.is_ascii_whitespace())
    }

    /// "-hanke" after a space: the hyphen belongs to the word.
    fn word_after_hyphen(&mut self, start: usize, hyphen: char) -> Option<Found> {
        let after = start + hyphen.len_utf8();
        let before = self.text[..start].chars().next_back()?;
        let follows = before.is_whitespace() && !matches!(before, '\n' | '\r')
            || matches!(before, '"' | '”' | '’' | '»' | '\'' | ')');
        let next = letter_at(self.text, after).filter(|next| next.is_alphabetic())?;
        // A dash that long also opens speech, which begins with a capital.
        if !follows || is_dash(hyphen) && !next.is_lowercase() {
            return None;
        }
        let found = self.token_at(after);
        let is_plain = found.is_plain && hyphen == '-';
        (found.kind == Kind::Word).then_some(Found {
            start,
            open_start: true,
            is_plain,
            ..found
        })
    }

    /// How far the word at `start` goes, and what it consists of.
    fn word(&self, start: usize) -> Word {
        let mut word = Word {
            end: start,
            has_letters: false,
            is_plain: true,
        };
        let mut last = ' ';
        let mut at = start;
        while let Some(letter) = letter_at(self.text, at) {
            let next = at + letter.len_utf8();
            if is_word(letter) {
                let is_digit = letter.is_ascii_digit();
                if !is_digit && !word.has_letters && is_number_with_point(&self.text[start..at]) {
                    break;
                }
                word.has_letters |= !is_digit;
                word.is_plain &= letter <= LAST_PLAIN;
                word.end = next;
                last = letter;
            } else if letter == ' ' {
                break;
            } else if is_invisible(letter) {
                word.is_plain = false;
            } else if is_combining_mark(letter) {
                word.is_plain = false;
                word.end = next;
            } else {
                let after = self.text[next..]
                    .chars()
                    .find(|after| !is_invisible(*after));
                if !after.is_some_and(|after| joins(last, letter, after)) {
                    break;
                }
                word.is_plain &= letter.is_ascii() && letter != '`';
                last = letter;
            }
            at = next;
        }
        word
    }

    /// True if the character at `end` is a hyphen after which the word is broken off.
    fn is_open_end(&self, end: usize) -> bool {
        let mut letters = self.text[end..].chars();
        letters.next().is_some_and(is_hyphen)
            && letters
                .next()
                .is_none_or(|next| !is_word(next) && !is_hyphen(next) && !is_dash(next))
    }
}

struct Word {
    end: usize,
    /// It is more than digits and their signs.
    has_letters: bool,
    /// Nothing in it has to change for a search.
    is_plain: bool,
}

/// The last of the Latin letters that are composed and compare as they stand.
const LAST_PLAIN: char = '\u{24f}';

fn letter_at(text: &str, position: usize) -> Option<char> {
    match text.as_bytes().get(position) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text[position..].chars().next(),
        None => None,
    }
}

/// True for letters and digits.
fn is_word(letter: char) -> bool {
    match letter {
        '\0'..='\x7f' => letter.is_ascii_alphanumeric(),
        'À'..=LAST_PLAIN => !matches!(letter, '×' | '÷'),
        _ => letter.is_alphanumeric(),
    }
}

/// True if `sign` between two characters joins them into one word.
fn joins(before: char, sign: char, after: char) -> bool {
    if !is_word(before) || !is_word(after) {
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

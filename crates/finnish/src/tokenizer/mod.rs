//! Cuts a text into the words, numbers, dates and addresses that a search can ask for.
//!
//! [`tokenize`] passes over the text once. A token knows where it stands in the text as it came, and how it reads
//! once letters are composed, apostrophes and hyphens made alike and soft hyphens dropped. A word keeps the
//! hyphens, colons and apostrophes inside it.
//!
//! Finnish leaves out the part that compounds share: "sote- ja terveyspalvelut" are sotepalvelut and
//! terveyspalvelut. Such a token knows the word that completes it ([`Open`]), and [`completed_lemmas`] says
//! what it is short for.
//!
//! Read in this order: `scan` finds the next token, with `number` and `address` for what is no word, `clean`
//! makes its text, `link` finds what completes it, `completion` puts the two together.

mod address;
mod clean;
mod completion;
mod link;
mod number;
mod scan;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use clean::clean;
use link::Linker;
use scan::Scanner;

pub use address::Site;
pub use clean::clean_word;
pub use completion::completed_lemmas;

/// A token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// The token with its capitals: composed (NFC), apostrophes as `'`, hyphens as `-`, no soft hyphens,
    /// no spaces inside a number. Borrowed from the text where nothing had to change.
    pub text: Cow<'a, str>,
    /// What it is.
    pub kind: Kind,
    /// What it is completed by, if it is only a part of a compound.
    pub open: Option<Open<'a>>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word, also with digits in it: "talo", "1980-luvun", "COVID-19".
    Word,
    /// A number: "12", "3,5", "10 000", "1/2".
    Number,
    /// Two numbers, times or days with a dash between: "2021-2023", "6.-8.10.2022".
    Range,
    /// A day: "6.10.2022", "7.6.", "2022-10-06".
    Date,
    /// A time of day: "12.30", "9:05".
    Time,
    /// An e-mail address.
    Email,
    /// The address of a page or site, with or without a scheme.
    Url,
}

/// The word that completes a part of a compound, as the text of its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open<'a> {
    /// "sote-" of "sote- ja terveyspalvelut": the last part is that of this later word.
    LastPartOf(Cow<'a, str>),
    /// "-järjestöt" of "terveyspalvelut ja -järjestöt": the first part is that of this earlier word.
    FirstPartOf(Cow<'a, str>),
    /// "-hanke" of "Järjestöjen sote-muutostuki -hanke": this earlier word is the first part.
    Joined(Cow<'a, str>),
}

/// The tokens of a text, in order.
///
/// Every text has tokens or none; nothing fails. The tokens do not overlap, and each begins and ends on a
/// border between characters. The work is linear in the length of the text.
///
/// ```
/// use aluehaku_finnish::tokenizer::{Kind, tokenize};
///
/// let text = "STEA:n hanke 2021–2023 päättyi 7.6.";
/// let tokens: Vec<_> = tokenize(text).map(|token| (token.text.into_owned(), token.kind)).collect();
/// assert_eq!(tokens[0], ("STEA:n".to_owned(), Kind::Word));
/// assert_eq!(tokens[2], ("2021-2023".to_owned(), Kind::Range));
/// assert_eq!(tokens[4], ("7.6.".to_owned(), Kind::Date));
/// ```
#[must_use]
pub fn tokenize(text: &str) -> Tokens<'_> {
    Tokens {
        scanner: Scanner::new(text),
        linker: Linker::default(),
    }
}

/// What [`tokenize`] returns.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    scanner: Scanner<'a>,
    linker: Linker,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let mut found = self.scanner.next()?;
        let link = self.linker.link(&mut found, &self.scanner);
        let text = self.scanner.text();
        let whole = &text[found.start..found.end];
        let cleaned = if found.is_plain {
            Cow::Borrowed(whole)
        } else {
            clean(whole, found.kind)
        };
        Some(Token {
            start: found.start,
            end: found.end,
            text: cleaned,
            kind: found.kind,
            open: link.map(|(open, start, end)| open(clean_word(&text[start..end]))),
        })
    }
}

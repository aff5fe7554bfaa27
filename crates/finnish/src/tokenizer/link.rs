//! Finds the word that completes a part of a compound.

use std::borrow::Cow;

use super::clean::is_apostrophe;
use super::scan::{Found, Scanner};
use super::{Kind, Open};

/// Words between the parts of one compound: "sote- ja terveyspalvelut", "ei työ- vaan perhe-elämä".
const CONJUNCTIONS: &[&str] = &[
    "eikä", "eli", "että", "ja", "kuin", "myös", "saati", "sekä", "tai", "taikka", "vaan", "ynnä",
];

/// How many tokens ahead the completing word may stand: "maa-, metsä-, kala- ja vesitalous".
const FARTHEST: usize = 8;

/// The longest text between two tokens that belong together, in bytes.
const LONGEST_GAP: usize = 8;

/// What makes an [`Open`] of the text of a word, and where that word stands.
type Link<'a> = (fn(Cow<'a, str>) -> Open<'a>, usize, usize);

/// What is remembered of the tokens before.
#[derive(Debug, Clone, Default)]
pub(super) struct Linker {
    previous: Option<Previous>,
    /// The last whole word, as long as only conjunctions, commas and parts of compounds follow it.
    whole_word: Option<(usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Previous {
    found: Found,
    is_conjunction: bool,
}

impl Linker {
    /// The link of a token to the word that completes it, if it has one. `scanner` stands after the token.
    ///
    /// A number with a hyphen after it becomes a word if it has ("1990- ja 2000-luvulla").
    pub(super) fn link<'a>(
        &mut self,
        found: &mut Found,
        scanner: &Scanner<'a>,
    ) -> Option<Link<'a>> {
        let text = scanner.text();
        let gap = self
            .previous
            .map(|previous| &text[previous.found.end..found.start]);
        if !gap.is_some_and(is_gap) {
            self.whole_word = None;
        }
        let link = if found.open_end {
            completing_word(scanner, *found).map(|(start, end)| -> Link<'a> {
                if found.kind == Kind::Number {
                    found.kind = Kind::Word;
                    found.end += text[found.end..].chars().next().map_or(0, char::len_utf8);
                }
                (Open::LastPartOf, start, end)
            })
        } else if found.open_start {
            self.word_before(gap.unwrap_or_default())
        } else {
            None
        };
        self.remember(*found, text);
        link
    }

    /// The word before "-hanke" or "ja -järjestöt".
    fn word_before<'a>(&self, gap: &str) -> Option<Link<'a>> {
        let previous = self.previous?;
        if previous.is_conjunction || gap.contains(',') {
            return self
                .whole_word
                .map(|(start, end)| -> Link<'a> { (Open::FirstPartOf, start, end) });
        }
        let Found {
            start,
            end,
            kind,
            open_start,
            open_end,
            ..
        } = previous.found;
        let is_word = matches!(kind, Kind::Word | Kind::Number) && !open_start && !open_end;
        let near = gap.len() <= LONGEST_GAP
            && gap
                .chars()
                .all(|c| c.is_whitespace() && c != '\n' || is_quote(c));
        (is_word && near).then_some((Open::Joined, start, end))
    }

    fn remember(&mut self, found: Found, text: &str) {
        let is_conjunction = is_conjunction(found, text);
        if !is_conjunction && !found.open_start {
            self.whole_word = (found.kind == Kind::Word).then_some((found.start, found.end));
        }
        self.previous = Some(Previous {
            found,
            is_conjunction,
        });
    }
}

/// Where the word stands that holds the last part of the broken-off word `open`.
fn completing_word(scanner: &Scanner<'_>, open: Found) -> Option<(usize, usize)> {
    let text = scanner.text();
    let mut ahead = scanner.clone();
    let mut end = open.end;
    let mut is_joined = false;
    for _ in 0..FARTHEST {
        let next = ahead.next()?;
        let gap = text[end..next.start].trim_start_matches('-');
        if !is_gap(gap) || !matches!(next.kind, Kind::Word | Kind::Number) {
            return None;
        }
        is_joined |= gap.contains(['/', '&']);
        if next.open_end {
            is_joined = false;
        } else if is_conjunction(next, text) {
            is_joined = true;
        } else {
            let completes = is_joined && next.kind == Kind::Word && !next.open_start;
            return completes.then_some((next.start, next.end));
        }
        end = next.end;
    }
    None
}

/// True for what stands between the words of a list: white space within a paragraph, commas, slashes.
fn is_gap(text: &str) -> bool {
    if text == " " {
        return true;
    }
    text.len() <= LONGEST_GAP
        && text.matches('\n').count() <= 1
        && text
            .chars()
            .all(|letter| letter.is_whitespace() || matches!(letter, ',' | '/' | '&'))
}

fn is_conjunction(found: Found, text: &str) -> bool {
    let word = &text[found.start..found.end];
    let is_it = |conjunction: &str| {
        conjunction.len() == word.len()
            && (conjunction.eq_ignore_ascii_case(word)
                || !word.is_ascii() && conjunction == word.to_lowercase())
    };
    found.kind == Kind::Word && CONJUNCTIONS.iter().any(|conjunction| is_it(conjunction))
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '”' | '“' | '»' | '«' | ')' | '(') || is_apostrophe(letter)
}

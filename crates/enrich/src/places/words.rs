//! The words of a text, as names of places are looked for among them.

use std::ops::Range;

use aluehaku_finnish::names::NameLists;

use crate::within::part;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
    pub(super) begins_sentence: bool,
    /// Whether only a space stands between it and the word before.
    pub(super) follows_word: bool,
}

impl Word<'_> {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of a text: letters and digits with inner hyphens, colons and apostrophes.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut between_from = 0;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (start.is_some() && joins(text, at, c));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let between = part(text, between_from..from);
                words.push(Word {
                    start: from,
                    text: without_english_genitive(part(text, from..at)),
                    begins_sentence: words.is_empty() || ends_sentence(between),
                    follows_word: !words.is_empty() && matches!(between, " " | "\u{a0}"),
                });
                between_from = at;
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a word is a first name at least as common as a step of the list; of a double name the commoner part counts.
pub(super) fn is_first_name(word: &str, step: u8) -> bool {
    let lower = word.to_lowercase();
    let mut parts = lower.split('-').chain([lower.as_str()]);
    parts.any(|part| NameLists::bundled().first_name(part) >= step)
}

/// "Helsinki's" is the word "Helsinki".
fn without_english_genitive(word: &str) -> &str {
    ["'s", "\u{2019}s"]
        .iter()
        .find_map(|genitive| word.strip_suffix(genitive))
        .unwrap_or(word)
}

/// Whether a mark stands inside a word: a letter or digit follows it.
fn joins(text: &str, at: usize, mark: char) -> bool {
    matches!(mark, '-' | ':' | '\'' | '\u{2019}' | '\u{2010}')
        && part(text, at + mark.len_utf8()..)
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric)
}

fn ends_sentence(between: &str) -> bool {
    between.contains([
        '.', '!', '?', '\n', ':', '"', '\u{201d}', '\u{2013}', '\u{2022}',
    ])
}

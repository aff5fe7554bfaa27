//! Known names looked for in texts, in whatever case they stand.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aluehaku_article::EntityKind;
use aluehaku_finnish::Finnish;

use crate::names::tokens::{self, Token};

/// A known name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownName {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: String,
}

/// Names to look for.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    /// By their first word in small letters or one of its base forms.
    by_first_word: HashMap<String, Vec<Phrase>>,
    /// Whether some begin with a small letter; else only words with a capital are looked up.
    begin_small: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<PhraseWord>,
    kind: EntityKind,
    name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PhraseWord {
    text: String,
    keys: Vec<String>,
}

impl Phrases {
    /// The known names among tokens, the longest where several begin at one.
    pub(super) fn find(&self, tokens: &[Token<'_>], finnish: &Finnish) -> Vec<KnownName> {
        let mut found = Vec::new();
        if self.by_first_word.is_empty() {
            return found;
        }
        let mut at = 0;
        while at < tokens.len() {
            match self.phrase_at(tokens, at, finnish) {
                Some(phrase) => {
                    let end = at + phrase.words.len();
                    found.push(KnownName {
                        tokens: at..end,
                        kind: phrase.kind,
                        name: phrase.name.clone(),
                    });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.by_first_word.is_empty()
    }

    /// The names that are looked for in one of two collections only, or mean something else there.
    pub(super) fn difference(&self, other: &Self) -> Self {
        let mut difference = Self {
            begin_small: self.begin_small || other.begin_small,
            ..Self::default()
        };
        for (these, those) in [(self, other), (other, self)] {
            for (key, phrases) in &these.by_first_word {
                let known = those.by_first_word.get(key).map_or(&[][..], Vec::as_slice);
                let differing = phrases.iter().filter(|phrase| !known.contains(phrase));
                let differing: Vec<Phrase> = differing.cloned().collect();
                if !differing.is_empty() {
                    let kept = difference.by_first_word.entry(key.clone()).or_default();
                    kept.extend(differing);
                }
            }
        }
        difference
    }

    /// The letters that words may begin with that begin a name, in small letters.
    pub(super) fn first_letters(&self) -> BTreeSet<char> {
        let phrases = self.by_first_word.values().flatten();
        let words = phrases.filter_map(|phrase| phrase.words.first());
        let written = words.map(|word| word.text.as_str());
        let keys = self.by_first_word.keys().map(String::as_str);
        written.chain(keys).filter_map(first_letter).collect()
    }

    /// Whether a known name begins at a token.
    pub(super) fn stands_at(&self, tokens: &[Token<'_>], at: usize, finnish: &Finnish) -> bool {
        self.phrase_at(tokens, at, finnish).is_some()
    }

    fn phrase_at(&self, tokens: &[Token<'_>], at: usize, finnish: &Finnish) -> Option<&Phrase> {
        if !self.begin_small && !tokens[at].is_capitalised() {
            return None;
        }
        let first = keys_of(tokens[at].text, finnish);
        let candidates = first
            .iter()
            .filter_map(|key| self.by_first_word.get(key))
            .flatten();
        let fitting = candidates.filter(|phrase| {
            tokens.len() - at >= phrase.words.len()
                && tokens[at + phrase.words.len() - 1].text_number == tokens[at].text_number
                && phrase
                    .words
                    .iter()
                    .zip(&tokens[at..])
                    .all(|(word, token)| fits(word, token, finnish))
        });
        fitting.max_by_key(|phrase| phrase.words.len())
    }

    /// Looks for a name from now on.
    pub(super) fn add(&mut self, kind: EntityKind, name: &str, canonical: &str, finnish: &Finnish) {
        let sentences = tokens::sentences(&[name]);
        let words: Vec<PhraseWord> = sentences
            .iter()
            .flatten()
            .map(|token| PhraseWord {
                text: token.text.to_owned(),
                keys: keys_of(token.text, finnish),
            })
            .collect();
        let Some(first) = words.first() else { return };
        // A single small word is no name to look for.
        if words.len() == 1 && !first.text.starts_with(char::is_uppercase) {
            return;
        }
        self.begin_small |= !first.text.starts_with(char::is_uppercase);
        let phrase = Phrase {
            kind,
            name: canonical.to_owned(),
            words: words.clone(),
        };
        for key in &first.keys {
            self.by_first_word
                .entry(key.clone())
                .or_default()
                .push(phrase.clone());
        }
    }
}

/// The letter a word begins with, as a small one.
pub(super) fn first_letter(word: &str) -> Option<char> {
    word.chars().next()?.to_lowercase().next()
}

/// A word in small letters and its base forms.
fn keys_of(word: &str, finnish: &Finnish) -> Vec<String> {
    let terms = finnish.terms(word);
    let mut keys = vec![terms.raw().to_owned()];
    for lemma in terms.lemmas() {
        if !keys.iter().any(|key| key == lemma) {
            keys.push(lemma.to_owned());
        }
    }
    keys
}

/// Whether a token can be a form of a word of a name.
fn fits(word: &PhraseWord, token: &Token<'_>, finnish: &Finnish) -> bool {
    let capital = word.text.starts_with(char::is_uppercase);
    if capital && !token.is_capitalised() {
        return false;
    }
    let abbreviation =
        word.text.chars().count() > 1 && word.text.chars().all(|letter| !letter.is_lowercase());
    if abbreviation && !token.text.starts_with(word.text.as_str()) {
        return false;
    }
    token.text == word.text
        || keys_of(token.text, finnish)
            .iter()
            .any(|key| word.keys.contains(key))
}

//! Known names looked for in texts, in the cases and places that [`Finding`] says.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aluehaku_article::EntityKind;
use aluehaku_finnish::Finnish;

use super::needles::{Needle, Needles};
use super::wording::{Finding, Wording, wording};
use crate::names::tokens::{self, Token};
use crate::within::part;

/// A known name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownName {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: String,
    /// Whether it is one even where the tagger reads the name of something else.
    pub is_certain: bool,
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
    finding: Finding,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct PhraseWord {
    text: String,
    /// Base forms by which it is known in other cases; none for a word that stands as it is.
    lemmas: Vec<String>,
    /// Whether endings are put behind it as it is: "Icehearts", "Iceheartsin".
    takes_endings: bool,
}

/// Case endings that are put behind words which do not change before them.
const ENDINGS: [&str; 28] = [
    "n", "in", "en", "a", "ä", "ta", "tä", "ia", "iä", "ssa", "ssä", "sta", "stä", "lla", "llä",
    "lta", "ltä", "lle", "ille", "issa", "issä", "ista", "istä", "illa", "illä", "ksi", "iin",
    "een",
];

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
                        is_certain: phrase.finding.is_certain,
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

    /// What a text has in which one of the names stands.
    pub(super) fn needles(&self) -> Needles {
        let phrases = self.by_first_word.values().flatten();
        Needles::of(phrases.map(Phrase::needle))
    }

    /// Whether a known name begins at a token.
    pub(super) fn stands_at(&self, tokens: &[Token<'_>], at: usize, finnish: &Finnish) -> bool {
        self.phrase_at(tokens, at, finnish).is_some()
    }

    fn phrase_at(&self, tokens: &[Token<'_>], at: usize, finnish: &Finnish) -> Option<&Phrase> {
        let rest = tokens.get(at..)?;
        let token = rest.first()?;
        if !self.begin_small && !token.is_capitalised() {
            return None;
        }
        let is_beginning = tokens::begins_sentence(tokens, at);
        let first = keys_of(token.text, finnish);
        let candidates = first
            .iter()
            .filter_map(|key| self.by_first_word.get(key))
            .flatten();
        let fitting = candidates.filter(|phrase| {
            let last = phrase.words.len().checked_sub(1);
            let last = last.and_then(|last| rest.get(last));
            last.is_some_and(|last| last.text_number == token.text_number)
                && (phrase.finding.at_beginning || !is_beginning)
                && phrase
                    .words
                    .iter()
                    .zip(rest)
                    .all(|(word, token)| word.fits(token.text, finnish))
        });
        fitting.max_by_key(|phrase| phrase.words.len())
    }

    /// Looks for a name from now on.
    pub(super) fn add(
        &mut self,
        kind: EntityKind,
        name: &str,
        canonical: &str,
        finding: Finding,
        finnish: &Finnish,
    ) {
        let written = words_of(name);
        let last = written.len().saturating_sub(1);
        let inflects = |at: usize| {
            // Before the last word a genitive stays a genitive.
            finding.is_inflected && (at == last || !written[at].ends_with('n'))
        };
        let words: Vec<PhraseWord> = (written.iter().enumerate())
            .map(|(at, word)| PhraseWord::new(word, inflects(at), finnish))
            .collect();
        let Some(first) = words.first() else { return };
        self.begin_small |= !first.text.starts_with(char::is_uppercase);
        let phrase = Phrase {
            kind,
            name: canonical.to_owned(),
            words: words.clone(),
            finding,
        };
        let raw = first.text.to_lowercase();
        let lemmas = first.lemmas.iter().filter(|lemma| **lemma != raw);
        for key in std::iter::once(&raw).chain(lemmas) {
            self.by_first_word
                .entry(key.clone())
                .or_default()
                .push(phrase.clone());
        }
    }
}

impl Phrase {
    /// The longest that one of its words has wherever the name stands.
    fn needle(&self) -> Option<Needle> {
        let needles = self.words.iter().filter_map(PhraseWord::needle);
        needles.max_by_key(Needle::length)
    }
}

impl PhraseWord {
    fn needle(&self) -> Option<Needle> {
        if self.lemmas.is_empty() {
            Needle::of_unchanged(&self.text)
        } else {
            Needle::of_inflected(&self.text, &self.lemmas)
        }
    }

    fn new(word: &str, is_inflected: bool, finnish: &Finnish) -> Self {
        let takes_endings = is_inflected
            && matches!(
                wording(word, finnish),
                Wording::Abbreviation | Wording::Coined
            );
        let lemmas = if !is_inflected || wording(word, finnish) == Wording::Abbreviation {
            Vec::new()
        } else {
            finnish.terms(word).lemmas().map(str::to_owned).collect()
        };
        Self {
            text: word.to_owned(),
            lemmas,
            takes_endings,
        }
    }

    /// Whether a word of a text can be a form of this one.
    fn fits(&self, word: &str, finnish: &Finnish) -> bool {
        if word == self.text {
            return true;
        }
        let has_capital = |word: &str| word.starts_with(char::is_uppercase);
        if has_capital(word) != has_capital(&self.text)
            || has_inner_capital(&self.text) && !self.takes_endings
        {
            return false;
        }
        if self.takes_endings {
            if word.strip_prefix(self.text.as_str()).is_some_and(is_ending) {
                return true;
            }
            if has_inner_capital(&self.text) {
                return false;
            }
        }
        if self.lemmas.is_empty() {
            return false;
        }
        let terms = finnish.terms(word);
        // A guess is compared with a guess only: "Kokoamme" is no form of a coined "Kokoa".
        terms.is_known() != self.takes_endings
            && terms
                .lemmas()
                .any(|lemma| self.lemmas.iter().any(|known| known == lemma))
    }
}

fn has_inner_capital(word: &str) -> bool {
    word.split('-')
        .any(|part| part.chars().skip(1).any(char::is_uppercase))
}

/// Whether what stands behind an abbreviation or a coined word can be its case ending.
fn is_ending(rest: &str) -> bool {
    let bare = rest.strip_prefix(':').unwrap_or(rest);
    ENDINGS.contains(&bare)
}

/// The letter a word begins with, as a small one.
pub(super) fn first_letter(word: &str) -> Option<char> {
    word.chars().next()?.to_lowercase().next()
}

/// The words of a name as texts are cut into tokens.
pub(super) fn words_of(name: &str) -> Vec<&str> {
    let sentences = tokens::sentences(&[name]);
    sentences.iter().flatten().map(|token| token.text).collect()
}

/// What a name may be filed under whose first word this is a form of: the word in small letters, its base forms, and
/// what is left of it without an ending.
fn keys_of(word: &str, finnish: &Finnish) -> Vec<String> {
    let terms = finnish.terms(word);
    let mut keys = vec![terms.raw().to_owned()];
    let lower = word.to_lowercase();
    let stripped = lower
        .char_indices()
        .skip(2)
        .filter(|(at, _)| is_ending(part(&lower, *at..)))
        .map(|(at, _)| part(&lower, ..at).to_owned());
    let lemmas = terms.lemmas().map(str::to_owned);
    for key in std::iter::once(lower.clone()).chain(stripped).chain(lemmas) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

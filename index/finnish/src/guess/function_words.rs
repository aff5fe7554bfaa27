//! The small words of grammar, whose base forms are written down instead of being worked out.
//!
//! A dictionary sees a case of a noun in each of them: the end in "lopulta" (at last), a blank in
//! "ilman" (without). A list of what readers take them for is short, since there are few such words.

use std::collections::HashMap;

use super::GuesserError;

/// Particles that any word can end in.
const PARTICLES: &[&str] = &["kin", "kaan", "kään", "ko", "kö", "han", "hän"];

/// Letters that must be left before a particle: "aikaan" is no "ai" with a particle.
const SHORTEST_STEM: usize = 3;

/// Words with their base forms.
#[derive(Debug, Default)]
pub(super) struct FunctionWords {
    lemmas: HashMap<Box<str>, Box<[Box<str>]>>,
}

impl FunctionWords {
    /// Reads lines of `WORD TAB LEMMA LEMMA...`.
    pub(super) fn from_text(text: &str) -> Result<Self, GuesserError> {
        let mut lemmas = HashMap::new();
        for (number, line) in text.lines().enumerate() {
            let reason = "not a function word, a tab and its lemmas";
            let error = GuesserError::Line {
                line: number + 1,
                reason,
            };
            let (word, its_lemmas) = line.split_once('\t').ok_or(error)?;
            lemmas.insert(word.into(), its_lemmas.split(' ').map(Into::into).collect());
        }
        Ok(Self { lemmas })
    }

    /// The lemmas of a word in small letters, also where a particle follows it ("niitäkin").
    pub(super) fn lemmas(&self, word: &str) -> Option<&[Box<str>]> {
        if let Some(lemmas) = self.lemmas.get(word) {
            return Some(lemmas);
        }
        let stems = PARTICLES
            .iter()
            .filter_map(|particle| word.strip_suffix(particle));
        let mut stems = stems.filter(|stem| stem.chars().count() >= SHORTEST_STEM);
        stems
            .find_map(|stem| self.lemmas.get(stem))
            .map(AsRef::as_ref)
    }
}

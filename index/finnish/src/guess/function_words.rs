//! The small words of grammar, whose base forms are written down instead of being worked out.
//!
//! A dictionary sees a case of a noun in each of them: the end in "lopulta" (at last), a blank in
//! "ilman" (without). A list of what readers take them for is short, since there are few such words.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::GuesserError;

/// Particles that any word can end in.
const PARTICLES: &[&str] = &["kin", "kaan", "kään", "ko", "kö", "han", "hän"];

/// Letters that must be left before a particle: "aikaan" is no "ai" with a particle.
const SHORTEST_STEM: usize = 3;

/// Words with their base forms.
#[derive(Debug, Default)]
pub(super) struct FunctionWords {
    lemmas: HashMap<Box<str>, Box<[Box<str>]>, FixedState>,
    /// The length of the longest word, in bytes.
    longest: usize,
}

impl FunctionWords {
    /// Reads lines of `WORD TAB LEMMA LEMMA...`.
    pub(super) fn from_text(text: &str) -> Result<Self, GuesserError> {
        let mut words = Self::default();
        for (number, line) in text.lines().enumerate() {
            let reason = "not a function word, a tab and its lemmas";
            let error = GuesserError::Line {
                line: number + 1,
                reason,
            };
            let (word, lemmas) = line.split_once('\t').ok_or(error)?;
            let lemmas = lemmas.split(' ').map(Into::into).collect();
            words.lemmas.insert(word.into(), lemmas);
            words.longest = words.longest.max(word.len());
        }
        Ok(words)
    }

    /// The lemmas of a word in small letters, also where a particle follows it ("niitäkin").
    pub(super) fn lemmas(&self, word: &str) -> Option<&[Box<str>]> {
        self.find(word)
            .or_else(|| self.find(without_particle(word)?))
    }

    /// Most words are longer than any of these.
    fn find(&self, word: &str) -> Option<&[Box<str>]> {
        if word.len() > self.longest {
            return None;
        }
        self.lemmas.get(word).map(AsRef::as_ref)
    }
}

/// What stands before a particle. Nothing if too little is left.
fn without_particle(word: &str) -> Option<&str> {
    if !word.ends_with(['n', 'o', 'ö']) {
        return None;
    }
    let mut particles = PARTICLES.iter();
    let stem = particles.find_map(|particle| word.strip_suffix(particle))?;
    (stem.chars().count() >= SHORTEST_STEM).then_some(stem)
}

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
#[derive(Debug)]
pub(super) struct FunctionWords {
    lemmas: HashMap<Box<str>, Box<[Box<str>]>, FixedState>,
    /// The lengths of the words that begin with a byte, a bit each: most other words are told from them by their
    /// length.
    lengths: Box<[u32; 256]>,
}

impl FunctionWords {
    /// Reads lines of `WORD TAB LEMMA LEMMA...`.
    pub(super) fn from_text(text: &str) -> Result<Self, GuesserError> {
        let mut words = Self {
            lemmas: HashMap::default(),
            lengths: Box::new([0; 256]),
        };
        for (number, line) in text.lines().enumerate() {
            let reason = "not a function word, a tab and its lemmas";
            let error = GuesserError::Line {
                line: number + 1,
                reason,
            };
            let (word, lemmas) = line.split_once('\t').ok_or(error)?;
            let lemmas = lemmas.split(' ').map(Into::into).collect();
            words.lemmas.insert(word.into(), lemmas);
            if let Some(&first) = word.as_bytes().first() {
                words.lengths[usize::from(first)] |= length_bit(word);
            }
        }
        Ok(words)
    }

    /// The lemmas of a word in small letters, also where a particle follows it ("niitäkin").
    pub(super) fn lemmas(&self, word: &str) -> Option<&[Box<str>]> {
        self.find(word)
            .or_else(|| self.find(without_particle(word)?))
    }

    /// True for a word that is listed as it stands.
    pub(super) fn is_listed(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    fn find(&self, word: &str) -> Option<&[Box<str>]> {
        let first = *word.as_bytes().first()?;
        if self.lengths[usize::from(first)] & length_bit(word) == 0 {
            return None;
        }
        self.lemmas.get(word).map(AsRef::as_ref)
    }
}

/// The bit of a word's length in bytes; all long words share one.
fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
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

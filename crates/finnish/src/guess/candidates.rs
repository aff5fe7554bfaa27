//! Weighs the base forms that rules make of a word against each other.

use super::{Guess, Kind, MOST_GUESSES};

/// Most candidates for one word: four from the rules for either kind, and the word itself.
const MOST_CANDIDATES: usize = 9;

/// A guess this much less likely than the best one is left out.
const LEAST_OF_BEST: f32 = 0.03;

/// Base forms that rules have made of a word.
pub(super) struct Candidates<'a> {
    word: &'a str,
    found: Vec<Candidate<'a>>,
}

/// The first bytes of a word with another ending, and how likely that is its base form.
struct Candidate<'a> {
    kept: usize,
    ending: &'a str,
    weight: f32,
}

impl<'a> Candidates<'a> {
    /// No candidates yet for a word in small letters.
    pub(super) fn of(word: &'a str) -> Self {
        Self {
            word,
            found: Vec::with_capacity(MOST_CANDIDATES),
        }
    }

    /// Adds the base form that keeps the first bytes of the word and puts `ending` after them.
    pub(super) fn add(&mut self, kept: usize, ending: &'a str, weight: f32) {
        match self.find(kept, ending) {
            Some(candidate) => candidate.weight += weight,
            None => self.found.push(Candidate {
                kept,
                ending,
                weight,
            }),
        }
    }

    /// Gives the word as it stands no less than this weight.
    pub(super) fn itself(&mut self, weight: f32) {
        let length = self.word.len();
        match self.find(length, "") {
            Some(candidate) => candidate.weight = candidate.weight.max(weight),
            None => self.found.push(Candidate {
                kept: length,
                ending: "",
                weight,
            }),
        }
    }

    /// The likeliest of them, best first.
    pub(super) fn into_guesses(mut self, kind: Kind) -> Vec<Guess> {
        self.found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let best = self.found.first().map_or(0.0, |candidate| candidate.weight);
        let likely = self
            .found
            .iter()
            .filter(|candidate| candidate.weight >= LEAST_OF_BEST * best);
        let guess = |candidate: &Candidate<'_>| Guess {
            lemma: [&self.word[..candidate.kept], candidate.ending].concat(),
            kind,
            weight: candidate.weight,
        };
        likely.take(MOST_GUESSES).map(guess).collect()
    }

    fn find(&mut self, kept: usize, ending: &'a str) -> Option<&mut Candidate<'a>> {
        let word = self.word;
        self.found.iter_mut().find(|other| {
            if other.kept <= kept {
                is_same(word, (other.kept, other.ending), (kept, ending))
            } else {
                is_same(word, (kept, ending), (other.kept, other.ending))
            }
        })
    }
}

/// True if two endings make one word, of which the first keeps no more of `word` than the second.
fn is_same(word: &str, less: (usize, &str), more: (usize, &str)) -> bool {
    let rest = less.1.strip_prefix(&word[less.0..more.0]);
    rest == Some(more.1)
}

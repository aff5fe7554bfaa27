//! Finds the names of a document: what is said for each label of each token, then the likeliest labels, twice.

use std::sync::Arc;

use super::document::{Evidence, Sentence};
use super::features::{self, REACH, Sink, Surroundings};
use super::label::{LABELS, Label};
use super::models::{BOTH, Models};
use super::votes::{self, Votes};
use super::word::{Lookup, Word};
use crate::cache::{Cache, Entry};
use crate::terms::Finnish;

/// So many words are remembered, about 350 bytes each.
const REMEMBERED_WORDS: usize = 1 << 15;

/// Places around a token whose words count.
const PLACES: usize = 2 * REACH as usize + 1;

/// Finds names in documents. It remembers the words it has seen; share it between threads by reference.
#[derive(Debug)]
pub struct Tagger {
    models: Arc<Models>,
    finnish: Arc<Finnish>,
    words: Cache<Arc<ScoredWord>>,
}

/// A word with what it says by itself for each label of the tokens around it.
#[derive(Debug)]
struct ScoredWord {
    text: Box<str>,
    word: Word,
    /// By the place where the word stands: two before the token first.
    scores: [[i16; BOTH]; PLACES],
}

impl Entry for Arc<ScoredWord> {
    fn is_of(&self, word: &str) -> bool {
        *self.text == *word
    }

    fn size(&self) -> usize {
        size_of::<ScoredWord>() + self.text.len() + size_of_val(&*self.word.lemmas)
    }
}

impl Tagger {
    /// The tagger with the models that come with this package.
    #[must_use]
    pub fn bundled(finnish: Arc<Finnish>) -> Self {
        Self::new(Models::bundled(), finnish)
    }

    /// A tagger with models of one's own.
    #[must_use]
    pub fn new(models: Arc<Models>, finnish: Arc<Finnish>) -> Self {
        Self {
            models,
            finnish,
            words: Cache::new(REMEMBERED_WORDS),
        }
    }

    /// The same with a memory of about so many words, 32,768 unless said; 0 remembers nothing.
    #[must_use]
    pub fn remembering(self, words: usize) -> Self {
        Self {
            words: Cache::new(words),
            ..self
        }
    }

    /// What it analyses words with.
    #[must_use]
    pub fn finnish(&self) -> &Finnish {
        &self.finnish
    }

    /// The labels of the tokens of one document, sentence by sentence.
    ///
    /// Punctuation marks are tokens of their own. A document is what one author wrote at one time:
    /// what a name is in one sentence helps to understand it in the others.
    #[must_use]
    pub fn tag<T: AsRef<str>>(&self, sentences: &[Vec<T>]) -> Vec<Vec<Label>> {
        let mut lookup = Lookup::new(self.finnish.analyzer());
        let mut scored = |token: &T| {
            let text = token.as_ref();
            self.words.get(text, || self.scored(text, &mut lookup))
        };
        let words: Vec<Vec<Arc<ScoredWord>>> = sentences
            .iter()
            .map(|sentence| sentence.iter().map(&mut scored).collect())
            .collect();
        let bare: Vec<Sentence<'_>> = words
            .iter()
            .map(|sentence| sentence.iter().map(|word| &word.word).collect())
            .collect();
        let evidence = Evidence::of(&bare);
        let mut readings: Vec<Reading> = Vec::with_capacity(words.len());
        let mut votes = Votes::default();
        for (number, (words, bare)) in words.iter().zip(&bare).enumerate() {
            let surroundings = Surroundings::of(number, bare, &evidence);
            let reading = Reading::of(words, &surroundings, &self.models);
            votes.count(&reading.keys, &reading.labels);
            readings.push(reading);
        }
        let again = readings.into_iter();
        again
            .map(|reading| reading.again(&votes, &self.models))
            .collect()
    }

    /// Finds out what a word says by itself.
    fn scored(&self, text: &str, lookup: &mut Lookup<'_>) -> Arc<ScoredWord> {
        let described = lookup.describe(text);
        let scores = std::array::from_fn(|place| {
            let mut scores = Score::new(&self.models);
            features::of_word(&described, place as isize - REACH, &mut scores);
            // A word has some forty features of at most 127 each.
            scores.sums.map(|sum| sum as i16)
        });
        Arc::new(ScoredWord {
            text: text.into(),
            word: described.word,
            scores,
        })
    }
}

/// A sentence that was read once.
struct Reading {
    /// What was said of each token for each label, in both readings.
    scores: Vec<[i32; BOTH]>,
    keys: Vec<u64>,
    labels: Vec<Label>,
}

impl Reading {
    fn of(words: &[Arc<ScoredWord>], surroundings: &Surroundings<'_, '_>, models: &Models) -> Self {
        let scores: Vec<[i32; BOTH]> = (0..words.len())
            .map(|at| {
                let mut score = Score::new(models);
                surroundings.features(at, &mut score);
                for place in 0..PLACES {
                    let word = (at + place).checked_sub(REACH as usize);
                    if let Some(word) = word.and_then(|at| words.get(at)) {
                        score.add(&word.scores[place]);
                    }
                }
                score.sums
            })
            .collect();
        let first: Vec<_> = scores.iter().map(first_half).collect();
        Self {
            labels: models.first(&first),
            keys: surroundings.keys(),
            scores,
        }
    }

    /// Reads it again, with what the first reading found in the whole document.
    fn again(self, votes: &Votes, models: &Models) -> Vec<Label> {
        let majorities = votes.majorities(&self.keys, &self.labels);
        let scores = self.scores.into_iter().enumerate().map(|(at, sums)| {
            let mut score = Score { models, sums };
            votes::features(at, &self.labels, &majorities, &mut score);
            second_half(&score.sums)
        });
        models.second(&scores.collect::<Vec<_>>())
    }
}

fn first_half(both: &[i32; BOTH]) -> [i32; LABELS] {
    std::array::from_fn(|label| both[label])
}

fn second_half(both: &[i32; BOTH]) -> [i32; LABELS] {
    std::array::from_fn(|label| both[LABELS + label])
}

/// Adds up what features say.
struct Score<'m> {
    models: &'m Models,
    sums: [i32; BOTH],
}

impl<'m> Score<'m> {
    fn new(models: &'m Models) -> Self {
        Self {
            models,
            sums: [0; BOTH],
        }
    }

    fn add<N: Copy + Into<i32>>(&mut self, said: &[N; BOTH]) {
        for (sum, said) in self.sums.iter_mut().zip(said) {
            *sum += (*said).into();
        }
    }
}

impl Sink for Score<'_> {
    fn take(&mut self, feature: u32) {
        if let Some(weights) = self.models.weights(feature) {
            self.add(weights);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lesson::{Features, add_votes, features};
    use super::*;

    /// The labels by the features that a model is learnt from.
    fn by_features(models: &Models, sentences: &[Vec<String>]) -> Vec<Vec<Label>> {
        let mut lessons = features(None, sentences);
        let scores = |lesson: &Features| -> Vec<[i32; BOTH]> {
            let tokens = lesson.tokens.iter().map(|features| {
                let mut score = Score::new(models);
                features.iter().for_each(|feature| score.take(*feature));
                score.sums
            });
            tokens.collect()
        };
        let half = |scores: Vec<[i32; BOTH]>, half: fn(&[i32; BOTH]) -> [i32; LABELS]| {
            scores.iter().map(half).collect::<Vec<_>>()
        };
        let first = lessons.iter().map(scores);
        let first: Vec<Vec<Label>> = first
            .map(|scores| models.first(&half(scores, first_half)))
            .collect();
        add_votes(&mut lessons, &first);
        let second = lessons.iter().map(scores);
        second
            .map(|scores| models.second(&half(scores, second_half)))
            .collect()
    }

    proptest! {
        /// Seen for the first time and remembered.
        #[test]
        fn words_are_scored_as_their_features_are(
            sentences in prop::collection::vec(
                prop::collection::vec("Hanna|Lahti|Lahden|Nokia|Oyj|ry|kertoo|[.,]|[A-Z]?[a-zäö]{1,8}", 0..9),
                0..5,
            ),
        ) {
            let tagger = Tagger::bundled(Arc::new(Finnish::new(None)));
            let expected = by_features(&tagger.models, &sentences);
            prop_assert_eq!(&tagger.tag(&sentences), &expected);
            prop_assert_eq!(&tagger.tag(&sentences), &expected);
        }
    }
}

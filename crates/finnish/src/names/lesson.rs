//! The features of a document as a model is learnt from them.

use hashbrown::HashMap;

use super::document::{Evidence, Sentence};
use super::features::{self, REACH, Surroundings};
use super::label::Label;
use super::votes::{self, Votes};
use super::word::{Described, Lookup};
use crate::analysis::Analyzer;

/// The features of the tokens of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// The features of each token.
    pub tokens: Vec<Vec<u32>>,
    /// What the base form of each token is known by in its document; 0 for a token with no capital.
    keys: Vec<u64>,
}

/// The features of the tokens of one document, sentence by sentence.
#[must_use]
pub fn features<T: AsRef<str>>(analyzer: Option<&Analyzer>, sentences: &[Vec<T>]) -> Vec<Features> {
    let mut lookup = Lookup::new(analyzer);
    let mut numbers: HashMap<&str, usize, foldhash::fast::FixedState> = HashMap::default();
    let mut words: Vec<Described> = Vec::new();
    for token in sentences.iter().flatten() {
        numbers.entry(token.as_ref()).or_insert_with_key(|text| {
            words.push(lookup.describe(text));
            words.len() - 1
        });
    }
    let described: Vec<Vec<&Described>> = sentences
        .iter()
        .map(|sentence| {
            let words = sentence.iter().map(|token| &words[numbers[token.as_ref()]]);
            words.collect()
        })
        .collect();
    let bare: Vec<Sentence<'_>> = described
        .iter()
        .map(|sentence| sentence.iter().map(|described| &described.word).collect())
        .collect();
    let evidence = Evidence::of(&bare);
    let sentences = described.iter().zip(&bare).enumerate();
    sentences
        .map(|(number, (described, bare))| {
            let surroundings = Surroundings::of(number, bare, &evidence);
            Features {
                tokens: (0..bare.len())
                    .map(|at| of_token(described, at, &surroundings))
                    .collect(),
                keys: surroundings.keys(),
            }
        })
        .collect()
}

fn of_token(sentence: &[&Described], at: usize, surroundings: &Surroundings<'_, '_>) -> Vec<u32> {
    let mut features = Vec::with_capacity(96);
    surroundings.features(at, &mut features);
    for offset in -REACH..=REACH {
        let word = at.checked_add_signed(offset);
        if let Some(word) = word.and_then(|at| sentence.get(at)) {
            features::of_word(word, offset, &mut features);
        }
    }
    features
}

/// Adds to the features of a document what a first reading of it found.
pub fn add_votes(sentences: &mut [Features], labels: &[Vec<Label>]) {
    let mut votes = Votes::default();
    for (sentence, labels) in sentences.iter().zip(labels) {
        votes.count(&sentence.keys, labels);
    }
    for (sentence, labels) in sentences.iter_mut().zip(labels) {
        let majorities = votes.majorities(&sentence.keys, labels);
        for (at, token) in sentence.tokens.iter_mut().enumerate() {
            votes::features(at, labels, &majorities, token);
        }
    }
}

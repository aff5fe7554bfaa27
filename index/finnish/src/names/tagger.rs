//! Finds the names of a document: features of each token, then the likeliest labels.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::document::{Evidence, Sentence};
use super::features::{self, Features, add_votes};
use super::label::Label;
use super::model::{Model, ModelError};
use super::word::{Lookup, Word};
use crate::analysis::Analyzer;

/// Finds names in documents. Share it between threads by reference.
#[derive(Debug)]
pub struct Tagger {
    first: Model,
    second: Model,
}

/// The models that come with this package; `data/README.md` says what they were learnt from.
const BUNDLED: &[u8] = include_bytes!("../../data/names/tagger.bin");

impl Tagger {
    /// The tagger with the models that come with this package.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static TAGGER: LazyLock<Tagger> =
            LazyLock::new(|| Tagger::from_bytes(BUNDLED).expect("a test reads what is bundled"));
        &TAGGER
    }

    /// A tagger with models of one's own: one for the first reading of a document, one for the second.
    #[must_use]
    pub fn new(first: Model, second: Model) -> Self {
        Self { first, second }
    }

    /// A tagger with both models from one file.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are no such file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let length = bytes.first_chunk::<4>().ok_or(ModelError::Heading)?;
        let length = u32::from_le_bytes(*length) as usize;
        let models = &bytes[4..];
        let (first, second) = models.split_at_checked(length).ok_or(ModelError::Heading)?;
        Ok(Self::new(
            Model::from_bytes(first)?,
            Model::from_bytes(second)?,
        ))
    }

    /// One file of the files of both models.
    #[must_use]
    pub fn join(first: &[u8], second: &[u8]) -> Vec<u8> {
        [&(first.len() as u32).to_le_bytes(), first, second].concat()
    }

    /// The bytes of memory that the models take.
    #[must_use]
    pub fn size(&self) -> usize {
        self.first.size() + self.second.size()
    }

    /// The labels of the tokens of one document, sentence by sentence.
    ///
    /// Punctuation marks are tokens of their own. A document is what one author wrote at one time:
    /// what a name is in one sentence helps to understand it in the others.
    #[must_use]
    pub fn tag<T: AsRef<str>>(
        &self,
        analyzer: Option<&Analyzer>,
        sentences: &[Vec<T>],
    ) -> Vec<Vec<Label>> {
        let mut features = features(analyzer, sentences);
        let first: Vec<Vec<Label>> = features
            .iter()
            .map(|sentence| self.first.labels(&sentence.tokens))
            .collect();
        add_votes(&mut features, &first);
        features
            .iter()
            .map(|sentence| self.second.labels(&sentence.tokens))
            .collect()
    }
}

/// The features of the tokens of one document, sentence by sentence: what a model is learnt from.
#[must_use]
pub fn features<T: AsRef<str>>(analyzer: Option<&Analyzer>, sentences: &[Vec<T>]) -> Vec<Features> {
    let mut numbers: HashMap<&str, usize, foldhash::fast::FixedState> = HashMap::default();
    let mut words: Vec<Word> = Vec::new();
    let mut lookup = Lookup::new(analyzer);
    for token in sentences.iter().flatten() {
        numbers.entry(token.as_ref()).or_insert_with_key(|text| {
            words.push(lookup.word(text));
            words.len() - 1
        });
    }
    let sentences: Vec<Sentence<'_>> = sentences
        .iter()
        .map(|sentence| {
            sentence
                .iter()
                .map(|token| &words[numbers[token.as_ref()]])
                .collect()
        })
        .collect();
    let evidence = Evidence::of(&sentences);
    sentences
        .iter()
        .enumerate()
        .map(|(number, sentence)| features::of_sentence(number, sentence, &evidence))
        .collect()
}

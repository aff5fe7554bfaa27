//! The two models of the tagger in one table: what a feature says in the first and in the second reading
//! is found at one look.

use std::sync::{Arc, LazyLock};

use super::decode::{self, Scores, Transitions};
use super::label::{LABELS, Label};
use super::model::{Model, ModelError};
use super::table::Table;

/// Weights of one feature in both readings, those of the first before those of the second.
pub(super) const BOTH: usize = 2 * LABELS;

/// The models that come with this package; `data/README.md` says what they were learnt from.
const BUNDLED: &[u8] = include_bytes!("../../data/names/tagger.bin");

/// One model for the first reading of a document, one for the second.
#[derive(Debug)]
pub struct Models {
    first: Transitions,
    second: Transitions,
    weights: Table<BOTH>,
}

impl Models {
    /// The models that come with this package.
    #[must_use]
    pub fn bundled() -> Arc<Self> {
        static MODELS: LazyLock<Arc<Models>> = LazyLock::new(|| {
            Arc::new(Models::from_bytes(BUNDLED).expect("a test reads what is bundled"))
        });
        Arc::clone(&MODELS)
    }

    /// Two models of one's own.
    #[must_use]
    pub fn new(first: &Model, second: &Model) -> Self {
        let mut weights = Table::for_features(first.features() + second.features());
        for (model, offset) in [(first, 0), (second, LABELS)] {
            for (number, of_model) in model.weights.iter() {
                let both: &mut [i8; BOTH] = weights.entry(number);
                both[offset..offset + LABELS].copy_from_slice(of_model);
            }
        }
        Self {
            first: Transitions::new(&first.transitions),
            second: Transitions::new(&second.transitions),
            weights,
        }
    }

    /// Both models from one file.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are no such file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let length = bytes.first_chunk::<4>().ok_or(ModelError::Heading)?;
        let length = u32::from_le_bytes(*length) as usize;
        let models = &bytes[4..];
        let (first, second) = models.split_at_checked(length).ok_or(ModelError::Heading)?;
        Ok(Self::new(
            &Model::from_bytes(first)?,
            &Model::from_bytes(second)?,
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
        self.weights.size()
    }

    /// What features say for each label in the first reading, then in the second.
    pub(super) fn weights(&self, feature: u32) -> Option<&[i8; BOTH]> {
        self.weights.get(feature)
    }

    /// The labels of a sentence by the first reading.
    pub(super) fn first(&self, tokens: &[Scores]) -> Vec<Label> {
        decode::labels(tokens, &self.first)
    }

    /// The labels of a sentence by the second reading.
    pub(super) fn second(&self, tokens: &[Scores]) -> Vec<Label> {
        decode::labels(tokens, &self.second)
    }
}

//! The tagger's model: a weight for each feature and label, kept compactly.
//!
//! The file holds, after its heading: the scale, the weights of one label after another, then the
//! features in the order of their numbers, each with the labels it has a weight for and these weights.
//! Weights are whole numbers of the scale from -127 to 127, so that tagging adds whole numbers only.

use super::decode::{self, Scores, Transitions};
use super::label::{LABELS, Label, Weights};
use super::table::Table;

/// The first bytes of a model's file.
const HEADING: &[u8; 16] = b"aluehaku-tagger1";

/// Most features that are read.
const MOST_FEATURES: usize = 1 << 22;

/// Why a model cannot be used. Learn it anew with this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file is no model, or one of another version.
    #[error("not a model of this version's tagger; learn it anew")]
    Heading,
    /// The file ends too early or holds what no model does.
    #[error("the model is damaged at byte {0}; learn it anew")]
    Damaged(usize),
}

/// A learnt model.
#[derive(Debug)]
pub struct Model {
    /// By label before, then label.
    pub(super) transitions: [Weights; LABELS],
    pub(super) weights: Table<LABELS>,
    features: usize,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take(HEADING.len()) != Ok(HEADING.as_slice()) {
            return Err(ModelError::Heading);
        }
        let mut transitions = [[0; LABELS]; LABELS];
        for weight in transitions.as_flattened_mut() {
            *weight = reader.weight()?;
        }
        let features = reader.number()? as usize;
        if features > MOST_FEATURES.min(bytes.len()) {
            return Err(ModelError::Damaged(reader.at));
        }
        let mut table = Table::for_features(features);
        let mut number = 0u32;
        for _ in 0..features {
            number = number.wrapping_add(reader.step()?);
            let labels = u16::from_le_bytes([reader.byte()?, reader.byte()?]);
            let mut weights = [0; LABELS];
            for (label, weight) in weights.iter_mut().enumerate() {
                if labels & 1 << label != 0 {
                    *weight = reader.weight()?;
                }
            }
            if number != 0 {
                *table.entry(number) = weights;
            }
        }
        Ok(Self {
            transitions,
            weights: table,
            features,
        })
    }

    /// Writes a model's file.
    #[must_use]
    pub fn to_bytes(
        transitions: &[Weights; LABELS],
        features: &mut Vec<(u32, Weights)>,
    ) -> Vec<u8> {
        features
            .retain(|(number, weights)| *number != 0 && weights.iter().any(|weight| *weight != 0));
        features.sort_unstable();
        features.dedup_by_key(|(number, _)| *number);
        let mut bytes = HEADING.to_vec();
        bytes.extend(
            transitions
                .as_flattened()
                .iter()
                .map(|weight| *weight as u8),
        );
        bytes.extend((features.len() as u32).to_le_bytes());
        let mut last = 0;
        for (number, weights) in features {
            let mut step = *number - last;
            last = *number;
            while step >= 0x80 {
                bytes.push(step as u8 | 0x80);
                step >>= 7;
            }
            bytes.push(step as u8);
            let set = weights
                .iter()
                .enumerate()
                .filter(|(_, weight)| **weight != 0);
            let labels = set
                .clone()
                .fold(0u16, |labels, (label, _)| labels | 1 << label);
            bytes.extend(labels.to_le_bytes());
            bytes.extend(set.map(|(_, weight)| *weight as u8));
        }
        bytes
    }

    /// How many features have a weight.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features
    }

    /// The likeliest labels for tokens with these features.
    #[must_use]
    pub fn labels(&self, tokens: &[Vec<u32>]) -> Vec<Label> {
        let scores: Vec<Scores> = tokens.iter().map(|token| self.scores(token)).collect();
        decode::labels(&scores, &Transitions::new(&self.transitions))
    }

    /// What the features of a token say for each label.
    fn scores(&self, features: &[u32]) -> Scores {
        let mut scores = [0; LABELS];
        for weights in features
            .iter()
            .filter_map(|feature| self.weights.get(*feature))
        {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += i32::from(*weight);
            }
        }
        scores
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], ModelError> {
        let end = self.at + count;
        let taken = self
            .bytes
            .get(self.at..end)
            .ok_or(ModelError::Damaged(self.at))?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ModelError> {
        Ok(self.take(1)?[0])
    }

    fn weight(&mut self) -> Result<i8, ModelError> {
        Ok(self.byte()? as i8)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let taken = self.take(4)?;
        Ok(u32::from_le_bytes([taken[0], taken[1], taken[2], taken[3]]))
    }

    /// How far it is to the next feature's number: seven bits a byte, the lowest first.
    fn step(&mut self) -> Result<u32, ModelError> {
        let mut step = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            step |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(step);
            }
        }
        Err(ModelError::Damaged(self.at))
    }
}

//! What says that words are a name: the evidence that articles give, put together over all of them.

use aluehaku_article::Evidence;
use serde::{Deserialize, Serialize};

/// One thing that says that words are a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A legal form stands behind it.
    LegalForm,
    /// A bracket gives its long or its short name.
    Bracket,
    /// Its last word is one for a body.
    BodyWord,
    /// A word for a project stands beside it.
    ProjectWord,
    /// It has its capital within a sentence.
    Inside,
    /// The words around it say so, to the tagger.
    Context,
}

/// What says that words are a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signs(u8);

impl Sign {
    /// Every sign with the word it is shown as.
    const WORDS: [(Self, &'static str); 6] = [
        (Self::LegalForm, "legal_form"),
        (Self::Bracket, "bracket"),
        (Self::BodyWord, "body_word"),
        (Self::ProjectWord, "project_word"),
        (Self::Inside, "inside"),
        (Self::Context, "context"),
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Signs {
    /// What the evidence of a mention says.
    #[must_use]
    pub fn of(evidence: Evidence) -> Self {
        let sign = match evidence {
            Evidence::LegalForm => Sign::LegalForm,
            Evidence::Bracket => Sign::Bracket,
            Evidence::BodyWord => Sign::BodyWord,
            Evidence::ProjectWord => Sign::ProjectWord,
            _ => Sign::Context,
        };
        Self(sign.bit())
    }

    /// Whether this is among what says so.
    #[must_use]
    pub fn has(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }

    /// Whether the writing itself says so, not only the words around it.
    #[must_use]
    pub fn are_sure(self) -> bool {
        [Sign::LegalForm, Sign::Bracket, Sign::ProjectWord]
            .iter()
            .any(|sign| self.has(*sign))
    }

    /// The words for what says so.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let signs = Sign::WORDS.into_iter();
        signs.filter_map(move |(sign, word)| self.has(sign).then_some(word))
    }

    /// Adds one.
    pub fn add(&mut self, sign: Sign) {
        self.0 |= sign.bit();
    }

    /// Adds others.
    pub fn add_all(&mut self, others: Self) {
        self.0 |= others.0;
    }
}

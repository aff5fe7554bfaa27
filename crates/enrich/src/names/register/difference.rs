//! What two registers know differently, and which articles that concerns.

use std::collections::{BTreeSet, HashSet};

use aluehaku_finnish::Finnish;

use super::Register;
use super::needles::Needles;
use super::phrases::{Phrases, first_letter};
use crate::names::tokens;

/// What two registers know differently.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// Names, in small letters, that have another canonical name, or are left out in one of them only.
    names: HashSet<String>,
    /// Names that are looked for in one of them only, or mean something else.
    phrases: Phrases,
    /// The letters that words begin with that begin one of these.
    first_letters: BTreeSet<char>,
    /// What a text has in which one of these stands.
    needles: Needles,
}

impl Difference {
    /// What two registers know differently.
    #[must_use]
    pub fn between(one: &Register, other: &Register) -> Self {
        let mut names: HashSet<String> = one
            .blocked
            .symmetric_difference(&other.blocked)
            .cloned()
            .collect();
        for (these, those) in [(one, other), (other, one)] {
            let differing = these
                .canonical
                .iter()
                .filter(|(key, canonical)| those.canonical.get(key) != Some(canonical));
            names.extend(differing.map(|((_, name), _)| name.clone()));
            let doubtful = these.doubtful.difference(&those.doubtful);
            names.extend(doubtful.map(|(_, name)| name.clone()));
        }
        let phrases = one.phrases.difference(&other.phrases);
        Self {
            names,
            first_letters: phrases.first_letters(),
            needles: phrases.needles(),
            phrases,
        }
    }

    /// Whether the registers read every article alike.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.phrases.is_empty()
    }

    /// Whether the registers may read an article differently: one that is read to hold these names without any.
    #[must_use]
    pub fn concerns<'n>(
        &self,
        mut names: impl Iterator<Item = &'n str>,
        texts: &[&str],
        finnish: &Finnish,
    ) -> bool {
        if names.any(|name| self.names.contains(&name.to_lowercase())) {
            return true;
        }
        if !texts.iter().any(|text| self.needles.may_be_in(text)) {
            return false;
        }
        let tokens: Vec<_> = tokens::sentences(texts).into_iter().flatten().collect();
        tokens.iter().enumerate().any(|(at, token)| {
            // Analysing a word is what takes the time, and most begin otherwise.
            first_letter(token.text).is_some_and(|first| self.first_letters.contains(&first))
                && self.phrases.stands_at(&tokens, at, finnish)
        })
    }
}

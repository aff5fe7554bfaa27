//! Which tokens of an article stand in a name already.

use std::ops::Range;

/// The tokens that are taken; those outside the article never are.
#[derive(Clone, Debug)]
pub(super) struct Taken(Vec<bool>);

impl Taken {
    /// None of so many tokens.
    pub(super) fn none_of(tokens: usize) -> Self {
        Self(vec![false; tokens])
    }

    /// Whether a token is taken.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(false)
    }

    /// Whether one of some tokens is taken.
    pub(super) fn has_any(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|at| self.has(at))
    }

    /// Takes some tokens.
    pub(super) fn take(&mut self, tokens: &Range<usize>) {
        if let Some(taken) = self.0.get_mut(tokens.clone()) {
            taken.fill(true);
        }
    }
}

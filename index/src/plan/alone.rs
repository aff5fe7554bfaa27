//! A word of a query looked at alone, before the query is planned.

use aluehaku_query::Leaf as QueryLeaf;

use super::leaf::{LeafPlanner, Look};
use super::lookup::Lookup;
use crate::search::request::Matching;

/// Looks at single words.
pub(crate) struct WordPlanner<'a, L>(LeafPlanner<'a, L>);

impl<'a, L: Lookup> WordPlanner<'a, L> {
    pub(crate) fn new(lookup: &'a L) -> Self {
        Self(LeafPlanner {
            lookup,
            matching: Matching::Best,
            is_wanted: true,
        })
    }

    /// Whether the word may be the first one of a name of the vocabulary.
    pub(crate) fn may_begin_name(&self, leaf: &QueryLeaf) -> bool {
        let vocabulary = self.0.lookup.vocabulary();
        vocabulary.may_begin(&self.0.keys(leaf))
    }

    /// Whether it is a word of grammar, which no hit needs to have beside others.
    pub(crate) fn is_grammar(&self, leaf: &QueryLeaf) -> Result<bool, L::Error> {
        let planned = self.0.plan(leaf, &[], true, &mut Vec::new())?;
        Ok(matches!(&planned.look, Look::Word(word) if word.is_grammar))
    }
}

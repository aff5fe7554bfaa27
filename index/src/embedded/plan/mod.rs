//! A query as the index answers it: a tree of conditions over leaves whose terms are looked up once.
//!
//! - [`tree`]: which parts of a query must hold and which only rank.
//! - [`leaf`]: one word, phrase, prefix, exact form or facet value.
//! - [`terms`]: the terms that a query word is found under, and their weights.
//! - [`unfold`]: words of the index that the typed letters may stand for ("jarjesto").

mod leaf;
mod terms;
mod tree;
mod unfold;

pub(super) use leaf::{Leaf, Look, Place};
pub(super) use terms::{Source, Word};
pub(super) use tree::Node;

use aluehaku_query::Query;
use tantivy::schema::Field;

use super::snapshot::Snapshot;
use crate::search::request::Matching;
use crate::search::response::Complaint;

/// A query ready to be run on each segment.
#[derive(Debug)]
pub(super) struct Plan {
    /// What articles must fulfil.
    pub(super) root: Node,
    /// The leaves that the tree refers to.
    pub(super) leaves: Vec<Leaf>,
    /// The field of the texts of articles.
    pub(super) text: Field,
    /// Whether some leaf ranks: a query of filters alone orders by time.
    pub(super) is_ranked: bool,
    /// What could not be taken word for word.
    pub(super) complaints: Vec<Complaint>,
}

impl Plan {
    /// Plans a query on a state of the index.
    pub(super) fn new(
        snapshot: &Snapshot,
        query: &Query,
        matching: Matching,
    ) -> tantivy::Result<Self> {
        tree::Planner::new(snapshot, matching).plan(query)
    }

    /// Whether every article with some word matches, and no other.
    pub(super) fn is_union_of_words(&self) -> bool {
        let is_word = |leaf: &Leaf| {
            matches!(leaf.look, Look::Word(_))
                && leaf.place
                    == Place {
                        field: self.text,
                        part: None,
                    }
        };
        self.root.is_union(&|number| {
            let leaf = &self.leaves[number];
            leaf.is_ranked && leaf.is_wanted && is_word(leaf)
        })
    }

    /// Whether every article that matches has a score above zero.
    pub(super) fn scores_every_match(&self) -> bool {
        self.root.always_scores(&|number| {
            let leaf = &self.leaves[number];
            leaf.is_ranked && leaf.is_wanted
        })
    }
}

//! Plans of queries on the embedded index: each term with the lists of its articles, and what its leaves have found.

use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use aluehaku_query::Query;
use tantivy::DocId;
use tantivy::postings::TermInfo;

use crate::embedded::state::segment::Segment;
use crate::embedded::state::snapshot::Snapshot;
use crate::plan;
use crate::search::request::Matching;

/// Where the articles of a term are listed in each segment, by the segment's number.
pub(crate) type Lists = Vec<Option<TermInfo>>;

/// A query word and its terms.
pub(crate) type Word = plan::word::Word<Lists>;
/// A term that occurs in the index.
pub(crate) type Source = plan::word::Source<Lists>;
/// A leaf ready to be looked up.
pub(crate) type Leaf = plan::Leaf<Lists>;
/// What is looked up.
pub(crate) type Look = plan::Look<Lists>;

/// Articles in order, and the score of each.
pub(crate) type Scored = (Vec<DocId>, Vec<f32>);

/// A query ready to be run on each segment.
///
/// A phrase is found by reading places in texts, and both matching and ranking ask for it: what a leaf finds in a
/// segment stays with the plan.
#[derive(Debug)]
pub(crate) struct Plan {
    planned: plan::Plan<Lists>,
    /// By segment and leaf.
    scored: Vec<Vec<OnceLock<Scored>>>,
}

impl Plan {
    /// Plans a query on a state of the index.
    pub(crate) fn new(
        snapshot: &Snapshot,
        query: &Query,
        matching: Matching,
    ) -> tantivy::Result<Self> {
        let planned = plan::Plan::new(snapshot, query, matching)?;
        Ok(Self::of(snapshot, planned))
    }

    /// A plan with nothing found yet.
    pub(crate) fn of(snapshot: &Snapshot, planned: plan::Plan<Lists>) -> Self {
        let leaves = || planned.leaves.iter().map(|_| OnceLock::new()).collect();
        Self {
            scored: snapshot.segments.iter().map(|_| leaves()).collect(),
            planned,
        }
    }

    /// What a leaf finds in a segment, found when first asked for.
    pub(crate) fn scored(
        &self,
        leaf: usize,
        segment: &Segment,
        find: impl FnOnce(&Leaf) -> tantivy::Result<Scored>,
    ) -> tantivy::Result<&Scored> {
        let known = &self.scored[segment.number as usize][leaf];
        match known.get() {
            Some(scored) => Ok(scored),
            None => {
                let scored = find(&self.planned.leaves[leaf])?;
                Ok(known.get_or_init(|| scored))
            }
        }
    }
}

impl Deref for Plan {
    type Target = plan::Plan<Lists>;

    fn deref(&self) -> &Self::Target {
        &self.planned
    }
}

impl DerefMut for Plan {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.planned
    }
}

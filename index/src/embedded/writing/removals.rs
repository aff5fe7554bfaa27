//! Removes documents from the segments that are there already, and from none that comes later.
//!
//! Tantivy applies what is removed between two commits at the second of them. Of segments that it wrote itself it knows
//! which documents came after a removal; of others it is told here: each removal has a number, and each segment
//! remembers how many there were when it came.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, Term};

/// The removals since the last commit.
#[derive(Debug, Default)]
pub(super) struct Removals {
    count: u64,
    segments: Segments,
}

/// How many removals there were when a segment came; older segments are not listed.
#[derive(Clone, Debug, Default)]
struct Segments(Arc<Mutex<HashMap<SegmentId, u64>>>);

/// Finds the documents that one removal removes.
#[derive(Clone, Debug)]
struct Removal {
    documents: TermQuery,
    number: u64,
    segments: Segments,
}

struct RemovalWeight {
    documents: Box<dyn Weight>,
    number: u64,
    segments: Segments,
}

impl Removals {
    /// A query for tantivy to delete by: the documents with a term so far.
    pub(super) fn removal(&mut self, term: Term) -> Box<dyn Query> {
        self.count += 1;
        Box::new(Removal {
            documents: TermQuery::new(term, IndexRecordOption::Basic),
            number: self.count,
            segments: self.segments.clone(),
        })
    }

    /// Spares a new segment from the removals so far.
    pub(super) fn spare(&mut self, segment: SegmentId) {
        self.segments.list().insert(segment, self.count);
    }

    /// Takes it that all removals so far have been applied.
    pub(super) fn begin_anew(&mut self) {
        self.segments.list().clear();
    }
}

impl Segments {
    fn list(&self) -> MutexGuard<'_, HashMap<SegmentId, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn was_there(&self, segment: SegmentId, number: u64) -> bool {
        let list = self.list();
        list.get(&segment).is_none_or(|before| *before < number)
    }
}

impl Query for Removal {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RemovalWeight {
            documents: self.documents.weight(scoring)?,
            number: self.number,
            segments: self.segments.clone(),
        }))
    }
}

impl Weight for RemovalWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        match self.segments.was_there(segment.segment_id(), self.number) {
            true => self.documents.scorer(segment, boost),
            false => Ok(Box::new(EmptyScorer)),
        }
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.documents.explain(segment, document)
    }
}

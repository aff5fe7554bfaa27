//! The highest shares in stretches of long lists, kept from one request to the next.
//!
//! An article cannot score more by a term than the highest share among the articles near it, so
//! whole stretches of articles are passed over without their lists being read. Tantivy keeps such
//! maxima for its own formula only; these are for ours. They are made when a list is first used,
//! by reading it once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;

use super::scoring::Scoring;

/// Articles of a stretch.
pub(crate) const STRETCH: usize = 512;

/// Bytes of peaks that are kept of a segment; beyond it they are made anew.
const MOST_BYTES: usize = 48 << 20;

/// Shares are kept as so many steps, rounded up.
const STEPS: f32 = 255.0;

/// The peaks of the long lists of a segment.
#[derive(Debug, Default)]
pub(crate) struct Peaks {
    /// By the place of the list in its file.
    lists: RwLock<HashMap<usize, Arc<[u8]>>>,
    bytes: AtomicUsize,
}

/// The upper bound that a peak stands for, as a share.
pub(crate) fn share_of(peak: u8) -> f32 {
    f32::from(peak) / STEPS
}

/// Number of stretches of a segment.
pub(crate) fn stretches(articles: DocId) -> usize {
    (articles as usize).div_ceil(STRETCH)
}

impl Peaks {
    /// The peaks of a list, one for each stretch; `open` gives the list at its beginning.
    pub(crate) fn of(
        &self,
        place: usize,
        articles: DocId,
        scoring: &Scoring,
        lengths: &FieldNormReader,
        open: impl FnOnce() -> tantivy::Result<BlockSegmentPostings>,
    ) -> tantivy::Result<Arc<[u8]>> {
        let known = self.lists.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(peaks) = known.get(&place) {
            return Ok(Arc::clone(peaks));
        }
        drop(known);
        let peaks: Arc<[u8]> = made(open()?, articles, scoring, lengths).into();
        let mut known = self.lists.write().unwrap_or_else(PoisonError::into_inner);
        if self.bytes.fetch_add(peaks.len(), Ordering::Relaxed) > MOST_BYTES {
            known.clear();
            self.bytes.store(peaks.len(), Ordering::Relaxed);
        }
        known.insert(place, Arc::clone(&peaks));
        Ok(peaks)
    }
}

fn made(
    mut list: BlockSegmentPostings,
    articles: DocId,
    scoring: &Scoring,
    lengths: &FieldNormReader,
) -> Vec<u8> {
    let mut highest = vec![0f32; stretches(articles)];
    while !list.docs().is_empty() {
        for (article, occurrences) in list.docs().iter().zip(list.freqs()) {
            let share = scoring.share(*occurrences, lengths.fieldnorm_id(*article));
            let peak = &mut highest[*article as usize / STRETCH];
            *peak = peak.max(share);
        }
        list.advance();
    }
    highest
        .into_iter()
        .map(|share| (share * STEPS).ceil() as u8)
        .collect()
}
